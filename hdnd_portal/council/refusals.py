"""Why a change of seats, memberships or posts is refused; shells put the code into Vietnamese."""

from hdnd_portal.ui.refusals import Refused


class CouncilRefused(Refused):
    """A record is not in a state for the change; `code` says why."""
