"""The least that a vote costs on this machine: a body is read and one row is inserted."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg

Message = dict[str, Any]
_held: list[psycopg.AsyncConnection[Any]] = []


async def application(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """Answer every POST once its row is stored, everything else at once."""
    if scope["type"] != "http":
        return
    body = b""
    while scope["method"] == "POST":
        part = await receive()
        body += part.get("body", b"")
        if not part.get("more_body"):
            break
    if body:
        if not _held:
            _held.append(
                await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"], autocommit=True)
            )
        await _held[0].execute("INSERT INTO bench_bare_vote (body) VALUES (%s)", [body.decode()])
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"is_counted": true}'})
