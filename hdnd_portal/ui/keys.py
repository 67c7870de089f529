"""Keys of records, as a browser sends them back: anything may stand there."""

LONGEST = 18  # digits that a key column surely holds; int() itself refuses some thousands


def is_key(text: str) -> bool:
    """Whether the text can be the key of a record: digits that a column holds."""
    return text.isdecimal() and len(text) <= LONGEST
