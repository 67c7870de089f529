"""Papers of questioning: the form, the synthesis with proposed groups, the letter, the promises.

All are drafts: number and day are given when the signed paper is issued (Decree 30/2020, Art. 15).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.commitments.public import CommitmentFacts
from hdnd_portal.council.models import Council
from hdnd_portal.documents.papers import (
    Align,
    Block,
    Bullets,
    Cell,
    Clause,
    Column,
    Mark,
    Number,
    Paper,
    Paragraph,
    PlaceDate,
    Point,
    Recipients,
    Signature,
    Table,
    council_issuer,
    office_issuer,
    printable,
    standing_committee_issuer,
)
from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.language import in_office_language
from sessions.models import Interpellation, QuestionGroup
from sessions.paper_signers import called, chair_name, office_signature, standing_signature
from sessions.question_labels import CRITERIA, FORMS, GROUP_STATES, QUESTION_STATES
from sessions.questioning import Host, by_person, open_promises, report_deadline
from sessions.questioning_conclusion import articles_of, record_of, sections_of, title_of
from sessions.resolution_papers import (
    ORGANISATION_ACT,
    adopted_words,
    article_blocks,
    authority_of,
)

FILE_COPY = "VT, CTHĐND"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"


def _unit(council: Council) -> str:
    return str(council.unit)


def _place_date(council: Council, on: date) -> PlaceDate:
    return PlaceDate(council.place, None, on.year)


@in_office_language
def question_form(question: Interpellation, *, on: date) -> Paper:
    """Phiếu chất vấn: delegate, group, person questioned, issue, grounds, wanted form (QST-3)."""
    unit = _unit(question.council)
    author = question.mandate.person
    group = str(question.delegate_group) if question.delegate_group else "–"
    asked: list[Clause | Paragraph] = [
        Clause(f"Đại biểu chất vấn: {called(author)}, {group}."),
        Clause(f"Người bị chất vấn: {called(question.post.person)}, {question.post.title}."),
        Clause(f"Vấn đề chất vấn: {question.title}."),
        Clause("Nội dung chất vấn:"),
        *_paragraphs(question.text),
        Clause("Căn cứ:"),
        *_paragraphs(question.grounds or "–"),
    ]
    if question.paper is not None:
        page = f", trang {question.page}" if question.page else ""
        asked.append(Clause(f"Tài liệu kỳ họp: {question.paper.name}{page}."))
    asked.append(Clause(f"Đề nghị hình thức trả lời: {str(FORMS[question.wanted]).lower()}."))
    return Paper(
        kind_key="question_form",
        issuer=council_issuer(unit),
        place_date=PlaceDate(question.council.place, question.asked_on, on.year),
        summary=printable(f"gửi {called(question.post.person)}, {question.post.title}"),
        body=tuple(_clean(block) for block in asked),
        signatures=(Signature(("ĐẠI BIỂU CHẤT VẤN",), printable(author.name)),),
        recipients=Recipients(("Thường trực HĐND", "Người bị chất vấn"), archive=FILE_COPY),
    )


@in_office_language
def forwarding_letter(question: Interpellation, *, on: date) -> Paper:
    """Công văn chuyển chất vấn đến người bị chất vấn, with the day of a written answer."""
    unit = _unit(question.council)
    group = str(question.delegate_group) if question.delegate_group else ""
    author = f"{question.mandate.person.name}{f', {group}' if group else ''}"
    body: list[Clause | Paragraph] = [
        Paragraph(
            f"Thường trực Hội đồng nhân dân {unit} nhận được chất vấn của đại biểu {author}, "
            f"ngày {_day(question.asked_on)}, về vấn đề: {question.title}."
        ),
        Paragraph("Nội dung chất vấn:"),
        *_paragraphs(question.text),
    ]
    if question.written_due_on is not None:
        body.append(
            Paragraph(
                "Đề nghị đồng chí trả lời bằng văn bản, trực tiếp ký và gửi đến đại biểu chất vấn, "
                f"Thường trực Hội đồng nhân dân {unit} chậm nhất ngày "
                f"{_day(question.written_due_on)}."
            )
        )
    else:
        body.append(
            Paragraph(
                "Đề nghị đồng chí chuẩn bị nội dung và trực tiếp trả lời tại phiên chất vấn, nêu "
                "rõ trách nhiệm, biện pháp và thời hạn khắc phục."
            )
        )
    return Paper(
        kind_key="official_letter",
        issuer=standing_committee_issuer(unit),
        number=Number(f"{question.council.symbol}-{question.council.office_symbol}"),
        place_date=_place_date(question.council, on),
        summary=f"chuyển chất vấn của đại biểu {printable(question.mandate.person.name)}",
        addressees=(printable(f"{called(question.post.person)}, {question.post.title}"),),
        body=tuple(_clean(block) for block in body),
        signatures=(standing_signature(question.council, on=on),),
        recipients=Recipients(("Như trên", "Đại biểu chất vấn"), archive=FILE_COPY),
        marks=(Mark.DRAFT,),
    )


SYNTHESIS = (
    Column("TT", 10, Align.CENTRE),
    Column("Nhóm vấn đề, chất vấn", 78),
    Column("Đại biểu", 34),
    Column("Người bị chất vấn", 38),
)


@in_office_language
def synthesis(host: Host, *, on: date) -> Paper:
    """Báo cáo tổng hợp chất vấn và đề xuất nhóm vấn đề (QST-4, QST-15)."""
    unit = _unit(host.council)
    questions = list(host.questions().for_list().order_by("asked_on", "pk"))
    groups = list(host.groups())
    people = by_person(questions)
    rows: list[tuple[str | Cell, ...]] = []
    for number, group in enumerate(groups, start=1):
        own = [one for one in questions if one.group_id == group.pk]
        rows.append(
            (f"{number}", Cell(printable(_group_words(group))), f"{len(own):02d} chất vấn", "")
        )
        rows += [_row("", one) for one in own]
    alone = [one for one in questions if one.group_id is None]
    if alone:
        rows.append(("", Cell("Chất vấn chưa xếp nhóm"), f"{len(alone):02d} chất vấn", ""))
        rows += [_row("", one) for one in alone]
    body: list[Clause | Paragraph | Bullets | Table] = [
        Paragraph(
            f"Đến ngày {_day(on)}, Thường trực Hội đồng nhân dân {unit} nhận được "
            f"{len(questions):02d} chất vấn của "
            f"{len({one.mandate_id for one in questions}):02d} đại biểu gửi "
            f"{len(people):02d} người, được xếp thành {len(groups):02d} nhóm vấn đề."
        ),
        Table(SYNTHESIS, tuple(rows)),
        Paragraph(
            "Thường trực Hội đồng nhân dân báo cáo và đề nghị Hội đồng nhân dân xem xét, quyết "
            "định nhóm vấn đề và người trả lời chất vấn."
            if host.session
            else "Thường trực Hội đồng nhân dân xem xét, quyết định nhóm vấn đề, người trả lời và "
            "thời gian chất vấn tại phiên họp."
        ),
    ]
    return Paper(
        kind_key="report",
        issuer=standing_committee_issuer(unit),
        number=Number(f"BC-{host.council.symbol}"),
        place_date=_place_date(host.council, on),
        summary=printable(f"Tổng hợp chất vấn và đề xuất nhóm vấn đề chất vấn – {host.name}"),
        body=tuple(body),
        signatures=(standing_signature(host.council, on=on),),
        recipients=Recipients(("Đại biểu HĐND", "Các Ban HĐND"), archive=FILE_COPY),
        marks=(Mark.DRAFT,),
    )


PROMISES = (
    Column("TT", 10, Align.CENTRE),
    Column("Lời hứa, biện pháp", 54),
    Column("Chủ trì, hạn", 34),
    Column("Cơ quan báo cáo", 32),
    Column("Xác minh", 30),
)


@in_office_language
def promise_report(host: Host, *, on: date) -> Paper:
    """Báo cáo việc thực hiện lời hứa (QST-12): every promise not verified, wherever it was made."""
    unit = _unit(host.council)
    promises = open_promises(host.council)
    late = sum(one.is_overdue(on) for one in promises)
    due = report_deadline(host.session).due_on if host.session else None
    rows = tuple(_promise_row(number, one) for number, one in enumerate(promises, start=1))
    body: list[Clause | Paragraph | Table] = [
        Paragraph(
            f"Đến ngày {_day(on)}, còn {len(promises):02d} lời hứa tại các phiên chất vấn chưa "
            f"được xác minh hoàn thành, trong đó {late:02d} quá hạn."
        )
    ]
    if due is not None:
        body.append(
            Paragraph(
                "Báo cáo thực hiện nghị quyết về chất vấn và lời hứa gửi đến Thường trực Hội đồng "
                f"nhân dân chậm nhất ngày {_day(due)}."
            )
        )
    if rows:
        body.append(Table(PROMISES, rows, size=12))
    return Paper(
        kind_key="report",
        issuer=office_issuer(unit),
        number=Number(f"BC-{host.council.office_symbol}"),
        place_date=_place_date(host.council, on),
        summary=printable(f"Việc thực hiện lời hứa tại các phiên chất vấn – {host.name}"),
        body=tuple(body),
        signatures=(office_signature(host.council, on=on),),
        recipients=Recipients(("Thường trực HĐND", "Đại biểu HĐND"), archive="VT"),
        marks=(Mark.DRAFT,),
    )


@in_office_language
def conclusion_notice(host: Host, *, on: date) -> Paper:
    """Thông báo kết luận về chất vấn of the Standing Committee, made from the record (QST-11)."""
    unit = _unit(host.council)
    body: list[Block] = []
    for section in sections_of(record_of(host), on=on):
        body.append(Clause(printable(section.text)))
        for row in section.rows:
            body.append(Point(printable(row.text)))
            body += [Paragraph(printable(f"– {text}")) for text in row.below]
    return Paper(
        kind_key="notice",
        issuer=standing_committee_issuer(unit),
        number=Number(f"TB-{host.council.symbol}"),
        place_date=_place_date(host.council, on),
        summary=printable(f"Kết luận về chất vấn và trả lời chất vấn – {host.name}"),
        body=tuple(body),
        signatures=(standing_signature(host.council, on=on),),
        recipients=Recipients(
            ("Người trả lời chất vấn", "Cơ quan được nêu tên", "Đại biểu HĐND"), archive=FILE_COPY
        ),
        marks=(Mark.DRAFT,),
    )


@in_office_language
def conclusion_resolution(host: Host, *, on: date) -> Paper:
    """Dự thảo nghị quyết về chất vấn, as it is laid before the council (QST-11)."""
    council = host.council
    unit = _unit(council)
    sections = sections_of(record_of(host), on=on)
    articles = articles_of(sections, effect=adopted_words(council))
    return Paper(
        kind_key="resolution",
        issuer=council_issuer(unit),
        authority=authority_of(council, host.session),
        number=Number(f"NQ-{council.symbol}"),
        place_date=_place_date(council, on),
        summary=printable(title_of(host)),
        bases=(
            ORGANISATION_ACT,
            "Căn cứ kết quả chất vấn và trả lời chất vấn tại kỳ họp",
        ),
        enacting="QUYẾT NGHỊ:",
        body=tuple(article_blocks(articles)),
        signatures=(Signature(("CHỦ TỊCH",), chair_name(council, on=on)),),
        recipients=Recipients(
            ("Ủy ban nhân dân", "Cơ quan được nêu tên", "Đại biểu HĐND"), archive=FILE_COPY
        ),
        marks=(Mark.DRAFT,),
    )


def _row(number: str, one: Interpellation) -> tuple[str | Cell, ...]:
    state = QUESTION_STATES[one.state]
    return (
        number,
        Cell(printable(f"{one.title} ({str(state).lower()})")),
        Cell(printable(one.mandate.person.name)),
        Cell(printable(f"{one.post.person.name}, {one.post.title}")),
    )


def _group_words(group: QuestionGroup) -> str:
    criteria = "; ".join(str(CRITERIA[one]) for one in group.criteria if one in CRITERIA)
    state = str(GROUP_STATES[group.state]).lower()
    return f"{group.title} ({state}){f'. Tiêu chí: {criteria}' if criteria else ''}"


def _promise_row(number: int, one: CommitmentFacts) -> tuple[str | Cell, ...]:
    what = "\n".join(filter(None, [one.text, one.measure, one.source]))
    owner = "\n".join(filter(None, [one.owner, one.promised_by, f"Hạn: {_day(one.due_on)}"]))
    return (
        str(number),
        Cell(printable(what)),
        Cell(printable(owner)),
        Cell(printable("\n".join(filter(None, [str(one.claimed_label), one.claimed_text])) or "–")),
        Cell(printable(str(one.confirmed_label) or "Chưa xác minh")),
    )


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(line) for line in text.split("\n") if line.strip()]


def _clean(block: Clause | Paragraph) -> Clause | Paragraph:
    text = block.text if isinstance(block.text, str) else ""
    return type(block)(printable(text))


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper that can be printed: the words of its link, what describes it."""

    label: Label
    describe: Callable[..., Paper]
    # Of a session alone, not of the Standing Committee between two.
    of_session: bool = False


OF_QUESTION = {
    "phieu": Printed(_("Phiếu chất vấn"), question_form),
    "cong-van": Printed(_("Công văn chuyển chất vấn"), forwarding_letter),
}
OF_HOST = {
    "ket-luan": Printed(_("Dự thảo thông báo kết luận về chất vấn"), conclusion_notice),
    "du-thao-nghi-quyet": Printed(
        _("Dự thảo nghị quyết về chất vấn"), conclusion_resolution, of_session=True
    ),
    "tong-hop": Printed(_("Tổng hợp chất vấn, đề xuất nhóm vấn đề"), synthesis),
    "loi-hua": Printed(_("Báo cáo thực hiện lời hứa"), promise_report),
}


def today() -> date:
    """The day of printing."""
    return timezone.localdate()
