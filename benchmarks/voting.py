"""A vote by device: 125 delegates within five seconds, and a web server killed in the middle.

Real clients in a process of their own, real sign-ins, the portal's own web server. The floor is a
bare ASGI application on the same server that checks nothing and makes the same insert.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks.result import Result
from benchmarks.setting import say
from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Council, Mandate, Person, Term
from sessions.models import Attendance, CastVote, CouncilSession, Poll
from sessions.services import polls
from sessions.services.polls import Question

DELEGATES = 125
WINDOW = 5.0  # seconds in which all of them vote
WORKERS = 2
CODE = "bench-vote"
FLOOR_TABLE = "bench_bare_vote"
CSRF = "b" * 32
# Sign-in, session, roles and locks beside an insert; other work on the machine shows here first.
BOUND = 80


def measure() -> list[Result]:
    """All at once, then all at once with the server killed; every vote must be counted once."""
    session, voters = _hall()
    cookies = [_signed_in(user) for user in voters]
    bare = _bare_votes()
    calm, _ = _votes(session, cookies, kill_at=None)
    killed, away = _votes(session, cookies, kill_at=WINDOW / 2)
    say(f"{DELEGATES} votes counted once, twice over; the second time the server was killed")
    return [
        Result("vote by device, one in twenty", _slow(calm), "bare insert:", _slow(bare), BOUND),
        Result("the slowest, server killed", max(killed), "server away:", away, 2),
    ]


def _slow(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _hall() -> tuple[CouncilSession, list[User]]:
    """A session in progress with its delegates present; made once, kept for the next run."""
    sample = Council.objects.get(is_sample=True)
    council, _ = Council.objects.get_or_create(
        code=CODE, defaults={"unit": sample.unit, "name": "Đo biểu quyết", "place": "Mẫu"}
    )
    first = date(2026, 3, 30)
    term, _ = Term.objects.get_or_create(
        council=council,
        valid_from=first,
        defaults={
            "name": "2026–2031",
            "ordinal": "I",
            "seats_statutory": DELEGATES,
            "elected_at_start": DELEGATES,
        },
    )
    users = [_delegate(term, number) for number in range(DELEGATES)]
    today = timezone.localdate()
    session, _ = CouncilSession.objects.get_or_create(
        council=council,
        term=term,
        kind="thematic",
        defaults={
            "name": "Đo biểu quyết",
            "opening_on": today,
            "closing_on": today,
            "days": Decimal(1),
            "state": "open",
            "regime": "WR-2025-T",
        },
    )
    seats = Mandate.objects.filter(term=term)
    here = set(session.attendance.present_at(timezone.now()).values_list("mandate", flat=True))
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            mandate=seat,
            arrived_at=timezone.now() - timedelta(seconds=1),
            source="list",
            recorded_by=users[0],
        )
        for seat in seats
        if seat.pk not in here
    )
    return session, users


def _delegate(term: Term, number: int) -> User:
    name = f"{CODE}-{number}"
    found = User.objects.filter(username=name).first()
    if found is not None:
        return found
    person = Person.objects.create(
        name=f"Đại biểu Đo {number}", sex="male", sort_key=f"{number:03}"
    )
    Mandate.objects.create(term=term, person=person, constituency="1", valid_from=term.valid_from)
    user = User.objects.create(username=name, name=person.name, person=person, is_active=True)
    RoleAssignment.objects.create(
        user=user, role=Role.DELEGATE.value, council=term.council, valid_from=term.valid_from
    )
    return user


def _signed_in(user: User) -> str:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def _open(session: CouncilSession, by: User) -> Poll:
    asked = Question(kind="electronic", subject="procedure", title="Đo", question="Đo?")
    return polls.open_poll(polls.prepare(session, asked, by=by), by=by)


def _votes(
    session: CouncilSession, cookies: list[str], *, kill_at: float | None
) -> tuple[list[float], float]:
    """Seconds from touch to the server's word, and how long the server was away.

    Raises RuntimeError where a vote was lost or counted twice.
    """
    by = User.objects.get(username=f"{CODE}-0")
    for left in Poll.objects.filter(session=session).unfinished():  # by a run that was killed
        polls.abandon(left, reason="Lần đo bị dừng", by=by)
    poll = _open(session, by)
    path = reverse("sessions:cast_vote", kwargs={"session": session.pk, "poll": poll.pk})
    acts = [
        {"path": path, "cookie": cookie, "body": f"choice=for&key={uuid4()}&seen=0"}
        for cookie in cookies
    ]
    port, away = _free_port(), 0.0
    try:
        with _web(port, "hdnd_portal.asgi:application") as web:
            _warm(port, acts[:20])
            clients = _clients(port, acts)
            if kill_at is not None:
                time.sleep(kill_at)
                os.killpg(web.pid, signal.SIGKILL)
                web.wait()
                gone = time.perf_counter()
                with _web(port, "hdnd_portal.asgi:application"):
                    away = time.perf_counter() - gone
                    taken = _answers(clients)
            else:
                taken = _answers(clients)
        stored = CastVote.objects.filter(poll=poll).count()
        ended = polls.close_poll(poll, by=by)
        if not stored == ended.votes_for == DELEGATES:
            raise RuntimeError(f"{stored} votes stored, {ended.votes_for} counted of {DELEGATES}")
    finally:
        poll.refresh_from_db()
        if poll.state in {"open", "closed"}:
            polls.abandon(poll, reason="Đo xong", by=by)
    return taken, away


def _warm(port: int, acts: list[dict[str, str]]) -> None:
    """Let every worker answer once, as a portal that runs since the morning has."""
    refused = [{**act, "body": "choice="} for act in acts]
    _clients(port, refused, window=0.5).communicate()


def _bare_votes() -> list[float]:
    """The same clients against an application that only inserts a row."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {FLOOR_TABLE} (id bigserial primary key, body text)"
        )
    acts = [
        {"path": "/", "cookie": "", "body": f"choice=for&key={uuid4()}&seen=0"}
        for _ in range(DELEGATES)
    ]
    port = _free_port()
    with _web(port, "benchmarks.bare_votes:application"):
        return _answers(_clients(port, acts))


