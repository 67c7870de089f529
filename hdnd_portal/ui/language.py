"""The language of what is kept, sent or printed."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils import translation

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def in_office_language(service: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Run the service in Vietnamese, whatever language the person at the screen reads.

    For services that write down a label or a sentence: a letter, a notice, a line of the log, the
    name of a document in a frozen list. Others read it, and it stays.
    """

    @wraps(service)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with translation.override(settings.LANGUAGE_CODE):
            return service(*args, **kwargs)

    return run
