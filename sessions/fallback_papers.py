"""Papers that stand in for the portal when it cannot be used at the sitting (S13).

Each is described from the record as it stands: names, groups, programme, items put to the vote.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from hdnd_portal.council.models import Mandate, Membership
from hdnd_portal.documents.papers import (
    Align,
    Bullets,
    Cell,
    Clause,
    Column,
    Paper,
    Paragraph,
    PlaceDate,
    Signature,
    Table,
    council_issuer,
    office_issuer,
)
from hdnd_portal.documents.papers.blocks import Block, Row
from hdnd_portal.legal.majority import needed
from hdnd_portal.legal.public import register_for
from hdnd_portal.legal.register import RuleRefused
from hdnd_portal.ui.language import in_office_language
from sessions.models import CouncilSession, Poll
from sessions.papers import programme, session_words
from sessions.quorum import quorum_of
from sessions.workflow import ITEM_GONE
from sessions.workflow.poll import PollKind, PollState

WITHOUT_GROUP = "Đại biểu chưa xếp Tổ"
HOUR = ".... giờ ...."
LINE = "." * 90
VOTE_RULE = "vote.resolution"
BLANK_TALLIES = 3  # for what nobody foresaw
OCCURRENCES = 16
AREAS = ("Khu vực 1", "Khu vực 2", "Khu vực 3", "Khu vực 4")


@dataclass(frozen=True, slots=True)
class Form:
    """One paper of the pack: the name of its file, how many copies to print, and what it is for."""

    stem: str
    copies: int
    paper: Paper

    @property
    def name(self) -> str:
        """What the cover calls it."""
        return f"{self.paper.name} – {self.paper.summary}"


@dataclass(frozen=True, slots=True)
class Seat:
    """A delegate who can act on the opening day."""

    name: str
    constituency: str


def seats_by_group(session: CouncilSession) -> dict[str, list[Seat]]:
    """Delegates able to act on the opening day by their Tổ, in order; two queries."""
    on = session.opening_on
    able = Mandate.objects.able_to_act(on).filter(term=session.term_id).select_related("person")
    places = (
        Membership.objects.in_force(on)
        .filter(body__term=session.term_id, body__kind="delegate_group")
        .select_related("body")
        .order_by("body__position", "body__name", "body")
    )
    groups: dict[str, list[Seat]] = {}
    group_of: dict[int, str] = {}
    for place in places:
        groups.setdefault(place.body.name, [])
        group_of[place.person_id] = place.body.name
    groups[WITHOUT_GROUP] = []
    for mandate in able.order_by("person__sort_key", "pk"):
        group = group_of.get(mandate.person_id, WITHOUT_GROUP)
        groups[group].append(Seat(mandate.person.name, mandate.constituency))
    return {name: seats for name, seats in groups.items() if seats}


@in_office_language
def fallback_pack(session: CouncilSession, *, made_at: datetime) -> list[Form]:
    """The whole pack, its cover first. Raises PaperError as the papers do."""
    groups = seats_by_group(session)
    forms = [
        *_rolls(session, groups),
        _programme(session),
        _tallies(session, sum(map(len, groups.values()))),
        _roll_call(session, groups),
        *_ballots(session, sum(map(len, groups.values()))),
        _ballot_count(session),
        _occurrences(session),
    ]
    return [_cover(session, forms, made_at), *forms]


def _paper(
    session: CouncilSession,
    name: str,
    body: Iterable[Block],
    *,
    summary: str = "",
    signatures: tuple[Signature, ...] = (),
    on: date | None = None,
) -> Paper:
    unit = str(session.council.unit)
    return Paper(
        kind_key="document_list",
        issuer=office_issuer(unit),
        place_date=PlaceDate(session.council.place, on, year=session.opening_on.year),
        name=name,
        summary=summary or f"{session_words(session)} Hội đồng nhân dân {unit} {session.term}",
        body=tuple(body),
        signatures=signatures or (_signed("Người ghi"),),
        created=timezone.localtime(),
    )


def _signed(office: str) -> Signature:
    return Signature((office,), note="(Ký, ghi rõ họ tên)")


def _cover(session: CouncilSession, forms: list[Form], made_at: datetime) -> Form:
    at = timezone.localtime(made_at)
    rows: list[Row] = [
        (str(place), form.name, f"{form.copies:02d}") for place, form in enumerate(forms, start=1)
    ]
    body: list[Block] = [
        Paragraph(
            "Bộ biểu mẫu dùng khi không sử dụng được Cổng thông tin tại phòng họp; in từ hồ sơ kỳ "
            f"họp lúc {at:%H} giờ {at:%M}, ngày {at:%d/%m/%Y}. Danh sách đại biểu và chương trình "
            "thay đổi sau giờ này thì in lại."
        ),
        Table(
            (Column("TT", 12, Align.CENTRE), Column("Biểu mẫu", 128), Column("Số bản", 25)),
            tuple(rows),
        ),
        Clause(
            "Ghi giờ theo đồng hồ của phòng họp, bằng bút mực; chữ sửa có chữ ký của người ghi."
        ),
        Clause(
            "Khi Cổng thông tin hoạt động lại, hai người nhập từng tờ, không xem số của nhau; chỗ "
            "khác nhau do người thứ ba đối chiếu với bản giấy. Kết quả và biên bản ghi rõ “nhập "
            "sau từ giấy”."
        ),
        Clause("Bản giấy đã dùng lưu trong hồ sơ kỳ họp."),
    ]
    paper = _paper(session, "Bộ biểu mẫu dự phòng", body, on=at.date())
    return Form("00-danh-muc", 1, paper)


def _rolls(session: CouncilSession, groups: dict[str, list[Seat]]) -> Iterator[Form]:
    sittings = max(session.sittings.count(), 1)
    columns = (
        Column("TT", 10, Align.CENTRE),
        Column("Họ và tên", 55),
        *(Column(title, 18, Align.CENTRE) for title in ("Có mặt", "Rời", "Trở lại", "Rời")),
        Column("Ký tên", 28),
    )
    for place, (group, seats) in enumerate(groups.items(), start=1):
        rows = tuple(
            (str(number), seat.name, "", "", "", "", "")
            for number, seat in enumerate(seats, start=1)
        )
        body = (
            Paragraph(f"Phiên họp: {'.' * 30} Ngày {'.' * 20} Giờ mở bàn: {HOUR}", indent=False),
            Table(columns, rows, size=12),
            Paragraph(
                f"Tổng số đại biểu của Tổ: {len(seats):02d}. Có mặt khi khai mạc phiên: ........ "
                "Vắng: ........ Ghi giờ và phút vào các cột; người vắng gạch ngang cột “Có mặt”."
            ),
        )
        summary = f"{group}, {session_words(session)}"
        paper = _paper(session, "Danh sách điểm danh", body, summary=summary)
        yield Form(f"{place:02d}-diem-danh", sittings, paper)


def _programme(session: CouncilSession) -> Form:
    items = session.items.exclude(state__in=ITEM_GONE).for_agenda()
    table = programme(session.sittings.all(), items, with_closed=True)
    note = Paragraph("Bản có cả nội dung họp kín, chỉ dùng cho bàn điều hành.", italic=True)
    paper = _paper(
        session, "Chương trình điều hành", (table, note), signatures=(_signed("Thư ký kỳ họp"),)
    )
    return Form("20-chuong-trinh", 3, paper)


def _needed(session: CouncilSession) -> str:
    """How many must be in favour, and present, in words; dots where no figure is known."""
    quorum = quorum_of(session)
    register = register_for(session.council)
    try:
        rule = register.find(VOTE_RULE, on=session.opening_on)
        share = rule.fraction
    except RuleRefused:
        return "Số tán thành cần có: ........"
    if quorum is None:
        return "Số tán thành cần có: ........"
    base = quorum.base
    return (
        f"Cần ít nhất {needed(base, share, rule.comparison)}/{base} đại biểu tán thành "
        f"({quorum.base_name}); cần {quorum.needed} đại biểu có mặt để họp."
    )


def _tally(title: str) -> tuple[Block, ...]:
    columns = (
        Column("", 33),
        *(Column(title, 22, Align.CENTRE) for title in (*AREAS, "Cộng", "Kiểm lại")),
    )
    rows = tuple(
        (name, *("" for _ in range(len(AREAS) + 2)))
        for name in ("Tán thành", "Không tán thành", "Không biểu quyết")
    )
    return (
        Paragraph(title, bold=True, keep_with_next=True),
        Paragraph(
            f"Biểu quyết lúc {HOUR} Số đại biểu có mặt: ........", indent=False, keep_with_next=True
        ),
        Table(columns, rows, size=12),
    )


def _tallies(session: CouncilSession, seats: int) -> Form:
    """One tally for each item put to the vote, and some blank ones."""
    items = session.items.exclude(state__in=ITEM_GONE).order_by("position")
    asked = [item for item in items if item.has_draft or item.kind == "procedure"]
    titles = [f"{item.number}. {item.title}" if item.number else item.title for item in asked]
    body: list[Block] = [
        Paragraph(
            f"Tổng số đại biểu có thể biểu quyết: {seats}. {_needed(session)} Người đếm ghi số của "
            "khu vực mình; tổng ba dòng không lớn hơn số đại biểu có mặt."
        )
    ]
    for title in [*titles, *(f"Nội dung khác: {LINE[:60]}" for _ in range(BLANK_TALLIES))]:
        body.extend(_tally(title))
    paper = _paper(
        session,
        "Phiếu ghi kết quả giơ tay",
        body,
        signatures=(_signed("Người đếm"), _signed("Thư ký kỳ họp")),
    )
    return Form("30-gio-tay", 2, paper)


def _roll_call(session: CouncilSession, groups: dict[str, list[Seat]]) -> Form:
    columns = (
        Column("TT", 10, Align.CENTRE),
        Column("Họ và tên", 59),
        *(
            Column(title, 24, Align.CENTRE)
            for title in ("Tán thành", "Không tán thành", "Không biểu quyết", "Vắng")
        ),
    )
    rows: list[Row] = []
    number = 0
    for group, seats in groups.items():
        rows.append((Cell(group, span=6, bold=True, align=Align.LEFT),))
        for seat in seats:
            number += 1
            rows.append((str(number), seat.name, "", "", "", ""))
    rows.append((Cell("Cộng", span=2, bold=True), "", "", "", ""))
    body = (
        Paragraph(f"Nội dung biểu quyết: {LINE[:70]}", indent=False),
        Paragraph(f"Bắt đầu gọi tên lúc {HOUR} Kết thúc lúc {HOUR}", indent=False),
        Paragraph(f"{_needed(session)} Đánh dấu X vào một cột ở dòng của từng đại biểu."),
        Table(columns, tuple(rows), size=12),
    )
    paper = _paper(
        session,
        "Danh sách gọi tên biểu quyết",
        body,
        signatures=(_signed("Người gọi tên"), _signed("Thư ký kỳ họp")),
    )
    return Form("40-goi-ten", 2, paper)


def _ballots(session: CouncilSession, seats: int) -> Iterator[Form]:
    """A ballot for each secret vote prepared, and a blank one; no delegate's name stands on any."""
    prepared = session.polls.filter(
        kind=PollKind.SECRET_PAPER, state__in=[PollState.PREPARED, PollState.OPEN]
    )
    for place, poll in enumerate(prepared.order_by("position"), start=1):
        yield Form(f"5{place}-phieu-kin", seats, _ballot(session, poll))
    yield Form("50-phieu-kin-trong", seats, _ballot(session, None))


