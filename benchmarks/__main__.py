"""`python -m benchmarks [PART …]`: measure, print one table, exit 1 where a bound is broken.

Parts: pages, live, voting, merge, annex, invitations, contacts, recommendations; without one, all.

Everything happens in a PostgreSQL and a Redis-protocol server of its own in `.run/bench`; a running
portal is not touched. The data are kept for the next run, and so are the files that rows name.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from benchmarks.result import Result, table
from hdnd_portal.embedded import Postgres, Valkey

ROOT = Path(__file__).resolve().parent.parent
BENCH_DIR = ROOT / ".run" / "bench"


PARTS = (
    "pages", "live", "voting", "merge", "annex", "invitations", "contacts", "recommendations",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Run the measurements named, or all; returns the exit code."""
    if unknown := set(arguments) - set(PARTS):
        sys.stderr.write(f"unknown: {', '.join(sorted(unknown))}; parts: {', '.join(PARTS)}\n")
        return 2
    wanted = [part for part in PARTS if part in arguments or not arguments]
    postgres, valkey = Postgres(BENCH_DIR, scratch=True), Valkey(BENCH_DIR)
    with postgres.hold(), valkey.hold():
        os.environ.update(
            DJANGO_SETTINGS_MODULE="hdnd_portal.settings.dev",
            DATABASE_URL=postgres.url(),
            REDIS_URL=valkey.url(),
            FILE_STORE_URL=f"file://{BENCH_DIR / 'files'}",
            LOG_LEVEL="ERROR",
        )
        results = measure(wanted)
    sys.stdout.write(f"{_machine()}\n{table(results)}")
    return 0 if all(result.is_kept for result in results) else 1


def measure(wanted: list[str]) -> list[Result]:
    """Prepare the data, then every measurement in turn."""
    import django  # noqa: PLC0415 -- the addresses above must be known first

    django.setup()
    from benchmarks import (  # noqa: PLC0415 -- apps ready
        contacts,
        live,
        pages,
        papers,
        recommendations,
        setting,
        voting,
    )

    setting.prepare(with_rows="pages" in wanted)
    measurements = {
        "pages": pages.measure,
        "live": live.measure,
        "voting": voting.measure,
        "merge": papers.measure_merge,
        "annex": papers.measure_annex,
        "invitations": papers.measure_invitations,
        "contacts": contacts.measure,
        "recommendations": recommendations.measure,
    }
    results = []
    for part in wanted:
        results += measurements[part]()
        sys.stderr.write(table(results))  # what is known so far, should the rest take long
    return results


def _machine() -> str:
    """On what it was measured, and what else the machine did meanwhile."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{os.cpu_count()} cores, load of the last 1, 5 and 15 minutes: {load}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
