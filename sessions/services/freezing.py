"""The freeze: a manifest that nobody changes, and the numbered supplements after it (A7)."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.services import Readable, store_upload
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions import recipients
from sessions.models import (
    AgendaItem,
    CouncilSession,
    DossierFile,
    DossierFreeze,
    DossierPart,
    FrozenFile,
    Supplement,
)
from sessions.services.file_signatures import check_later
from sessions.services.item_states import carry_item
from sessions.services.locks import lock_items_and_parts, lock_session
from sessions.services.refusals import DossierRefused
from sessions.workflow import (
    ITEM_GONE,
    ITEM_UNSENT,
    PART_SHUT,
    ItemMove,
    ItemState,
    PartState,
)


@dataclass(frozen=True, slots=True)
class Missing:
    """A required part that is not there, or an item that has no dossier (`part` is None)."""

    item: AgendaItem
    part: DossierPart | None


@dataclass(frozen=True, slots=True)
class Addition:
    """A file of a supplement: for which part, and which frozen file it replaces, if any."""

    part: DossierPart
    data: Readable
    name: str
    title: str = ""
    replaces: FrozenFile | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    item: AgendaItem
    part: DossierPart
    version: Version
    replaces: FrozenFile | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a freeze would hold now, and what it would lack."""

    items: int
    files: int
    pages: int
    missing: list[Missing]


def outlook(session: CouncilSession) -> Outlook:
    """Items, files and pages a freeze would hold now; required parts not received, in order."""
    items = _items(session)
    lines = [line for item in items for line in _received_lines(item)]
    return Outlook(
        items=len({line.item.pk for line in lines}),
        files=len(lines),
        pages=sum(line.version.pages or 0 for line in lines),
        missing=_missing(items),
    )


def _missing(items: Iterable[AgendaItem]) -> list[Missing]:
    missing = []
    for item in items:
        dossier = getattr(item, "dossier", None)
        if dossier is None:
            if item.kind in {AgendaItem.Kind.REPORT, AgendaItem.Kind.RESOLUTION}:
                missing.append(Missing(item, None))
            continue
        missing += [
            Missing(item, part)
            for part in dossier.parts.all()
            if part.is_required and PartState(part.state) not in PART_SHUT
        ]
    return missing


@in_office_language
@transaction.atomic
def freeze_dossiers(
    session: CouncilSession, *, by: User, accepts_missing: bool = False
) -> DossierFreeze:
    """Freeze all that was received, with hashes, versions and page counts; tell the delegates.

    Session, items and parts are locked: of two officers at once one freezes, the other is refused,
    and nothing is received or returned while the manifest is written.
    Raises DossierRefused `already_frozen`, `nothing_to_freeze`, `session_over`, and `missing` (with
    `missing`, a list of Missing) unless the officer accepts that parts are missing.
    """
    session = _locked(session)
    if DossierFreeze.objects.filter(session=session).exists():
        raise DossierRefused("already_frozen")
    items = _items(session)
    missing = _missing(items)
    if missing and not accepts_missing:
        raise DossierRefused("missing", missing=missing, count=len(missing))
    lines = [line for item in items for line in _received_lines(item)]
    if not lines:
        raise DossierRefused("nothing_to_freeze")
    _fix_references(session)
    freeze = DossierFreeze.objects.create(
        session=session, frozen_by=by, frozen_at=timezone.now(), manifest_sha256=""
    )
    _write(freeze, lines, supplement=None)
    freeze.manifest_sha256 = manifest_hash(freeze)
    freeze.is_sealed = True
    freeze.save(update_fields=["manifest_sha256", "is_sealed"])
    _send(lines)
    log.record(
        "session.dossiers_frozen",
        session,
        by=by,
        files=len(lines),
        missing=len(missing),
        manifest=freeze.manifest_sha256,
    )
    _tell_delegates(
        session,
        "session.dossiers_frozen",
        _("Tài liệu {session} đã sẵn sàng").format(session=session.name),
        _("{count} tài liệu. Sau khi chốt, mọi thay đổi đều được đánh số và thông báo.").format(
            count=len(lines)
        ),
    )
    return freeze


