"""Asks the reader program about a file, and bounds how long it may take."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

PROGRAM = Path(__file__).with_name("reader_program.py")


class ReaderFailed(Exception):
    """The program gave no answer: it was stopped by a limit, or could not read the file."""


class ReaderTooSlow(ReaderFailed):
    """The program was stopped because it took too long."""


def ask(
    question: str, path: Path, media_type: str, *, seconds: int, number: int = 0
) -> dict[str, Any]:
    """The program's answer. Raises ReaderFailed, ReaderTooSlow; `seconds` of wall time."""
    try:
        done = subprocess.run(  # noqa: S603 -- our own program; the path is one of our own making
            [sys.executable, "-I", str(PROGRAM), question, media_type, str(path), str(number)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            # No address and no secret of the portal goes along.
            env={"LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise ReaderTooSlow(str(error)) from error
    if done.returncode:
        raise ReaderFailed(done.stderr.decode("utf-8", "replace")[-500:])
    try:
        return cast(dict[str, Any], json.loads(done.stdout))
    except ValueError as error:
        raise ReaderFailed("no answer") from error
