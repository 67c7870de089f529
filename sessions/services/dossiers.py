"""Dossiers: what is asked of whom, what is handed in, received and returned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Agency, Body
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.names import clean_text
from hdnd_portal.documents.services import Readable, store_upload
from hdnd_portal.legal.public import deadline_for
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions import recipients
from sessions.dossier_parts import PartKind, rule_of
from sessions.models import (
    AgendaItem,
    CouncilSession,
    Dossier,
    DossierFile,
    DossierFreeze,
    DossierPart,
    PartSubmission,
)
from sessions.services.item_states import carry_item
from sessions.services.locks import hold_session, lock_item
from sessions.services.refusals import DossierRefused
from sessions.workflow import (
    ITEM_GONE,
    SESSION_OVER,
    ItemMove,
    ItemState,
    MoveRefused,
    PartMove,
    PartState,
    ReturnReason,
    part_after,
)


@dataclass(frozen=True, slots=True)
class PartRequest:
    """A part that is asked for: its kind, who owes it (an agency or a body), perhaps a name."""

    kind: PartKind
    agency: Agency | None = None
    body: Body | None = None
    title: str = ""
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a part with its latest version, and whether that version was handed in."""

    file: DossierFile
    version: Version
    is_sent: bool


@in_office_language
@transaction.atomic
def request_dossier(
    item: AgendaItem, parts: Sequence[PartRequest], *, by: User, on: date
) -> list[DossierPart]:
    """Ask agencies and Ban for parts of the item's dossier, each with its deadline; tell them.

    Deadlines are counted back from the opening day: `session.dossier_to_ban` (SES-7),
    `session.ban_meeting` (SES-8), `session.docs` (SES-6). Can be called again for more parts.
    Raises DossierRefused `session_ended`, `item_gone`, `no_parts`, `no_owner`.
    """
    item = _locked_item(item)
    if item.session.state in SESSION_OVER:
        raise DossierRefused("session_ended")
    if not parts:
        raise DossierRefused("no_parts")
    if any((part.agency is None) == (part.body is None) for part in parts):
        raise DossierRefused("no_owner")
    dossier, _made = Dossier.objects.get_or_create(item=item)
    dossier.requested_at = dossier.requested_at or timezone.now()
    dossier.requested_by = dossier.requested_by or by
    dossier.save(update_fields=["requested_at", "requested_by"])
    last = dossier.parts.aggregate(last=Max("position"))["last"] or 0
    made = []
    for position, wanted in enumerate(parts, start=last + 1):
        part = DossierPart(
            dossier=dossier,
            kind=wanted.kind.value,
            title=clean_text(wanted.title)[:300],
            agency=wanted.agency,
            body=wanted.body,
            is_required=wanted.is_required,
            position=position,
        )
        _set_deadline(part, item)
        part.save()
        made.append(part)
        log.record(
            "dossier.part_requested", part, by=by, part=str(part), due_on=part.due_on.isoformat()
        )
    if ItemState(item.state) is ItemState.REGISTERED:
        carry_item(item, ItemMove.ASSIGN)
    _tell_owners(item, made, on=on)
    return made


@transaction.atomic
def replan_parts(session: CouncilSession, *, by: User | None) -> int:
    """Count the deadlines of open parts anew after the opening day moved; returns how many moved.

    A part that was received keeps the deadline it was judged by.
    """
    moved = 0
    parts = (
        DossierPart.objects.filter(dossier__item__session=session)
        .exclude(state=PartState.RECEIVED)
        .select_related("dossier__item__session__council")
    )
    for part in parts.select_for_update(of=("self",)).order_by("pk"):
        before = part.due_on
        _set_deadline(part, part.dossier.item)
        if part.due_on != before:
            part.save(update_fields=["due_on", "rule_key", "explanation"])
            moved += 1
    if moved:
        log.record("session.part_deadlines_moved", session, by=by, count=moved)
    return moved


@transaction.atomic
def add_file(
    part: DossierPart,
    *,
    data: Readable,
    name: str,
    by: User,
    title: str = "",
    replaces: DossierFile | None = None,
) -> DossierFile:
    """Put a file into the part, or a new version in the place of one; it is not handed in yet.

    Raises FileRefused, and DossierRefused `closed` when the part waits for nobody's files.
    """
    part = _locked_part(part)
    _refuse_unless_open(part)
    council = part.dossier.item.session.council
    if replaces is not None:
        place = part.files.filter(removed_at=None).select_related("file").get(pk=replaces.pk)
        store_upload(council, data=data, name=name, by=by, into=place.file)
        return place
    version = store_upload(council, data=data, name=name, title=title, by=by)
    last = part.files.aggregate(last=Max("position"))["last"] or 0
    return DossierFile.objects.create(part=part, file=version.file, position=last + 1)