@in_office_language
@transaction.atomic
def supplement(
    session: CouncilSession,
    additions: Sequence[Addition] = (),
    *,
    parts: Sequence[DossierPart] = (),
    reason: str,
    by: User,
) -> Supplement:
    """Add to a frozen dossier: uploaded files, and parts received after the freeze.

    Numbered one after another; delegates are told. Raises DossierRefused `not_frozen`,
    `reason_missing`, `nothing_to_add`, `session_over`; FileRefused.
    """
    session = _locked(session)
    freeze = DossierFreeze.objects.filter(session=session).first()
    if freeze is None:
        raise DossierRefused("not_frozen")
    if not reason.strip():
        raise DossierRefused("reason_missing")
    last = freeze.supplements.aggregate(last=Max("number"))["last"] or 0
    made = Supplement.objects.create(
        freeze=freeze, number=last + 1, reason=reason.strip(), made_by=by, made_at=timezone.now()
    )
    lines = [_uploaded(session, freeze, addition, made, by=by) for addition in additions]
    chosen = {part.pk for part in parts}
    for part in parts_to_add(session):
        if part.pk in chosen:
            lines += _part_lines(part.dossier.item, part)
    if not lines:
        raise DossierRefused("nothing_to_add")
    _fix_references(session)
    _write(freeze, lines, supplement=made)
    made.is_sealed = True
    made.save(update_fields=["is_sealed"])
    _send(lines)
    log.record(
        "session.dossiers_supplemented", session, by=by, number=made.number, files=len(lines)
    )
    _tell_delegates(
        session,
        "session.dossiers_supplemented",
        _("{session}: bổ sung tài liệu số {number}").format(
            session=session.name, number=f"{made.number:02d}"
        ),
        "\n".join([made.reason, *(f"– {line.item.title}: {line.version.name}" for line in lines)]),
    )
    return made


def parts_to_add(session: CouncilSession) -> list[DossierPart]:
    """Parts received after the freeze that no manifest line shows yet."""
    frozen = FrozenFile.objects.filter(freeze__session=session)
    received = DossierPart.objects.filter(
        dossier__item__session=session, state=PartState.RECEIVED
    ).exclude(dossier__item__state__in=ITEM_GONE)
    shown = frozen.values("version__file__dossier_file__part")
    return list(
        received.exclude(pk__in=shown)
        .select_related("dossier__item", "agency", "body")
        .prefetch_related(_versions_of("submissions"))
        .order_by("dossier__item__position", "position")
    )


def part_of(line: FrozenFile) -> DossierPart:
    """The part a frozen file came from."""
    return DossierPart.objects.get(files__file__versions=line.version_id)


def manifest(freeze: DossierFreeze) -> list[dict[str, Any]]:
    """The lines of the freeze as plain values, without its supplements, in their order."""
    return [
        {
            "position": line.position,
            "reference": line.reference,
            "item": line.item_number,
            "title": line.item_title,
            "part": line.part_title,
            "name": line.name,
            "version": line.version.number,
            "sha256": line.sha256,
            "size": line.size,
            "pages": line.pages,
        }
        for line in freeze.files.filter(supplement=None)
        .select_related("version")
        .order_by("position")
    ]


