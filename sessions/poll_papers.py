"""The papers of a vote, from the row of its result: result, count of ballots, opinion sheet."""

from typing import Any

from hdnd_portal.documents.papers import (
    Align,
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Paper,
    Paragraph,
    PlaceDate,
    Signature,
    Table,
    council_issuer,
    date_words,
    printable,
)
from hdnd_portal.documents.papers.blocks import Row
from hdnd_portal.legal.words import share_in_words, short_mark
from hdnd_portal.ui.language import in_office_language
from sessions.models import AgendaBlock, Poll, Presiding
from sessions.papers import clock, local, session_words
from sessions.poll_report import Line, has_names, lines_of
from sessions.poll_state import result_of, titles_of
from sessions.services.polls_counting import counting_of
from sessions.tally import percent
from sessions.workflow.poll import PollKind, PollSource


def is_from_paper(poll: Poll) -> bool:
    """Whether the vote was taken on paper and entered later (S13)."""
    return poll.source == PollSource.PAPER


def _held_at(poll: Poll) -> str:
    if poll.opened_at is None:
        return ""
    day = date_words(local(poll.opened_at).date())
    opened = f"Bắt đầu hồi {clock(poll.opened_at)}, {day}"
    return f"{opened}; kết thúc hồi {clock(poll.closed_at)}." if poll.closed_at else f"{opened}."


def _entered(poll: Poll) -> str:
    """How the figures of the ballots came about."""
    if len(counting_of(poll).entries) > 2:
        return "Hai người nhập độc lập; những số khác nhau được người thứ ba kiểm lại và nhập."
    return "Kết quả được hai người nhập độc lập và khớp nhau."


def _share(rule: dict[str, Any]) -> str:
    return share_in_words(str(rule.get("comparison", "")), str(rule.get("value", "")))


def _facts(poll: Poll) -> list[str]:
    """The base, the quorum and the rule, with their sources."""
    rule = poll.rule
    mark = str(short_mark(rule["mark"])) if rule.get("mark") not in {None, "F"} else ""
    facts = [
        f"Hình thức: {str(poll.get_kind_display()).lower()};",
        *(["Số liệu nhập sau từ giấy, hai người nhập độc lập;"] if is_from_paper(poll) else []),
        f"Tổng số để tính: {poll.base} ({poll.base_name});",
        f"Tỷ lệ để thông qua: {_share(rule)} ({rule.get('source', '')}"
        f"{'; ' + mark if mark else ''}), tức ít nhất {poll.needed} phiếu tán thành;",
    ]
    if poll.kind != PollKind.OPINION_SHEET:
        facts.append(
            f"Có mặt khi mở biểu quyết: {poll.present_count}; cần có mặt: {poll.quorum_needed}"
            + (
                f"; mở theo quyết định của Chủ tọa: {poll.quorum_reason}"
                if poll.quorum_reason
                else ""
            )
            + (
                f"; khi kết thúc: {poll.closing_present}"
                if poll.closing_present is not None
                else ""
            )
            + ";"
        )
    else:
        facts.append(f"Số phiếu lấy ý kiến: {poll.able_count}; cần gửi về: {poll.quorum_needed};")
    if poll.rule_reason:
        facts.append(f"Lý do áp dụng tỷ lệ này: {poll.rule_reason};")
    if poll.kind_reason:
        facts.append(f"Lý do chọn hình thức này: {poll.kind_reason};")
    if poll.publish_reason:
        facts.append(f"Ý kiến của Chủ tọa khi công bố: {poll.publish_reason};")
    facts[-1] = facts[-1].rstrip(";") + "."
    return [printable(fact) for fact in facts]


def _result_table(poll: Poll) -> Table:
    result = result_of(poll)
    assert result is not None  # noqa: S101 -- asked of an ended vote
    rows: list[Row] = []
    for number, (label, key) in enumerate(
        (
            ("Tán thành", "in_favour"),
            ("Không tán thành", "against"),
            ("Không biểu quyết", "abstained"),
            ("Không trả lời", "not_voted"),
        ),
        start=1,
    ):
        rows.append((str(number), label, str(result[key]), result[f"{key}_percent"]))
    rows.append(
        (
            "",
            Cell("Cộng (đại biểu được biểu quyết)"),
            str(result["able"]),
            percent(result["able"], result["base"]),
        )
    )
    return Table(
        (
            Column("STT", 15, Align.CENTRE),
            Column("Ý kiến", 75),
            Column("Số đại biểu", 35, Align.CENTRE),
            Column(f"Tỷ lệ % trên {result['base']}", 40, Align.CENTRE),
        ),
        tuple(rows),
    )


def _outcome(poll: Poll) -> str:
    result = result_of(poll)
    assert result is not None  # noqa: S101 -- asked of an ended vote
    return printable(f"Kết quả: {result['outcome_label']}. Phép tính: {result['arithmetic']}.")