def _ballot(session: CouncilSession, poll: Poll | None) -> Paper:
    unit = str(session.council.unit)
    asked = poll.question if poll else f"Nội dung: {LINE}{LINE}"
    return Paper(
        kind_key="ballot",
        issuer=council_issuer(unit),
        place_date=PlaceDate(session.council.place, None, year=session.opening_on.year),
        name="Phiếu biểu quyết",
        summary=poll.title if poll else session_words(session),
        body=(
            Paragraph(asked),
            Table(
                (
                    Column("Tán thành", 55, Align.CENTRE),
                    Column("Không tán thành", 55, Align.CENTRE),
                    Column("Không biểu quyết", 55, Align.CENTRE),
                ),
                ((Cell("\n\n"), Cell("\n\n"), Cell("\n\n")),),
            ),
            Paragraph(
                "Đại biểu đánh dấu X vào một ô. Phiếu không đánh dấu ô nào, đánh dấu từ hai ô trở "
                "lên, có chữ hoặc ký hiệu khác là phiếu không hợp lệ.",
                italic=True,
            ),
            Paragraph(
                "Phiếu không có dấu của Thường trực HĐND là phiếu không hợp lệ.", italic=True
            ),
        ),
        created=timezone.localtime(),
    )


def _ballot_count(session: CouncilSession) -> Form:
    names = ("Phiếu phát ra", "Phiếu thu về", "Phiếu hợp lệ", "Phiếu không hợp lệ")
    answers = ("Tán thành", "Không tán thành", "Không biểu quyết")
    rows = tuple((name, "", "") for name in (*names, *answers))
    body = (
        Paragraph(f"Nội dung bỏ phiếu: {LINE[:70]}", indent=False),
        Paragraph(f"Bỏ phiếu từ {HOUR} đến {HOUR} Kiểm phiếu xong lúc {HOUR}", indent=False),
        Table(
            (Column("", 75), Column("Số phiếu", 45), Column("Kiểm lại", 45)),
            rows,
        ),
        Bullets(
            (
                "Phiếu thu về = phiếu hợp lệ + phiếu không hợp lệ;",
                "Phiếu hợp lệ = tán thành + không tán thành + không biểu quyết.",
            )
        ),
    )
    paper = _paper(
        session,
        "Phiếu ghi kết quả kiểm phiếu",
        body,
        signatures=(_signed("Thành viên Ban kiểm phiếu"), _signed("Trưởng Ban kiểm phiếu")),
    )
    return Form("60-kiem-phieu", 2, paper)


def _occurrences(session: CouncilSession) -> Form:
    columns = (
        Column("Từ", 18, Align.CENTRE),
        Column("Đến", 18, Align.CENTRE),
        Column("Nội dung, người phát biểu", 64),
        Column("Diễn biến, kết luận của Chủ tọa", 65),
    )
    rows = tuple((Cell("\n"), "", "", "") for _ in range(OCCURRENCES))
    body = (
        Paragraph(f"Phiên họp: {'.' * 40} Ngày {'.' * 24} Tờ số: ......", indent=False),
        Table(columns, rows, size=12),
    )
    paper = _paper(session, "Phiếu ghi diễn biến phiên họp", body)
    return Form("70-dien-bien", 4, paper)
