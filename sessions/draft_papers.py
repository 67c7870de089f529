"""Drafts printed from the record of a session: its programme, the decision or notice convening it.

They carry no number and no day: the clerk gives both when the signed paper is issued (Decree
30/2020/NĐ-CP, Art. 15). Law 72/2025/QH15, Art. 31(2): the Standing Committee convenes a session.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models import Membership
from hdnd_portal.documents.papers import (
    Appendix,
    Article,
    Clause,
    Mark,
    Number,
    Paper,
    Paragraph,
    PlaceDate,
    Recipients,
    Signature,
    Table,
    standing_committee_issuer,
)
from hdnd_portal.documents.released import Words, words_of
from hdnd_portal.documents.signers import standing_signature
from hdnd_portal.ui.choices import Label
from sessions.models import CouncilSession
from sessions.papers import (
    clock,
    length_words,
    place_words,
    programme,
    session_words,
    weekday_words,
)

LAW = "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15"
FILE_COPY = "VT, CTHĐND"


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper that can be drafted from the record: the words of its link, what describes it."""

    label: Label
    describe: Callable[["Source"], Paper]


@dataclass(frozen=True, slots=True)
class Source:
    """What the drafts of one session are made of, read once."""

    session: CouncilSession
    table: Table
    signer: Membership | None
    on: date  # the day of printing: its year stands in the date still to be filled in
    words: Words

    @property
    def unit(self) -> str:
        """`tỉnh Lâm Đồng`."""
        return str(self.session.council.unit)

    @property
    def title(self) -> str:
        """`Kỳ họp thứ 3 (…) Hội đồng nhân dân tỉnh … khóa …`."""
        return f"{session_words(self.session)} Hội đồng nhân dân {self.unit} {self.session.term}"

    @property
    def times(self) -> str:
        """How long the session lasts, when it opens and when it is meant to close."""
        first = min((one.starts_at for one in self.session.sittings.all()), default=None)
        at = f"lúc {clock(first)}, " if first else ""
        closing = (
            f"; dự kiến bế mạc {weekday_words(self.session.closing_on)}"
            if self.session.closing_on != self.session.opening_on
            else ""
        )
        return (
            f"{length_words(self.session.days)}, khai mạc {at}"
            f"{weekday_words(self.session.opening_on)}{closing}"
        )

    @property
    def place(self) -> str:
        """Where the session is held."""
        return place_words(self.session.place)

    def say(self, key: str) -> str:
        """A sentence in the words of the office."""
        return self.words.say(
            key, unit=self.unit, session=session_words(self.session), place=self.place
        )

    def number(self, kind: str) -> Number:
        """The code of the kind, its number still to be given."""
        return Number(f"{kind}-{self.session.council.symbol}")

    def place_date(self) -> PlaceDate:
        """The place, the day still to be given."""
        return PlaceDate(self.session.council.place, None, self.on.year)

    def signatures(self) -> tuple[Signature, ...]:
        """The chair of the Standing Committee, or the vice-chair in the chair's place."""
        return (standing_signature(self.signer),)

    def appendix(self) -> Appendix:
        """The programme that goes out with the paper.

        So the model working rules (Resolution 103/2025/UBTVQH15) and the rules of the province;
        unverified, their annexed text was not seen.
        """
        return Appendix(f"Dự kiến chương trình {session_words(self.session)}", (self.table,))


def source_of(session: CouncilSession, *, signer: Membership | None, on: date) -> Source:
    """Read the programme of a session, closed sittings included."""
    items = list(session.items.for_agenda())
    table = programme(session.sittings.all(), items, with_closed=True)
    return Source(session, table, signer, on, words_of(session.council))


