"""The agenda: add, copy, change and take out its items."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Agency, Body, Person
from sessions.lateness import is_late
from sessions.mandatory_reports import MandatoryReport, report, reports_for
from sessions.models import AgendaItem, ChairDecision, CouncilSession, Poll
from sessions.services.item_states import carry_item, locked_item
from sessions.services.locks import lock_session
from sessions.services.ordering import renumber
from sessions.services.refusals import SessionRefused
from sessions.services.requesting import replan_parts
from sessions.workflow import (
    ITEM_GONE,
    ItemMove,
    ItemState,
    MoveRefused,
    SessionState,
)

DOSSIER_STEP = "dossier_to_ban"
EDITABLE = frozenset(
    {
        "title",
        "section",
        "kind",
        "for_information",
        "needs_resolution",
        "is_closed",
        "presenter",
        "presenting_body",
        "verifying_body",
        "planned_minutes",
        "note",
        "sitting",
    }
)
# Fields by which the days of the item's papers are counted (`dossier_parts.rule_of`).
DATING = frozenset({"verifying_body", "needs_resolution", "kind"})


# What all items of a block have in common (A16).
OF_THE_BLOCK = frozenset({"kind", "for_information", "needs_resolution", "is_closed"})


def _locked(session: CouncilSession) -> CouncilSession:
    """The session's row under lock: it serialises every change of its agenda."""
    return lock_session(session, over=SessionRefused("session_over"))


def item_comes_late(session: CouncilSession, *, on: date) -> bool:
    """Whether an item entered on the day needs the chair's recorded decision."""
    milestone = session.milestones.filter(step=DOSSIER_STEP).first()
    return is_late(
        on,
        state=SessionState(session.state),
        dossiers_due_on=milestone.due_on if milestone else None,
    )


def _append(
    session: CouncilSession, fields: Iterable[dict[str, Any]], *, by: User
) -> list[AgendaItem]:
    """Add items, each behind the last one of its section, and number the agenda anew."""
    order = list(session.items.order_by("position"))
    made = []
    for values in fields:
        at = len(order)
        if section := values.get("section", ""):
            of_section = [i for i, item in enumerate(order) if item.section == section]
            at = of_section[-1] + 1 if of_section else at
        # Positions are unique once the transaction ends; until then a place past the end is free.
        item = AgendaItem.objects.create(session=session, position=len(order) + 1, **values)
        order.insert(at, item)
        log.record("agenda_item.added", item, by=by, title=item.title)
        made.append(item)
    for position, item in enumerate(order, start=1):
        item.position = position
    AgendaItem.objects.bulk_update(order, ["position"])
    renumber(session)
    return made


@transaction.atomic
def add_item(
    session: CouncilSession,
    *,
    by: User,
    on: date,
    urgency: str = "normal",
    chair_decision: ChairDecision | None = None,
    **fields: Any,
) -> AgendaItem:
    """Add one item. Raises SessionRefused `late_item` when it comes late without a decision.

    A procedural item (opening, anthem, closing) is never late.
    """
    session = _locked(session)
    procedural = fields.get("kind") == AgendaItem.Kind.PROCEDURE
    if urgency != AgendaItem.Urgency.NORMAL and chair_decision is None:
        raise SessionRefused("chair_decision_missing")
    if item_comes_late(session, on=on) and not procedural and chair_decision is None:
        raise SessionRefused("late_item")
    if chair_decision is not None and urgency == AgendaItem.Urgency.NORMAL:
        urgency = AgendaItem.Urgency.LATE
    unknown = set(fields) - EDITABLE
    if unknown:
        raise ValueError(f"not fields of an agenda item: {sorted(unknown)}")
    item = _append(
        session, [{**fields, "urgency": urgency, "chair_decision": chair_decision}], by=by
    )[0]
    item.refresh_from_db()
    return item


@transaction.atomic
def record_chair_decision(
    session: CouncilSession,
    *,
    decided_by: Person,
    decided_on: date,
    text: str,
    by: User,
    reference: str = "",
) -> ChairDecision:
    """Record what the chair decided about late items; it is printed in the agenda."""
    session = _locked(session)
    decision = ChairDecision.objects.create(
        session=session,
        decided_by=decided_by,
        decided_on=decided_on,
        text=text,
        reference=reference,
        recorded_by=by,
    )
    log.record("chair_decision.recorded", decision, by=by, decided_on=decided_on.isoformat())
    return decision


