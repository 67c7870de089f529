"""`make messages`: bring the texts of the sources into the English catalogue.

The texts in the sources are Vietnamese; locale/en holds their English translation. locale/vi is
written by hand: it fills what Django's own Vietnamese catalogue lacks.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale", "en", "LC_MESSAGES", "django.po")
WITHOUT_TEXTS = (
    ".run",
    ".venv",
    "benchmarks",
    "docs",
    "node_modules",
    "static",
    "staticfiles",
    "tests",
    "tools",
)


def main() -> int:
    """Extract, then say how many texts want a translation; returns the exit code."""
    try:
        extract(ROOT)
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"{error.stdout}\n")
        return 1
    missing = [
        *listed(ROOT / CATALOGUE, "--untranslated"),
        *listed(ROOT / CATALOGUE, "--only-fuzzy"),
    ]
    for text in missing:
        sys.stdout.write(f"{text}\n")
    sys.stdout.write(f"{CATALOGUE}: {len(missing)} câu chưa dịch (texts to translate)\n")
    return 0


def extract(folder: Path) -> None:
    """Update the English catalogue of the checkout in the folder from its sources.

    Raises CalledProcessError with the output of makemessages.
    """
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "en"]
    command += ["--no-obsolete", "--no-location", "--no-wrap"]
    for name in WITHOUT_TEXTS:
        command += ["--ignore", name]
    subprocess.run(  # noqa: S603 -- our own Python
        command,
        cwd=folder,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "hdnd_portal.settings.dev"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    catalogue = folder / CATALOGUE
    # The day of extraction would make two branches collide that both add a text.
    lines = catalogue.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith('"POT-Creation-Date:')]
    catalogue.write_text("".join(kept), encoding="utf-8")


def listed(catalogue: Path, which: str) -> list[str]:
    """The source texts that msgattrib chooses, as they stand in the catalogue."""
    done = subprocess.run(  # noqa: S603 -- gettext's own program
        ["msgattrib", which, "--no-obsolete", "--no-wrap", str(catalogue)],  # noqa: S607 -- on PATH
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    sources = re.findall(r'^msgid ((?:".*"\n)+)', done.stdout, re.MULTILINE)
    texts = ["".join(re.findall(r'"(.*)"', source)) for source in sources]
    # msgattrib repeats the header, whose source text is empty.
    return [text for text in texts if text]


if __name__ == "__main__":
    sys.exit(main())