def _names(lines: list[Line]) -> Table:
    rows: list[Row] = [
        (
            str(line.number),
            Cell(printable(line.name)),
            line.choice_label or ("Không trả lời" if line.may_vote else "–"),
            line.state_label,
        )
        for line in lines
    ]
    return Table(
        (
            Column("STT", 12, Align.CENTRE),
            Column("Họ và tên", 60),
            Column("Ý kiến", 40),
            Column("Trong danh sách", 53),
        ),
        tuple(rows),
        size=12,
    )


def _parts(poll: Poll) -> list[Poll]:
    """The votes on parts of the whole, in their order."""
    if poll.parent_id is not None:
        return []
    return list(poll.parts.filter(is_passed__isnull=False, state="published").order_by("position"))


def _parts_table(parts: list[Poll]) -> Table:
    rows: list[Row] = [
        (
            str(number),
            Cell(printable(part.title)),
            f"{part.votes_for}/{part.base}",
            str(part.votes_against),
            str(part.votes_abstain),
            "Thông qua" if part.is_passed else "Không thông qua",
        )
        for number, part in enumerate(parts, start=1)
    ]
    return Table(
        (
            Column("STT", 12, Align.CENTRE),
            Column("Nội dung", 60),
            Column("Tán thành", 24, Align.CENTRE),
            Column("Không tán thành", 24, Align.CENTRE),
            Column("Không biểu quyết", 22, Align.CENTRE),
            Column("Kết quả", 23, Align.CENTRE),
        ),
        tuple(rows),
        size=12,
    )


def _block_parts(block: AgendaBlock) -> list[Block]:
    """What was decided together, by whose leave, and what was taken out before."""
    decision = block.chair_decision
    said = f"Biểu quyết chung {block.items.count()} nội dung của nhóm “{block.title}”"
    if decision is not None:
        said += f", theo quyết định của Chủ tọa {decision.decided_by}: {decision.text}"
    removals = block.removals.select_related("item", "mandate__person")
    taken = [
        f"Tách khỏi nhóm theo đề nghị của đại biểu {one.mandate.person.name} "
        f"({clock(one.asked_at)}): {one.item.title}."
        for one in removals
    ]
    return [
        Paragraph(printable(f"{said.rstrip('.')}:")),
        Bullets(tuple(printable(title) for title in titles_of(block))),
        *(Paragraph(printable(words)) for words in taken),
    ]


def _people(poll: Poll) -> tuple[str, str]:
    """Who chaired and who kept the record when the vote ended; empty where nobody is entered."""
    at = poll.closed_at
    found = {Presiding.Role.CHAIR.value: "", Presiding.Role.SECRETARY.value: ""}
    for row in poll.session.presiding.select_related("person"):
        if at and row.starts_at <= at and (row.ends_at is None or at < row.ends_at):
            found[row.role] = found.get(row.role) or row.person.name
    return found["chair"], found["secretary"]


@in_office_language
def result_paper(poll: Poll) -> Paper:
    """Biên bản kết quả biểu quyết of a vote that has ended: parts, then the whole, then names."""
    session = poll.session
    unit = str(session.council.unit)
    chair, secretary = _people(poll)
    parts = _parts(poll)
    body: list[object] = [
        Paragraph(printable(f"Nội dung: {poll.question}")),
        Paragraph(_held_at(poll)),
        Bullets(tuple(_facts(poll))),
    ]
    if poll.block is not None:
        body[1:1] = _block_parts(poll.block)
    if parts:
        body += [Heading("Biểu quyết từng phần"), _parts_table(parts)]
        body += [Heading("Biểu quyết toàn văn")]
    body += [_result_table(poll), Paragraph(_outcome(poll), bold=True)]
    if has_names(poll):
        body += [
            Heading("Ý kiến của từng đại biểu"),
            _names(lines_of(poll, with_answers=True)),
        ]
    return Paper(
        kind_key="counting_minutes",
        issuer=council_issuer(unit),
        place_date=PlaceDate(
            session.council.place, local(poll.closed_at or poll.created_at).date()
        ),
        name="Biên bản kết quả biểu quyết",
        summary=printable(f"{poll.title} – {session_words(session)}"),
        body=tuple(body),  # type: ignore[arg-type]  # blocks of the body
        signatures=(
            Signature(("THƯ KÝ KỲ HỌP",), printable(secretary)),
            Signature(("CHỦ TỌA KỲ HỌP",), printable(chair)),
        ),
        created=poll.closed_at or poll.created_at,
    )


