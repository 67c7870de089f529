"""Rows of the plan's and the agenda's forms as they are sent, and of the agenda's acts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.council.models import Membership
from sessions.mandatory_reports import reports_for
from sessions.models import AgendaItem, CouncilSession, Presiding
from sessions.workflow import ItemState, SessionState
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CouncilSessionFactory,
    GuestFactory,
    MandateFactory,
    MembershipFactory,
    SittingFactory,
)
from tests.route_cases import REDIRECT, Case, Made, World
from tests.sessions.machines import BEFORE_THE_VOTE, IN_TIME, MOVABLE, NOT_OVER

PLANNERS = {Role.OFFICER, Role.OFFICE_HEAD}
DECIDERS = PLANNERS | {Role.CHAIR, Role.STANDING_COMMITTEE}


def plain(world: World) -> CouncilSession:
    """A session of the world's council."""
    session: CouncilSession = CouncilSessionFactory(term=world.term, council=world.council)
    return session


def sent(world: World, **data: object) -> Made:
    """A form of a session, filled in."""
    return Made(kwargs={"session": plain(world).pk}, data=data)


def agreed(world: World) -> Made:
    """The joint conference has agreed on the session."""
    return sent(world, move="agree")


def another_day(world: World) -> Made:
    """Another opening day, seen in the preview and confirmed."""
    day = timezone.localdate() + timedelta(days=90)
    return sent(
        world,
        opening_on=f"{day:%d/%m/%Y}",
        days="2,5",
        accepts_day_off="on",
        reason="Chờ số liệu",
        expected="08/12/2026",
        confirm="1",
    )


def in_a_sitting(world: World) -> Made:
    """An item, put into a half-day."""
    session = plain(world)
    found = AgendaItemFactory(session=session)
    sitting = SittingFactory(session=session)
    return Made(kwargs={"session": session.pk}, data={f"phien-{found.pk}": sitting.pk})


def new_item(world: World) -> Made:
    """A report put on the agenda."""
    return sent(world, title="Báo cáo chuyên đề", kind="report", urgency="normal")


def a_report_of_the_law(world: World) -> Made:
    """The first report that the law puts on the session."""
    return sent(world, keys=[reports_for("regular_end")[0].key])


def copied(world: World) -> Made:
    """An item of another session of the council."""
    source: AgendaItem = AgendaItemFactory(session=plain(world))
    return sent(world, items=[source.pk])


def decision(world: World) -> Made:
    """What the chair has decided on late items."""
    chair = MembershipFactory(
        body=BodyFactory(term=world.term, kind="standing_committee"), role=Membership.Role.CHAIR
    )
    return sent(world, decided_by=chair.person_id, decided_on="01/11/2025", text="Đồng ý bổ sung")


def numbered(world: World) -> Made:
    """Another way to number."""
    return sent(world, style="continuous")


def ordered(world: World) -> Made:
    """Two items the other way round."""
    held = plain(world)
    first, second = (AgendaItemFactory(session=held, position=n) for n in (1, 2))
    return Made(kwargs={"session": held.pk}, data={"order": f"{second.pk},{first.pk}"})


def item(world: World, **data: object) -> Made:
    """An agenda item behind another, and a form about it."""
    held = plain(world)
    AgendaItemFactory(session=held, position=1)
    found: AgendaItem = AgendaItemFactory(session=held, position=2)
    return Made(kwargs={"session": held.pk, "item": found.pk}, data=data)


def changed(world: World) -> Made:
    """The item under another title."""
    return item(world, title="Tên mới", kind="report")


def placed(world: World) -> Made:
    """The item before the other."""
    return item(world, to_position=1)


def withdrawn(world: World) -> Made:
    """The item taken off the agenda."""
    return item(world, **{"withdraw-reason": "Chưa đủ căn cứ"})


def another_name(world: World) -> Made:
    """The session under another name, at another place."""
    return sent(world, name="Kỳ họp cuối năm", place="Hội trường lớn")