@transaction.atomic
def remove_file(place: DossierFile, *, by: User) -> None:
    """Take a file out of the part; its versions stay, and what was handed in is not changed."""
    part = _locked_part(place.part)
    _refuse_unless_open(part)
    place = part.files.select_for_update(of=("self",)).get(pk=place.pk)
    if place.removed_at is None:
        place.removed_at = timezone.now()
        place.save(update_fields=["removed_at"])
        log.record("dossier.file_removed", part, by=by, name=str(place.file))


@in_office_language
@transaction.atomic
def submit_part(part: DossierPart, *, by: User) -> PartSubmission:
    """Hand in the part as it stands: the latest version of each file, held for good.

    Raises DossierRefused `no_files`, `nothing_new`; MoveRefused.
    """
    part = _locked_part(part)
    _refuse_unless_open(part)
    after = part_after(PartState(part.state), PartMove.SUBMIT)
    versions = [row.version for row in current_files(part)]
    if not versions:
        raise DossierRefused("no_files")
    last = part.submissions.order_by("-number").first()
    if last is not None:
        before = set(last.versions.values_list("pk", flat=True))
        if before == {version.pk for version in versions}:
            raise DossierRefused("nothing_new")
    submission = PartSubmission.objects.create(
        part=part,
        number=(last.number if last else 0) + 1,
        submitted_by=by,
        submitted_at=timezone.now(),
        due_on=part.due_on,
    )
    submission.versions.set(versions)
    part.state = after.value
    part.save(update_fields=["state"])
    log.record(
        "dossier.part_submitted",
        part,
        by=by,
        part=str(part),
        number=submission.number,
        sha256=[version.sha256 for version in versions],
    )
    item = part.dossier.item
    send.after_commit(
        "dossier.part_submitted",
        to=recipients.office(item.session.council, on=timezone.localdate()),
        about=part,
        title=_("{owner} đã gửi {part}: {item}").format(
            owner=part.owner, part=part, item=item.title
        ),
        url=_dossier_url(item),
        email=False,
    )
    return submission


@in_office_language
@transaction.atomic
def receive_submission(submission: PartSubmission, *, by: User) -> PartSubmission:
    """Receive what was handed in; the last part received carries the item on.

    Raises MoveRefused when it was decided, or sent anew, in the meantime.
    """
    part, submission = _locked_submission(submission)
    part.state = part_after(PartState(part.state), PartMove.RECEIVE).value
    _decide(submission, by=by, is_received=True)
    part.save(update_fields=["state"])
    log.record("dossier.part_received", part, by=by, part=str(part), number=submission.number)
    on = timezone.localdate()
    _tell(part, "dossier.part_received", _("Đã tiếp nhận {part}: {item}"), on=on)
    _carry_item(part, on=on)
    return submission


@in_office_language
@transaction.atomic
def return_submission(
    submission: PartSubmission, *, reason: ReturnReason, note: str, by: User
) -> PartSubmission:
    """Return what was handed in, with a coded reason and what is to be mended.

    Raises DossierRefused `note_missing` (other reasons need words), `item_gone`, `frozen`;
    MoveRefused.
    """
    part, submission = _locked_submission(submission)
    note = note.strip()
    if reason is ReturnReason.OTHER and not note:
        raise DossierRefused("note_missing")
    if ItemState(part.dossier.item.state) in ITEM_GONE:
        raise DossierRefused("item_gone")
    if part_is_frozen(part):
        raise DossierRefused("frozen")
    part.state = part_after(PartState(part.state), PartMove.RETURN).value
    _decide(submission, by=by, is_received=False, reason=reason, note=note)
    part.save(update_fields=["state"])
    log.record(
        "dossier.part_returned",
        part,
        by=by,
        part=str(part),
        number=submission.number,
        reason=reason.value,
    )
    item = part.dossier.item
    if part.kind != PartKind.VERIFICATION and ItemState(item.state) in {
        ItemState.SUBMITTED,
        ItemState.VERIFIED,
    }:
        carry_item(item, ItemMove.RETURN)
    body = "\n".join(filter(None, [submission.get_return_reason_display(), note]))
    title = _("Trả lại {part}: {item}")
    _tell(part, "dossier.part_returned", title, on=timezone.localdate(), body=body)
    return submission


def current_files(part: DossierPart) -> list[FileRow]:
    """The files of the part as they stand, in order, each with its latest version."""
    places = list(
        part.files.filter(removed_at=None)
        .select_related("file")
        .prefetch_related("file__versions")
        .order_by("position", "pk")
    )
    sent = set(
        Version.objects.filter(
            pk__in=PartSubmission.versions.through.objects.filter(partsubmission__part=part).values(
                "version"
            )
        ).values_list("pk", flat=True)
    )
    rows = []
    for place in places:
        version = max(place.file.versions.all(), key=lambda v: v.number)
        rows.append(FileRow(place, version, version.pk in sent))
    return rows


def part_is_frozen(part: DossierPart) -> bool:
    """Whether files of the part stand in a manifest."""
    return DossierFreeze.objects.filter(
        is_sealed=True, files__version__file__dossier_file__part=part
    ).exists()


