"""Approving recommendations and sending them to the agencies that are to answer.

Each becomes a commitment with the day of the register; from then on that is what is followed.
Locks: recommendations in the order of their keys.
"""

from collections.abc import Collection

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.public import Kind, close_of, open_commitment
from hdnd_portal.legal.deadlines import Deadline, DeadlineRefused
from hdnd_portal.legal.public import deadline_for
from hdnd_portal.legal.register import RuleRefused
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from voters.models import Referral, VoterRecommendation
from voters.refusals import ContactRefused
from voters.services.outcomes import carry
from voters.services.receipts import make_receipts
from voters.services.sorting import locked
from voters.services.stages import begin_at_agency
from voters.sorting import Competence, Move, State, recommendation_after
from voters.sorting_permissions import approves_here
from voters.workflow import Track

REPLY_RULE = "tx.reply"
CENTRAL_RULE = "tx.reply.na"
REDIRECT_RULE = "tx.redirect"


@in_office_language
@transaction.atomic
def send_on(
    recommendations: Collection[VoterRecommendation], *, by: User, decision: str = ""
) -> list[Referral]:
    """Approve them and send each to its lead agency: one referral for each agency and session.

    Who does not preside records on what paper the Standing Committee approved. Raises
    ContactRefused `decision_missing`, `recommendation_state`, `opinion_stays`, `lead_missing`,
    `no_deadline`; then none of them is sent.
    """
    decision = decision.strip()
    rows = _locked_all(recommendations)
    for row in rows:
        if not decision and not approves_here(by, row):
            raise ContactRefused("decision_missing")
        recommendation_after(State(row.state), Move.SEND)
        if row.track != Track.RECOMMENDATION:
            raise ContactRefused("opinion_stays", what=row.code)
        if row.lead is None:
            raise ContactRefused("lead_missing", what=row.code)
    referrals: dict[tuple[int, int, int, str], Referral] = {}
    today = timezone.localdate()
    for row in rows:
        assert row.lead is not None  # noqa: S101 -- refused above
        rule = CENTRAL_RULE if row.competence == Competence.CENTRAL else REPLY_RULE
        key = (row.council_id, row.session_id, row.lead.pk, rule)
        if key not in referrals:
            deadline = _deadline(rule, row)
            referrals[key] = Referral.objects.create(
                council=row.council,
                session=row.session,
                agency=row.lead,
                decision=decision,
                sent_on=today,
                sent_by=by,
                due_on=deadline.due_on,
                explanation=deadline.as_dict(),
            )
        row.referral = referrals[key]
        carry(row, Move.SEND, by=by)
        _open(row, by)
    for referral in referrals.values():
        make_receipts(referral)
    return list(referrals.values())


@in_office_language
@transaction.atomic
def misdirect(recommendation: VoterRecommendation, *, reason: str, by: User) -> VoterRecommendation:
    """Take it back from an agency to which it does not belong; the office finds another one.

    The commitment of that agency is closed with the reason. Raises ContactRefused
    `recommendation_state`, `why_missing`.
    """
    recommendation = locked(recommendation)
    deadline = deadline_for(REDIRECT_RULE, timezone.localdate(), council=recommendation.council)
    recommendation.send_by = deadline.due_on
    recommendation.explanation = deadline.as_dict()
    recommendation = carry(recommendation, Move.MISDIRECT, reason=reason, by=by)
    close_of(recommendation, reason=reason, by=by)
    send.after_commit(
        "recommendation.misdirected",
        to=recipients.office(recommendation.council, on=timezone.localdate()),
        about=recommendation,
        title=_("Cần chuyển lại kiến nghị cử tri: {what}").format(what=recommendation),
        body=reason,
        url=page_of(recommendation),
        email=False,
    )
    return recommendation


def page_of(recommendation: VoterRecommendation) -> str:
    """The page of the recommendation."""
    return reverse("voters:recommendation", kwargs={"recommendation": recommendation.pk})


def referral_page(referral: Referral) -> str:
    """The page of the referral."""
    return reverse("voters:referral", kwargs={"referral": referral.pk})


def _locked_all(recommendations: Collection[VoterRecommendation]) -> list[VoterRecommendation]:
    keys = [one.pk for one in recommendations]
    rows = VoterRecommendation.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    return list(rows.select_related("council", "session", "lead").order_by("pk"))


def _deadline(rule: str, row: VoterRecommendation) -> Deadline:
    try:
        return deadline_for(rule, timezone.localdate(), council=row.council)
    except (RuleRefused, DeadlineRefused) as error:
        raise ContactRefused("no_deadline", why=str(error)) from error


def _open(row: VoterRecommendation, by: User) -> None:
    assert row.referral is not None  # noqa: S101 -- it was sent with one
    central = row.competence == Competence.CENTRAL
    commitment = open_commitment(
        row.council,
        kind=Kind.PROPOSAL if central else Kind.RECOMMENDATION,
        text=row.text,
        made_on=row.referral.sent_on,
        source_label=_("Kiến nghị cử tri {code}, {session}").format(
            code=row.code, session=row.session.name
        ),
        by=by,
        lead=row.lead,
        due_on=row.referral.due_on,
        explanation=row.referral.explanation,
        contributors=row.contributors.all(),
        source=row,
        field=row.field,
        occasion=row.session.name,
    )
    begin_at_agency(row, commitment)