def _presenter(session: CouncilSession, row: MandatoryReport) -> list[dict[str, Any]]:
    """Who presents the report in this council; one entry for each Ban where the row says so."""
    kind, _, code = row.presenter.partition(":")
    if kind == "agency":
        agency = Agency.objects.filter(council=session.council_id, code=code).first()
        return [{"presenter": agency, "title": row.title}]
    bodies = Body.objects.filter(term=session.term_id, kind=code).order_by("position")
    if row.per:
        return [{"presenting_body": b, "title": row.title.format(body=b.name)} for b in bodies]
    return [{"presenting_body": bodies.first(), "title": row.title}]


def missing_reports(session: CouncilSession) -> list[MandatoryReport]:
    """Reports the law puts on a session of this kind that its agenda does not hold yet."""
    held = set(session.items.exclude(template_key="").values_list("template_key", flat=True))
    return [row for row in reports_for(session.kind) if row.key not in held]


@transaction.atomic
def add_mandatory_reports(
    session: CouncilSession, keys: Sequence[str], *, by: User, on: date
) -> list[AgendaItem]:
    """Add the reports with these keys; those already on the agenda are left as they are.

    Raises SessionRefused `late_item` once new items need the chair's decision, KeyError for an
    unknown key.
    """
    session = _locked(session)
    if item_comes_late(session, on=on):
        raise SessionRefused("late_item")
    wanted = {report(key).key for key in keys}
    verifiers = {
        body.code: body
        for body in Body.objects.filter(term=session.term_id, kind=Body.Kind.COMMITTEE)
    }
    fields = [
        {
            **presenter,
            "section": row.section,
            "kind": AgendaItem.Kind.REPORT,
            "needs_resolution": row.needs_resolution,
            "verifying_body": verifiers.get(row.verifier or ""),
            "template_key": row.key,
        }
        for row in missing_reports(session)
        if row.key in wanted
        for presenter in _presenter(session, row)
    ]
    return _append(session, fields, by=by)


@transaction.atomic
def copy_items(
    session: CouncilSession, source_items: Sequence[AgendaItem], *, by: User, on: date
) -> list[AgendaItem]:
    """Copy items of another session of the council, in their order, without dossiers or states.

    A Ban of an earlier term is replaced by the one of the same code today; an item whose copy is
    already on the agenda is skipped. Raises SessionRefused `late_item`, `other_council`.
    """
    session = _locked(session)
    if any(item.session.council_id != session.council_id for item in source_items):
        raise SessionRefused("other_council")
    if item_comes_late(session, on=on):
        raise SessionRefused("late_item")
    bodies = {body.code: body for body in Body.objects.filter(term=session.term_id)}
    copied = set(
        session.items.filter(copied_from__isnull=False).values_list("copied_from", flat=True)
    )
    held = set(session.items.exclude(template_key="").values_list("template_key", "title"))

    def today(body: Body | None) -> Body | None:
        return bodies.get(body.code) if body else None

    fields = [
        {
            "title": item.title,
            "section": item.section,
            "kind": item.kind,
            "for_information": item.for_information,
            "needs_resolution": item.needs_resolution,
            "is_closed": item.is_closed,
            "presenter": item.presenter,
            "presenting_body": today(item.presenting_body),
            "verifying_body": today(item.verifying_body),
            "planned_minutes": item.planned_minutes,
            "template_key": item.template_key,
            "copied_from": item,
        }
        for item in sorted(source_items, key=lambda item: item.position)
        if item.pk not in copied and (item.template_key, item.title) not in held
    ]
    return _append(session, fields, by=by)


def plain_values(item: AgendaItem) -> dict[str, Any]:
    """What may be changed of the item, as values that JSON holds (keys for related rows)."""
    return {name: _plain(getattr(item, name)) for name in sorted(EDITABLE)}


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value)