def _clients(
    port: int, acts: list[dict[str, str]], *, window: float = WINDOW
) -> subprocess.Popen[str]:
    """The delegates' devices, in a process of their own."""
    clients = subprocess.Popen(  # noqa: S603 -- our own module
        [sys.executable, "-m", "benchmarks.vote_clients", str(port), str(window), CSRF],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert clients.stdin is not None  # noqa: S101 -- a pipe was asked for
    clients.stdin.write(json.dumps(acts))
    clients.stdin.close()
    clients.stdin = None
    return clients


def _answers(clients: subprocess.Popen[str]) -> list[float]:
    assert clients.stdout is not None  # noqa: S101 -- a pipe was asked for
    said = json.loads(clients.stdout.read())
    clients.wait()
    if said["refused"]:
        raise RuntimeError(f"refused: {said['refused'][:3]}")
    return [float(one) for one in said["taken"]]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _web(port: int, application: str) -> Iterator[subprocess.Popen[bytes]]:
    """The web server as the portal runs it, until it is asked to stop or was killed."""
    command = [sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(WORKERS), "--no-ws", "--log-level", "error"]
    web = subprocess.Popen(  # noqa: S603 -- our own server
        [*command, application],
        start_new_session=True,
        env={**os.environ, "DATABASE_POOL": "true"},
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 60
        while not _answering(port):
            if time.monotonic() > deadline:
                raise RuntimeError(f"{application} does not answer")
            time.sleep(0.05)
        yield web
    finally:
        if web.poll() is None:
            os.killpg(web.pid, signal.SIGTERM)
            try:
                web.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(web.pid, signal.SIGKILL)


def _answering(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as asked:
            asked.sendall(
                b"GET /static/nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            )
            return asked.recv(12).startswith(b"HTTP/1.1")
    except OSError:
        return False
