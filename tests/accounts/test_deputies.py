"""Deputies: which roles they take over, on which days, and which never."""

import threading
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from hdnd_portal.accounts.models import Deputyship, RoleAssignment, User
from hdnd_portal.accounts.roles import DEPUTIES, PERSONAL, Role
from hdnd_portal.accounts.services import (
    DeputyRefused,
    appoint_deputy,
    end_deputyship,
    may_stand_in,
    possible_deputies,
)
from hdnd_portal.audit.models import Entry
from tests.accounts.factories import (
    TERM_STARTS,
    AssignmentFactory,
    BodyFactory,
    CouncilFactory,
    TermFactory,
    UserFactory,
    user_with,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
START, END = date(2026, 12, 1), date(2026, 12, 5)


def again(user: User) -> User:
    """The user as the next request sees them."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def head_and_officer():
    """A head of the office and an officer of the same council."""
    council = CouncilFactory()
    return user_with(Role.OFFICE_HEAD, council), user_with(Role.OFFICER, council)


@pytest.mark.parametrize(
    ("day", "takes_over"),
    [
        (date(2026, 11, 30), False),
        (date(2026, 12, 1), True),
        (date(2026, 12, 5), True),
        (date(2026, 12, 6), False),
    ],
)
def test_deputy_has_the_role_on_the_days_only(head_and_officer, day, takes_over):
    head, officer = head_and_officer
    Deputyship.objects.create(absent=head, deputy=officer, valid_from=START, valid_to=END)
    # Half past midnight in Việt Nam is still the day before in UTC: the Vietnamese day counts.
    with time_machine.travel(f"{day}T00:30:00+07:00", tick=False):
        deputy = again(officer)
        assert deputy.has_role(Role.OFFICE_HEAD) is takes_over
        assert not deputy.has_role(Role.OFFICE_HEAD, own=True)
        assert deputy.has_role(Role.OFFICER, own=True)
        assert [person.pk for person in deputy.stands_in_for] == ([head.pk] if takes_over else [])
        assert again(head).has_role(Role.OFFICE_HEAD)


def test_assignment_says_whose_it_is(head_and_officer):
    head, officer = head_and_officer
    Deputyship.objects.create(absent=head, deputy=officer, valid_from=START, valid_to=END)
    with time_machine.travel("2026-12-02T08:00:00+07:00", tick=False):
        held = [(a.role, a.via.pk if a.via else None) for a in again(officer).assignments]
    assert held == [(Role.OFFICER, None), (Role.OFFICE_HEAD, head.pk)]


@pytest.mark.parametrize("role", sorted(PERSONAL))
def test_personal_roles_are_never_taken_over(head_and_officer, role):
    head, officer = head_and_officer
    council = head.own_assignments[0].council
    fields = {}
    if role == Role.COMMITTEE_MEMBER:
        fields["body"] = BodyFactory(term=TermFactory(council=council))
    AssignmentFactory(user=head, role=role, council=council, **fields)
    Deputyship.objects.create(absent=head, deputy=officer, valid_from=START, valid_to=END)
    with time_machine.travel("2026-12-02T08:00:00+07:00", tick=False):
        assert again(head).has_role(Role(role))
        assert not again(officer).has_role(Role(role))


def test_a_deputy_of_a_deputy_takes_over_nothing(head_and_officer):
    head, officer = head_and_officer
    third = user_with(Role.CLERK, head.own_assignments[0].council)
    Deputyship.objects.create(absent=head, deputy=officer, valid_from=START, valid_to=END)
    Deputyship.objects.create(absent=officer, deputy=third, valid_from=START, valid_to=END)
    with time_machine.travel("2026-12-02T08:00:00+07:00", tick=False):
        assert again(third).has_role(Role.OFFICER)
        assert not again(third).has_role(Role.OFFICE_HEAD)


def test_a_closed_account_lends_no_role(head_and_officer):
    head, officer = head_and_officer
    Deputyship.objects.create(absent=head, deputy=officer, valid_from=START, valid_to=END)
    User.objects.filter(pk=head.pk).update(is_active=False)
    with time_machine.travel("2026-12-02T08:00:00+07:00", tick=False):
        assert not again(officer).has_role(Role.OFFICE_HEAD)


def test_every_role_is_personal_or_has_deputies():
    assert set(DEPUTIES) | PERSONAL == set(Role)
    assert not set(DEPUTIES) & PERSONAL


def test_a_leader_of_a_ban_is_replaced_within_the_ban():
    term = TermFactory()
    ban, other_ban = BodyFactory(term=term), BodyFactory(term=term)
    council = term.council
    leader = RoleAssignment(role=Role.COMMITTEE_LEADER, council=council, body=ban)
    same = RoleAssignment(role=Role.COMMITTEE_MEMBER, council=council, body=ban)
    other = RoleAssignment(role=Role.COMMITTEE_MEMBER, council=council, body=other_ban)
    assert may_stand_in(leader, same)
    assert not may_stand_in(leader, other)


@time_machine.travel("2026-11-25T08:00:00+07:00", tick=False)
def test_appointing_offers_and_takes_only_fit_people(head_and_officer):
    head, officer = head_and_officer
    council = head.own_assignments[0].council
    agency_user = user_with(Role.AGENCY, council)
    stranger = user_with(Role.OFFICER, CouncilFactory())
    former = user_with(Role.OFFICER, council, valid_to=date(2026, 6, 1))
    assert [person.pk for person in possible_deputies(head, on=date(2026, 11, 25))] == [officer.pk]
    for unfit in (agency_user, stranger, former):
        with pytest.raises(DeputyRefused, match="unfit"):
            appoint_deputy(head, deputy=unfit, valid_from=START, valid_to=END, on=TODAY, by=head)
    ship = appoint_deputy(head, deputy=officer, valid_from=START, valid_to=END, on=TODAY, by=head)
    assert (ship.absent_id, ship.deputy_id) == (head.pk, officer.pk)
    assert Entry.objects.filter(event="deputy.appointed").count() == 1


@time_machine.travel("2026-11-25T08:00:00+07:00", tick=False)
@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (date(2026, 12, 5), date(2026, 12, 9), "overlaps"),
        (date(2026, 12, 3), date(2026, 12, 2), "dates"),
        (date(2026, 11, 1), date(2026, 11, 24), "dates"),
    ],
)
def test_spans_that_cannot_be(head_and_officer, start, end, code):
    head, officer = head_and_officer
    appoint_deputy(head, deputy=officer, valid_from=START, valid_to=END, on=TODAY, by=head)
    with pytest.raises(DeputyRefused, match=code):
        appoint_deputy(head, deputy=officer, valid_from=start, valid_to=end, on=TODAY, by=head)


def test_database_refuses_two_deputies_at_once(head_and_officer):
    head, officer = head_and_officer
    Deputyship.objects.create(absent=head, deputy=officer, valid_from=START, valid_to=END)
    with pytest.raises(IntegrityError, match="one_deputy_at_a_time"), transaction.atomic():
        Deputyship.objects.create(absent=head, deputy=UserFactory(), valid_from=END, valid_to=END)


@time_machine.travel("2026-12-03T08:00:00+07:00", tick=False)
def test_ending_keeps_what_was_and_withdraws_what_was_to_come(head_and_officer):
    head, officer = head_and_officer
    today = date(2026, 12, 3)
    under_way = Deputyship.objects.create(
        absent=head, deputy=officer, valid_from=START, valid_to=END
    )
    to_come = Deputyship.objects.create(
        absent=head, deputy=officer, valid_from=date(2027, 1, 4), valid_to=date(2027, 1, 8)
    )
    end_deputyship(under_way, by=head, on=today)
    end_deputyship(to_come, by=head, on=today)
    assert list(Deputyship.objects.values_list("valid_to", flat=True)) == [date(2026, 12, 2)]
    assert not again(officer).has_role(Role.OFFICE_HEAD)
    with pytest.raises(DeputyRefused, match="over"):
        end_deputyship(under_way, by=head, on=today)


@pytest.mark.django_db(transaction=True)
def test_two_deputies_appointed_at_once_leave_one():
    council = CouncilFactory()
    head = user_with(Role.OFFICE_HEAD, council)
    first, second = user_with(Role.OFFICER, council), user_with(Role.OFFICER, council)
    span = {"valid_from": date(2099, 1, 1), "valid_to": date(2099, 1, 2), "on": TODAY, "by": head}
    outcomes: list[str] = []

    def appoint_second() -> None:
        try:
            appoint_deputy(head, deputy=second, **span)
            outcomes.append("done")
        except (DeputyRefused, IntegrityError) as refused:
            outcomes.append(str(refused).partition("\n")[0])
        finally:
            connection.close()

    thread = threading.Thread(target=appoint_second)
    with transaction.atomic():
        appoint_deputy(head, deputy=first, **span)
        thread.start()
        thread.join(0.5)  # without the lock the second would look now, and see no deputy yet
        assert outcomes == []
    thread.join()
    assert outcomes == ["overlaps"]


@time_machine.travel("2026-11-25T08:00:00+07:00", tick=False)
def test_page_appoints_and_ends(client, head_and_officer):
    head, officer = head_and_officer
    client.force_login(head)
    page = reverse("accounts:deputies")
    response = client.post(
        page,
        {"deputy": officer.pk, "valid_from": "2026-12-01", "valid_to": "2026-12-05"},
        follow=True,
    )
    assert "Đã cử" in response.content.decode()
    ship = head.deputies.get()
    response = client.post(reverse("accounts:end_deputy", args=[ship.pk]), follow=True)
    assert "thôi làm thay" in response.content.decode()
    assert not head.deputies.exists()


@time_machine.travel("2026-11-25T08:00:00+07:00", tick=False)
def test_page_keeps_what_was_typed_when_refused(client, head_and_officer):
    head, officer = head_and_officer
    client.force_login(head)
    response = client.post(
        reverse("accounts:deputies"),
        {
            "deputy": officer.pk,
            "valid_from": "2026-12-05",
            "valid_to": "2026-12-01",
            "reason": "nghỉ phép năm",
        },
    )
    text = response.content.decode()
    assert "Ngày kết thúc phải từ ngày bắt đầu trở đi." in text
    assert "nghỉ phép năm" in text
    assert not Deputyship.objects.exists()


@time_machine.travel("2026-11-25T08:00:00+07:00", tick=False)
def test_another_users_deputyship_is_not_there(client, head_and_officer):
    head, officer = head_and_officer
    ship = Deputyship.objects.create(absent=head, deputy=officer, valid_from=START, valid_to=END)
    client.force_login(officer)
    assert client.post(reverse("accounts:end_deputy", args=[ship.pk])).status_code == 404
    assert Deputyship.objects.get() == ship


@pytest.mark.parametrize(
    ("role", "field"),
    [(Role.COMMITTEE_LEADER, "body"), (Role.AGENCY, "agency")],
)
def test_assignment_without_its_scope_is_refused_in_words(role, field):
    assignment = RoleAssignment(
        user=UserFactory(), role=role, council=CouncilFactory(), valid_from=TERM_STARTS
    )
    with pytest.raises(ValidationError) as refused:
        assignment.full_clean()
    assert field in refused.value.message_dict


def test_a_communes_council_has_no_admin_of_its_own():
    commune = CouncilFactory(parent=CouncilFactory())
    assignment = RoleAssignment(
        user=UserFactory(), role=Role.ADMIN, council=commune, valid_from=TERM_STARTS
    )
    with pytest.raises(ValidationError, match="cấp trên cùng"):
        assignment.full_clean()
