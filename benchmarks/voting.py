"""A vote by device in a full hall: 125 delegates within five seconds, 375 screens that follow.

Once calmly and once with the web server killed in the middle. Real clients in processes of their
own, real sign-ins, the portal's own web server and worker. The floor is a bare application on the
same server that checks nothing, makes the same inserts and writes to as many screens.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from uuid import uuid4

from django.db import connection
from django.urls import reverse

from benchmarks import serving
from benchmarks.hall import CSRF, DELEGATES, hall, operator, signed_in
from benchmarks.result import Result
from benchmarks.setting import say
from benchmarks.vote_clients import post_now
from sessions.models import CastVote, CouncilSession, Poll
from sessions.services import polls, polls_preparing
from sessions.services.polls_preparing import Question

WINDOW = 5.0  # seconds in which all of them vote
SCREENS = 375
BARE = "benchmarks.bare_hall:application"
# Sign-in, session, roles and locks beside an insert, while every count goes to all screens. Other
# work on the machine shows here first: the floor needs no processor to speak of. Seconds decide.
BOUND = 250
# Board, words and frames of a whole sitting beside a line that says the vote has ended.
CLOSING_BOUND = 40


@dataclass(frozen=True, slots=True)
class Vote:
    """What one vote took, in seconds."""

    votes: list[float]  # from each touch to the server's word
    closing: float  # from the press of "end" to the last screen with the result
    away: float  # how long the server was away
    returned: int  # screens that had to come back


@dataclass(frozen=True, slots=True)
class Place:
    """Where clients and screens knock: the vote, its stream, the act that ends it."""

    vote: str
    screens: str
    end: dict[str, str]
    poll: int = 0


def measure() -> list[Result]:
    """A calm vote, one with the server killed, and the floor; every vote is counted once."""
    session, voters = hall()
    cookies = [signed_in(user) for user in voters]
    bare = _bare(cookies)
    with serving.worker("urgent,default"):
        calm = _held(session, cookies, kill_at=None)
        killed = _held(session, cookies, kill_at=WINDOW / 2)
    say(
        f"{DELEGATES} votes counted once, twice over; the second time the server was killed and"
        f" {killed.returned} screens came back"
    )
    end = f"end to the last of {SCREENS} screens"
    return [
        Result("vote by device, one in 20", _slow(calm.votes), "bare:", _slow(bare.votes), BOUND),
        Result("the slowest of all", max(calm.votes), "bare:", max(bare.votes), BOUND, WINDOW),
        Result(end, calm.closing, "bare:", bare.closing, CLOSING_BOUND, 1.0),
        Result("server killed: slowest vote", max(killed.votes), "server away:", killed.away, 2),
        Result(f"then {end}", killed.closing, "bare:", bare.closing, CLOSING_BOUND, 1.0),
    ]


def _slow(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _held(session: CouncilSession, cookies: list[str], *, kill_at: float | None) -> Vote:
    """One vote of the portal. Raises RuntimeError where a vote was lost or counted twice."""
    by = operator()
    for left in Poll.objects.filter(session=session).unfinished():  # by a run that was killed
        polls.abandon(left, reason="Lần đo bị dừng", by=by)
    asked = Question(kind="electronic", subject="procedure", title="Đo", question="Đo?")
    poll = polls.open_poll(polls_preparing.prepare(session, asked, by=by), by=by)
    keys = {"session": session.pk, "poll": poll.pk}
    place = Place(
        vote=reverse("sessions:cast_vote", kwargs=keys),
        screens=reverse("sessions:live", kwargs={"session": session.pk}),
        end={
            "path": reverse("sessions:carry_poll", kwargs=keys),
            "cookie": signed_in(by),
            "body": f"round={poll.round}&move=close&reason=",
        },
        poll=poll.pk,
    )
    try:
        vote = _run(place, cookies, application=serving.PORTAL, kill_at=kill_at)
        stored = CastVote.objects.filter(poll=poll).count()
        voters = CastVote.objects.filter(poll=poll).values("entry").distinct().count()
        poll.refresh_from_db()
        if not stored == voters == poll.votes_for == DELEGATES:
            raise RuntimeError(f"{stored} stored, {poll.votes_for} counted of {DELEGATES} votes")
    finally:
        poll.refresh_from_db()
        if poll.state in {"open", "closed"}:
            polls.abandon(poll, reason="Đo xong", by=by)
    return vote


def _bare(cookies: list[str]) -> Vote:
    """The same clients and screens against an application that only inserts rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS bench_bare_vote (id bigserial primary key, body text)"
        )
    end = {"path": "/end", "cookie": "", "body": "move=close"}
    return _run(Place("/", "/screens", end), cookies, application=BARE, kill_at=None)


def _run(place: Place, cookies: list[str], *, application: str, kill_at: float | None) -> Vote:
    """Screens on, votes, the end; and in the middle the server killed, where that is asked."""
    port, away = serving.free_port(), 0.0
    acts = [
        {"path": place.vote, "cookie": cookie, "body": f"choice=for&key={uuid4()}&seen=0"}
        for cookie in cookies
    ]
    with serving.web(port, application) as web:
        _warm(port, acts[:20])
        watched = [cookies[number % len(cookies)] for number in range(SCREENS)]
        screens = _process("watchers", port, place.screens, place.poll, told=watched)
        _all_on(screens)
        clients = _process("vote_clients", port, WINDOW, CSRF, told=acts)
        with ExitStack() as later:
            if kill_at is not None:
                time.sleep(kill_at)
                serving.kill(web)
                gone = time.perf_counter()
                later.enter_context(serving.web(port, application))
                away = time.perf_counter() - gone
                _all_on(screens)
            taken = _answers(clients)
            pressed = time.monotonic()
            status, _said = post_now(port, place.end, CSRF)
            if status not in {200, 302}:
                raise RuntimeError(f"the vote was not ended: {status}")
            said = json.loads(screens.communicate()[0])
    if said["missing"]:
        raise RuntimeError(f"{said['missing']} screens never had the result")
    return Vote(taken, max(said["seen"]) - pressed, away, said["returned"])


def _all_on(screens: subprocess.Popen[str]) -> None:
    """Wait until every screen has its stream."""
    assert screens.stdout is not None  # noqa: S101 -- a pipe was asked for
    if screens.stdout.readline().strip() != str(SCREENS):
        raise RuntimeError("not every screen got its stream")


def _warm(port: int, acts: list[dict[str, str]]) -> None:
    """Let every worker answer once, as a portal that runs since the morning has."""
    refused = [{**act, "body": "choice="} for act in acts]
    _process("vote_clients", port, 0.5, CSRF, told=refused).communicate()


def _process(name: str, *arguments: object, told: object) -> subprocess.Popen[str]:
    """Devices or screens, in a process of their own."""
    started = subprocess.Popen(  # noqa: S603 -- our own module
        [sys.executable, "-m", f"benchmarks.{name}", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdin is not None  # noqa: S101 -- a pipe was asked for
    started.stdin.write(json.dumps(told))
    started.stdin.close()
    started.stdin = None
    return started


def _answers(clients: subprocess.Popen[str]) -> list[float]:
    assert clients.stdout is not None  # noqa: S101 -- a pipe was asked for
    said = json.loads(clients.stdout.read())
    clients.wait()
    if said["refused"]:
        raise RuntimeError(f"refused: {said['refused'][:3]}")
    return [float(one) for one in said["taken"]]