@in_office_language
def counting_paper(poll: Poll) -> Paper:
    """Biên bản kiểm phiếu of a secret ballot: no name stands beside an answer."""
    session = poll.session
    unit = str(session.council.unit)
    tellers = [printable(line) for line in poll.tellers.splitlines() if line.strip()]
    valid = (poll.ballots_returned or 0) - (poll.ballots_invalid or 0)
    committee = (
        f"Ban kiểm phiếu gồm {len(tellers):02d} thành viên: {'; '.join(tellers)}."
        if tellers
        else "Ban kiểm phiếu do Hội đồng nhân dân quyết định."
    )
    return Paper(
        kind_key="counting_minutes",
        issuer=council_issuer(unit),
        place_date=PlaceDate(
            session.council.place, local(poll.closed_at or poll.created_at).date()
        ),
        name="Biên bản kiểm phiếu",
        summary=printable(f"{poll.title} – {session_words(session)}"),
        body=(
            Paragraph(printable(f"Nội dung: {poll.question}")),
            Paragraph(_held_at(poll)),
            Paragraph(committee),
            Heading("Về phiếu"),
            Bullets(
                (
                    f"Số đại biểu có mặt và được biểu quyết: {poll.able_count};",
                    f"Số phiếu phát ra: {poll.ballots_issued}; thu về: {poll.ballots_returned};",
                    f"Số phiếu hợp lệ: {valid}; không hợp lệ: {poll.ballots_invalid}.",
                )
            ),
            Heading("Về kết quả"),
            Bullets(tuple(_facts(poll))),
            Table(
                (
                    Column("STT", 15, Align.CENTRE),
                    Column("Ý kiến trên phiếu hợp lệ", 70),
                    Column("Số phiếu", 40, Align.CENTRE),
                    Column(f"Tỷ lệ % trên {poll.base}", 40, Align.CENTRE),
                ),
                tuple(
                    (str(number), label, str(count), percent(count or 0, poll.base or 0))
                    for number, (label, count) in enumerate(
                        (
                            ("Tán thành", poll.votes_for),
                            ("Không tán thành", poll.votes_against),
                            ("Không biểu quyết", poll.votes_abstain),
                        ),
                        start=1,
                    )
                ),
            ),
            Paragraph(_outcome(poll), bold=True),
            Paragraph(f"{_entered(poll)} Phiếu được niêm phong, lưu cùng hồ sơ kỳ họp."),
        ),
        signatures=(
            Signature(("CÁC THÀNH VIÊN",), ""),
            Signature(("TM. BAN KIỂM PHIẾU", "TRƯỞNG BAN"), tellers[0] if tellers else ""),
        ),
        created=poll.closed_at or poll.created_at,
    )


@in_office_language
def sheet_paper(poll: Poll) -> Paper:
    """Phiếu lấy ý kiến đại biểu: one sheet to be copied, filled in and signed by each delegate."""
    session = poll.session
    unit = str(session.council.unit)
    due = f"{clock(poll.due_at)}, {date_words(local(poll.due_at).date())}" if poll.due_at else ""
    boxes: tuple[Row, ...] = (("", "", ""),)
    return Paper(
        kind_key="ballot",
        issuer=council_issuer(unit),
        place_date=PlaceDate(
            session.council.place, local(poll.opened_at or poll.created_at).date()
        ),
        name="Phiếu lấy ý kiến đại biểu Hội đồng nhân dân",
        summary=printable(f"{poll.title} – {session_words(session)}"),
        body=(
            Paragraph(printable(f"Nội dung lấy ý kiến: {poll.question}")),
            Paragraph("Họ và tên đại biểu: …………………………………………………………"),
            Paragraph("Đơn vị bầu cử: ……………………………………………………………"),
            Table(
                (
                    Column("Tán thành", 55, Align.CENTRE),
                    Column("Không tán thành", 55, Align.CENTRE),
                    Column("Không biểu quyết", 55, Align.CENTRE),
                ),
                boxes,
            ),
            Paragraph(
                "Đại biểu đánh dấu X vào một ô. Không đánh dấu hoặc đánh dấu từ hai ô trở lên thì "
                "phiếu không hợp lệ.",
                italic=True,
            ),
            Paragraph(f"Phiếu gửi về Văn phòng trước {due}." if due else "Phiếu gửi về Văn phòng."),
            Paragraph("Ý kiến khác (nếu có): ………………………………………………………"),
            Paragraph("Ngày …… tháng …… năm ………        Đại biểu (ký, ghi rõ họ tên)"),
        ),
        created=poll.opened_at or poll.created_at,
    )


def papers_of(poll: Poll) -> dict[str, str]:
    """Which papers the vote has now: the word of the address, and the label."""
    papers = {}
    if poll.is_passed is not None:
        papers["ket-qua"] = "result"
        if poll.kind == PollKind.SECRET_PAPER:
            papers["kiem-phieu"] = "counting"
    if poll.kind == PollKind.OPINION_SHEET:
        papers["phieu"] = "sheet"
    return papers


DESCRIBE = {"ket-qua": result_paper, "kiem-phieu": counting_paper, "phieu": sheet_paper}
__all__ = ["DESCRIBE", "counting_paper", "papers_of", "result_paper", "sheet_paper"]
