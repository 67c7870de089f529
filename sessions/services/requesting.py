"""What is asked of whom for a dossier, by when, and what is asked no longer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Agency, Body
from hdnd_portal.documents.names import one_line
from hdnd_portal.documents.released import words_of
from hdnd_portal.legal.public import Deadline, deadline_for
from hdnd_portal.ui.language import in_office_language
from sessions.dossier_parts import PartKind, rule_of
from sessions.models import AgendaItem, CouncilSession, Dossier, DossierPart
from sessions.services.dossier_notices import tell_new_days, tell_owner
from sessions.services.dossier_rows import locked_item, locked_part
from sessions.services.dossiers import carry_complete_item
from sessions.services.item_states import carry_item
from sessions.services.refusals import DossierRefused
from sessions.wordings import REQUEST
from sessions.workflow import (
    ITEM_GONE,
    PART_SHUT,
    SESSION_OVER,
    ItemMove,
    ItemState,
    PartMove,
    PartState,
    SessionState,
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

    @property
    def name(self) -> str:
        """The name as it is kept."""
        return one_line(self.title)[:300]


@in_office_language
@transaction.atomic
def request_dossier(
    item: AgendaItem, parts: Sequence[PartRequest], *, by: User, on: date
) -> list[DossierPart]:
    """Ask agencies and Ban for parts of the item's dossier, each with its deadline; tell them.

    Deadlines are counted back from the opening day by the rules of `dossier_parts.rule_of`. Can be
    called again for other parts, also after the freeze: these come in by a supplement.
    Raises DossierRefused `session_ended`, `item_gone`, `no_parts`, `no_owner`, and `asked_before`
    for a part of the same kind and name that this owner owes already.
    """
    item = locked_item(item)
    if SessionState(item.session.state) in SESSION_OVER:
        raise DossierRefused("session_ended")
    if not parts:
        raise DossierRefused("no_parts")
    if any((part.agency is None) == (part.body is None) for part in parts):
        raise DossierRefused("no_owner")
    dossier, _made = Dossier.objects.get_or_create(item=item)
    _refuse_twice(dossier, parts)
    dossier.requested_at = dossier.requested_at or timezone.now()
    dossier.requested_by = dossier.requested_by or by
    dossier.save(update_fields=["requested_at", "requested_by"])
    last = dossier.parts.aggregate(last=Max("position"))["last"] or 0
    made = []
    counted: dict[str, Deadline] = {}
    for position, wanted in enumerate(parts, start=last + 1):
        part = DossierPart(
            dossier=dossier,
            kind=wanted.kind.value,
            title=wanted.name,
            agency=wanted.agency,
            body=wanted.body,
            is_required=wanted.is_required,
            position=position,
        )
        _set_deadline(part, item, counted)
        part.save()
        made.append(part)
        log.record(
            "dossier.part_requested", part, by=by, part=str(part), due_on=part.due_on.isoformat()
        )
    if ItemState(item.state) is ItemState.REGISTERED:
        carry_item(item, ItemMove.ASSIGN)
    title = words_of(item.session.council).text(REQUEST)
    for part in made:
        tell_owner(part, "dossier.part_requested", title, on=on, item=item)
    return made


@in_office_language
@transaction.atomic
def cancel_part(part: DossierPart, *, reason: str, by: User, on: date) -> DossierPart:
    """Ask for a part no longer; the row stays with the reason, and its owner is told.

    What was handed in is returned first. Raises DossierRefused `session_ended`, `item_gone`,
    `cancel_reason_missing`; MoveRefused.
    """
    part = locked_part(part, with_item=True)
    item = part.dossier.item
    if SessionState(item.session.state) in SESSION_OVER:
        raise DossierRefused("session_ended")
    if ItemState(item.state) in ITEM_GONE:
        raise DossierRefused("item_gone")
    if not reason.strip():
        raise DossierRefused("cancel_reason_missing")
    part.state = part_after(PartState(part.state), PartMove.CANCEL).value
    part.cancel_reason = reason.strip()
    part.save(update_fields=["state", "cancel_reason"])
    log.record("dossier.part_cancelled", part, by=by, part=str(part), reason=part.cancel_reason)
    title = _("Thôi yêu cầu {part}: {item}")
    tell_owner(part, "dossier.part_cancelled", title, on=on, body=part.cancel_reason)
    carry_complete_item(item, on=on)
    return part


@in_office_language
@transaction.atomic
def replan_parts(session: CouncilSession, *, by: User | None) -> int:
    """Count the deadlines of open parts anew after the opening day, or a rule, changed.

    Returns how many moved; their owners are told, each in one notice. A part that was received
    keeps the deadline it was judged by, and so does every part of a session that is over.
    """
    if SessionState(session.state) in SESSION_OVER:
        return 0
    parts = list(
        DossierPart.objects.filter(dossier__item__session=session)
        .exclude(state__in=PART_SHUT)
        .exclude(dossier__item__state__in=ITEM_GONE)
        .select_related("dossier__item__session__council", "agency", "body")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    moved = []
    counted: dict[str, Deadline] = {}
    for part in parts:
        before = part.due_on
        _set_deadline(part, part.dossier.item, counted)
        if part.due_on != before:
            moved.append((part, before))
    # The way a day was counted may change where the day does not.
    DossierPart.objects.bulk_update(parts, ["due_on", "rule_key", "explanation"])
    if moved:
        log.record("session.part_deadlines_moved", session, by=by, count=len(moved))
        tell_new_days(session, moved, on=timezone.localdate())
    return len(moved)


def _refuse_twice(dossier: Dossier, parts: Sequence[PartRequest]) -> None:
    """Refuse what is owed already, as a second click on the same request asks for."""
    asked = {
        (part.kind, part.agency_id, part.body_id, part.title)
        for part in dossier.parts.exclude(state=PartState.CANCELLED)
    }
    for part in parts:
        key = (
            part.kind.value,
            part.agency.pk if part.agency else None,
            part.body.pk if part.body else None,
            part.name,
        )
        if key in asked:
            kind = DossierPart.Kind(part.kind.value).label
            raise DossierRefused(
                "asked_before", part=part.name or kind, owner=part.agency or part.body
            )
        asked.add(key)


def _set_deadline(part: DossierPart, item: AgendaItem, counted: dict[str, Deadline]) -> None:
    """Give the part its day; `counted` keeps the days of one session by rule."""
    session = item.session
    part.rule_key = rule_of(
        PartKind(part.kind),
        is_verified=item.verifying_body_id is not None,
        has_draft=item.has_draft,
    )
    if part.rule_key not in counted:
        counted[part.rule_key] = deadline_for(
            part.rule_key, session.opening_on, council=session.council
        )
    part.due_on = counted[part.rule_key].due_on
    part.explanation = counted[part.rule_key].as_dict()
