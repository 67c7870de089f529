"""A long paper laid out in several processes is the paper that one process makes."""

import io
import os
import signal
from collections import Counter
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdnd_portal.documents.papers import (
    Appendix,
    Column,
    LayoutFailed,
    LettersMissing,
    Table,
    parallel,
    render_pdf,
    render_pdf_in_parts,
)
from hdnd_portal.documents.papers.parallel import SHORT, shared_out
from hdnd_portal.documents.papers.samples import sample
from tests.documents.papers.layouts import layouts

ROWS = 90
COLUMNS = (Column("STT", 12), Column("Nội dung kiến nghị", 110), Column("Kết quả", 55))
SAID = "Đề nghị sửa chữa đoạn đường đã xuống cấp, bổ sung hệ thống thoát nước và đèn đường. "


def annex(title, letter=""):
    rows = tuple((str(n), f"{SAID * 3}{letter}", f"Đã giao việc {n}.") for n in range(1, ROWS + 1))
    return Appendix(title, (Table(COLUMNS, rows, size=11),), landscape=True)


@pytest.fixture(scope="module")
def paper():
    annexes = (annex("Đã giải quyết xong"), annex("Đang giải quyết"))
    return replace(sample("plan")[0], appendices=annexes)


@pytest.fixture(autouse=True)
def two_processors(monkeypatch):
    """Also where the tests run on one."""
    monkeypatch.setattr(parallel, "processors", lambda: 2)


def nobody(done, total):
    """Nobody watches."""


def pages_of(content):
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def bookmarks_of(pdf):
    with pdf.open_outline() as outline:
        found = [(one.title, pikepdf.Page(one.destination[0])) for one in outline.root]
    return [(title, pdf.pages.index(page)) for title, page in found]


def tags_of(pdf):
    """Kind of tag and number of its page, counted; each knows its parent."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found, waiting = Counter(), [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        page = element.get("/Pg")
        found[str(element.S), None if page is None else pages[page.objgen]] += 1
        inside = element.get("/K", pikepdf.Array())
        for one in inside if isinstance(inside, pikepdf.Array) else [inside]:
            if isinstance(one, pikepdf.Dictionary) and "/S" in one:
                assert one.P.objgen == element.objgen
                waiting.append(one)
    return found


def tags_by_page(pdf):
    """What a reader program asks: the tags of the marks of each page, in their order."""
    flat = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    numbers = dict(zip(map(int, flat[::2]), flat[1::2], strict=True))
    return [
        [str(element.S) for element in numbers[int(page.obj.StructParents)]] for page in pdf.pages
    ]


def test_the_pages_bookmarks_and_tags_are_those_of_one_process(paper):
    seen = []
    made = render_pdf_in_parts(paper, step=lambda *now: seen.append(now))
    alone = render_pdf(paper)
    assert len(pages_of(made)) > 8
    assert pages_of(made) == pages_of(alone)
    with pikepdf.open(io.BytesIO(made)) as one, pikepdf.open(io.BytesIO(alone)) as other:
        assert bookmarks_of(one) == bookmarks_of(other)
        assert tags_of(one) == tags_of(other)
        assert tags_by_page(one) == tags_by_page(other)
        assert one.docinfo.Title == other.docinfo.Title
        assert one.Root.MarkInfo.Marked
    # Laid out apart indeed, and told of as it went on.
    assert seen[0] == (0, seen[0][1])
    assert seen[-1] == (seen[0][1],) * 2
    assert seen[0][1] > 1
    assert seen == sorted(seen)
    assert not layouts()


def test_the_same_paper_gives_the_same_bytes(paper):
    assert render_pdf_in_parts(paper, step=nobody) == render_pdf_in_parts(paper, step=nobody)


def test_a_killed_process_leaves_no_paper_and_no_other_process(paper):
    def kill(done, total):
        for one in layouts()[:1]:
            os.kill(one, signal.SIGKILL)

    with pytest.raises(LayoutFailed, match="exit code -9"):
        render_pdf_in_parts(paper, step=kill)
    assert not layouts()


def test_who_stops_it_stops_all_its_processes(paper):
    class Stopped(Exception):
        pass

    def stop(done, total):
        if layouts():
            raise Stopped

    with pytest.raises(Stopped):
        render_pdf_in_parts(paper, step=stop)
    assert not layouts()


def test_a_letter_the_fonts_lack_is_refused_before_anything_is_begun(paper):
    strange = replace(paper, appendices=(paper.appendices[0], annex("Đang giải quyết", "漢")))
    with pytest.raises(LettersMissing):
        render_pdf_in_parts(strange, step=lambda *now: pytest.fail("begun"))


def test_a_short_paper_is_laid_out_here():
    short = sample("plan")[0]
    began = []
    assert render_pdf_in_parts(short, step=lambda *now: began.append(now)) == render_pdf(short)
    assert began == []


@given(st.lists(st.integers(1, 4 * SHORT), min_size=1, max_size=8), st.integers(1, 8))
def test_shares_keep_the_order_and_none_is_larger_than_it_must(lengths, count):
    texts = ["x" * length for length in lengths]
    shares = shared_out(texts, count)
    assert [text for share in shares for text in share] == texts
    room = max(sum(lengths) / count, SHORT)
    for *first, last in shares:
        before = sum(map(len, first))
        assert not first or before < SHORT or before + len(last) <= room
