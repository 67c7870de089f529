"""`manage.py roles_table`: which role opens which permission, as the table of docs/accounts.md."""

from typing import Any

from django.core.management.base import BaseCommand

from hdnd_portal.accounts.roles_table import table


class Command(BaseCommand):
    help = "Print the table of roles and permissions."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(table())