def canonical(lines: Iterable[dict[str, Any]]) -> bytes:
    """One spelling of the manifest: JSON in UTF-8, keys sorted, no spaces."""
    text = json.dumps(list(lines), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def manifest_hash(freeze: DossierFreeze) -> str:
    """SHA-256 of the canonical manifest; the stored one must equal it for ever."""
    return hashlib.sha256(canonical(manifest(freeze))).hexdigest()


def _locked(session: CouncilSession) -> CouncilSession:
    session = lock_session(session, over=DossierRefused("session_over"))
    lock_items_and_parts(session)
    return session


def _send(lines: Iterable[_Line]) -> None:
    """Carry every item whose papers went out with these lines to SENT; the rows are locked."""
    keys = {line.item.pk for line in lines}
    for item in AgendaItem.objects.filter(pk__in=keys).order_by("pk"):
        # What was sent, presented or debated before stays where it is.
        if ItemState(item.state) in ITEM_UNSENT:
            carry_item(item, ItemMove.SEND)


def _items(session: CouncilSession) -> list[AgendaItem]:
    """Items still in the session, in agenda order, with their dossiers and what was handed in."""
    return list(
        session.items.exclude(state__in=ITEM_GONE)
        .select_related("dossier")
        .prefetch_related(
            "dossier__parts__agency",
            "dossier__parts__body",
            _versions_of("dossier__parts__submissions"),
        )
        .order_by("position")
    )


def _versions_of(submissions: str) -> Prefetch[str, Any, str]:
    """The versions of the submissions at the path, in the order of their files."""
    versions = Version.objects.order_by("file__dossier_file__position", "pk").defer("text")
    return Prefetch(f"{submissions}__versions", versions)


def _received_lines(item: AgendaItem) -> list[_Line]:
    dossier = getattr(item, "dossier", None)
    if dossier is None:
        return []
    return [
        line
        for part in dossier.parts.all()
        if part.state == PartState.RECEIVED
        for line in _part_lines(item, part)
    ]


def _part_lines(item: AgendaItem, part: DossierPart) -> list[_Line]:
    """The versions of the part's received submission; load the part with `_versions_of`."""
    received = [one for one in part.submissions.all() if one.is_received]
    if not received:
        return []
    last = max(received, key=lambda one: one.number)
    return [_Line(item, part, version) for version in last.versions.all()]


def _uploaded(
    session: CouncilSession,
    freeze: DossierFreeze,
    addition: Addition,
    made: Supplement,
    *,
    by: User,
) -> _Line:
    part = DossierPart.objects.select_related("dossier__item").get(
        pk=addition.part.pk, dossier__item__session=session
    )
    old = addition.replaces
    if old is None:
        version = store_upload(
            session.council, data=addition.data, name=addition.name, title=addition.title, by=by
        )
        check_later(version)
        last = part.files.aggregate(last=Max("position"))["last"] or 0
        DossierFile.objects.create(part=part, file=version.file, position=last + 1, supplement=made)
        return _Line(part.dossier.item, part, version)
    old = FrozenFile.objects.select_related("version__file", "item").get(pk=old.pk, freeze=freeze)
    if old.replaced_by.exists():
        raise DossierRefused("replaced_before")
    version = store_upload(
        session.council, data=addition.data, name=addition.name, by=by, into=old.version.file
    )
    check_later(version)
    return _Line(old.item, part, version, replaces=old)


def _write(freeze: DossierFreeze, lines: Sequence[_Line], *, supplement: Supplement | None) -> None:
    last = freeze.files.aggregate(last=Max("position"))["last"] or 0
    references = dict(
        AgendaItem.objects.filter(pk__in={line.item.pk for line in lines}).values_list(
            "pk", "public_reference"
        )
    )
    FrozenFile.objects.bulk_create(
        [
            FrozenFile(
                freeze=freeze,
                supplement=supplement,
                position=position,
                item=line.item,
                reference=references[line.item.pk],
                item_number=line.item.number,
                item_title=line.item.title,
                part_title=str(line.part),
                version=line.version,
                replaces=line.replaces,
                name=line.version.name,
                sha256=line.version.sha256,
                size=line.version.size,
                pages=line.version.pages,
            )
            for position, line in enumerate(lines, start=last + 1)
        ]
    )


def _fix_references(session: CouncilSession) -> None:
    """Give every item that has none its public reference, which never changes (A6)."""
    prefix = f"KH{session.ordinal:02d}" if session.ordinal else f"KH{session.opening_on:%y%m%d}"
    used = session.items.exclude(public_reference="").count()
    fresh = session.items.filter(public_reference="").exclude(state__in=ITEM_GONE)
    for count, item in enumerate(fresh.order_by("position"), start=used + 1):
        item.public_reference = f"{prefix}-{count:02d}"
        item.save(update_fields=["public_reference"])


def _tell_delegates(session: CouncilSession, event: str, title: str, body: str) -> None:
    send.after_commit(
        event,
        to=recipients.delegates(session.council, on=timezone.localdate()),
        about=session,
        title=title,
        body=body,
        url=reverse("sessions:manifest", kwargs={"session": session.pk}),
    )
