"""`make test`: every check and test, the closing line of pytest last.

The checks go on after one that fails, so that one run shows all that is wrong.
"""

from __future__ import annotations

import base64
import os
import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("sessions", "voters", "petitions", "oversight", "confidence_votes")
LEFT_OUT = {"PYTHONDONTWRITEBYTECODE"}
TEMPLATES = ("templates", "hdnd_portal", *APPS)
# Name, command, further environment.
Check = tuple[str, list[str], dict[str, str]]


def main(arguments: list[str]) -> int:
    """Run the checks and, unless told otherwise, the tests; returns the exit code."""
    failed = failing(checks())
    if failed:
        sys.stdout.write(f"\nKhông đạt (failed): {', '.join(failed)}\n")
    if "--without-tests" in arguments:
        return 1 if failed else 0
    sys.stdout.write("\n== pytest\n")
    sys.stdout.flush()
    pytest = [sys.executable, "-m", "pytest", "-q"]
    # Playwright leaves its loop running in the process, in which no other test could start one.
    single = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/*/test_browser.py"))
    # The files in the order of tests/conftest.py; the tests of one file stay together, save the
    # pages of test_every_page.py.
    pytest += ["--no-loadscope-reorder", "--dist", "loadfile"]
    others = ["--ignore=tests/browser", *(f"--ignore={path}" for path in single)]
    runs = [
        # Two browsers, for the two cores of CI: with more, pages come later than journeys wait.
        [*pytest, "-n", "2", "tests/browser", *single],
        # A fifth of the others' time goes by in waiting: for servers, workers, locks.
        [*pytest, "-n", "3", *others],
    ]
    codes = [
        subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, env=environment()).returncode  # noqa: S603 -- our own Python
        for command in runs
    ]
    return max(codes) or (1 if failed else 0)


def checks() -> list[Check]:
    """Name, command and further environment of each check; the one that takes longest first."""
    python = sys.executable
    manage = [python, "manage.py"]
    return [
        ("mypy", [python, "-m", "mypy", "hdnd_portal", "tools", *APPS], {}),
        ("ruff", [python, "-m", "ruff", "check", "."], {}),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."], {}),
        ("djlint", [python, "-m", "djlint", "--lint", "--quiet", *existing(TEMPLATES)], {}),
        ("import contracts", [str(Path(python).with_name("lint-imports")), "--no-cache"], {}),
        ("migrations", [*manage, "makemigrations", "--check", "--dry-run"], {}),
        (
            "deployment",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            production_environment(),
        ),
    ]


def failing(asked: list[Check]) -> list[str]:
    """Run the checks, two at a time for the two cores of CI; returns the names of those that fail.

    Said in their order; the output is shown only where one fails.
    """
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for (name, *_command), done in zip(asked, pool.map(run, asked), strict=True):
            sys.stdout.write(f"== {name}: {'ok' if done.returncode == 0 else 'failed'}\n")
            if done.returncode:
                failed.append(name)
                sys.stdout.write(done.stdout)
            sys.stdout.flush()
    return failed


def run(check: Check) -> subprocess.CompletedProcess[str]:
    """Run one check and keep what it says."""
    _name, command, extra = check
    return subprocess.run(  # noqa: S603 -- commands of this file
        command,
        cwd=ROOT,
        env={**environment(), **extra},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )


def existing(names: tuple[str, ...]) -> list[str]:
    """The folders among the names that exist."""
    return [name for name in names if (ROOT / name).is_dir()]


def environment() -> dict[str, str]:
    """The machine's environment, less what would lead the checks to another configuration.

    What is compiled is kept: some fifty processes would compile every module anew.
    """
    return {
        **{name: value for name, value in os.environ.items() if name not in LEFT_OUT},
        "DJANGO_SETTINGS_MODULE": "hdnd_portal.settings.test",
        "PYTHONUTF8": "1",
    }


def production_environment() -> dict[str, str]:
    """What a real office gives the portal, with addresses that nothing answers."""
    return {
        "DJANGO_SETTINGS_MODULE": "hdnd_portal.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "NOTE_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "ALLOWED_HOSTS": "hdnd.example.vn",
        "PORTAL_URL": "https://hdnd.example.vn",
        "DATABASE_URL": "postgres://hdnd_portal:none@127.0.0.1:1/hdnd_portal",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "FILE_STORE_URL": f"file://{ROOT / '.run' / 'files'}",
        "EMAIL_URL": "smtp+tls://portal:none@127.0.0.1:1",
        "DEFAULT_FROM_EMAIL": "portal@hdnd.example.vn",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
