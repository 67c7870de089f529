"""Which settings a process takes: the environment says it, or the file `.env` beside manage.py."""

import os
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent


def choose_settings(default: str) -> None:
    """Set DJANGO_SETTINGS_MODULE where it is not set. Call it before Django's settings are asked.

    On a server, `.env` names production, so that a command typed there needs nothing further.
    """
    read_file()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"hdnd_portal.settings.{default}")


def read_file() -> None:
    """Add what `.env` says; what the process was given wins over the file."""
    file = ROOT / ".env"
    if file.exists():
        environ.Env.read_env(file)
