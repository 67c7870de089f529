"""docs/accounts.md says what the code does."""

from pathlib import Path

import pytest
from django.conf import settings

from hdnd_portal.accounts.registry import registry
from hdnd_portal.accounts.roles_table import table

DOCS = Path(settings.BASE_DIR) / "docs" / "accounts.md"


@pytest.mark.django_db
def test_table_of_roles_is_up_to_date():
    text = DOCS.read_text(encoding="utf-8")
    assert table() in text, "run: manage.py roles_table --write"


def test_every_permission_says_what_it_allows():
    silent = [name for name, check in registry.items() if not check.__doc__]
    assert silent == []
