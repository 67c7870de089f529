"""Notices and letters are rows of the caller's transaction, written once."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.notices import hours, send
from hdnd_portal.notices.models import CaughtMail, Delivery, MailHours, Notice

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(autouse=True)
def _caught_mail(settings):
    settings.EMAIL_BACKEND = "hdnd_portal.notices.caught.Backend"


def tell(people, about, **more):
    return send.after_commit(
        "session.convened",
        to=people,
        about=about,
        title="Triệu tập kỳ họp",
        body="Kỳ họp khai mạc ngày 08/12/2026.",
        url="/ky-hop/1/",
        **more,
    )


def test_each_account_gets_one_notice_and_one_letter(council, officer, make_user, settings):
    settings.PORTAL_URL = "https://hdnd.example.vn"
    mute = make_user("binh", email="")
    gone = make_user("cuc", is_active=False)

    tell([officer, mute, gone, officer], council)

    assert [(n.recipient, n.title, n.url) for n in Notice.objects.order_by("pk")] == [
        (officer, "Triệu tập kỳ họp", "/ky-hop/1/"),
        (mute, "Triệu tập kỳ họp", "/ky-hop/1/"),
    ]
    letter = Delivery.objects.get()
    assert (letter.address, letter.council, letter.state) == (officer.email, council, "waiting")
    assert letter.body == (
        "Kính gửi: Nguyễn Thị Lan\n\n"
        "Kỳ họp khai mạc ngày 08/12/2026.\n\n"
        "Xem tại: https://hdnd.example.vn/ky-hop/1/\n\n"
        "Thư do hệ thống gửi tự động, thay mặt HĐND tỉnh Sao Mai.\n"
    )
    assert list(Notice.objects.about(council)) == list(Notice.objects.order_by("pk"))


def test_an_event_told_twice_under_one_key_is_told_once(council, officer, make_user):
    tell([officer], council, key="session:1")
    tell([officer, make_user("binh")], council, key="session:1")

    assert sorted(Notice.objects.values_list("recipient__username", flat=True)) == ["binh", "lan"]


def test_telling_many_costs_as_many_queries_as_telling_one(
    council, officer, make_user, django_assert_num_queries
):
    many = [make_user(f"u{number}") for number in range(30)]
    with django_assert_num_queries(4):
        tell([officer], council)
    with django_assert_num_queries(4):
        tell(many, council)


@pytest.mark.django_db(transaction=True)
def test_nobody_is_told_of_what_was_rolled_back(council, officer):
    class Refused(Exception): ...

    def refused_act() -> None:
        with transaction.atomic():
            tell([officer], council)
            raise Refused

    with pytest.raises(Refused):
        refused_act()
    assert not Notice.objects.exists()
    assert not CaughtMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_letter_leaves_after_the_commit(council, officer):
    with transaction.atomic():
        tell([officer], council)
        assert not CaughtMail.objects.exists()
    assert CaughtMail.objects.get().recipients == officer.email
    assert Delivery.objects.get().state == "sent"


def invite(council, address="khach@example.vn", **more):
    return send.email(
        "invitation.issued",
        address=address,
        name="Trần Văn Khách",
        subject="Giấy mời dự kỳ họp",
        body="Kính mời dự.",
        about=council,
        phone="0900 000 001",
        **more,
    )


def test_a_letter_of_a_key_is_written_once(council, officer):
    first = invite(council, key="invitation:7", by=officer)
    assert invite(council, key="invitation:7") == first
    assert Delivery.objects.get().created_by == officer


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "Chưa có địa chỉ thư điện tử."),
        ("khách@", "Địa chỉ thư điện tử không đúng: khách@"),
        ("a@b.vn\nBcc: c@d.vn", "Địa chỉ thư điện tử không đúng: a@b.vn\nBcc: c@d.vn"),
    ],
)
def test_a_letter_without_a_usable_address_stands_in_the_list_to_telephone(
    council, officer, address, reason
):
    letter = invite(council, address)

    assert (letter.state, letter.last_error) == ("given_up", reason)
    shown = Delivery.objects.visible_to(officer).undelivered().for_list().get()
    assert shown.phone == "0900 000 001"


def test_a_given_up_letter_is_sent_again_to_the_corrected_address(
    council, officer, django_capture_on_commit_callbacks
):
    letter = invite(council, "sai")
    with django_capture_on_commit_callbacks(execute=True):
        send.again(letter, by=officer, address="dung@example.vn")

    letter.refresh_from_db()
    assert (letter.state, letter.address) == ("sent", "dung@example.vn")
    assert CaughtMail.objects.get().recipients == "dung@example.vn"
    assert Entry.objects.get(event="delivery.sent_again").actor == officer
    with pytest.raises(send.SendRefused, match="is sent"):
        send.again(letter, by=officer)


def test_letters_are_seen_by_the_office_of_their_council_only(
    council, other_council, officer, make_user
):
    letter = invite(council)
    stranger = make_user("binh", Role.OFFICER, of=other_council)
    delegate = make_user("cuc", Role.DELEGATE)

    assert list(Delivery.objects.visible_to(officer)) == [letter]
    assert not Delivery.objects.visible_to(stranger).exists()
    assert not Delivery.objects.visible_to(delegate).exists()


def test_a_notice_is_seen_by_its_recipient_only(council, officer, make_user):
    boss = make_user("sep", is_superuser=True)
    (notice,) = tell([officer], council)
    assert list(Notice.objects.visible_to(officer)) == [notice]
    assert not Notice.objects.visible_to(boss).exists()


@pytest.mark.parametrize(
    ("at", "goes_at"),
    [
        ("2026-11-20 10:30", "2026-11-20 10:30"),  # Friday, within hours
        ("2026-11-20 06:10", "2026-11-20 07:00"),
        ("2026-11-20 19:00", "2026-11-23 07:00"),  # over the weekend
        ("2026-11-22 12:00", "2026-11-23 07:00"),
    ],
)
def test_hours_open_on_the_next_open_day(at, goes_at):
    moment = datetime.fromisoformat(at).replace(tzinfo=VIETNAM)
    opening = hours.next_opening(
        moment, starts=time(7), ends=time(19), is_open=lambda day: day.weekday() < 5
    )
    assert opening == datetime.fromisoformat(goes_at).replace(tzinfo=VIETNAM)


def test_a_calendar_without_open_days_keeps_no_letter():
    moment = datetime(2026, 11, 22, 12, tzinfo=VIETNAM)
    assert (
        hours.next_opening(moment, starts=time(7), ends=time(19), is_open=lambda _day: False)
        == moment
    )


def test_letters_wait_for_the_mail_hours_unless_urgent(council, officer):
    MailHours.objects.create(council=council, starts_at=time(7), ends_at=time(19))
    sunday = datetime(2026, 11, 22, 5, tzinfo=UTC)
    with time_machine.travel(sunday, tick=False):
        tell([officer], council)
        tell([officer], council, urgent=True)
        invite(council)

    assert list(Delivery.objects.order_by("pk").values_list("next_try_at", flat=True)) == [
        datetime(2026, 11, 23, 7, tzinfo=VIETNAM),
        sunday,
        sunday,
    ]


def test_mail_hours_follow_the_calendar_of_the_council(council, officer):
    """New Year's Day is a holiday on a Thursday, and 2026-01-02 is off for 2026-01-10."""
    MailHours.objects.create(council=council, starts_at=time(7), ends_at=time(19))
    with time_machine.travel(datetime(2026, 1, 1, 9, tzinfo=VIETNAM), tick=False):
        tell([officer], council)
    assert Delivery.objects.get().next_try_at == datetime(2026, 1, 5, 7, tzinfo=VIETNAM)
