"""Two people do the same at the same moment: sort an opinion, number a plan."""

from __future__ import annotations

import pytest
from django.utils import timezone

from hdnd_portal.council.models import Body
from hdnd_portal.documents.models import Register
from tests.factories import BodyFactory, MembershipFactory
from tests.racing import at_once
from tests.voters.records import Held
from voters.models import ContactPaper, VoterRecommendation
from voters.plan_paper import plan_paper
from voters.refusals import ContactRefused
from voters.services import sorting
from voters.services.papers import About, issue_paper
from voters.spans import Span
from voters.workflow import PaperKind


@pytest.mark.django_db(transaction=True)
def test_two_officers_take_the_same_words_once():
    held = Held()
    opinion = held.say("Sửa cầu thôn Đông")
    acts = [
        lambda: sorting.take(opinion, [Span(0, 17)], by=held.officer),
        lambda: sorting.take(opinion, [Span(0, 17)], by=held.officer),
    ]
    assert at_once(VoterRecommendation, *acts, refused=(ContactRefused,)) == ["done", "refused"]
    assert VoterRecommendation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_once_give_one_number():
    it = Held()
    body = BodyFactory(term=it.ground.term, kind=Body.Kind.STANDING_COMMITTEE)
    signer = MembershipFactory(body=body, role="chair").person_id
    about = About(it.council, it.plan.session_id, PaperKind.PLAN, plan=it.plan)

    def issue():
        issue_paper(about, lambda: plan_paper(it.plan), signer=signer, by=it.officer)

    Register.objects.get_or_create(
        council=it.council, kind="KH", symbol=it.council.symbol, year=timezone.localdate().year
    )
    assert at_once(Register, issue, issue, refused=(ContactRefused,)) == ["done", "refused"]
    assert ContactPaper.objects.count() == 1
    assert Register.objects.get(kind="KH").last_number == 1
