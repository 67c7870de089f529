"""The live channel between real processes: a web server, its viewers, a Redis-protocol server."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from django.db import transaction

from hdnd_portal.notices import live

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(redis_server, settings):
    """A server of its own, which a test may stop."""
    settings.REDIS_URL = redis_server.url()
    live._client.cache_clear()
    live._Sender.resting_until = 0.0
    yield redis_server
    live._client.cache_clear()
    live._Sender.resting_until = 0.0


def events(frames):
    """Kind and data of each event among what was sent."""
    found = []
    for frame in b"".join(frames).decode().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in frame.splitlines() if ": " in line)
        if "event" in lines:
            found.append((lines["event"], lines["data"]))
    return found


async def take(stream, wanted, seconds=10.0):
    """Frames up to one that the test waits for."""
    frames = []

    async def read():
        async for frame in stream:
            frames.append(frame)
            if wanted(events([frame])):
                return

    await asyncio.wait_for(read(), seconds)
    return frames


def run(watching):
    """Run it, and let the hub close its connection before the loop ends."""

    async def whole():
        result = await watching
        await asyncio.sleep(0.3)
        return result

    return asyncio.run(whole())


def state_of(number):
    """Whether a state with this number came."""
    return lambda found: any(
        kind == "state" and json.loads(data)["n"] == number for kind, data in found
    )


def alive(found):
    """Whether the channel said that it is up."""
    return ("beat", "1") in found


def lost(found):
    """Whether the channel said that it is down."""
    return ("beat", "0") in found


def test_nothing_is_sent_before_the_commit_or_without_one(server):
    with transaction.atomic():
        live.publish("t", {"n": 1}, seq=1)
        transaction.set_rollback(True)
    assert live._client().hget(live.CHANNEL + "t", "data") is None
    with transaction.atomic():
        live.publish("t", {"n": 2}, seq=2)
        assert live._client().hget(live.CHANNEL + "t", "data") is None
    assert json.loads(live._client().hget(live.CHANNEL + "t", "data"))["n"] == 2


def test_older_state_never_overtakes_a_newer_one(server):
    live.publish("t", {"n": 2}, seq=2)
    live.publish("t", {"n": 1}, seq=1)
    assert json.loads(live._client().hget(live.CHANNEL + "t", "data"))["n"] == 2


def test_numbers_of_states_rise_with_the_clock_of_the_database():
    first, second = live.moment(), live.moment()
    assert first < second


def test_viewer_gets_the_last_state_at_once_and_each_later_one(server):
    live.publish("t", {"n": 1}, seq=1)

    async def watch():
        hub = live.Hub()
        stream = hub.watch("t")
        await take(stream, state_of(1))
        await asyncio.to_thread(lambda: live._send("t", 2, '{"n":2}'))
        started = time.perf_counter()
        await take(stream, state_of(2))
        await stream.aclose()
        return time.perf_counter() - started, hub

    taken, hub = run(watch())
    assert taken < 1
    assert (hub.topics, hub.task) == ({}, None)


def test_all_viewers_of_a_process_share_one_subscription(server):
    async def watch():
        hub = live.Hub()
        streams = [hub.watch("t") for _number in range(50)]
        await asyncio.gather(*[take(stream, alive) for stream in streams])
        subscribers = live._client().execute_command("PUBSUB", "NUMPAT")
        await asyncio.to_thread(lambda: live._send("t", 1, '{"n":1}'))
        await asyncio.gather(*[take(stream, state_of(1)) for stream in streams])
        for stream in streams:
            await stream.aclose()
        return subscribers

    assert run(watch()) == 1


def test_viewers_are_told_of_a_lost_channel_and_of_its_return(server):
    async def watch():
        hub = live.Hub()
        stream = hub.watch("t")
        await take(stream, alive)
        await asyncio.to_thread(server.stop)
        await take(stream, lost)
        await asyncio.to_thread(server.start)
        await take(stream, alive, 20)
        await asyncio.to_thread(lambda: live._send("t", 5, '{"n":5}'))
        await take(stream, state_of(5))
        await stream.aclose()

    run(watch())


def test_server_away_costs_a_change_little(settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path}/nobody.sock"
    live._client.cache_clear()
    live._Sender.resting_until = 0.0
    started = time.perf_counter()
    for number in range(20):
        live.publish("t", {"n": number}, seq=number)
    assert time.perf_counter() - started < 2
    live._client.cache_clear()
    live._Sender.resting_until = 0.0


def test_topic_nobody_watches_is_forgotten(server):
    async def watch():
        hub = live.Hub()
        one, two = hub.watch("t"), hub.watch("t")
        await take(one, alive)
        await take(two, alive)
        await one.aclose()
        left = hub.topics["t"].watchers
        await two.aclose()
        return left, hub.topics

    assert run(watch()) == (1, {})
