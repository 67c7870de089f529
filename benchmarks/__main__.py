"""`python -m benchmarks`: measure, print one table, exit 1 where a bound is broken.

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


def main() -> int:
    """Run all measurements; returns the exit code."""
    postgres, valkey = Postgres(BENCH_DIR, scratch=True), Valkey(BENCH_DIR)
    with postgres.hold(), valkey.hold():
        os.environ.update(
            DJANGO_SETTINGS_MODULE="hdnd_portal.settings.dev",
            DATABASE_URL=postgres.url(),
            REDIS_URL=valkey.url(),
            FILE_STORE_URL=f"file://{BENCH_DIR / 'files'}",
            LOG_LEVEL="ERROR",
        )
        results = measure()
    sys.stdout.write(table(results))
    return 0 if all(result.is_kept for result in results) else 1


def measure() -> list[Result]:
    """Prepare the data, then every measurement in turn."""
    import django  # noqa: PLC0415 -- the addresses above must be known first

    django.setup()
    from benchmarks import live, pages, papers, setting, voting  # noqa: PLC0415 -- apps ready

    setting.prepare()
    results = []
    measurements = (
        pages.measure,
        live.measure,
        voting.measure,
        papers.measure_merge,
        papers.measure_invitations,
    )
    for measured in measurements:
        results += measured()
        sys.stderr.write(table(results))  # what is known so far, should the rest take long
    return results


if __name__ == "__main__":
    sys.exit(main())
