"""What a process of a real office checks before it begins: sample accounts must be gone.

Their passwords were printed on a screen. System checks run for commands only, so the web server and
the workers ask here, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError

MESSAGE = "The database holds sample accounts, whose passwords were shown on a screen."
HINT = "Remove the sample province first: manage.py wipe_sample"


def refuse_sample_accounts() -> None:
    """Raise ImproperlyConfigured where sample accounts exist and must not."""
    if sample_accounts_refused():
        raise ImproperlyConfigured(f"{MESSAGE} {HINT}")


def sample_accounts_refused() -> bool:
    """Whether sample accounts exist although the settings do not allow them.

    A database that is away or not migrated yet holds none that could be used.
    """
    if settings.SAMPLE_ALLOWED:
        return False
    try:
        return get_user_model()._default_manager.filter(is_sample=True).exists()
    except (OperationalError, ProgrammingError):
        return False


@register(Tags.database)
def check_sample_accounts(
    *, app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **_options: Any
) -> list[CheckMessage]:
    """`manage.py check --database default` names the sample accounts, too."""
    if databases and sample_accounts_refused():
        return [Error(MESSAGE, hint=HINT, id="hdnd_portal.E001")]
    return []
