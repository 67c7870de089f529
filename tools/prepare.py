"""Brings the database of `make run` up to date, and the sample province into an empty one."""

from __future__ import annotations

import os
import sys

import django
from django.core.management import call_command
from django.db import OperationalError


def main() -> int:
    """Migrate and load; returns the exit code, after a sentence where it fails."""
    django.setup()
    from hdnd_portal.council.models import Council  # noqa: PLC0415 -- apps ready

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        reason = str(error).split("\n", 1)[0]
        sys.stderr.write(f"Không kết nối được cơ sở dữ liệu: {reason}. (No database.)\n")
        return 1
    if os.environ.get("SAMPLE") == "no" or Council.objects.exists():
        return 0
    call_command("load_sample")
    return 0


if __name__ == "__main__":
    sys.exit(main())
