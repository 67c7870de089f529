"""Papers by the hundred and papers by the yard: invitations, a whole session, a long annex."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from django.core.files.storage import storages
from django.utils import timezone
from weasyprint import HTML

from benchmarks import serving
from benchmarks.result import Result, seconds
from benchmarks.setting import council, officer, say, session
from hdnd_portal.documents import bundles
from hdnd_portal.documents.kinds import PDF
from hdnd_portal.documents.papers import Appendix, Column, Paper, Table, render_docx, render_pdf
from hdnd_portal.documents.papers.samples import sample
from hdnd_portal.documents.services import store_made
from sessions.models import Guest, Invitation
from sessions.services import invitations
from sessions.services.guests import guests_to_invite

INVITATIONS = 300
FILES, PAGES = 40, 50
ROWS = 1000
MINIMAL = "<meta charset=utf-8><title>Một trang</title><p>Một trang.</p>"
BARE = "WeasyPrint, the bare table:"
PATIENCE = 1200


def measure_invitations() -> list[Result]:
    """From the press of the button to the last paper; the floor prints as many bare PDFs."""
    here = session()
    wanted = INVITATIONS - len(invitations.delegates_to_invite(here))
    Guest.objects.bulk_create(
        Guest(session=here, category="guest", name=f"Khách mời {n}", email=f"k{n}@khach.example")
        for n in range(wanted - len(guests_to_invite(here)))
    )
    HTML(string=MINIMAL).write_pdf()
    floor = seconds(lambda: [HTML(string=MINIMAL).write_pdf() for _ in range(INVITATIONS)])
    with serving.worker():
        say(f"making {INVITATIONS} invitations …")
        signer = invitations.signers(here, on=timezone.localdate())[0]
        started = time.perf_counter()
        job = invitations.issue_invitations(
            here, signer=signer, issued_on=timezone.localdate(), by=officer()
        )
        made = Invitation.objects.filter(run__job=job)
        count = made.count()
        while made.filter(made_at__isnull=True).exists():
            job.refresh_from_db()
            if job.state == "failed" or time.perf_counter() - started > PATIENCE:
                raise RuntimeError("the worker does not get on")
            time.sleep(0.2)
        taken = time.perf_counter() - started
    return [
        Result(
            f"{count} invitations, PDF and DOCX",
            taken,
            f"WeasyPrint, {INVITATIONS} bare pages:",
            floor,
            8,
            30,
        )
    ]


def measure_merge() -> list[Result]:
    """2,000 pages of 40 files with bookmarks and page numbers; the floor only joins the pages."""
    say("merging 2,000 pages …")
    leaves = [
        bundles.Leaf(
            version=store_made(
                council(),
                data=io.BytesIO(_paper(number)),
                name=f"tai-lieu-{number}-{time.time_ns()}.pdf",
                media_type=PDF.media_type,
                by=officer(),
                pages=PAGES,
            ),
            heading=f"{number}. Nội dung số {number}",
            reference=f"KH03-{number:02}",
            title=f"Tài liệu {number}",
        )
        for number in range(1, FILES + 1)
    ]

    def join() -> None:
        whole = pikepdf.new()
        for leaf in leaves:
            with (
                storages["default"].open(leaf.version.key) as stored,
                pikepdf.open(io.BytesIO(stored.read())) as paper,
            ):
                whole.pages.extend(paper.pages)
        with TemporaryDirectory() as folder:
            whole.save(Path(folder) / "whole.pdf")

    floor = seconds(join)
    title = f"Tài liệu đo {time.time_ns()}"
    taken = seconds(
        lambda: bundles.ensure(council(), leaves, kind="pdf", title=title, by=officer())
    )
    return [
        Result(f"merged PDF of {FILES * PAGES} pages", taken, "pikepdf, pages joined:", floor, 12)
    ]


def measure_annex() -> list[Result]:
    """A report whose annex has 1,000 rows, as PDF and as DOCX; the floor is the bare table."""
    say("laying out an annex of 1,000 rows …")
    rows = tuple(_row(number) for number in range(1, ROWS + 1))
    paper = _report(rows)
    floor = bare_annex()
    return [
        Result("annex of 1,000 rows, PDF", seconds(lambda: render_pdf(paper)), BARE, floor, 3, 12),
        Result("the same, DOCX", seconds(lambda: render_docx(paper)), BARE, floor, 3, 12),
    ]


def bare_annex() -> float:
    """Seconds that 1,000 rows take without the form of a paper, in one process."""
    rows = tuple(_row(number) for number in range(1, ROWS + 1))
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    bare = f"<meta charset=utf-8><style>@page{{size:A4 landscape}}</style><table>{cells}</table>"
    HTML(string=MINIMAL).write_pdf()
    render_pdf(_report(rows[:1]))  # fonts and style sheet are read once
    return seconds(lambda: HTML(string=bare).write_pdf())


def _report(rows: tuple[tuple[str, ...], ...]) -> Paper:
    """The sample plan with an annex as long as the report on voters' recommendations has."""
    columns = (
        Column("STT", 12),
        Column("Xã, phường", 35),
        Column("Nội dung kiến nghị", 110),
        Column("Cơ quan giải quyết", 40),
        Column("Kết quả", 55),
    )
    annex = Appendix("Kết quả giải quyết kiến nghị", (Table(columns, rows, size=11),), True)
    return replace(sample("plan")[0], appendices=(annex,))


def _row(number: int) -> tuple[str, ...]:
    return (
        str(number),
        f"Xã Mẫu {number % 60 + 1}",
        "Đề nghị sửa chữa đoạn đường mẫu đã xuống cấp, bổ sung biển báo và hệ thống thoát nước, "
        f"để người dân đi lại an toàn trong mùa mưa (kiến nghị số {number}).",
        "Sở Xây dựng",
        "Đã giao đơn vị quản lý kiểm tra; hoàn thành trong quý I năm sau.",
    )


def _paper(number: int) -> bytes:
    words = "Nội dung của trang này được viết để đo, không có thật. " * 20
    page = f"<p>Tài liệu {number}.</p><p>{words}</p>"
    joined = "<div class=p></div>".join([page] * PAGES)
    style = "<style>.p{break-after:page}</style>"
    written = HTML(string=f"<meta charset=utf-8>{style}{joined}").write_pdf()
    return bytes(written or b"")
