from datetime import date

import pytest
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from sessions.models import AgendaItem, Milestone
from sessions.numbering import Style
from sessions.sentences import sentence
from sessions.services import agenda, ordering
from sessions.services.refusals import SessionRefused
from tests.factories import (
    AgencyFactory,
    AgendaItemFactory,
    BodyFactory,
    CouncilSessionFactory,
    DossierFactory,
    PersonFactory,
    TermFactory,
    UserFactory,
)
from tests.route_cases import World
from tests.sessions.route_cases import frozen

IN_TIME = date(2026, 11, 2)
LATE = date(2026, 11, 24)


@pytest.fixture
def session(db):
    session = CouncilSessionFactory()
    Milestone.objects.create(
        session=session,
        step=agenda.DOSSIER_STEP,
        name="Gửi hồ sơ đến Ban thẩm tra",
        anchor="opening",
        owner="agency",
        due_on=date(2026, 11, 23),
    )
    return session


def add(session, title, **values):
    values = {"kind": "report", "on": IN_TIME, "by": UserFactory(), **values}
    return agenda.add_item(session, title=title, **values)


def titles(session):
    return list(session.items.order_by("position").values_list("number", "title"))


def test_items_are_numbered_by_section_and_procedure_is_not(session):
    add(session, "Chào cờ", kind="procedure")
    add(session, "Báo cáo A", section="Báo cáo")
    add(session, "Báo cáo B", section="Báo cáo")
    add(session, "Nghị quyết C", section="Nghị quyết", kind="resolution")

    assert titles(session) == [
        ("", "Chào cờ"),
        ("I.1", "Báo cáo A"),
        ("I.2", "Báo cáo B"),
        ("II.1", "Nghị quyết C"),
    ]


def test_the_other_style_numbers_through(session):
    add(session, "Báo cáo A", section="Báo cáo")
    add(session, "Nghị quyết C", section="Nghị quyết")

    ordering.number_items(session, style=Style.CONTINUOUS, by=UserFactory())

    assert titles(session) == [("1", "Báo cáo A"), ("2", "Nghị quyết C")]


def test_a_late_item_needs_the_chairs_decision(session):
    with pytest.raises(SessionRefused, match="late_item"):
        add(session, "Nội dung muộn", on=LATE)
    assert session.items.count() == 0


def test_a_late_item_with_the_chairs_decision_is_marked_late(session):
    decision = agenda.record_chair_decision(
        session,
        decided_by=PersonFactory(),
        decided_on=LATE,
        text="Đồng ý bổ sung",
        by=UserFactory(),
    )

    item = add(session, "Nội dung muộn", on=LATE, chair_decision=decision)

    assert (item.urgency, item.chair_decision) == ("late", decision)


def test_procedure_is_never_late(session):
    assert add(session, "Bế mạc", kind="procedure", on=LATE).urgency == "normal"


def test_a_convened_session_makes_every_new_item_late(session):
    session.state = "convened"
    session.save()

    with pytest.raises(SessionRefused, match="late_item"):
        add(session, "Thêm")


def test_mandatory_reports_bring_presenter_and_verifying_committee(session):
    ubnd = AgencyFactory(council=session.council, code="UBND", kind="peoples_committee")
    BodyFactory(term=session.term, kind="standing_committee", code="TT")
    budget = BodyFactory(term=session.term, code="BKTNS", name="Ban Kinh tế – Ngân sách")
    BodyFactory(term=session.term, code="BPC", name="Ban Pháp chế")

    made = agenda.add_mandatory_reports(
        session, ["ubnd.budget", "committee.work"], by=UserFactory(), on=IN_TIME
    )

    assert [(item.title, item.presenter, item.verifying_body) for item in made] == [
        ("Báo cáo công tác của Ban Kinh tế – Ngân sách", None, None),
        ("Báo cáo công tác của Ban Pháp chế", None, None),
        ("Báo cáo tình hình thực hiện ngân sách nhà nước", ubnd, budget),
    ]


