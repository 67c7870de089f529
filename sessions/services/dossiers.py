"""Dossiers: what is handed in, received and returned."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit import log
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.services import Readable, store_upload
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions import recipients
from sessions.dossier_parts import PartKind
from sessions.models import (
    AgendaItem,
    DossierFile,
    DossierPart,
    PartReview,
    PartSubmission,
    ReviewLevel,
)
from sessions.models.review import waiting_levels
from sessions.services.dossier_notices import dossier_url, tell_owner, tell_verifiers
from sessions.services.dossier_rows import (
    locked_part,
    locked_submission,
    part_is_frozen,
    refuse_after_session,
    refuse_unless_open,
)
from sessions.services.file_signatures import check_later
from sessions.services.item_states import carry_item
from sessions.services.refusals import DossierRefused
from sessions.workflow import (
    ITEM_GONE,
    ItemMove,
    ItemState,
    PartMove,
    PartState,
    ReturnReason,
    part_after,
)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a part with its latest version, and whether that version was handed in."""

    file: DossierFile
    version: Version
    is_sent: bool


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

    Raises FileRefused, and DossierRefused `closed`, `item_gone` or `takes_no_more` when the part
    waits for nobody's files, `file_removed` when the one to be replaced was taken out meanwhile.
    """
    part = locked_part(part)
    refuse_unless_open(part)
    council = part.dossier.item.session.council
    if replaces is not None:
        place = part.files.filter(removed_at=None, pk=replaces.pk).select_related("file").first()
        if place is None:
            raise DossierRefused("file_removed")
        check_later(store_upload(council, data=data, name=name, by=by, into=place.file))
        return place
    version = store_upload(council, data=data, name=name, title=title, by=by)
    check_later(version)
    last = part.files.aggregate(last=Max("position"))["last"] or 0
    return DossierFile.objects.create(part=part, file=version.file, position=last + 1)


@transaction.atomic
def remove_file(place: DossierFile, *, by: User) -> None:
    """Take a file out of the part; its versions stay, and what was handed in is not changed.

    Raises DossierRefused `closed`, `item_gone`, `takes_no_more`.
    """
    part = locked_part(place.part)
    refuse_unless_open(part)
    place = part.files.select_for_update(of=("self",)).get(pk=place.pk)
    if place.removed_at is None:
        place.removed_at = timezone.now()
        place.save(update_fields=["removed_at"])
        log.record("dossier.file_removed", part, by=by, name=str(place.file))


@in_office_language
@transaction.atomic
def submit_part(part: DossierPart, *, by: User) -> PartSubmission:
    """Hand in the part as it stands: the latest version of each file, held for good.

    Raises DossierRefused `no_files`, `nothing_new`, `closed`, `item_gone`, `takes_no_more`;
    MoveRefused.
    """
    part = locked_part(part)
    refuse_unless_open(part)
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
        url=dossier_url(item),
        email=False,
    )
    return submission


@in_office_language
@transaction.atomic
def receive_submission(submission: PartSubmission, *, by: User) -> PartSubmission:
    """Receive what was handed in; the last part received carries the item on.

    Raises MoveRefused when it was decided, or sent anew, in the meantime; DossierRefused
    `item_gone`, or `level_waits` until every level of review has agreed.
    """
    part, submission = locked_submission(submission)
    part.state = part_after(PartState(part.state), PartMove.RECEIVE).value
    if (level := waiting_level(submission)) is not None:
        raise DossierRefused("level_waits", level=level.name)
    _decide(submission, by=by, is_received=True)
    part.save(update_fields=["state"])
    log.record("dossier.part_received", part, by=by, part=str(part), number=submission.number)
    on = timezone.localdate()
    tell_owner(part, "dossier.part_received", _("Đã tiếp nhận {part}: {item}"), on=on)
    item = part.dossier.item
    if ItemState(item.state) in ITEM_GONE:
        raise DossierRefused("item_gone")
    if part.kind == PartKind.VERIFICATION:
        if ItemState(item.state) is ItemState.SUBMITTED:
            carry_item(item, ItemMove.VERIFY)
    else:
        carry_complete_item(item, on=on)
    return submission


def waiting_level(submission: PartSubmission) -> ReviewLevel | None:
    """The level of review that must agree next; None where all have, or the council has none."""
    council = submission.part.dossier.item.session.council_id
    levels = ReviewLevel.objects.filter(council=council)
    return next(iter(waiting_levels(levels, submission.reviews.all())), None)


@in_office_language
@transaction.atomic
def review_submission(
    submission: PartSubmission, *, level: int, note: str = "", by: User
) -> PartReview:
    """A level of review agrees to what was handed in; the next one is told (A2).

    `level` is the key of the level the user saw. Raises MoveRefused when it was decided, or sent
    anew, in the meantime; DossierRefused `item_gone`, `not_this_level` where another level is to
    agree first, or the user does not hold its role.
    """
    part, submission = locked_submission(submission)
    part_after(PartState(part.state), PartMove.RECEIVE)
    item = part.dossier.item
    if ItemState(item.state) in ITEM_GONE:
        raise DossierRefused("item_gone")
    waiting = waiting_level(submission)
    council = item.session.council_id
    if waiting is None or waiting.pk != level:
        raise DossierRefused("not_this_level")
    if not by.has_role(Role(waiting.role), council=council):
        raise DossierRefused("not_this_level")
    review = PartReview.objects.create(
        submission=submission,
        level=waiting,
        name=waiting.name,
        reviewed_by=by,
        reviewed_at=timezone.now(),
        note=note.strip(),
    )
    log.record(
        "dossier.part_reviewed",
        part,
        by=by,
        part=str(part),
        number=submission.number,
        level=waiting.name,
    )
    if (following := waiting_level(submission)) is not None:
        send.after_commit(
            "dossier.part_to_review",
            to=recipients.holders(
                item.session.council, [Role(following.role)], on=timezone.localdate()
            ),
            about=part,
            title=_("{level}: {part} chờ duyệt: {item}").format(
                level=following.name, part=part, item=item.title
            ),
            url=dossier_url(item),
            email=False,
        )
    return review


@in_office_language
@transaction.atomic
def return_submission(
    submission: PartSubmission, *, reason: ReturnReason, note: str, by: User
) -> PartSubmission:
    """Return what was handed in, with a coded reason and what is to be mended.

    Raises DossierRefused `note_missing` (other reasons need words), `item_gone`, `frozen`, and
    `takes_no_more` after the session, when nobody could mend it; MoveRefused.
    """
    part, submission = locked_submission(submission)
    refuse_after_session(part)
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
    tell_owner(part, "dossier.part_returned", title, on=timezone.localdate(), body=body)
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


def carry_complete_item(item: AgendaItem, *, on: date) -> None:
    """Carry a locked item whose presenter owes nothing more; tell the Ban when it is its turn."""
    parts = DossierPart.objects.filter(dossier__item=item).exclude(state=PartState.CANCELLED)
    own = parts.exclude(kind=PartKind.VERIFICATION)
    if not own.filter(state=PartState.RECEIVED).exists():
        return
    if own.filter(is_required=True).exclude(state=PartState.RECEIVED).exists():
        return
    if ItemState(item.state) not in {ItemState.ASSIGNED, ItemState.RETURNED}:
        return
    carry_item(item, ItemMove.SUBMIT)
    verifications = list(parts.filter(kind=PartKind.VERIFICATION).select_related("agency", "body"))
    if any(part.state == PartState.RECEIVED for part in verifications):
        # The Ban's report was there before the agency's mended papers.
        carry_item(item, ItemMove.VERIFY)
        return
    tell_verifiers(verifications, item, on=on)
