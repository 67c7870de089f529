from datetime import date
from decimal import Decimal
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.councils import SESSION_KEY
from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.legal.models import CalendarDay
from sessions.forms.plan import PlanForm
from sessions.mandatory_reports import reports_for
from sessions.models import AbsenceRequest, CouncilSession
from sessions.schedule import ScheduleRefused
from sessions.sentences import sentence
from sessions.services import agenda, milestones, planning, session_states
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.workflow import ITEM_DECIDED, ITEM_GONE, ItemState, SessionKind, SessionMove
from tests.accounts.factories import AssignmentFactory
from tests.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    MandateFactory,
    TermFactory,
    UserFactory,
)
from tests.route_cases import World

TODAY = date(2026, 10, 1)


def plan(term, **changes):
    values = {
        "kind": SessionKind.REGULAR_END,
        "name": "Kỳ họp thường lệ cuối năm 2026",
        "opening_on": date(2026, 12, 8),
        "days": Decimal("2.5"),
        "today": TODAY,
        "by": UserFactory(),
        **changes,
    }
    return planning.plan_session(term.council, term=term, **values)


@pytest.mark.django_db
def test_a_new_session_has_its_half_days_and_its_milestones():
    session = plan(TermFactory())

    due = dict(session.milestones.values_list("step", "due_on"))
    assert session.closing_on == date(2026, 12, 10)
    assert session.sittings.count() == 5
    assert session.ordinal == 1
    assert due["convening"] == date(2026, 11, 18)  # SES-3: 20 days before
    assert due["dossier_to_ban"] == date(2026, 11, 23)  # SES-7: 15 days before
    assert due["documents"] == date(2026, 12, 3)  # SES-6: 5 days before


@pytest.mark.django_db
def test_every_milestone_says_where_it_comes_from():
    session = plan(TermFactory())

    silent = [
        milestone.step
        for milestone in session.milestones.exclude(rule_key="")
        if not {"source", "mark", "skipped"} <= set(milestone.explanation)
    ]
    assert silent == []


@pytest.mark.django_db
def test_sessions_are_numbered_through_the_term():
    term = TermFactory()
    plan(term)
    plan(term, kind=SessionKind.THEMATIC, opening_on=date(2027, 1, 12))

    assert sorted(CouncilSession.objects.values_list("ordinal", flat=True)) == [1, 2]


@pytest.mark.django_db
def test_a_taken_ordinal_is_refused():
    term = TermFactory()
    plan(term)

    with pytest.raises(SessionRefused, match="ordinal_taken"):
        plan(term, ordinal=1)


@pytest.mark.django_db
def test_tet_is_refused_with_its_name():
    with pytest.raises(ScheduleRefused) as refused:
        plan(TermFactory(), opening_on=date(2027, 2, 8))
    assert refused.value.code == "opening_day_off"
    assert "Tết" in str(refused.value.details["why"])


@pytest.mark.django_db
def test_a_refused_plan_leaves_nothing_behind():
    with pytest.raises(ScheduleRefused):
        plan(TermFactory(), days=Decimal(40))
    assert CouncilSession.objects.count() == 0


@pytest.mark.django_db
def test_a_day_off_of_the_council_is_passed_over():
    term = TermFactory()
    CalendarDay.objects.create(
        council=term.council, day=date(2026, 12, 9), kind="off", reason="Nghỉ bù"
    )

    session = plan(term)

    assert session.closing_on == date(2026, 12, 11)


@pytest.mark.django_db
def test_moving_the_day_plans_the_milestones_anew_and_keeps_what_is_done():
    session = plan(TermFactory())
    user = UserFactory()
    convening = session.milestones.get(step="convening")
    milestones.finish_milestone(
        convening, on=date(2026, 11, 16), today=date(2026, 11, 17), by=user, note="Đã gửi"
    )

    planning.move_opening(
        session,
        opening_on=date(2026, 12, 15),
        days=Decimal(2),
        expected=date(2026, 12, 8),
        reason="Trùng lịch họp Quốc hội",
        today=date(2026, 11, 20),
        by=user,
    )

    convening.refresh_from_db()
    session.refresh_from_db()
    assert (session.opening_on, session.closing_on) == (date(2026, 12, 15), date(2026, 12, 16))
    assert session.sittings.count() == 4
    assert (convening.due_on, convening.done_on) == (date(2026, 11, 25), date(2026, 11, 16))