def other_hours(world: World) -> Made:
    """A half-day that begins later."""
    sitting = SittingFactory(session=plain(world))
    kwargs = {"session": sitting.session_id, "sitting": sitting.pk}
    return Made(kwargs=kwargs, data={"starts": "08:30", "ends": "11:00"})


def named_to_preside(world: World) -> Made:
    """A delegate named to preside from the opening."""
    return sent(
        world,
        role="presidium",
        person=MandateFactory(term=world.term).person_id,
        starts_at_0="08/12/2026",
        starts_at_1="08:00",
        reason="Chủ tịch phân công",
    )


def another_chair(world: World) -> Made:
    """A delegate who takes the chair on the second day."""
    held = plain(world)
    chair = Presiding.objects.create(
        session=held,
        person=MandateFactory(term=world.term).person,
        role="chair",
        starts_at=datetime(2026, 12, 8, 1, tzinfo=UTC),
        recorded_by=world.user(Role.OFFICER),
    )
    person = MandateFactory(term=world.term).person_id
    data = {"person": person, "at_0": "09/12/2026", "at_1": "08:00", "reason": "Đi công tác"}
    return Made(kwargs={"session": held.pk}, data={**data, "expected": chair.pk})


def corrected_guest(world: World) -> Made:
    """A guest under another name."""
    guest = GuestFactory(session=plain(world))
    kwargs = {"session": guest.session_id, "guest": guest.pk}
    return Made(kwargs=kwargs, data={"category": "guest", "name": "Hội Luật gia tỉnh"})


def copied_guest(world: World) -> Made:
    """A guest of an earlier session."""
    earlier = CouncilSessionFactory(
        term=world.term, council=world.council, opening_on=date(2026, 7, 14)
    )
    return sent(world, guests=[GuestFactory(session=earlier).pk])


def act(route: str, make: object, roles: set[Role], **goes: object) -> Case:
    """A POST that leads back to the page it came from; `goes` by key of the address."""
    return Case(route, make=make, roles=roles, method="post", opens=REDIRECT, goes=goes)  # type: ignore[arg-type]


CASES = [
    Case("sessions:move", make=sent, roles=PLANNERS),
    act("sessions:move", another_day, PLANNERS, session=MOVABLE),
    act("sessions:correct", another_name, PLANNERS, session=NOT_OVER),
    act("sessions:correct_sitting", other_hours, PLANNERS, session=NOT_OVER),
    act("sessions:presiding", named_to_preside, DECIDERS, session=NOT_OVER),
    act("sessions:replace_chair", another_chair, DECIDERS, session=NOT_OVER),
    act("sessions:copy_guests", copied_guest, set(STAFF), session=NOT_OVER),
    act("sessions:edit_guest", corrected_guest, set(STAFF), session=NOT_OVER),
    act("sessions:carry", agreed, DECIDERS, session={SessionState.PLANNED}),
    act("sessions:add_item", new_item, PLANNERS, session=IN_TIME),
    act("sessions:add_reports", a_report_of_the_law, PLANNERS, session=IN_TIME),
    act("sessions:copy_agenda", copied, PLANNERS, session=IN_TIME),
    act("sessions:record_decision", decision, PLANNERS, session=NOT_OVER),
    act("sessions:order_agenda", ordered, PLANNERS, session=NOT_OVER),
    act("sessions:place_in_sittings", in_a_sitting, PLANNERS, session=NOT_OVER),
    act("sessions:number", numbered, PLANNERS, session=NOT_OVER),
    Case("sessions:edit_item", make=item, roles=PLANNERS),
    act("sessions:edit_item", changed, PLANNERS, session=NOT_OVER),
    act("sessions:place_item", placed, PLANNERS, session=NOT_OVER),
    act("sessions:withdraw_item", withdrawn, PLANNERS, session=NOT_OVER, item=BEFORE_THE_VOTE),
    act("sessions:remove_item", item, PLANNERS, session=NOT_OVER, item={ItemState.REGISTERED}),
]