def session_is_frozen(session: CouncilSession) -> bool:
    """Whether the dossiers of the session are frozen."""
    return DossierFreeze.objects.filter(session=session).exists()


def _locked_item(item: AgendaItem) -> AgendaItem:
    hold_session(item.session_id)
    item = (
        AgendaItem.objects.select_for_update(of=("self",))
        .select_related("session__council")
        .get(pk=item.pk)
    )
    if ItemState(item.state) in ITEM_GONE:
        raise DossierRefused("item_gone")
    return item


def _locked_part(part: DossierPart, *, with_item: bool = False) -> DossierPart:
    """The part under lock, after its session and, where the act may carry it, its item."""
    session, item = DossierPart.objects.values_list("dossier__item__session", "dossier__item").get(
        pk=part.pk
    )
    hold_session(session)
    if with_item:
        lock_item(item)
    return (
        DossierPart.objects.select_for_update(of=("self",))
        .select_related("dossier__item__session__council", "agency", "body")
        .get(pk=part.pk)
    )


def _locked_submission(submission: PartSubmission) -> tuple[DossierPart, PartSubmission]:
    """The part under lock, and its submission; refused when a later one has come."""
    part = _locked_part(submission.part, with_item=True)
    last = part.submissions.order_by("-number").first()
    if last is None or last.pk != submission.pk:
        raise MoveRefused("a later submission has come")
    return part, last


def _refuse_unless_open(part: DossierPart) -> None:
    if ItemState(part.dossier.item.state) in ITEM_GONE:
        raise DossierRefused("item_gone")
    if PartState(part.state) is PartState.RECEIVED or part_is_frozen(part):
        raise DossierRefused("closed")


def _decide(
    submission: PartSubmission,
    *,
    by: User,
    is_received: bool,
    reason: ReturnReason | None = None,
    note: str = "",
) -> None:
    submission.decided_by = by
    submission.decided_at = timezone.now()
    submission.is_received = is_received
    submission.return_reason = reason.value if reason else ""
    submission.return_note = note
    submission.save(
        update_fields=["decided_by", "decided_at", "is_received", "return_reason", "return_note"]
    )


def _set_deadline(part: DossierPart, item: AgendaItem) -> None:
    session = item.session
    is_verified = item.verifying_body_id is not None
    part.rule_key = rule_of(PartKind(part.kind), is_verified=is_verified)
    counted = deadline_for(part.rule_key, session.opening_on, council=session.council)
    part.due_on = counted.due_on
    part.explanation = counted.as_dict()


def _carry_item(part: DossierPart, *, on: date) -> None:
    """Move the item when its dossier is complete, or verified; tell the Ban when it is its turn."""
    item = _locked_item(part.dossier.item)
    open_parts = part.dossier.parts.filter(is_required=True).exclude(state=PartState.RECEIVED)
    if part.kind == PartKind.VERIFICATION:
        if ItemState(item.state) is ItemState.SUBMITTED:
            carry_item(item, ItemMove.VERIFY)
        return
    if open_parts.exclude(kind=PartKind.VERIFICATION).exists():
        return
    if ItemState(item.state) not in {ItemState.ASSIGNED, ItemState.RETURNED}:
        return
    carry_item(item, ItemMove.SUBMIT)
    received = part.dossier.parts.filter(kind=PartKind.VERIFICATION, state=PartState.RECEIVED)
    if received.exists():
        # The Ban's report was there before the agency's mended papers.
        carry_item(item, ItemMove.VERIFY)
        return
    for verification in part.dossier.parts.filter(kind=PartKind.VERIFICATION).select_related(
        "agency", "body"
    ):
        send.after_commit(
            "dossier.ready_for_verification",
            to=recipients.owners(verification, on=on),
            about=verification,
            title=_("Hồ sơ đã đủ để thẩm tra: {item}").format(item=item.title),
            url=_dossier_url(item),
        )


def _tell_owners(item: AgendaItem, parts: Sequence[DossierPart], *, on: date) -> None:
    for part in parts:
        _tell(part, "dossier.part_requested", _("Đề nghị gửi {part}: {item}"), on=on, item=item)


def _tell(
    part: DossierPart,
    event: str,
    title: str,
    *,
    on: date,
    body: str = "",
    item: AgendaItem | None = None,
) -> None:
    item = item or part.dossier.item
    due = _("Hạn gửi: {day}.").format(day=f"{part.due_on:%d/%m/%Y}")
    send.after_commit(
        event,
        to=recipients.owners(part, on=on),
        about=part,
        title=title.format(part=part, item=item.title),
        body="\n".join(filter(None, [item.session.name, body, due])),
        url=reverse("sessions:dossier_part", kwargs={"part": part.pk}),
    )


def _dossier_url(item: AgendaItem) -> str:
    return reverse("sessions:dossier", kwargs={"session": item.session_id, "item": item.pk})
