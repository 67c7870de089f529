"""The code of a commitment in tables that leave the portal and come back. Plain Python."""

import re

_CODE = re.compile(r"\s*CK\s*[-–.]?\s*0*(\d{1,18})\s*", re.IGNORECASE)


def code_of(key: int) -> str:
    """How the commitment with the key is called outside; never used again for another."""
    return f"CK{key:06d}"


def key_of(code: str) -> int | None:
    """The key that a code stands for, written as CK000123, ck 123 or CK-123; else None."""
    found = _CODE.fullmatch(code)
    return int(found[1]) if found else None
