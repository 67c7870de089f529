"""The hash chain, in plain Python: what is hashed and how."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

START = "0" * 64


def digest(previous: str, content: Mapping[str, Any]) -> str:
    """SHA-256 over the previous entry's hash and this one's content, as lower-case hex.

    The content is written as JSON with sorted keys and without spaces, so that equal content is
    equal text whatever wrote it.
    """
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