@pytest.mark.django_db
def test_the_preview_says_what_the_move_then_does():
    session = plan(TermFactory())

    _sittings, changes = planning.preview_move(
        session,
        opening_on=date(2026, 12, 1),
        days=Decimal("2.5"),
        today=date(2026, 11, 20),
        accepts_day_off=False,
    )

    missed = {change.name for change in changes if change.is_missed}
    assert "Gửi hồ sơ đến Ban thẩm tra" in missed
    assert session.milestones.get(step="documents").due_on == date(2026, 12, 3)


@pytest.mark.django_db
def test_moving_needs_a_reason_and_the_day_the_user_saw():
    session = plan(TermFactory())
    move = {
        "opening_on": date(2026, 12, 15),
        "days": Decimal(2),
        "today": TODAY,
        "by": UserFactory(),
    }

    with pytest.raises(SessionRefused, match="reason_missing"):
        planning.move_opening(session, expected=date(2026, 12, 8), reason=" ", **move)
    with pytest.raises(SessionRefused, match="session_changed"):
        planning.move_opening(session, expected=date(2026, 12, 7), reason="Vì", **move)


@pytest.mark.django_db
def test_states_follow_the_table_and_backward_moves_need_a_reason():
    session = plan(TermFactory())
    user = UserFactory()

    with pytest.raises(MoveRefused):
        session_states.carry_session(session, SessionMove.OPEN, today=TODAY, by=user)
    session = session_states.carry_session(session, SessionMove.AGREE, today=TODAY, by=user)
    with pytest.raises(SessionRefused, match="reason_missing"):
        session_states.carry_session(session, SessionMove.TAKE_BACK, today=TODAY, by=user)

    assert session.state == "agreed"


@pytest.mark.django_db(transaction=True)
def test_two_officers_move_the_day_and_one_is_told():
    session = plan(TermFactory())
    user = UserFactory()
    outcomes = []

    def move(day):
        try:
            planning.move_opening(
                session,
                opening_on=day,
                days=Decimal(2),
                expected=date(2026, 12, 8),
                reason="Đổi lịch",
                today=TODAY,
                by=user,
            )
            outcomes.append("done")
        except SessionRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=move, args=(date(2026, 12, day),)) for day in (14, 15)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "refused"]


def moved(session, *, days, **more):
    values = {
        "opening_on": date(2026, 12, 15),
        "expected": date(2026, 12, 8),
        "reason": "Trùng lịch họp Quốc hội",
        "today": date(2026, 11, 20),
        "by": UserFactory(),
        **more,
    }
    return planning.move_opening(session, days=Decimal(days), **values)


@pytest.mark.django_db
def test_a_moved_session_keeps_its_sittings_with_all_that_points_at_them():
    session = plan(TermFactory())
    first, second = session.sittings.all()[:2]
    second.note, second.starts_at = "Chất vấn", second.starts_at.replace(hour=7, minute=0)
    second.save()
    item = AgendaItemFactory(session=session, sitting=second)
    absence = AbsenceRequest.objects.create(
        session=session,
        mandate=MandateFactory(term=session.term),
        reason="health",
        text="Ốm",
        from_sitting=first,
        to_sitting=second,
    )

    session = moved(session, days=3)

    for row in (first, second, item, absence):
        row.refresh_from_db()
    assert item.sitting == absence.to_sitting == second
    assert (second.ordinal, second.note) == (2, "Chất vấn")
    assert timezone.localtime(first.starts_at).isoformat() == "2026-12-15T08:00:00+07:00"
    assert timezone.localtime(second.starts_at).isoformat() == "2026-12-15T14:00:00+07:00"
    assert [sitting.ordinal for sitting in session.sittings.all()] == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db
@pytest.mark.parametrize("held_by", ["item", "absence"])
def test_a_surplus_sitting_in_use_keeps_the_session_as_it_is(held_by):
    session = plan(TermFactory())
    last = session.sittings.last()
    if held_by == "item":
        AgendaItemFactory(session=session, sitting=last)
    else:
        AbsenceRequest.objects.create(
            session=session,
            mandate=MandateFactory(term=session.term),
            reason="health",
            text="Ốm",
            to_sitting=last,
        )

    with pytest.raises(SessionRefused, match="sittings_in_use") as refused:
        moved(session, days=2)

    assert "1 phiên họp" in sentence(refused.value)
    session.refresh_from_db()
    assert (session.opening_on, session.sittings.count()) == (date(2026, 12, 8), 5)


