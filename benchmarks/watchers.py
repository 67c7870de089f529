"""Screens in the hall: each follows the live channel, and comes back when the server was away.

`python -m benchmarks.watchers PORT PATH POLL` reads the cookies of the screens as JSON. It writes
one line whenever all of them are connected, and at last, when each has seen that the vote has
ended, the moments as JSON (seconds of the clock that all processes of the machine share).
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

# As `retry:` of the stream tells a browser.
AGAIN = 1.0
PATIENCE = 90.0
AT_ONCE = 25  # screens that are switched on side by side


class Screens:
    """All screens of one place."""

    def __init__(self, port: int, path: str, poll: int) -> None:
        self.port, self.path = port, path
        self.ended = b'"poll":{"pk":%d,"round":1,"state":"closed"' % poll
        self.count, self.connected = 0, 0
        self.lost = 0
        self.gate = asyncio.Semaphore(AT_ONCE)

    async def follow(self, cookie: str) -> float:
        """Watch until the result is there; the moment it came."""
        while True:
            try:
                return await self._watch(cookie)
            except (OSError, asyncio.IncompleteReadError):
                await asyncio.sleep(AGAIN)

    async def _watch(self, cookie: str) -> float:
        async with self.gate:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(
                f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Accept: text/event-stream\r\nCookie: {cookie}\r\n\r\n".encode()
            )
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                writer.close()
                raise ConnectionError(head[:40])
            kept = b""
            while b"event: beat" not in kept:
                kept += await self._more(reader)
        self._came()
        try:
            while self.ended not in kept:
                more = await self._more(reader)
                kept = kept[-len(self.ended) :] + more
            return time.monotonic()
        except OSError:
            self.connected -= 1
            self.lost += 1
            raise
        finally:
            writer.close()

    def _came(self) -> None:
        self.connected += 1
        if self.connected == self.count:
            sys.stdout.write(f"{self.connected}\n")
            sys.stdout.flush()

    async def _more(self, reader: asyncio.StreamReader) -> bytes:
        more = await reader.read(1 << 18)
        if not more:
            raise ConnectionError("the stream ended")
        return more


async def everybody(port: int, path: str, poll: int, cookies: list[str]) -> dict[str, object]:
    """All screens, from the first connection to the last result."""
    screens = Screens(port, path, poll)
    screens.count = len(cookies)
    tasks = [asyncio.create_task(screens.follow(cookie)) for cookie in cookies]
    _done, missing = await asyncio.wait(tasks, timeout=PATIENCE)
    for task in missing:
        task.cancel()
    return {
        "seen": [task.result() for task in tasks if task not in missing],
        "missing": len(missing),
        "returned": screens.lost,
    }


if __name__ == "__main__":
    said = asyncio.run(
        everybody(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), json.load(sys.stdin))
    )
    sys.stdout.write(json.dumps(said))
