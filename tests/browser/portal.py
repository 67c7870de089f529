"""The portal as `make run` starts it, with the sample province, in a copy of the checkout."""

from __future__ import annotations

import email
import email.policy
import json
import re
import subprocess
import sys
import time
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.setup.conftest import Checkout

# Loading the sample on a machine that does other work beside.
START_SECONDS = 300


class Portal(Checkout):
    """A running portal; asked from outside only: by the browser, by commands, by SQL."""

    def environment(self, **further: str) -> dict[str, str]:
        """As `make run`, with the sample province."""
        return super().environment(SAMPLE="yes", LOG_LEVEL="WARNING", **further)

    def start(self) -> subprocess.Popen[str]:
        """Start it and wait until it is well; the first start loads the sample."""
        with (self.folder / "output").open("a+") as log:
            launcher = subprocess.Popen(
                [sys.executable, "-m", "tools.run"],
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
            )
        self.launchers.append(launcher)
        deadline = time.monotonic() + START_SECONDS
        while self.health()[0] != 200:
            assert launcher.poll() is None, self.output()
            assert time.monotonic() < deadline, self.output()
            time.sleep(0.5)
        return launcher

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def accounts(self) -> dict[str, str]:
        """Password of each sample account by its user name."""
        rows = json.loads(self.manage("sample_accounts", "--json", "--all"))
        return {row["username"]: row["password"] for row in rows}

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a reader of the database sees."""
        with psycopg.connect(self.postgres.url()) as connection:
            return connection.execute(query, values).fetchall()

    def one(self, query: str, *values: Any) -> Any:
        """The only value of the only row."""
        [[value]] = self.rows(query, *values)
        return value

    def letters(self, address: str) -> list[EmailMessage]:
        """Letters caught for the address, the oldest first."""
        return [
            email.message_from_bytes(source, policy=email.policy.default)  # type: ignore[misc]
            for (source,) in self.rows(
                "SELECT source FROM notices_caughtmail WHERE recipients = %s ORDER BY id", address
            )
        ]

    def link_in(self, letter: EmailMessage) -> str:
        """Path of the link of the letter, which must lead to this portal."""
        body = letter.get_body(("plain",))
        assert body is not None
        [link] = re.findall(r"https?://\S+", body.get_content())[:1]
        assert link.startswith(self.address), link
        return urlsplit(link).path