@pytest.mark.django_db
def test_a_shortened_session_loses_only_the_sittings_at_its_end():
    session = plan(TermFactory())
    before = list(session.sittings.values_list("pk", flat=True))

    session = moved(session, days="1.5")

    assert list(session.sittings.values_list("pk", flat=True)) == before[:3]
    assert str(session.sittings.first()) == "15/12/2026 08:00"


OPENING = date(2026, 12, 8)


@pytest.mark.django_db
def test_a_session_is_ready_once_the_papers_of_its_items_are_sent():
    session = CouncilSessionFactory(state="convened")
    AgendaItemFactory(session=session, kind="procedure", state="registered")
    AgendaItemFactory(session=session, state="withdrawn")
    item = AgendaItemFactory(session=session, state="verified")

    with pytest.raises(SessionRefused, match="items_unsent") as refused:
        session_states.carry_session(session, SessionMove.MAKE_READY, today=TODAY, by=UserFactory())
    item.state = "sent"
    item.save()
    done = session_states.carry_session(
        session, SessionMove.MAKE_READY, today=TODAY, by=UserFactory()
    )

    assert refused.value.details == {"count": 1}
    assert done.state == "ready"


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["convened", "ready"])
def test_no_session_opens_before_its_day(state):
    session = CouncilSessionFactory(state=state)

    with pytest.raises(SessionRefused, match="opening_ahead"):
        session_states.carry_session(
            session, SessionMove.OPEN, today=date(2026, 12, 7), reason="Sớm", by=UserFactory()
        )


@pytest.mark.django_db
def test_opening_without_all_papers_is_a_recorded_exception():
    session = CouncilSessionFactory(state="convened")
    user = UserFactory()

    with pytest.raises(SessionRefused, match="exception_missing"):
        session_states.carry_session(session, SessionMove.OPEN, today=OPENING, by=user)
    session_states.carry_session(
        session, SessionMove.OPEN, today=OPENING, reason="Cấp bách", by=user
    )

    entry = Entry.objects.get(event="session.opened_by_exception")
    assert entry.details["reason"] == "Cấp bách"


@pytest.mark.django_db
@pytest.mark.parametrize("state", ItemState)
@pytest.mark.parametrize(
    ("fields", "is_decided_on"),
    [({"kind": "resolution"}, True), ({"needs_resolution": True}, True), ({}, False)],
)
def test_a_session_closes_once_its_items_are_decided_or_gone(state, fields, is_decided_on):
    session = CouncilSessionFactory(state="open")
    AgendaItemFactory(session=session, state=state.value, **fields)
    is_open = is_decided_on and state not in ITEM_DECIDED | ITEM_GONE
    user = UserFactory()
    close = {"session": session, "move": SessionMove.CLOSE, "today": OPENING, "by": user}

    if is_open:
        with pytest.raises(SessionRefused, match="undecided_missing") as refused:
            session_states.carry_session(**close)
        assert "Còn 1 nội dung phải ra nghị quyết" in sentence(refused.value)
        session.refresh_from_db()
        assert session.state == "open"
        close["reason"] = "Đã biểu quyết, kết quả ghi trong biên bản"
    session_states.carry_session(**close)

    event = "session.closed_undecided" if is_open else "session.closed"
    assert Entry.objects.get(event=event).details["reason"] == close.get("reason", "")


@pytest.mark.django_db
def test_the_plan_asks_why_a_session_closes_with_items_undecided(client):
    world = World()
    session = CouncilSessionFactory(term=world.term, council=world.council, state="open")
    AgendaItemFactory(session=session, state="sent", needs_resolution=True)
    client.force_login(world.user(Role.CHAIR))
    here = reverse("sessions:plan", kwargs={"session": session.pk})
    carry = reverse("sessions:carry", kwargs={"session": session.pk})

    page = client.get(here).content.decode()
    refused = client.post(carry, {"move": "close"}, follow=True).content.decode()

    assert "Còn 1 nội dung phải ra nghị quyết chưa ghi kết quả" in page
    assert 'id="ly-do-close"' in page
    assert "Đã bế mạc" not in refused
    client.post(carry, {"move": "close", "reason": "Hết giờ"})
    session.refresh_from_db()
    assert session.state == "closed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "move", "after"),
    [("open", SessionMove.TAKE_BACK_OPENING, "convened"), ("closed", SessionMove.REOPEN, "open")],
)
def test_what_was_entered_by_mistake_is_taken_back_with_the_reason(state, move, after):
    session = CouncilSessionFactory(state=state)

    with pytest.raises(SessionRefused, match="reason_missing"):
        session_states.carry_session(session, move, today=OPENING, by=UserFactory())
    done = session_states.carry_session(
        session, move, today=OPENING, reason="Nhầm", by=UserFactory()
    )

    assert done.state == after


