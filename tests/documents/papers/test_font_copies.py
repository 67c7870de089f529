"""No process that ends in an orderly way leaves copies of fonts behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# Something that outlives the modules holds the press, as caches and frozen objects do.
PRINT = """
import os, sys
from hdnd_portal.documents.papers import pdf
def use_fonts():
    sys.kept = pdf._press()
    assert [one for one in os.listdir(os.environ["TMPDIR"]) if one.startswith("weasyprint-")]
"""
ENDS = {
    "a process": "use_fonts()",
    "a thread": """
from threading import Thread
thread = Thread(target=use_fonts)
thread.start()
thread.join()
""",
    "a child of a worker": """
from celery.concurrency.prefork import process_destructor
import hdnd_portal.celery
child = os.fork()
if not child:
    use_fonts()
    process_destructor(os.getpid(), 0)
    os._exit(0)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
""",
}


@pytest.mark.parametrize("end", ENDS)
def test_the_copies_of_fonts_go_with_the_process(end: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PRINT + ENDS[end]],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_child_leaves_the_copies_of_its_parent(tmp_path: Path) -> None:
    code = """
use_fonts()
child = os.fork()
if not child:
    from hdnd_portal.documents.papers.font_copies import remove_font_copies
    remove_font_copies()
    os._exit(0)
os.waitpid(child, 0)
print(len(os.listdir(os.environ["TMPDIR"])))
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PRINT + code],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert (done.stdout.strip(), list(tmp_path.iterdir())) == ("1", []), done.stderr