def test_mandatory_reports_are_not_added_twice(session):
    user = UserFactory()
    agenda.add_mandatory_reports(session, ["ubnd.budget"], by=user, on=IN_TIME)
    again = agenda.add_mandatory_reports(session, ["ubnd.budget"], by=user, on=IN_TIME)

    assert again == []
    assert "ubnd.budget" not in [row.key for row in agenda.missing_reports(session)]


def test_the_last_session_is_copied_with_todays_committees_and_not_twice(session):
    last = CouncilSessionFactory(
        term=TermFactory(
            council=session.council,
            valid_from=date(2021, 7, 1),
            valid_to=date(2026, 3, 29),
        ),
        council=session.council,
    )
    old_ban = BodyFactory(term=last.term, code="BPC")
    new_ban = BodyFactory(term=session.term, code="BPC")
    second = AgendaItemFactory(session=last, position=2, verifying_body=old_ban, title="Hai")
    first = AgendaItemFactory(session=last, position=1, title="Một")
    user = UserFactory()

    agenda.copy_items(session, [second, first], by=user, on=IN_TIME)
    agenda.copy_items(session, [second, first], by=user, on=IN_TIME)

    copied = session.items.order_by("position")
    assert [(i.title, i.verifying_body, i.state) for i in copied] == [
        ("Một", None, "registered"),
        ("Hai", new_ban, "registered"),
    ]


def test_items_of_another_council_are_not_copied(session):
    foreign = AgendaItemFactory()

    with pytest.raises(SessionRefused, match="other_council"):
        agenda.copy_items(session, [foreign], by=UserFactory(), on=IN_TIME)


def test_ordering_writes_positions_and_numbers(session):
    keys = [add(session, title).pk for title in "ABC"]

    ordering.order_items(session, keys[::-1], by=UserFactory())

    assert titles(session) == [("1", "C"), ("2", "B"), ("3", "A")]


def test_ordering_an_agenda_that_has_changed_is_refused(session):
    keys = [add(session, title).pk for title in "AB"]
    add(session, "C")

    with pytest.raises(SessionRefused, match="agenda_changed"):
        ordering.order_items(session, keys[::-1], by=UserFactory())


@pytest.mark.parametrize(("to", "order"), [(1, "CAB"), (2, "ACB"), (99, "ABC")])
def test_one_item_moves_by_keyboard(session, to, order):
    items = {title: add(session, title) for title in "ABC"}

    ordering.move_item(items["C"], to_position=to, by=UserFactory())

    assert "".join(title for _number, title in titles(session)) == order


def test_a_withdrawn_item_stays_with_its_reason_and_loses_its_number(session):
    items = [add(session, title) for title in "AB"]

    item = agenda.withdraw_item(items[0], reason="Chưa đủ căn cứ", by=UserFactory())

    assert (item.state, item.number, item.gone_reason) == ("withdrawn", "", "Chưa đủ căn cứ")
    assert titles(session)[1] == ("1", "B")


def test_an_item_with_a_dossier_is_not_deleted(session):
    item = add(session, "A")
    DossierFactory(item=item)

    with pytest.raises(SessionRefused, match="item_in_use"):
        agenda.remove_item(item, by=UserFactory())
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_deleting_closes_the_gap(session):
    items = [add(session, title) for title in "ABC"]

    agenda.remove_item(items[1], by=UserFactory())

    assert list(session.items.values_list("position", "number", "title")) == [
        (1, "1", "A"),
        (2, "2", "C"),
    ]


def test_an_item_joins_its_section(session):
    add(session, "Báo cáo A", section="Báo cáo")
    add(session, "Nghị quyết C", section="Nghị quyết")
    add(session, "Báo cáo B", section="Báo cáo")

    assert titles(session) == [("I.1", "Báo cáo A"), ("I.2", "Báo cáo B"), ("II.1", "Nghị quyết C")]


def test_a_frozen_item_keeps_its_title(db):
    line = frozen(World())

    with pytest.raises(SessionRefused, match="item_frozen"):
        agenda.change_item(line.item, title="Tên khác", by=UserFactory())
    assert agenda.change_item(line.item, planned_minutes=30, by=UserFactory()).planned_minutes == 30


