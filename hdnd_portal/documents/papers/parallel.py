"""A long paper as PDF, its appendices laid out in processes of their own and joined.

Every appendix begins on a new page and counts its own pages (Decree 30/2020/NĐ-CP, Appendix I), so
the pages are those of `render_pdf`. A table is not cut: where its next page begins and which number
it bears is known only once all before it is laid out.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import pikepdf
from django.conf import settings

from hdnd_portal.documents.papers.description import Paper
from hdnd_portal.documents.papers.errors import LayoutFailed
from hdnd_portal.documents.papers.fonts import fonts_dir
from hdnd_portal.documents.papers.markup import appendix_html, main_html
from hdnd_portal.documents.papers.pdf import SEPARATOR, check_html, render_pdf

PROGRAM = "hdnd_portal.documents.papers.layout_program"
# Characters of HTML that are laid out sooner than another process starts.
SHORT = 30_000
PAUSE = 0.1
# What a process of ours needs of the environment: where to write, where caches of fonts lie.
KEPT = ("PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "LD_LIBRARY_PATH")
Step = Callable[[int, int], None]


def render_pdf_in_parts(paper: Paper, *, step: Step) -> bytes:
    """The paper as `render_pdf` makes it, on all processors of the machine.

    `step(done, total)` is called all the time and may raise: what is under way ends with it.
    Raises LayoutFailed besides what `render_pdf` raises.
    """
    texts = [main_html(paper), *(appendix_html(paper, at) for at in range(len(paper.appendices)))]
    for text in texts:
        check_html(text)
    shares = shared_out(texts, processors())
    if len(shares) == 1:
        return render_pdf(paper)
    return join(laid_out(shares, step=step))


def processors() -> int:
    """How many processes this one may use at once."""
    return len(os.sched_getaffinity(0))


def shared_out(texts: Sequence[str], count: int) -> list[list[str]]:
    """Neighbours together, as long as they are no more than one of `count` equal shares.

    What is too short for a process of its own takes the next one along.
    """
    room = max(sum(map(len, texts)) / count, SHORT)
    shares: list[list[str]] = []
    for text in texts:
        before = sum(map(len, shares[-1])) if shares else 0
        if shares and (before < SHORT or before + len(text) <= room):
            shares[-1].append(text)
        else:
            shares.append([text])
    return shares


def laid_out(shares: Sequence[Sequence[str]], *, step: Step) -> list[bytes]:
    """The PDF of each share; whatever goes wrong, no process is left behind."""
    with ExitStack() as stack:
        waiting = iter([_Layout(share, stack) for share in shares])
        begun: list[_Layout] = []
        while True:
            under_way = sum(not one.is_done() for one in begun)
            step(len(begun) - under_way, len(shares))
            while under_way < processors() and (following := next(waiting, None)):
                following.begin()
                begun.append(following)
                under_way += 1
            if not under_way:
                return [one.pages() for one in begun]
            time.sleep(PAUSE)


class _Layout:
    """One process: HTML texts in, their pages out, through files that have no names."""

    def __init__(self, texts: Sequence[str], stack: ExitStack) -> None:
        self._texts, self._stack = texts, stack
        self._process: subprocess.Popen[bytes] | None = None
        self._out, self._errors = self._file(), self._file()

    def begin(self) -> None:
        """Start it; it ends with the stack at the latest."""
        given = self._file()
        given.write(SEPARATOR.join(self._texts).encode())
        given.seek(0)
        self._process = subprocess.Popen(  # noqa: S603 -- our own program
            [sys.executable, "-m", PROGRAM, str(fonts_dir())],
            stdin=given,
            stdout=self._out,
            stderr=self._errors,
            cwd=Path(settings.BASE_DIR),
            # No address and no secret of the portal goes along.
            env={"LC_ALL": "C.UTF-8", **{k: os.environ[k] for k in KEPT if k in os.environ}},
        )
        self._stack.callback(self._end)

    def is_done(self) -> bool:
        """Whether its pages are there. Raises LayoutFailed."""
        assert self._process is not None  # noqa: S101 -- begun
        code = self._process.poll()
        if code:
            self._errors.seek(0)
            said = self._errors.read().decode("utf-8", "replace")[-500:]
            raise LayoutFailed(f"exit code {code}: {said}")
        return code is not None

    def pages(self) -> bytes:
        """What it wrote."""
        self._out.seek(0)
        return self._out.read()

    def _file(self) -> IO[bytes]:
        file: IO[bytes] = TemporaryFile(prefix="hdnd-")  # noqa: SIM115 -- the stack closes it
        return self._stack.enter_context(file)

    def _end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def join(parts: Sequence[bytes]) -> bytes:
    """One tagged PDF of several, with bookmarks; the same parts always give the same bytes."""
    with pikepdf.open(BytesIO(parts[0])) as whole:
        for part in parts[1:]:
            with pikepdf.open(BytesIO(part)) as more:
                _append(whole, more)
        out = BytesIO()
        whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _append(whole: pikepdf.Pdf, more: pikepdf.Pdf) -> None:
    before = len(whole.pages)
    tree = whole.Root.StructTreeRoot
    numbers = tree.ParentTree.Nums
    # Pages and the links of their tags are numbered in one tree.
    start = max((int(key) for key in list(numbers)[::2]), default=-1) + 1
    for page in more.pages:
        page.obj.StructParents = int(page.obj.StructParents) + start
    whole.pages.extend(more.pages)
    added = whole.copy_foreign(more.Root.StructTreeRoot)
    for key, elements in _pairs(added.ParentTree.Nums):
        numbers.append(int(key) + start)
        numbers.append(elements)
    document = tree.K[0]
    for element in added.K[0].K:
        element.P = document
        document.K.append(element)
    with whole.open_outline() as outline, more.open_outline() as further:
        for item in further.root:
            target: Any = item.destination
            place = more.pages.index(pikepdf.Page(target[0]))
            outline.root.append(pikepdf.OutlineItem(item.title, before + place))


def _pairs(flat: Any) -> Iterator[tuple[Any, Any]]:
    values = iter(list(flat))
    return zip(values, values, strict=True)
