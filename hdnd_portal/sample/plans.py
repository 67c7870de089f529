"""Sessions of the sample with their days, milestones and agenda.

The rows are written directly: the services rightly refuse an opening day that has passed, and the
sample has fixed days.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hdnd_portal.accounts.models import User
from hdnd_portal.legal.public import calendar_for, register_for
from hdnd_portal.legal.timeline import timeline
from hdnd_portal.sample.province import Province
from sessions.mandatory_reports import MandatoryReport, reports_for
from sessions.models import AgendaItem, CouncilSession, Milestone, Sitting
from sessions.numbering import Style, numbers
from sessions.schedule import VIETNAM, half_days

PLACE = "Hội trường HĐND tỉnh, số 1 đường Hòa Hợp, phường Lam Mộc (địa điểm mẫu)"
RESOLUTIONS = "Dự thảo nghị quyết"


@dataclass(frozen=True, slots=True)
class Draft:
    """A resolution on the agenda: title, agency that drafts it, Ban that verifies it."""

    title: str
    agency: str
    ban: str


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of the sample, Việt Nam time."""
    return datetime.combine(day, time(hour, minute), VIETNAM)


def make_session(
    province: Province,
    *,
    kind: str,
    name: str,
    ordinal: int,
    opening_on: date,
    days: Decimal,
    state: str,
    by: User,
) -> CouncilSession:
    """The session with its half-days and its milestones by the rules of its day."""
    calendar = calendar_for(province.council)
    register = register_for(province.council)
    halves = half_days(opening_on, days, calendar.is_working)
    session = CouncilSession.objects.create(
        council=province.council,
        term=province.term,
        kind=kind,
        name=name,
        ordinal=ordinal,
        opening_on=opening_on,
        days=days,
        closing_on=halves[-1].starts_at.date(),
        place=PLACE,
        state=state,
        regime=register.find("session.docs", on=opening_on).regime,
        created_by=by,
    )
    Sitting.objects.bulk_create(
        Sitting(session=session, ordinal=ordinal, starts_at=half.starts_at, ends_at=half.ends_at)
        for ordinal, half in enumerate(halves, start=1)
    )
    steps = timeline(
        kind,
        opening=session.opening_on,
        closing=session.closing_on,
        register=register,
        calendar=calendar,
    )
    Milestone.objects.bulk_create(
        Milestone(
            session=session,
            step=step.plan.step,
            name=step.plan.name,
            rule_key=step.plan.rule_key or "",
            anchor=step.plan.anchor,
            owner=step.plan.owner,
            due_on=step.due_on,
            explanation=step.explanation(),
        )
        for step in steps
    )
    return session


def finish_milestones(session: CouncilSession, *, until: date, by: User) -> None:
    """Mark what was due by the day as done, a day or two before it was due."""
    for number, milestone in enumerate(session.milestones.filter(due_on__lte=until)):
        assert milestone.due_on is not None  # noqa: S101 -- the filter saw to it
        milestone.done_on = milestone.due_on - timedelta(days=number % 3)
        milestone.done_by = by
        milestone.save(update_fields=["done_on", "done_by"])


def make_agenda(
    province: Province, session: CouncilSession, drafts: list[Draft], *, state: str
) -> list[AgendaItem]:
    """The reports the law puts on such a session, then the resolutions, numbered by section."""
    items: list[AgendaItem] = []
    for row in reports_for(session.kind):
        items += _report_items(province, session, row, state)
    items += [
        AgendaItem(
            session=session,
            section=RESOLUTIONS,
            title=f"Nghị quyết {draft.title}",
            kind="resolution",
            needs_resolution=True,
            presenter=province.agencies[draft.agency],
            verifying_body=province.bodies[draft.ban],
            state=state,
        )
        for draft in drafts
    ]
    order = list(dict.fromkeys(item.section for item in items))
    items.sort(key=lambda item: order.index(item.section))
    sittings = list(session.sittings.all())
    labels = numbers([item.section for item in items], Style.BY_SECTION)
    for position, (item, label) in enumerate(zip(items, labels, strict=True), start=1):
        item.position = position
        item.number = label
        item.planned_minutes = 15 if item.kind == "report" else 25
        item.sitting = sittings[(position - 1) * len(sittings) // len(items)]
    return AgendaItem.objects.bulk_create(items)


def _report_items(
    province: Province, session: CouncilSession, row: MandatoryReport, state: str
) -> list[AgendaItem]:
    where, _, key = row.presenter.partition(":")
    bodies = [b for b in province.bodies.values() if b.kind == key] if where == "body" else [None]
    return [
        AgendaItem(
            session=session,
            section=row.section,
            title=row.title.format(body=body.name if body else ""),
            kind="report",
            needs_resolution=row.needs_resolution,
            presenter=province.agencies[key] if where == "agency" else None,
            presenting_body=body,
            verifying_body=province.bodies[row.verifier] if row.verifier else None,
            template_key=row.key,
            state=state,
        )
        for body in bodies
    ]
