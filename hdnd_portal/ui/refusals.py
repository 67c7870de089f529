"""How a rule says no: services raise it, the page that called puts it into words."""


class Refused(Exception):
    """A rule says no; `code` names the sentence, `details` fill it."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(f"{code} {details}" if details else code)
        self.code = code
        self.details = details
