"""From a change at the sitting to the last of 375 screens, beside a bare server of one line."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

from django.utils import timezone

from benchmarks import serving
from benchmarks.result import Result
from benchmarks.setting import officer, session
from sessions.models import CouncilSession
from sessions.observing import observer_path
from sessions.services import proceedings
from sessions.workflow.sitting import ProceedingKind

SCREENS = 375
TIMES = 5
BOUND = 40


def measure() -> list[Result]:
    """The median of some announcements, each on every screen."""
    held = session()
    before = {"state": held.state, "closing_on": held.closing_on}
    # The link of observers is good until the session is over.
    last = max(held.closing_on, timezone.localdate() + timedelta(days=1))
    CouncilSession.objects.filter(pk=held.pk).update(state="open", closing_on=last)
    port = serving.free_port()
    try:
        with serving.web(port):
            held.refresh_from_db()
            taken = asyncio.run(_pushed(held, port))
    finally:
        CouncilSession.objects.filter(pk=held.pk).update(**before)
    floor = asyncio.run(_bare())
    name = f"bare server, {SCREENS} lines:"
    return [Result(f"change on {SCREENS} screens", taken, name, floor, BOUND)]


async def _pushed(held: CouncilSession, port: int) -> float:
    path = f"{observer_path(held)}truc-tiep/"
    readers = []
    for _number in range(SCREENS):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
        writer.write(request.encode())
        readers.append((reader, writer))
    await asyncio.gather(*[_until(reader, b"event: beat\ndata: 1") for reader, _writer in readers])
    taken = []
    for number in range(TIMES):
        words = f"Thông báo {number} {time.time_ns()}"
        waiting = [
            asyncio.create_task(_until(reader, words.encode())) for reader, _writer in readers
        ]
        await asyncio.sleep(0.2)
        started = time.perf_counter()
        await asyncio.to_thread(_announce, held, words)
        await asyncio.gather(*waiting)
        taken.append(time.perf_counter() - started)
    for _reader, writer in readers:
        writer.close()
    return sorted(taken)[len(taken) // 2]


def _announce(held: CouncilSession, words: str) -> None:
    proceedings.write_note(
        held, kind=ProceedingKind.ANNOUNCEMENT, text=words, minutes=1, by=officer()
    )


async def _until(reader: asyncio.StreamReader, words: bytes) -> None:
    """Read on until the words have come."""
    kept = b""
    while words not in kept:
        more = await asyncio.wait_for(reader.read(65536), 30)
        if not more:
            raise RuntimeError("the stream ended")
        kept = kept[-65536:] + more


async def _bare() -> float:
    """A server that knows nothing but its connections writes one line to each."""
    writers: list[asyncio.StreamWriter] = []

    async def keep(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)

    server = await asyncio.start_server(keep, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    pairs = [await asyncio.open_connection("127.0.0.1", port) for _number in range(SCREENS)]
    while len(writers) < SCREENS:
        await asyncio.sleep(0.01)
    started = time.perf_counter()
    for writer in writers:
        writer.write(b"x" * 4096 + b"\n")
    await asyncio.gather(*[reader.readline() for reader, _writer in pairs])
    taken = time.perf_counter() - started
    for _reader, writer in pairs:
        writer.close()
    server.close()
    return taken