@pytest.mark.parametrize(
    "act",
    [
        lambda item: ordering.move_item(item, to_position=1, by=UserFactory()),
        lambda item: agenda.change_item(item, title="Khác", by=UserFactory()),
        lambda item: agenda.withdraw_item(item, reason="Vì", by=UserFactory()),
        lambda item: agenda.remove_item(item, by=UserFactory()),
    ],
)
def test_an_item_that_a_colleague_deleted_is_a_changed_agenda(session, act):
    item = add(session, "Báo cáo A")
    AgendaItem.objects.filter(pk=item.pk).delete()

    with pytest.raises(SessionRefused, match="agenda_changed"):
        act(item)


@pytest.mark.parametrize("state", ["voted", "passed", "signed", "issued", "sent_up"])
def test_what_was_voted_on_is_not_withdrawn(session, state):
    item = AgendaItemFactory(session=session, state=state)

    with pytest.raises(SessionRefused, match="item_voted"):
        agenda.withdraw_item(item, reason="Vì", by=UserFactory())

    item.refresh_from_db()
    assert item.state == state


def test_the_reason_of_a_withdrawal_leaves_the_note_alone(session):
    item = AgendaItemFactory(session=session, note="Cần máy chiếu")

    item = agenda.withdraw_item(item, reason="Chưa đủ căn cứ", by=UserFactory())

    assert (item.note, item.gone_reason) == ("Cần máy chiếu", "Chưa đủ căn cứ")


def test_two_officers_who_change_different_fields_both_win(session):
    item = add(session, "Báo cáo A")
    seen = agenda.plain_values(item)
    agenda.change_item(item, title="Báo cáo B", by=UserFactory())

    item = agenda.change_item(
        item, title="Báo cáo A", note="Cần máy chiếu", seen=seen, by=UserFactory()
    )

    assert (item.title, item.note) == ("Báo cáo B", "Cần máy chiếu")


def test_the_second_of_two_officers_at_one_field_is_told_who_was_quicker(session):
    item = add(session, "Báo cáo A")
    seen = agenda.plain_values(item)
    agenda.change_item(item, title="Báo cáo B", by=UserFactory(name="Lê Thị Hoa"))

    with pytest.raises(SessionRefused, match="item_changed") as refused:
        agenda.change_item(item, title="Báo cáo C", seen=seen, by=UserFactory())

    assert "Lê Thị Hoa vừa sửa nội dung này (nội dung – Báo cáo B)" in sentence(refused.value)
    item.refresh_from_db()
    assert item.title == "Báo cáo B"


def test_the_edit_page_keeps_a_colleagues_change_and_saves_over_it_only_when_told(client, db):
    world = World()
    item = AgendaItemFactory(
        session=CouncilSessionFactory(term=world.term, council=world.council), title="Báo cáo A"
    )
    client.force_login(world.user(Role.OFFICER))
    url = reverse("sessions:edit_item", kwargs={"session": item.session_id, "item": item.pk})
    opened = client.get(url).context["form"]
    typed = {"title": "Báo cáo C", "kind": "report", "seen": opened["seen"].value()}
    agenda.change_item(item, title="Báo cáo B", note="Mới", by=UserFactory(name="Lê Thị Hoa"))

    told = client.post(url, typed)
    item.refresh_from_db()
    assert (told.status_code, item.title) == (200, "Báo cáo B")
    assert "Lê Thị Hoa" in told.content.decode()

    again = told.context["form"]
    saved = client.post(url, {**typed, "seen": again["seen"].value()})
    item.refresh_from_db()
    assert (saved.status_code, item.title, item.note) == (302, "Báo cáo C", "Mới")


def test_what_was_put_off_is_said_to_be_put_off(client, db):
    world = World()
    item = AgendaItemFactory(session=CouncilSessionFactory(term=world.term, council=world.council))
    client.force_login(world.user(Role.OFFICER))
    url = reverse("sessions:withdraw_item", kwargs={"session": item.session_id, "item": item.pk})

    page = client.post(
        url, {"withdraw-reason": "Chưa đủ căn cứ", "withdraw-defer": "on"}, follow=True
    )

    assert f"Đã chuyển kỳ họp sau: {item.title}." in page.content.decode()
