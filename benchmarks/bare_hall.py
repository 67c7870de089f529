"""The least that a vote and its screens cost on this machine.

Every POST inserts one row and nothing is checked; `GET /screens` stays open; `POST /end` tells
every process by the database, and each writes one state of the usual size to all its screens.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
# As large as a state of the board.
STATE = b'event: state\ndata: {"poll":{"pk":0,"round":1,"state":"closed"}}' + b"x" * 8000 + b"\n\n"


class _Process:
    """What one process of the server holds."""

    votes: psycopg.AsyncConnection[Any] | None = None
    told: asyncio.Task[None] | None = None
    ended: asyncio.Event | None = None


async def _connected() -> psycopg.AsyncConnection[Any]:
    return await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"], autocommit=True)


async def _listen(ended: asyncio.Event) -> None:
    connection = await _connected()
    await connection.execute("LISTEN bench_end")
    async for _told in connection.notifies():
        ended.set()


async def application(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Send
) -> None:
    """Answer every POST once its row is stored, a screen when it is told, the rest at once."""
    if scope["type"] != "http":
        return
    body = b""
    while scope["method"] == "POST":
        part = await receive()
        body += part.get("body", b"")
        if not part.get("more_body"):
            break
    if scope["path"] == "/screens":
        await _screen(send)
        return
    if body:
        if _Process.votes is None:
            _Process.votes = await _connected()
        if scope["path"] == "/end":
            await _Process.votes.execute("NOTIFY bench_end")
        else:
            await _Process.votes.execute(
                "INSERT INTO bench_bare_vote (body) VALUES (%s)", [body.decode()]
            )
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"is_counted": true}'})


async def _screen(send: Send) -> None:
    if _Process.ended is None:
        _Process.ended = asyncio.Event()
        _Process.told = asyncio.create_task(_listen(_Process.ended))
    headers = [(b"content-type", b"text/event-stream")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send(
        {"type": "http.response.body", "body": b"event: beat\ndata: 1\n\n", "more_body": True}
    )
    await _Process.ended.wait()
    await send({"type": "http.response.body", "body": STATE, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
