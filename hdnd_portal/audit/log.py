"""The one way to write the audit trail."""

from typing import Any

from django.db import models


def record(event: str, subject: models.Model | None, *, by: Any, **details: Any) -> None:
    """Append an act to the trail, in the caller's transaction; `by` is a user, or None."""
    # Filled by the audit package: hash-chained rows guarded by a trigger.
