"""The checks of form of `test_form` and `test_word_form`, for papers that are no samples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from hdnd_portal.documents.papers import Paper
from tests.documents.papers import test_form, test_word_form
from tests.documents.papers.test_form import ALL, HEADED, NUMBERED, SIGNED, TITLED

Check = Callable[[str, int], None]


def checks_of(module: ModuleType, paper: Paper) -> Iterator[Check]:
    """The tests of the module that are asked of every paper of this kind."""
    asked = [ALL, HEADED]
    if paper.kind.has_title:
        asked.append(TITLED)
    if paper.number and paper.place_date and paper.place_date.on:
        asked.append(NUMBERED)
    if paper.signatures:
        asked.append(SIGNED)
    for name, check in vars(module).items():
        marks = getattr(check, "pytestmark", []) if name.startswith("test_") else []
        if any(mark.name == "parametrize" and mark.args[1] in asked for mark in marks):
            yield check


def check_print(monkeypatch: Any, reading: Any) -> int:
    """Ask everything of a PDF that was read back; returns how many checks were made."""
    monkeypatch.setattr(test_form, "read_sample", lambda *_: reading)
    return _all(test_form, reading.paper)


def check_word(monkeypatch: Any, reading: Any) -> int:
    """Ask everything of a DOCX that was read back; returns how many checks were made."""
    monkeypatch.setattr(test_word_form, "word_sample", lambda *_: reading)
    return _all(test_word_form, reading.paper)


def _all(module: ModuleType, paper: Paper) -> int:
    checks = list(checks_of(module, paper))
    for check in checks:
        check("", 0)
    return len(checks)
