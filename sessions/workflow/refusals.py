"""How a rule of sessions says no."""


class MoveRefused(Exception):
    """The record is not in a state from which the move starts."""
