"""The live channel: what changed is on every open screen at once, pushed, not asked for.

A topic has one state, a JSON object, sent whole each time: whoever was away needs the last one
only. `publish` keeps it in the Redis-protocol server and tells every web process; each process
holds one subscription and hands the bytes to all who watch the topic. PostgreSQL stays the store of
truth: without the server, pages ask for the state themselves and say of when it is.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any
from weakref import WeakKeyDictionary

import redis
import redis.asyncio
import structlog
from asgiref.sync import SyncToAsync, sync_to_async
from django.conf import settings
from django.db import connection, connections, transaction
from django.http import StreamingHttpResponse
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = structlog.get_logger(__name__)

CHANNEL = "hdnd:live:"
KEPT_SECONDS = 24 * 3600
# A screen that hears nothing for some beats says so.
BEAT_SECONDS = 5
# How soon a browser comes back, and after how long it is sent to ask for leave again: a sign-out
# ends a stream within that time, and a screen that stays open counts as use of its session.
RETRY_MS = 1000
LIFE_SECONDS = 300
# How soon the process looks for a server that went away.
AGAIN_SECONDS = 1.0
SEND_SECONDS = 0.5
REST_SECONDS = 5
# Older states never overtake newer ones, whichever process is quicker.
STORE = """
local seen = redis.call('HGET', KEYS[1], 'seq')
if seen and tonumber(seen) >= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'seq', ARGV[1], 'data', ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('PUBLISH', KEYS[1], ARGV[1] .. ' ' .. ARGV[2])
return 1
"""


def moment() -> int:
    """The number of a state: microseconds of the database's clock, taken before it is read.

    Whoever takes a later number has read at least as much; a restarted server keeps the order.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
        return int(cursor.fetchone()[0])


def publish(topic: str, payload: Mapping[str, Any], *, seq: int) -> None:
    """Send the state of a topic to every screen that watches it, after the commit.

    A server that is away costs half a second, then nothing for a while; the screens notice by
    themselves.
    """
    text = json.dumps({**payload, "seq": seq}, ensure_ascii=False, separators=(",", ":"))
    transaction.on_commit(partial(_send, topic, seq, text), robust=True)


class _Sender:
    """The process's own way to the server; rests after a failure."""

    resting_until = 0.0


def _send(topic: str, seq: int, text: str) -> None:
    if time.monotonic() < _Sender.resting_until:
        return
    try:
        _client().eval(STORE, 1, CHANNEL + topic, str(seq), text, str(KEPT_SECONDS))
    except (RedisError, OSError) as error:
        _Sender.resting_until = time.monotonic() + REST_SECONDS
        log.warning("live.unavailable", error=type(error).__name__)


@cache
def _client() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=SEND_SECONDS,
        socket_timeout=SEND_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )


@dataclass(slots=True)
class Watched:
    """A topic that somebody of this process watches: its last state and who waits for the next."""

    changed: asyncio.Future[None]
    seq: int = 0
    frame: bytes = b""
    watchers: int = 0

    def take(self, seq: int, data: bytes) -> None:
        """Keep a newer state and wake everybody."""
        if seq > self.seq:
            self.seq, self.frame = seq, b"id: %d\nevent: state\ndata: %s\n\n" % (seq, data)
            self.wake()

    def wake(self) -> None:
        """Everybody looks again."""
        waiting, self.changed = self.changed, asyncio.get_running_loop().create_future()
        if not waiting.done():
            waiting.set_result(None)


