"""`make clean`: stop what runs in `.run` and remove it, data included."""

from __future__ import annotations

import shutil
import sys

from hdnd_portal.embedded import Postgres, ServerProblem, Valkey
from tools.programs import end_marked
from tools.run import MARK, RUN_DIR


def main() -> int:
    """Stop and remove; returns the exit code."""
    end_marked(MARK, str(RUN_DIR))
    servers = (Postgres(RUN_DIR), Valkey(RUN_DIR), Postgres(RUN_DIR / "test"))
    try:
        for server in servers:
            server.stop()
        if RUN_DIR.exists():
            shutil.rmtree(RUN_DIR)
        for server in servers:
            shutil.rmtree(server.socket_folder, ignore_errors=True)
    except (ServerProblem, OSError) as error:
        sys.stderr.write(f"Không xóa được {RUN_DIR}: {error}. (It could not be removed.)\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
