"""Rows of the pages of notices, letters and caught mail."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from django.utils import timezone

from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.notices import followed
from hdnd_portal.notices.models import CaughtMail, Delivery, Notice
from tests.factories import CommitmentFactory
from tests.route_cases import EVERY_ROLE, HIDDEN, OK, REDIRECT, Case, Made, World

SEES_LETTERS = STAFF | {Role.ADMIN}


def notice_to_the_delegate(world: World) -> Made:
    """A notice addressed to the delegate."""
    row = Notice.objects.create(
        recipient=world.user(Role.DELEGATE), event="trial.told", title="Giấy mời", url="/"
    )
    return Made(kwargs={"notice": row.pk})


def followable(world: World) -> Made:
    """A commitment of the council, which nobody follows yet."""
    row = CommitmentFactory(council=world.council, lead=world.agency)
    return Made(kwargs={"kind": "cam-ket", "key": row.pk})


def followed_by_the_delegate(world: World) -> Made:
    """A commitment that the delegate follows."""
    made = followable(world)
    row = Commitment.objects.get(pk=made.kwargs["key"])
    followed.follow(world.user(Role.DELEGATE), row)
    return made


def letter(world: World, state: str) -> Made:
    """A letter of the council."""
    row = Delivery.objects.create(
        council=world.council,
        event="trial.told",
        address="khach@example.vn",
        subject="Giấy mời",
        body="Kính mời.",
        state=state,
        sent_at=timezone.now() if state == "sent" else None,
        next_try_at=timezone.now(),
        message_id=uuid4().hex,
    )
    return Made(kwargs={"letter": row.pk}, data={"address": "moi@example.vn"})


def caught(_world: World, **more: int) -> Made:
    """A mail with one attachment."""
    source = (
        b"Subject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\na\r\n--b\r\nContent-Type: application/pdf\r\n"
        b'Content-Disposition: attachment; filename="a.pdf"\r\n\r\nx\r\n--b--\r\n'
    )
    row = CaughtMail.objects.create(
        message_id=uuid4().hex, sender="a@b.vn", recipients="c@d.vn", subject="a", source=source
    )
    return Made(kwargs={"mail": row.pk, **more})


CASES = [
    Case("notices:inbox", roles=EVERY_ROLE, elsewhere=OK, no_role=OK),
    Case(
        "notices:mark_all_read",
        method="post",
        roles=EVERY_ROLE,
        opens=REDIRECT,
        elsewhere=REDIRECT,
        no_role=REDIRECT,
    ),
    Case(
        "notices:open",
        make=notice_to_the_delegate,
        method="post",
        roles={Role.DELEGATE},
        opens=REDIRECT,
        closed=HIDDEN,
        no_role=HIDDEN,
    ),
    Case("notices:following", roles=EVERY_ROLE, elsewhere=OK, no_role=OK),
    Case(
        "notices:follow",
        make=followable,
        method="post",
        roles=EVERY_ROLE - {Role.ADMIN},
        opens=REDIRECT,
        closed=HIDDEN,
        no_role=HIDDEN,
    ),
    Case(
        "notices:unfollow",
        make=followed_by_the_delegate,
        method="post",
        roles={Role.DELEGATE},
        opens=REDIRECT,
        closed=HIDDEN,
        no_role=HIDDEN,
    ),
    Case("letters:list", roles=SEES_LETTERS, elsewhere=OK),
    *(
        Case(
            "letters:detail",
            state=state,
            make=partial(letter, state=state),
            roles=SEES_LETTERS,
        )
        for state in ("given_up", "sent")
    ),
    *(
        Case(
            "letters:send_again",
            state=state,
            make=partial(letter, state=state),
            method="post",
            roles=SEES_LETTERS,
            opens=REDIRECT,
        )
        for state in ("failed", "sent")
    ),
    Case("caught_mail:list", roles=SEES_LETTERS, elsewhere=OK),
    Case("caught_mail:detail", make=caught, roles=SEES_LETTERS, elsewhere=OK),
    Case(
        "caught_mail:attachment",
        make=partial(caught, number=0),
        roles=SEES_LETTERS,
        elsewhere=OK,
    ),
]

WITHOUT_PERMISSION = {
    "notices:unfollow_by_link": "the receiver of a letter stops it by the signed link in it",
}
