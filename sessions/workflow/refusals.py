"""How a rule of sessions says no."""


class Refused(Exception):
    """A rule of sessions says no; `code` names the sentence, `details` fill it."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(f"{code} {details}" if details else code)
        self.code = code
        self.details = details


class MoveRefused(Exception):
    """The record is not in a state from which the move starts."""