def draft_programme(source: Source) -> Paper:
    """Chương trình kỳ họp: what the Council is asked to adopt at the opening."""
    return Paper(
        kind_key="programme",
        issuer=standing_committee_issuer(source.unit),
        number=source.number("CTr"),
        place_date=source.place_date(),
        summary=source.title,
        bases=(LAW, f"Căn cứ Quy chế làm việc của Hội đồng nhân dân {source.unit}"),
        body=(
            Paragraph(
                f"Thường trực Hội đồng nhân dân {source.unit} dự kiến chương trình "
                f"{session_words(source.session)} như sau:"
            ),
            Paragraph(f"Thời gian: {source.times}."),
            Paragraph(f"Địa điểm: {source.place}."),
            source.table,
            Paragraph(source.say("programme.closing")),
        ),
        signatures=source.signatures(),
        recipients=_recipients(source, ()),
        marks=(Mark.DRAFT,),
    )


def draft_decision(source: Source) -> Paper:
    """Quyết định triệu tập kỳ họp."""
    return Paper(
        kind_key="decision",
        issuer=standing_committee_issuer(source.unit),
        number=source.number("QĐ"),
        place_date=source.place_date(),
        summary=f"Triệu tập {source.title}",
        authority=(f"Thường trực Hội đồng nhân dân {source.unit}",),
        bases=(LAW, f"Căn cứ Quy chế làm việc của Hội đồng nhân dân {source.unit}"),
        enacting="QUYẾT ĐỊNH:",
        body=(
            Article(text=f"Triệu tập {source.title}."),
            Article(
                text=f"Thời gian: {source.times}. Địa điểm: {source.place}. Dự kiến chương trình "
                "kỳ họp kèm theo Quyết định này."
            ),
            Article(
                text=f"Đại biểu Hội đồng nhân dân {source.unit}, Chánh Văn phòng Đoàn đại biểu "
                f"Quốc hội và Hội đồng nhân dân {source.unit} và các cơ quan, tổ chức, cá nhân có "
                "liên quan chịu trách nhiệm thi hành Quyết định này."
            ),
        ),
        signatures=source.signatures(),
        recipients=_recipients(source, ("Như Điều 3",)),
        appendices=(source.appendix(),),
        marks=(Mark.DRAFT,),
    )


def draft_notice(source: Source) -> Paper:
    """Thông báo triệu tập kỳ họp, where the province convenes by notice."""
    return Paper(
        kind_key="notice",
        issuer=standing_committee_issuer(source.unit),
        number=source.number("TB"),
        place_date=source.place_date(),
        summary=f"Triệu tập {source.title}",
        body=(
            Paragraph(
                f"Thường trực Hội đồng nhân dân {source.unit} thông báo triệu tập {source.title} "
                "như sau:"
            ),
            Clause(f"Thời gian: {source.times}."),
            Clause(f"Địa điểm: {source.place}."),
            Clause(source.say("notice.invited")),
            Clause("Nội dung: theo dự kiến chương trình kèm theo Thông báo này."),
            Paragraph(source.say("notice.closing")),
        ),
        signatures=source.signatures(),
        recipients=_recipients(source, ()),
        appendices=(source.appendix(),),
        marks=(Mark.DRAFT,),
    )


def _recipients(source: Source, first: tuple[str, ...]) -> Recipients:
    words = source.unit.lower()
    two = ("thành phố", "đặc khu")
    level = next((kind for kind in two if words.startswith(kind)), words.split(" ", 1)[0])
    return Recipients(
        (
            *first,
            f"Đại biểu HĐND {level}",
            f"UBND {level}",
            f"UBMTTQVN {level}",
            f"Các Ban HĐND {level}",
            "Cơ quan trình, cơ quan được mời",
        ),
        archive=FILE_COPY,
    )


DRAFTS = {
    "chuong-trinh": Draft(_("Chương trình kỳ họp"), draft_programme),
    "quyet-dinh-trieu-tap": Draft(_("Quyết định triệu tập"), draft_decision),
    "thong-bao-trieu-tap": Draft(_("Thông báo triệu tập"), draft_notice),
}
"""The drafts by the word that stands for each in its address."""