@dataclass(slots=True)
class Hub:
    """The one subscription of a web process, and who watches what."""

    topics: dict[str, Watched] = field(default_factory=dict)
    is_alive: bool = False
    task: asyncio.Task[None] | None = None

    async def watch(self, topic: str) -> AsyncIterator[bytes]:
        """Frames of server-sent events: the state at once, each later one, a beat between."""
        loop = asyncio.get_running_loop()
        watched = self.topics.setdefault(topic, Watched(loop.create_future()))
        watched.watchers += 1
        if self.task is None or self.task.done():
            self.task = loop.create_task(self.listen())
        elif watched.watchers == 1 and self.is_alive:
            await self.catch_up([topic])
        try:
            yield b"retry: %d\n\nevent: beat\ndata: %d\n\n" % (RETRY_MS, self.is_alive)
            seen, until = 0, loop.time() + LIFE_SECONDS
            while loop.time() < until:
                if watched.seq > seen:
                    seen = watched.seq
                    yield watched.frame
                    continue
                await asyncio.wait({watched.changed}, timeout=BEAT_SECONDS)
                if watched.seq <= seen:
                    yield b"event: beat\ndata: %d\n\n" % self.is_alive
        finally:
            watched.watchers -= 1
            if not watched.watchers:
                self.topics.pop(topic, None)
            if not self.topics and self.task is not None:
                self.task.cancel()
                self.task = None

    async def listen(self) -> None:
        """Hold the subscription; a server that went away is looked for until it is back."""
        while True:
            client = redis.asyncio.Redis.from_url(
                settings.REDIS_URL, socket_connect_timeout=1, health_check_interval=10
            )
            try:
                await self._subscribed(client)
            except (RedisError, OSError) as error:
                log.warning("live.lost", error=type(error).__name__)
            finally:
                self._tell(alive=False)
                with suppress(RedisError, OSError):
                    await client.aclose()
            await asyncio.sleep(AGAIN_SECONDS)

    async def _subscribed(self, client: redis.asyncio.Redis) -> None:
        async with client.pubsub() as pubsub:
            await pubsub.psubscribe(CHANNEL + "*")
            await self.catch_up(list(self.topics), client)
            self._tell(alive=True)
            while True:
                message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=5)
                if message is None:
                    continue
                topic = message["channel"].decode().removeprefix(CHANNEL)
                if topic in self.topics:
                    seq, _blank, data = message["data"].partition(b" ")
                    self.topics[topic].take(int(seq), data)

    async def catch_up(self, topics: list[str], client: redis.asyncio.Redis | None = None) -> None:
        """Take the last states of topics, which were published before anybody here watched."""
        asked = client or redis.asyncio.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1
        )
        try:
            for topic in topics:
                seq, data = await asked.hmget(CHANNEL + topic, ["seq", "data"])
                if isinstance(seq, bytes) and isinstance(data, bytes) and topic in self.topics:
                    self.topics[topic].take(int(seq), data)
        except (RedisError, OSError) as error:
            if client is not None:
                raise
            log.warning("live.lost", error=type(error).__name__)
        finally:
            if client is None:
                with suppress(RedisError, OSError):
                    await asked.aclose()

    def _tell(self, *, alive: bool) -> None:
        """Everybody learns at once that the channel is lost, or is back."""
        if alive != self.is_alive:
            self.is_alive = alive
            for watched in self.topics.values():
                watched.wake()


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of this web process: one to its event loop."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())


def stream(topic: str) -> StreamingHttpResponse:
    """The answer that keeps a screen up to date. The view has asked for leave before."""
    return StreamingHttpResponse(
        _frames(topic),
        content_type="text/event-stream",
        # No store, and no buffer of a proxy, between the change and the screen.
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _frames(topic: str) -> AsyncIterator[bytes]:
    await _give_back()
    async for frame in hub().watch(topic):
        yield frame


async def _give_back() -> None:
    """Return what the request holds, before it stays open for minutes.

    Its database connection would be missed by the pages (the pool has ten), and its thread waits
    for nothing: asgiref keeps one to a request until the answer is complete.
    """
    await sync_to_async(connections.close_all)()
    context = SyncToAsync.thread_sensitive_context.get(None)
    if context is not None:
        executor = SyncToAsync.context_to_thread_executor.pop(context, None)
        if executor is not None:
            executor.shutdown(wait=False)
