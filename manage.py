#!/usr/bin/env python3
"""Entry point of the management commands."""

import contextlib
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from hdnd_portal.embedded import ServerProblem
from hdnd_portal.environment import choose_settings

# Commands that never ask the database do not wait for the embedded one.
WITHOUT_DATABASE = {
    "help",
    "--help",
    "-h",
    "version",
    "--version",
    "makemessages",
    "compilemessages",
    "collectstatic",
    "paper",
}


def asks_database(arguments: list[str]) -> bool:
    """Whether the command needs PostgreSQL: `explain` does only for the rules of one council."""
    command = arguments[1] if arguments[1:] else ""
    if command == "explain":
        return any(word.split("=")[0] == "--council" for word in arguments)
    return bool(command) and command not in WITHOUT_DATABASE


def main(arguments: list[str]) -> None:
    """Run the command; the embedded PostgreSQL runs for as long as it takes."""
    choose_settings("dev")
    with contextlib.ExitStack() as stack:
        if asks_database(arguments):
            try:
                server = settings.EMBEDDED_POSTGRES
                if server is not None:
                    stack.enter_context(server.hold())
            except (ImproperlyConfigured, ServerProblem) as error:
                sys.exit(str(error))
        execute_from_command_line(arguments)


if __name__ == "__main__":
    main(sys.argv)
