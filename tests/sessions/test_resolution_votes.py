"""The vote that adopted a resolution: named when it is formed, held by the database, shown."""

from datetime import date

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse

from sessions.minutes.content import source_of
from sessions.minutes.decisions import resolutions as minuted
from sessions.minutes_papers import excerpt_paper
from sessions.models import Resolution
from sessions.services import polls, resolutions
from sessions.services.minutes import begin_minutes
from sessions.services.refusals import SessionRefused
from sessions.workflow.resolution import ResolutionForm
from tests.sessions.voting import NINE, Hall

pytestmark = pytest.mark.django_db
SIX_FOR = ("for",) * 6 + ("against", "abstain", "")
DAY = date(2026, 12, 8)


@pytest.fixture(autouse=True)
def _at_nine():
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def hall():
    return Hall()


@pytest.fixture
def poll(hall):
    return polls.publish(hall.ended(*SIX_FOR), by=hall.officer)


def drafted(hall, poll, on=DAY):
    poll.item.refresh_from_db()
    return resolutions.draft_from_item(
        poll.item, form=ResolutionForm.INDIVIDUAL, adopted_on=on, by=hall.officer
    )


def test_the_resolution_names_its_vote_and_page_minutes_and_excerpt_show_it(client, hall, poll):
    found = drafted(hall, poll)
    assert found.poll == poll

    client.force_login(hall.officer)
    text = client.get(reverse("sessions:resolution", kwargs={"resolution": found.pk}))
    address = reverse("sessions:poll", kwargs={"session": hall.session.pk, "poll": poll.pk})
    assert address in text.content.decode()
    assert "6 tán thành trên tổng số 10, cần 6" in text.content.decode()

    words = "09 giờ 00 ngày 08/12/2026; tán thành 6/10"
    part = minuted(source_of(hall.session, None))
    assert part.pieces[1].rows[0][3] == words
    paper = excerpt_paper(begin_minutes(hall.session, by=hall.officer), poll.item)
    assert paper.body[-1].text == (f"Thông qua Nghị quyết “{found.title}”, biểu quyết lúc {words}.")


def test_the_day_of_adoption_is_that_of_the_vote(client, hall, poll):
    with time_machine.travel("2026-12-10 09:00:00+07:00", tick=False):
        with pytest.raises(SessionRefused) as refused:
            drafted(hall, poll, on=date(2026, 12, 9))
        client.force_login(hall.officer)
        page = client.get(
            reverse("sessions:session_resolutions", kwargs={"session": hall.session.pk})
        )

    assert refused.value.code == "adopted_another_day"
    assert 'value="08/12/2026"' in page.content.decode()
    assert not Resolution.objects.exists()


def test_the_database_takes_no_other_vote(hall, poll):
    other = polls.publish(hall.ended(*SIX_FOR), by=hall.officer)
    failed = polls.publish(hall.ended(*("against",) * 9), by=hall.officer)
    found = drafted(hall, poll)

    for wrong in (other, failed, None):
        with pytest.raises(DatabaseError), transaction.atomic():
            Resolution.objects.filter(pk=found.pk).update(poll=wrong)
    assert Resolution.objects.get().poll == poll
