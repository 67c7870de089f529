"""Proposals of oversight and hearings: made, corrected, taken up, given a day, declined.

Locks: the steps of commitments that were escalated to the record, where they end with it; then
the record.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.commitments.public import end_steps_to, hold_steps_to
from hdnd_portal.council.models import Agency, Body, Council
from hdnd_portal.legal.deadlines import Deadline, DeadlineRefused
from hdnd_portal.legal.public import deadline_for
from hdnd_portal.legal.register import RuleRefused
from hdnd_portal.legal.words import day_with_weekday
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from oversight.models import Hearing, OversightProposal
from oversight.permissions import DECIDERS
from oversight.refusals import OversightRefused
from oversight.workflow import (
    HEARING_MOVES,
    PROPOSAL_MOVES,
    HearingMove,
    HearingState,
    ProposalMove,
    ProposalState,
    after,
)

NOTICE = "explain.notice"
R = TypeVar("R", OversightProposal, Hearing)


def proposal_page(proposal: OversightProposal) -> str:
    """The path of the proposal."""
    return reverse("oversight:proposal", kwargs={"proposal": proposal.pk})


def hearing_page(hearing: Hearing) -> str:
    """The path of the hearing."""
    return reverse("oversight:hearing", kwargs={"hearing": hearing.pk})


@transaction.atomic
def make_proposal(
    council: Council, *, by: User, agencies: Iterable[Agency] = (), **said: Any
) -> OversightProposal:
    """Đề xuất nội dung giám sát. Raises OversightRefused `elsewhere`."""
    agencies = _of_council(agencies, council)
    made = OversightProposal.objects.create(council=council, created_by=by, **said)
    made.agencies.set(agencies)
    log.record("oversight_proposal.made", made, by=by, title=made.subject)
    return made


@transaction.atomic
def correct_proposal(
    proposal: OversightProposal, *, by: User, agencies: Iterable[Agency], **said: Any
) -> OversightProposal:
    """Correct it while nobody has decided. Raises OversightRefused `moved_on`, `elsewhere`."""
    proposal = _locked(proposal)
    after(PROPOSAL_MOVES, ProposalState(proposal.state), ProposalMove.CORRECT)
    _set(proposal, said)
    proposal.agencies.set(_of_council(agencies, proposal.council))
    log.record("oversight_proposal.corrected", proposal, by=by, title=proposal.subject)
    return proposal


@transaction.atomic
def take_up(proposal: OversightProposal, *, reference: str, by: User) -> OversightProposal:
    """Chọn nội dung. Raises OversightRefused `moved_on`, `reference_missing`."""
    proposal = _locked(proposal)
    proposal.state = after(PROPOSAL_MOVES, ProposalState(proposal.state), ProposalMove.TAKE_UP)
    _decided(proposal, by, reference=_paper(proposal, reference, by))
    log.record("oversight_proposal.taken_up", proposal, by=by, reference=proposal.reference or "–")
    return proposal


@in_office_language
@transaction.atomic
def decline_proposal(proposal: OversightProposal, *, reason: str, by: User) -> OversightProposal:
    """Không chọn, and why; steps of commitments end with it.

    Raises OversightRefused `moved_on`, `reason_missing`.
    """
    hold_steps_to(proposal)
    proposal = _locked(proposal)
    proposal.state = after(PROPOSAL_MOVES, ProposalState(proposal.state), ProposalMove.DECLINE)
    _decided(proposal, by, reason=_needed(reason))
    log.record("oversight_proposal.declined", proposal, by=by, reason=proposal.state_reason)
    _end_steps(proposal, by)
    return proposal


@transaction.atomic
def withdraw_proposal(proposal: OversightProposal, *, reason: str, by: User) -> None:
    """The step that made it was withdrawn; what was decided on stays as it is."""
    proposal = _locked(proposal)
    if ProposalState(proposal.state) not in PROPOSAL_MOVES[ProposalMove.WITHDRAW][0]:
        return
    proposal.state = ProposalState.WITHDRAWN.value
    _decided(proposal, by, reason=_needed(reason))
    log.record("oversight_proposal.withdrawn", proposal, by=by, reason=reason)


@transaction.atomic
def propose_hearing(
    council: Council, *, body: Body, agency: Agency, subject: str, reason: str, by: User
) -> Hearing:
    """Đề xuất phiên giải trình. Raises OversightRefused `elsewhere`."""
    _of_council([agency], council)
    made = Hearing.objects.create(
        council=council, body=body, agency=agency, subject=subject, reason=reason, created_by=by
    )
    log.record("hearing.proposed", made, by=by, title=made.subject)
    return made


@transaction.atomic
def correct_hearing(hearing: Hearing, *, by: User, **said: Any) -> Hearing:
    """Correct it before it has its day. Raises OversightRefused `moved_on`, `elsewhere`."""
    hearing = _locked(hearing)
    after(HEARING_MOVES, HearingState(hearing.state), HearingMove.CORRECT)
    _of_council([said["agency"]], hearing.council)
    _set(hearing, said)
    log.record("hearing.corrected", hearing, by=by, title=hearing.subject)
    return hearing


@in_office_language
@transaction.atomic
def plan_hearing(
    hearing: Hearing, *, planned_on: date, place: str, reference: str, by: User
) -> Hearing:
    """Định ngày họp, or another day; the agency is told at once.

    Raises OversightRefused `moved_on`, `day_past`, `reference_missing`.
    """
    hearing = _locked(hearing)
    before = hearing.state, hearing.planned_on, hearing.place, hearing.reference
    hearing.state = after(HEARING_MOVES, HearingState(hearing.state), HearingMove.PLAN)
    if planned_on < timezone.localdate():
        raise OversightRefused("day_past")
    if before == (HearingState.PLANNED, planned_on, place.strip(), _paper(hearing, reference, by)):
        return hearing  # pressed twice: the agency is told once
    hearing.planned_on, hearing.place = planned_on, place.strip()
    _decided(hearing, by, reference=_paper(hearing, reference, by))
    log.record("hearing.planned", hearing, by=by, day=planned_on)
    day = day_with_weekday(planned_on)
    send.after_commit(
        "hearing.planned",
        to=recipients.agency_desk(hearing.agency, on=timezone.localdate()),
        about=hearing,
        title=_("Phiên giải trình ngày {day}: {what}").format(day=day, what=hearing.subject),
        body="\n".join(filter(None, [str(hearing.body), hearing.place, hearing.reason])),
        url=hearing_page(hearing),
    )
    return hearing


@in_office_language
@transaction.atomic
def decline_hearing(hearing: Hearing, *, reason: str, by: User) -> Hearing:
    """Không tổ chức, and why; steps of commitments end with it.

    Raises OversightRefused `moved_on`, `reason_missing`.
    """
    hold_steps_to(hearing)
    hearing = _locked(hearing)
    hearing.state = after(HEARING_MOVES, HearingState(hearing.state), HearingMove.DECLINE)
    _decided(hearing, by, reason=_needed(reason))
    log.record("hearing.declined", hearing, by=by, reason=hearing.state_reason)
    _end_steps(hearing, by)
    return hearing


@in_office_language
@transaction.atomic
def withdraw_hearing(hearing: Hearing, *, reason: str, by: User) -> None:
    """The step that made it was withdrawn; an agency that was told of its day is told."""
    hearing = _locked(hearing)
    if HearingState(hearing.state) not in HEARING_MOVES[HearingMove.WITHDRAW][0]:
        return
    was_planned = hearing.state == HearingState.PLANNED
    hearing.state = HearingState.WITHDRAWN.value
    _decided(hearing, by, reason=_needed(reason))
    log.record("hearing.withdrawn", hearing, by=by, reason=reason)
    if was_planned:
        send.after_commit(
            "hearing.withdrawn",
            to=recipients.agency_desk(hearing.agency, on=timezone.localdate()),
            about=hearing,
            title=_("Không họp phiên giải trình: {what}").format(what=hearing.subject),
            body=reason,
        )


def notice_by(hearing: Hearing) -> Deadline | None:
    """By when content and plan reach whoever explains (Law 87/2015, Art. 72(2)).

    None without a day, and where rule or calendar do not reach that far.
    """
    if hearing.planned_on is None:
        return None
    try:
        return deadline_for(NOTICE, hearing.planned_on, council=hearing.council)
    except (RuleRefused, DeadlineRefused):
        return None


def records_for(user: User, council: int) -> bool:
    """Whether the user's decision is the Standing Committee's on paper, which then is named."""
    return not user.has_role(*DECIDERS, council=council)


def _locked(record: R) -> R:
    rows = type(record)._default_manager.select_for_update(of=("self",))
    return rows.select_related("council").get(pk=record.pk)


def _set(record: OversightProposal | Hearing, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(record, name, value)
    record.save(update_fields=list(said))


def _decided(
    record: OversightProposal | Hearing, by: User, *, reference: str = "", reason: str = ""
) -> None:
    record.reference, record.state_reason = reference, reason
    record.decided_by, record.decided_at = by, timezone.now()
    record.save()


def _end_steps(record: OversightProposal | Hearing, by: User) -> None:
    note = f"{record.get_state_display()}: {record.state_reason}"
    end_steps_to(record, note=note, by=by)


def _paper(record: OversightProposal | Hearing, reference: str, by: User) -> str:
    reference = reference.strip()
    if not reference and records_for(by, record.council_id):
        raise OversightRefused("reference_missing")
    return reference


def _needed(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise OversightRefused("reason_missing")
    return reason


def _of_council(agencies: Iterable[Agency], council: Council) -> list[Agency]:
    found = list(agencies)
    if any(agency.council_id != council.pk for agency in found):
        raise OversightRefused("elsewhere")
    return found