@transaction.atomic
def change_item(
    item: AgendaItem, *, by: User, seen: Mapping[str, Any] | None = None, **fields: Any
) -> AgendaItem:
    """Change what may be changed of an item; each change is recorded with old and new.

    `seen` holds the values (as in `plain_values`) that the user had on screen: what they left as it
    was is not written, so that a colleague's change of another field stays. Another verifying Ban,
    or a draft resolution that was none, dates the open parts of its dossier anew. Raises
    SessionRefused `agenda_changed`, `item_frozen`, `item_in_block` for what all items of a block
    have in common, and `item_changed` when both changed the same field.
    """
    session = _locked(item.session)
    item = locked_item(session, item)
    unknown = set(fields) - EDITABLE
    if unknown:
        raise ValueError(f"not fields of an agenda item: {sorted(unknown)}")
    seen = seen or {}
    changed = {
        name: value
        for name, value in fields.items()
        if getattr(item, name) != value and (name not in seen or _plain(value) != seen[name])
    }
    if not changed:
        return item
    _refuse_if_overtaken(item, changed, seen)
    if item.block is not None and OF_THE_BLOCK & changed.keys():
        raise SessionRefused("item_in_block", title=item.block.title)
    if "title" in changed and item.frozen_files.exists():
        raise SessionRefused("item_frozen")
    before = {name: str(getattr(item, name)) for name in changed}
    for name, value in changed.items():
        setattr(item, name, value)
    item.save(update_fields=sorted(changed))
    log.record(
        "agenda_item.changed",
        item,
        by=by,
        title=item.title,
        before=before,
        after={name: str(value) for name, value in changed.items()},
    )
    if DATING & changed.keys():
        replan_parts(session, by=by)
    if "section" in changed:
        renumber(session)
        item.refresh_from_db()
    return item


def _refuse_if_overtaken(item: AgendaItem, changed: Iterable[str], seen: Mapping[str, Any]) -> None:
    """Refuse when a colleague wrote one of these fields after the user had looked at it."""
    overtaken = [
        name for name in changed if name in seen and _plain(getattr(item, name)) != seen[name]
    ]
    if not overtaken:
        return
    last = log.entries_for(item).filter(event="agenda_item.changed").first()
    raise SessionRefused(
        "item_changed",
        who=last.actor_name if last else "",
        fields=overtaken,
        now={name: _plain(getattr(item, name)) for name in overtaken},
        what="; ".join(_said(item, name) for name in overtaken),
    )


def _said(item: AgendaItem, name: str) -> str:
    """The field and its value today, in words."""
    value = getattr(item, name)
    if isinstance(value, bool):
        value = _("có") if value else _("không")
    label = getattr(item._meta.get_field(name), "verbose_name", name)
    shown = str(value) if value not in (None, "") else _("để trống")
    return f"{label} – {shown}"


@transaction.atomic
def withdraw_item(item: AgendaItem, *, reason: str, by: User, defer: bool = False) -> AgendaItem:
    """Take an item off the agenda, or put it off to the next session; the row stays, with why.

    An item of a block leaves it. Raises SessionRefused `agenda_changed`, `item_gone`,
    `reason_missing`, `poll_open_on_item` while a vote on it or on its block waits for its result,
    and `item_voted` once the item was voted on.
    """
    session = _locked(item.session)
    item = locked_item(session, item)
    if ItemState(item.state) in ITEM_GONE:
        raise SessionRefused("item_gone")
    if not reason.strip():
        raise SessionRefused("reason_missing")
    if Poll.objects.on_item(item).filter(state__in=["open", "closed"]).exists():
        raise SessionRefused("poll_open_on_item")
    try:
        carry_item(item, ItemMove.DEFER if defer else ItemMove.WITHDRAW)
    except MoveRefused as error:
        raise SessionRefused("item_voted") from error
    item.gone_reason = reason.strip()
    item.save(update_fields=["gone_reason"])
    renumber(session)
    log.record(
        "agenda_item.deferred" if defer else "agenda_item.withdrawn",
        item,
        by=by,
        title=item.title,
        reason=item.gone_reason,
    )
    item.refresh_from_db()
    return item


@transaction.atomic
def remove_item(item: AgendaItem, *, by: User) -> None:
    """Delete an item nobody has worked on: still registered, without dossier or decision.

    Raises SessionRefused `item_in_use` otherwise (such an item is withdrawn instead), and
    `agenda_changed` when a colleague has deleted it meanwhile.
    """
    session = _locked(item.session)
    item = locked_item(session, item)
    in_use = (
        item.state != ItemState.REGISTERED or hasattr(item, "dossier") or item.chair_decision_id
    )
    grouped = item.block_id is not None or hasattr(item, "block_removal")
    if in_use or grouped or item.public_reference or item.polls.exists():
        raise SessionRefused("item_in_use")
    log.record("agenda_item.removed", session, by=by, title=item.title)
    position = item.position
    item.delete()
    session.items.filter(position__gt=position).update(position=F("position") - 1)
    renumber(session)
