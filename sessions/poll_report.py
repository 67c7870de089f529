"""Who answered what in an open ballot: the roll-call report as rows, CSV, XLSX and JSON (V9).

Names stand beside answers only once the vote has ended, and never of a secret ballot.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.models import Poll, RollEntry
from sessions.poll_state import result_of
from sessions.sheets import table_sheet
from sessions.workflow.poll import NAMED_KINDS, PollState


@dataclass(frozen=True, slots=True)
class Line:
    """One delegate: how they stood on the roll, and their answer."""

    number: int
    pk: int
    name: str
    constituency: str
    state: str
    state_label: str
    choice: str
    choice_label: str
    at: datetime | None
    source: str
    reason: str
    may_vote: bool


def has_names(poll: Poll) -> bool:
    """Whether the answers are known by name and may be shown."""
    return poll.kind in NAMED_KINDS and poll.state in {PollState.CLOSED, PollState.PUBLISHED}


def lines_of(poll: Poll, *, with_answers: bool) -> list[Line]:
    """The roll in order of names; one query. Answers only where the caller may show them."""
    rows = RollEntry.objects.filter(poll=poll, round=poll.round).select_related(
        "mandate__person", "vote"
    )
    return [_line(number, row, with_answers) for number, row in enumerate(rows, start=1)]


def _line(number: int, row: RollEntry, with_answers: bool) -> Line:
    vote = getattr(row, "vote", None) if with_answers else None
    return Line(
        number=number,
        pk=row.pk,
        name=row.mandate.person.name,
        constituency=row.mandate.constituency,
        state=row.state,
        state_label=str(row.get_state_display()),
        choice=vote.choice if vote else "",
        choice_label=str(vote.get_choice_display()) if vote else "",
        at=vote.cast_at if vote else None,
        source=str(vote.get_source_display()) if vote else "",
        reason=row.reason,
        may_vote=row.state in {"present", "late", "able"},
    )


HEADER_WIDTHS = [6, 32, 28, 26, 20, 20, 34]


def _header() -> list[str]:
    return [
        _("TT"),
        _("Họ và tên"),
        _("Đơn vị bầu cử"),
        _("Trong danh sách"),
        _("Lựa chọn"),
        _("Ghi nhận lúc"),
        _("Nguồn"),
    ]


def _cells(lines: Sequence[Line]) -> Iterator[list[str | int]]:
    for line in lines:
        at = f"{timezone.localtime(line.at):%d/%m/%Y %H:%M:%S}" if line.at else ""
        answer = line.choice_label or (_("Không trả lời") if line.may_vote else "")
        yield [
            line.number,
            line.name,
            line.constituency,
            line.state_label,
            answer,
            at,
            line.source,
        ]


def as_csv(poll: Poll) -> bytes:
    """The report with the byte-order mark that spreadsheets need for Vietnamese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_header())
    for cells in _cells(lines_of(poll, with_answers=True)):
        # What a spreadsheet would take for a formula stays text.
        writer.writerow(
            [f"'{cell}" if str(cell)[:1] in {"=", "+", "-", "@"} else cell for cell in cells]
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(poll: Poll) -> bytes:
    """The report as a sheet, with the result in its title."""
    result = result_of(poll) or {}
    title = _("{title}: {for_} tán thành, {against} không tán thành, {abstained} không biểu quyết")
    return table_sheet(
        title.format(
            title=poll.title,
            for_=result.get("in_favour", 0),
            against=result.get("against", 0),
            abstained=result.get("abstained", 0),
        ),
        _header(),
        list(_cells(lines_of(poll, with_answers=True))),
        HEADER_WIDTHS,
        sheet_name=_("Biểu quyết"),
    )


def as_json(poll: Poll) -> bytes:
    """The report with question, rule and result, for machines."""
    data: dict[str, Any] = {
        "poll": poll.pk,
        "title": poll.title,
        "question": poll.question,
        "kind": poll.kind,
        "subject": poll.subject,
        "round": poll.round,
        "opened_at": poll.opened_at.isoformat() if poll.opened_at else None,
        "closed_at": poll.closed_at.isoformat() if poll.closed_at else None,
        "rule": poll.rule,
        "present_at_opening": poll.present_count,
        "quorum_needed": poll.quorum_needed,
        "result": result_of(poll),
        "answers": [
            {
                "name": line.name,
                "constituency": line.constituency,
                "state": line.state,
                "choice": line.choice or None,
                "at": line.at.isoformat() if line.at else None,
            }
            for line in lines_of(poll, with_answers=True)
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


REPORTS = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": ("application/json", as_json),
}
