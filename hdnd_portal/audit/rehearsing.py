"""What is only rehearsed: nobody is told of it, and the trail does not keep it.

An app that lets its work be rehearsed on copies of its records says here which are copies.
"""

from collections.abc import Callable

from django.db import models

_tests: list[Callable[[models.Model], bool]] = []


def register(test: Callable[[models.Model], bool]) -> None:
    """Enter an app's way to know a copy; call it in the app's `ready()`."""
    if test not in _tests:
        _tests.append(test)


def is_rehearsed(record: models.Model | None) -> bool:
    """Whether the record belongs to a rehearsal."""
    return record is not None and any(test(record) for test in _tests)
