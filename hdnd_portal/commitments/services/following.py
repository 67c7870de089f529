"""Opening a commitment, moving its day, checking it, closing it, linking it to others."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.commitments.escalation import StepState
from hdnd_portal.commitments.labels import Kind, LinkKind
from hdnd_portal.commitments.models import Commitment, CommitmentLink, Reply, Verification
from hdnd_portal.commitments.workflow import (
    PENDING,
    CommitmentRefused,
    Finding,
    Impression,
    Move,
    Stage,
    after,
    move_of,
)
from hdnd_portal.council.models import Agency, Body, Council, Field, Mandate, Person
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language


@in_office_language
@transaction.atomic
def open_commitment(
    council: Council,
    *,
    kind: Kind,
    text: str,
    made_on: date,
    source_label: str,
    by: User | None,
    lead: Agency | None = None,
    lead_body: Body | None = None,
    lead_delegate: Mandate | None = None,
    measure: str = "",
    due_on: date | None = None,
    explanation: Mapping[str, Any] | None = None,
    contributors: Iterable[Agency] = (),
    promised_by: Person | None = None,
    source: models.Model | None = None,
    said_at: str = "",
    field: Field | None = None,
    occasion: str = "",
    no_due_reason: str = "",
) -> Commitment:
    """Write down what an agency or body owes, or a delegate (`lead_delegate`, with the Tổ as
    `lead_body`), and tell whoever owes it.

    `source` is the record it came from, of any app; `occasion` the session it belongs to. Where no
    day was named, `no_due_reason` says why. Raises CommitmentRefused `due_before_made`.
    """
    if due_on is not None and due_on < made_on:
        raise CommitmentRefused("due_before_made", made_on=f"{made_on:%d/%m/%Y}")
    commitment = Commitment.objects.create(
        council=council,
        kind=kind.value,
        text=text.strip(),
        measure=measure.strip(),
        source_type=ContentType.objects.get_for_model(source) if source is not None else None,
        source_id=source.pk if source is not None else None,
        source_label=source_label[:300],
        field=field,
        occasion=occasion[:200],
        said_at=said_at[:300],
        lead=lead,
        lead_body=lead_body,
        lead_delegate=lead_delegate,
        promised_by=promised_by,
        made_on=made_on,
        due_on=due_on,
        no_due_reason="" if due_on else no_due_reason.strip() or _("Khi ghi chưa nêu thời hạn."),
        explanation=dict(explanation or {}),
        created_by=by,
    )
    commitment.contributors.set(contributors)
    log.record("commitment.opened", commitment, by=by, source=source_label, due_on=due_on)
    tell(commitment, "commitment.opened", _("Theo dõi thực hiện: {what}"))
    return commitment


@in_office_language
@transaction.atomic
def verify(
    commitment: Commitment,
    *,
    finding: Finding,
    reason: str,
    by: User,
    reply: Reply | None = None,
    impression: Impression | None = None,
) -> Verification:
    """Write down what was found; only what is done is verified, the rest goes back to the agency.

    What was drawn to be checked on the spot is checked by this, even when it was verified before.

    `reply` is the one that was looked at. Raises CommitmentRefused `reason_missing`,
    `later_reply` when the agency has sent another one since; MoveRefused.
    """
    reason = _needed(reason)
    commitment = locked(commitment)
    last = commitment.replies.sent().order_by("-number").first()
    if (last.pk if last else None) != (reply.pk if reply else None):
        raise CommitmentRefused("later_reply")
    spot = commitment.spot_checks.filter(verification__isnull=True).first()
    again = spot is not None and commitment.stage == Stage.VERIFIED
    _carry(commitment, move_of(finding, impression, again=again), reason)
    found = Verification.objects.create(
        commitment=commitment,
        reply=reply,
        confirmed=finding.value,
        impression=impression.value if impression else "",
        reason=reason,
        checked_by=by,
    )
    if spot is not None:
        spot.verification = found
        spot.save(update_fields=["verification"])
    done = commitment.stage == Stage.VERIFIED
    event = "commitment.verified" if done else "commitment.returned"
    log.record(event, commitment, by=by, finding=str(found.get_confirmed_display()), reason=reason)
    title = _("Đã xác minh hoàn thành: {what}") if done else _("Cần thực hiện tiếp: {what}")
    words = [found.get_confirmed_display(), found.get_impression_display(), reason]
    body = ". ".join(str(one) for one in words if one)
    tell(commitment, event, title, body=body)
    return found


@in_office_language
@transaction.atomic
def close(commitment: Commitment, *, reason: str, by: User) -> Commitment:
    """Follow it no longer. Raises CommitmentRefused `reason_missing`; MoveRefused."""
    reason = _needed(reason)
    commitment = locked(commitment)
    _carry(commitment, Move.CLOSE, reason)
    log.record("commitment.closed", commitment, by=by, reason=reason)
    tell(commitment, "commitment.closed", _("Kết thúc theo dõi: {what}"), body=reason)
    return commitment


@in_office_language
@transaction.atomic
def reopen(commitment: Commitment, *, reason: str, by: User) -> Commitment:
    """Follow it again. Raises CommitmentRefused `reason_missing`; MoveRefused."""
    reason = _needed(reason)
    commitment = locked(commitment)
    _carry(commitment, Move.REOPEN, reason)
    log.record("commitment.reopened", commitment, by=by, reason=reason)
    tell(commitment, "commitment.reopened", _("Theo dõi lại: {what}"), body=reason)
    return commitment


@in_office_language
@transaction.atomic
def move_due(commitment: Commitment, *, due_on: date, reason: str, by: User) -> Commitment:
    """Give it another day, with the reason; the day before stays in the trail.

    Raises CommitmentRefused `reason_missing`, `due_before_made`, `same_due`; MoveRefused for one
    that is no longer followed.
    """
    reason = _needed(reason)
    commitment = locked(commitment)
    after(Stage(commitment.stage), Move.RETURN)  # the same stages: somebody still owes something
    if due_on < commitment.made_on:
        raise CommitmentRefused("due_before_made", made_on=f"{commitment.made_on:%d/%m/%Y}")
    if due_on == commitment.due_on:
        raise CommitmentRefused("same_due")
    before, commitment.due_on = commitment.due_on, due_on
    commitment.explanation = {}
    commitment.save(update_fields=["due_on", "explanation"])
    log.record(
        "commitment.due_moved", commitment, by=by, before=before, after=due_on, reason=reason
    )
    tell(commitment, "commitment.due_moved", _("Hạn thực hiện thay đổi: {what}"), body=reason)
    return commitment


@in_office_language
@transaction.atomic
def hand_over(commitment: Commitment, *, reason: str, by: User) -> Commitment:
    """What a delegate owed whose seat has ended is owed by the Tổ; who promised it stays.

    Raises CommitmentRefused `reason_missing`, `not_of_delegate`, `still_seated`; MoveRefused for
    one that is no longer followed.
    """
    reason = _needed(reason)
    commitment = locked(commitment)
    after(Stage(commitment.stage), Move.RETURN)
    if commitment.lead_delegate is None:
        raise CommitmentRefused("not_of_delegate")
    if not has_left(commitment.lead_delegate, on=timezone.localdate()):
        raise CommitmentRefused("still_seated", name=str(commitment.lead_delegate))
    commitment.lead_delegate = None
    commitment.save(update_fields=["lead_delegate"])
    to = str(commitment.owner)
    log.record("commitment.handed_over", commitment, by=by, to=to, reason=reason)
    tell(commitment, "commitment.handed_over", _("Chuyển Tổ thực hiện: {what}"), body=reason)
    return commitment


def has_left(mandate: Mandate, *, on: date) -> bool:
    """Whether the seat has ended before the day."""
    return mandate.valid_to is not None and mandate.valid_to < on


@transaction.atomic
def link(source: Commitment, target: Commitment, *, kind: LinkKind, by: User) -> CommitmentLink:
    """Say that one repeats, follows or becomes another of the same council.

    Raises CommitmentRefused `link_to_itself`, `linked_before`.
    """
    if source.pk == target.pk or source.council_id != target.council_id:
        raise CommitmentRefused("link_to_itself")
    try:
        with transaction.atomic():
            made = CommitmentLink.objects.create(
                source=source, target=target, kind=kind.value, made_by=by
            )
    except IntegrityError as error:
        raise CommitmentRefused("linked_before") from error
    what = str(made.get_kind_display())
    log.record("commitment.linked", source, by=by, kind=what, other=str(target))
    return made


@transaction.atomic
def unlink(made: CommitmentLink, *, by: User) -> None:
    """Take a link away that was made by mistake."""
    what, other = str(made.get_kind_display()), str(made.target)
    log.record("commitment.unlinked", made.source, by=by, kind=what, other=other)
    made.delete()


def locked(commitment: Commitment) -> Commitment:
    """The commitment under lock, as it is now."""
    rows = Commitment.objects.select_for_update(of=("self",))
    return rows.select_related(
        "council", "lead", "lead_body", "lead_delegate__person", "lead_delegate__term"
    ).get(pk=commitment.pk)


def tell(commitment: Commitment, event: str, title: str, *, body: str = "") -> None:
    """Tell whoever owes it and those who contribute; `title` has a place for `what`."""
    on = timezone.localdate()
    due = _("Hạn: {day}.").format(day=f"{commitment.due_on:%d/%m/%Y}") if commitment.due_on else ""
    send.after_commit(
        event,
        to=desk(commitment, on=on),
        about=commitment,
        title=title.format(what=commitment),
        body="\n".join(filter(None, [commitment.source_label, body, due])),
        url=page_of(commitment),
    )


def desk(commitment: Commitment, *, on: date, with_contributors: bool = True) -> list[User]:
    """Accounts that act for whoever owes it on the day, and for those who contribute."""
    found: list[User] = []
    if commitment.lead_delegate is not None:
        found = list(recipients.seat(commitment.lead_delegate, on=on))
    if found:
        pass  # the delegate's own; without an account, or after the seat has ended, the Tổ's
    elif commitment.lead_body is not None:
        found = list(recipients.body_desk(commitment.lead_body, on=on))
    else:
        assert commitment.lead is not None  # noqa: S101 -- commitment_has_one_lead
        found = list(recipients.agency_desk(commitment.lead, on=on))
    if with_contributors:
        for agency in commitment.contributors.all():
            found += recipients.agency_desk(agency, on=on)
    return found


def page_of(commitment: Commitment) -> str:
    """The page of the commitment."""
    return reverse("commitments:commitment", kwargs={"commitment": commitment.pk})


def _carry(commitment: Commitment, move: Move, reason: str) -> None:
    commitment.stage = after(Stage(commitment.stage), move).value
    commitment.stage_reason = reason
    commitment.save(update_fields=["stage", "stage_reason"])
    if commitment.stage not in PENDING:
        commitment.steps.open().update(state=StepState.ENDED, note=reason, ended_at=timezone.now())


def _needed(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise CommitmentRefused("reason_missing")
    return reason
