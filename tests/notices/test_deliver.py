"""The worker's side: over a real SMTP server, with failures, leases and rivals."""

import threading
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone

from hdnd_portal.audit.models import Entry
from hdnd_portal.documents.models import File, Version
from hdnd_portal.notices import send
from hdnd_portal.notices.deliver import PAUSES, deliver_due
from hdnd_portal.notices.models import CaughtMail, Delivery
from hdnd_portal.notices.signals import delivery_settled


def write(council, address, **more) -> Delivery:
    return send.email(
        "invitation.issued",
        address=address,
        name="Trần Văn Khách",
        subject="Giấy mời dự kỳ họp thứ hai",
        body="Kính mời ông dự kỳ họp.",
        about=council,
        **more,
    )


def states() -> dict[str, str]:
    return dict(Delivery.objects.values_list("address", "state"))


def time_passes(**span) -> None:
    """As if the letters' times had come: they move into the past, not the clock forward."""
    for letter in Delivery.objects.exclude(state="sent"):
        letter.next_try_at -= timedelta(**span)
        letter.save(update_fields=["next_try_at"])


def test_a_letter_arrives_whole_with_its_attachments(council, mail_server):
    key = storages["default"].save("2026/11/a", ContentFile(b"%PDF-1.7 ..."))
    paper = File.objects.create(council=council, title="Giấy mời")
    version = Version.objects.create(
        file=paper,
        number=1,
        name="Giấy mời số 12.pdf",
        key=key,
        sha256="0" * 64,
        size=12,
        media_type="application/pdf",
    )
    letter = write(council, "khach@example.vn", attachments=[version.pk])

    assert deliver_due() == 1

    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.last_error) == ("sent", 1, "")
    (received,) = mail_server.accepted
    message = message_from_bytes(received, policy=policy.default)
    assert message["Message-ID"] == letter.message_id
    assert message["Subject"] == "Giấy mời dự kỳ họp thứ hai"
    body, attachment = message.iter_parts()
    assert "Kính mời ông dự kỳ họp." in body.get_content()
    assert attachment.get_filename() == "Giấy mời số 12.pdf"
    assert attachment.get_content() == b"%PDF-1.7 ..."


def test_a_bad_letter_blocks_no_other(council, mail_server):
    mail_server.refusals = {"khongco": "550 no such user", "day": "452 mailbox full"}
    for address in ["a@example.vn", "khongco@example.vn", "day@example.vn", "b@example.vn"]:
        write(council, address)
    missing = write(council, "c@example.vn")
    paper = File.objects.create(council=council, title="Mất")
    missing.attachments.add(
        Version.objects.create(
            file=paper,
            number=1,
            name="x.pdf",
            key="2026/11/none",
            sha256="0" * 64,
            size=1,
            media_type="application/pdf",
        )
    )

    deliver_due()

    assert states() == {
        "a@example.vn": "sent",
        "b@example.vn": "sent",
        "khongco@example.vn": "given_up",
        "day@example.vn": "failed",
        "c@example.vn": "failed",
    }
    assert len(mail_server.accepted) == 2
    missing.refresh_from_db()
    assert missing.last_error == "Không đọc được tệp kèm theo."
    assert deliver_due() == 0  # what failed waits for its time


def test_a_full_mailbox_is_tried_again_with_growing_pauses_then_given_up(council, mail_server):
    mail_server.refusals = {"day": "452 mailbox full"}
    letter = write(council, "day@example.vn")
    pauses = []
    for _attempt in PAUSES:
        before = timezone.now()
        assert deliver_due() == 1
        letter.refresh_from_db()
        assert letter.state == "failed"
        pauses.append(round((letter.next_try_at - before) / timedelta(minutes=1)))
        time_passes(minutes=pauses[-1])
    assert pauses == list(PAUSES)

    deliver_due()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("given_up", len(PAUSES) + 1)
    assert Entry.objects.filter(event="delivery.given_up", subject_id=letter.pk).exists()
    assert deliver_due() == 0

    mail_server.refusals = {}
    send.again(letter, by=None)
    deliver_due()
    assert states() == {"day@example.vn": "sent"}


def test_with_the_mail_server_down_the_letters_wait_and_go_when_it_is_back(
    council, mail_server, settings
):
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = 1  # nobody listens there
    for address in ["a@example.vn", "b@example.vn", "c@example.vn"]:
        write(council, address)

    assert deliver_due() == 1  # one attempt found out; the others were not spent on it
    assert sorted(states().values()) == ["failed", "waiting", "waiting"]

    settings.EMAIL_PORT = port
    time_passes(minutes=2)
    deliver_due()
    assert set(states().values()) == {"sent"}
    assert len(mail_server.accepted) == 3


def test_a_killed_workers_letter_is_caught_once(council, settings):
    """Killed after the letter was kept and before that was noted: the copy changes nothing."""
    settings.EMAIL_BACKEND = "hdnd_portal.notices.caught.Backend"
    letter = write(council, "a@example.vn")
    deliver_due()
    Delivery.objects.update(
        state="sending", sent_at=None, next_try_at=timezone.now() + timedelta(seconds=100)
    )

    assert deliver_due() == 0  # its worker may still be alive
    time_passes(seconds=101)
    assert deliver_due() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("sent", 2)
    assert CaughtMail.objects.count() == 1


def test_a_letter_over_which_every_worker_dies_is_given_up(council):
    write(council, "a@example.vn")
    Delivery.objects.update(state="sending", attempts=len(PAUSES) + 1)
    write(council, "b@example.vn")
    deliver_due()
    assert states() == {"a@example.vn": "given_up", "b@example.vn": "sent"}


def test_listeners_hear_what_became_of_a_letter_and_cannot_stop_it(council, mail_server):
    mail_server.refusals = {"khongco": "550 no such user"}
    heard = []

    def listen(delivery, **_kwargs) -> None:
        heard.append((delivery.address, delivery.state))
        raise RuntimeError("a bad listener")

    delivery_settled.connect(listen)
    try:
        write(council, "a@example.vn")
        write(council, "khongco@example.vn")
        deliver_due()
    finally:
        delivery_settled.disconnect(listen)
    assert heard == [("a@example.vn", "sent"), ("khongco@example.vn", "given_up")]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_letter_once(council, mail_server):
    Delivery.objects.bulk_create(
        Delivery(
            council=council,
            event="a.event",
            address=f"a{number}@example.vn",
            subject="Giấy mời",
            body="Kính mời.",
            next_try_at=timezone.now(),
            message_id=f"<{number}@example.vn>",
        )
        for number in range(40)
    )
    tried = []

    def work() -> None:
        try:
            tried.append(deliver_due())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(tried) == 40
    identities = [message_from_bytes(letter)["Message-ID"] for letter in mail_server.accepted]
    assert sorted(identities) == sorted(f"<{number}@example.vn>" for number in range(40))
    assert set(Delivery.objects.values_list("attempts", "state")) == {(1, "sent")}
