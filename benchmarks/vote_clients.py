"""Devices of delegates: each sends its vote at its moment, and again until the server has answered.

`python -m benchmarks.vote_clients PORT SECONDS TOKEN` reads the acts as JSON, prints what came.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from typing import Any

AGAIN = 0.2
PATIENCE = 4.0
GIVE_UP = 60.0


async def post(port: int, act: dict[str, str], token: str) -> tuple[int, str]:
    """One request over a connection of its own; status and body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        head = (
            f"POST {act['path']} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(act['body'])}\r\n"
            f"Accept: application/json\r\nX-CSRFToken: {token}\r\nCookie: {act['cookie']}\r\n\r\n"
        )
        writer.write((head + act["body"]).encode())
        answer = (await reader.read()).decode(errors="replace")
    finally:
        writer.close()
    if not answer.startswith("HTTP/1.1 "):
        raise OSError("no answer")
    return int(answer[9:12]), answer.partition("\r\n\r\n")[2]


def post_now(port: int, act: dict[str, str], token: str) -> tuple[int, str]:
    """One request, now, for whoever waits for it."""
    return asyncio.run(post(port, act, token))


async def device(port: int, act: dict[str, str], token: str, wait: float) -> tuple[float, str]:
    """Seconds until the server said what became of the vote, and its word where it refused."""
    await asyncio.sleep(wait)
    started = time.perf_counter()
    while time.perf_counter() - started < GIVE_UP:
        try:
            status, body = await asyncio.wait_for(post(port, act, token), PATIENCE)
        except (OSError, TimeoutError):
            await asyncio.sleep(AGAIN)
            continue
        if status >= 500:
            await asyncio.sleep(AGAIN)
            continue
        taken = time.perf_counter() - started
        return taken, "" if status == 200 else f"{status} {body[:200]}"
    return GIVE_UP, "no answer"


async def everybody(port: int, seconds: float, token: str, acts: list[dict[str, str]]) -> Any:
    """All devices, spread over the seconds; the spread is the same each time."""
    moments = random.Random(1)  # noqa: S311 -- nothing is secret here
    tasks = [device(port, act, token, moments.uniform(0, seconds)) for act in acts]
    answers = await asyncio.gather(*tasks)
    return {
        "taken": [taken for taken, _ in answers],
        "refused": [word for _, word in answers if word],
    }


if __name__ == "__main__":
    said = asyncio.run(
        everybody(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3], json.load(sys.stdin))
    )
    sys.stdout.write(json.dumps(said))