@pytest.mark.django_db
def test_the_plan_says_why_a_session_cannot_open_yet(client):
    world = World()
    session = CouncilSessionFactory(term=world.term, council=world.council, state="ready")
    client.force_login(world.user(Role.CHAIR))

    with time_machine.travel("2026-11-22 09:00+07:00", tick=False):
        page = client.get(reverse("sessions:plan", kwargs={"session": session.pk}))

    assert "Ngày khai mạc là 08/12/2026" in page.content.decode()
    assert 'value="open"' not in page.content.decode()


@pytest.mark.django_db
def test_the_day_is_not_moved_out_of_the_term():
    session = plan(TermFactory(valid_to=date(2027, 3, 1)))

    with pytest.raises(SessionRefused, match="opening_outside_term"):
        moved(session, days=2, opening_on=date(2027, 3, 2))


@pytest.mark.django_db
def test_an_officer_of_another_council_plans_nothing_where_they_are_the_clerk(client):
    world, other = World(), World()
    clerk = world.user(Role.CLERK)
    AssignmentFactory(user=clerk, role=Role.OFFICER, council=other.council)
    client.force_login(clerk)
    before = client.session
    before[SESSION_KEY] = world.council.pk
    before.save()

    assert client.get(reverse("sessions:create")).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "offered"), [("commune", True), ("province", False)])
def test_voters_call_for_a_session_of_a_communes_council_only(kind, offered):
    term = TermFactory(council__unit__kind=kind)

    kinds = {key for key, _label in PlanForm(council=term.council).fields["kind"].choices}

    assert ("voter_petition" in kinds) is offered


def test_what_was_decided_between_sessions_is_reported_at_the_nearest_one():
    kinds = {kind for kind in SessionKind if "standing.between" in keys_for(kind)}

    assert kinds == set(SessionKind) - {SessionKind.FIRST, SessionKind.EXTRAORDINARY}


def keys_for(kind):
    return {row.key for row in reports_for(kind)}


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "sees"), [(Role.OFFICER, True), (Role.DELEGATE, False)])
def test_the_office_reads_beside_the_plan_who_did_what(client, role, sees):
    world = World()
    session = CouncilSessionFactory(term=world.term, council=world.council)
    officer = world.user(Role.OFFICER)
    item = AgendaItemFactory(session=session, title="Báo cáo A")
    agenda.withdraw_item(item, reason="Chưa đủ căn cứ", by=officer)
    client.force_login(world.user(role))

    page = client.get(reverse("sessions:plan", kwargs={"session": session.pk})).content.decode()

    assert ("đã rút nội dung “Báo cáo A”: Chưa đủ căn cứ" in page) is sees


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "alarm", "offers_move", "offers_tick"),
    [
        ("convened", True, True, True),
        ("closed", True, False, True),
        ("archived", False, False, False),
    ],
)
def test_the_plan_offers_only_what_the_state_allows(client, state, alarm, offers_move, offers_tick):
    world = World()
    session = plan(world.term)
    milestone = session.milestones.get(step="convening")
    CouncilSession.objects.filter(pk=session.pk).update(state=state)
    client.force_login(world.user(Role.OFFICER))
    with time_machine.travel("2026-11-22 09:00+07:00", tick=False):
        page = client.get(reverse("sessions:plan", kwargs={"session": session.pk})).content.decode()
    move = reverse("sessions:move", kwargs={"session": session.pk})
    tick = reverse(
        "sessions:finish_milestone", kwargs={"session": session.pk, "milestone": milestone.pk}
    )
    offered = ("mốc đã quá ngày" in page, f'href="{move}"' in page, f'action="{tick}"' in page)
    assert offered == (alarm, offers_move, offers_tick)
