"""Log lines: JSON for machines, plain for the terminal, and without personal data in either."""

from __future__ import annotations

import sys
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, ExcInfo, WrappedLogger

# Django hands these to the log along with its own lines; they hold who asked, and for what.
PERSONAL_KEYS = frozenset(
    {"request", "user", "email", "args", "kwargs", "params", "sql", "server_time"}
)


def logging_config(*, machine: bool, level: str = "INFO") -> dict[str, Any]:
    """Django's LOGGING; `machine` chooses JSON lines. Everything goes to standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
        drop_personal,
        exception_without_values,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if machine
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderer,
                ],
            },
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Each sweep of beat would say twice that it came and went.
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            "pikepdf": {"level": "WARNING"},
            "axes": {"level": "WARNING"},
            # What is wrong with a signature stands on its page; a traceback for each says no more.
            "pyhanko": {"level": "ERROR"},
            "pyhanko_certvalidator": {"level": "ERROR"},
        },
    }


def drop_personal(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Leave out the keys that name a person or carry what they typed."""
    return {key: value for key, value in event.items() if key not in PERSONAL_KEYS}


def exception_without_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Write where it failed and the first line of why.

    PostgreSQL repeats the refused row in the further lines of its message ("DETAIL: Key
    (email)=(…)").
    """
    info: ExcInfo | bool | BaseException | None = event.pop("exc_info", None)
    if info is True:
        info = _current_exception()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["exception"] = "".join(_lines(error)).rstrip()
    return event


def _current_exception() -> BaseException | None:
    return sys.exc_info()[1]


def _lines(error: BaseException) -> list[str]:
    lines = ["Traceback (most recent call last):\n", *traceback.format_tb(error.__traceback__)]
    first_line = str(error).split("\n", 1)[0]
    lines.append(f"{type(error).__qualname__}: {first_line}\n")
    if error.__cause__ is not None:
        lines = [*_lines(error.__cause__), "\nwhich caused:\n", *lines]
    return lines
