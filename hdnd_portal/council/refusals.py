"""Why a change of seats, memberships or posts is refused; shells put the code into Vietnamese."""


class CouncilRefused(Exception):
    """A record is not in a state for the change; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
