"""Refusals of the session services; the pages put them into Vietnamese."""

from sessions.workflow import MoveRefused


class SessionRefused(Exception):
    """A rule of planning or agenda says no; `code` names the sentence, `details` fill it."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(f"{code} {details}" if details else code)
        self.code = code
        self.details = details


__all__ = ["MoveRefused", "SessionRefused"]
