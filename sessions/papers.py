"""The papers of a session, described from its record: the invitation with the programme."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from hdnd_portal.documents.papers import (
    Appendix,
    Number,
    Paper,
    Paragraph,
    PlaceDate,
    Recipients,
    Run,
    Signature,
    Table,
    date_words,
    programme_table,
    standing_committee_issuer,
)
from hdnd_portal.documents.papers import Sitting as ProgrammePart
from hdnd_portal.documents.released import Words
from sessions.models import AgendaItem, CouncilSession, Invitation, Sitting
from sessions.wordings import INVITATIONS, OF_DELEGATES, OPENING, of_guests

INVITATION_KEYS = frozenset(phrase.key for phrase in INVITATIONS)
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def local(moment: datetime) -> datetime:
    """The moment on the clocks of Việt Nam."""
    return timezone.localtime(moment)


def clock(moment: datetime) -> str:
    """`08 giờ 00`, as programmes write it."""
    at = local(moment)
    return f"{at:%H} giờ {at:%M}"


def weekday_words(day: date) -> str:
    """`thứ Ba, ngày 08 tháng 12 năm 2026`."""
    return f"{WEEKDAYS[day.weekday()]}, {date_words(day)}"


def length_words(days: Decimal) -> str:
    """`02 ngày rưỡi`, `01 ngày`, `nửa ngày`."""
    whole, half = int(days), days != int(days)
    if not whole:
        return "nửa ngày"
    return f"{whole:02d} ngày{' rưỡi' if half else ''}"


def place_words(place: str) -> str:
    """Where the session is held; no hall is made up for one whose place is not settled."""
    return place or "sẽ thông báo sau"


def _presenter(item: AgendaItem) -> str:
    return str(item.presenter or item.presenting_body or "")


def _title(item: AgendaItem) -> str:
    number = f"{item.number}. " if item.number else ""
    late = (
        f" (bổ sung theo ý kiến của Chủ tọa: {item.chair_decision.text})"
        if (item.chair_decision)
        else ""
    )
    grouped = f" (xem xét theo nhóm “{item.block.title}”)" if item.block else ""
    return f"{number}{item.title}{grouped}{late}"


def programme(
    sittings: Iterable[Sitting], items: Iterable[AgendaItem], *, with_closed: bool
) -> Table:
    """The programme: what happens in each half-day, then what has no half-day yet.

    Items of closed sittings are left out for people who will not attend them (`with_closed`).
    """
    shown = [item for item in items if with_closed or not item.is_closed]
    parts = []
    for sitting in sittings:
        start = local(sitting.starts_at)
        half = "Sáng" if start.hour < 12 else "Chiều"
        rows = [
            ("" if index else clock(sitting.starts_at), _title(item), _presenter(item))
            for index, item in enumerate(i for i in shown if i.sitting_id == sitting.pk)
        ]
        if not rows:
            rows = [(clock(sitting.starts_at), "Làm việc theo điều hành của Chủ tọa", "Chủ tọa")]
        title = f"{half} {WEEKDAYS[start.weekday()]}, ngày {start:%d/%m/%Y}"
        parts.append(ProgrammePart(title, tuple(rows)))
    rest = [("", _title(item), _presenter(item)) for item in shown if item.sitting_id is None]
    if rest:
        parts.append(ProgrammePart("Nội dung kỳ họp", tuple(rest)))
    return programme_table(parts)


def session_words(session: CouncilSession) -> str:
    """`Kỳ họp thứ 3 (Kỳ họp thường lệ cuối năm 2026)`, `Kỳ họp thứ nhất`, or the name alone."""
    if session.ordinal is None:
        return session.name
    # The first is never "thứ 1" (domain rule 2.1).
    words = "Kỳ họp thứ nhất" if session.ordinal == 1 else f"Kỳ họp thứ {session.ordinal}"
    return words if session.name.startswith(words) else f"{words} ({session.name})"


def printed_facts(session: CouncilSession) -> dict[str, str]:
    """What an invitation says of the session, in the words it uses: name, place, time, hours."""
    sittings = sorted(session.sittings.all(), key=lambda sitting: sitting.starts_at)
    opening = f", khai mạc lúc {clock(sittings[0].starts_at)}" if sittings else ""
    return {
        "session": session_words(session),
        "place": session.place,
        "time": f"{length_words(session.days)}{opening}, {weekday_words(session.opening_on)}",
        "hours": "; ".join(
            f"{local(sitting.starts_at):%d/%m %H:%M}–{local(sitting.ends_at):%H:%M}"
            for sitting in sittings
        ),
    }


def _asked_of(invitation: Invitation) -> str:
    return of_guests(invitation.guest.category) if invitation.guest else OF_DELEGATES


def invitation_paper(invitation: Invitation, programme_part: Table, *, addressee: str) -> Paper:
    """The invitation of one person; its number and date are those of the document.

    The addressee stands in the body alone: copies of one run differ in nothing else.
    """
    session, run = invitation.session, invitation.run
    unit = str(session.council.unit)
    # A run prints what held when it was issued, however late the worker comes to a paper.
    facts = run.printed or printed_facts(session)
    words = Words({key: text for key, text in facts.items() if key in INVITATION_KEYS})
    document = invitation.document
    replaced = f" (thay thế Giấy mời số {run.replaces})" if run.replaces else ""
    return Paper(
        kind_key="invitation",
        issuer=standing_committee_issuer(unit),
        number=Number(f"GM-{session.council.symbol}", document.number if document else None),
        place_date=PlaceDate(session.council.place, run.issued_on),
        summary=f"Dự {facts['session']} Hội đồng nhân dân {unit} {session.term}{replaced}",
        body=(
            Paragraph(
                (
                    Run(f"{words.say(OPENING, unit=unit)} "),
                    Run(addressee, bold=True),
                )
            ),
            _labelled("Tới dự", f"{facts['session']} Hội đồng nhân dân {unit}."),
            _labelled("Thời gian", f"{facts['time']}."),
            _labelled("Địa điểm", f"{place_words(facts['place'])}."),
            Paragraph(
                words.say(
                    _asked_of(invitation),
                    unit=unit,
                    session=facts["session"],
                    place=place_words(facts["place"]),
                )
            ),
        ),
        signatures=(Signature(tuple(run.signer_block), run.signer.name),),
        recipients=Recipients(("Như kính mời", "Lãnh đạo Văn phòng"), archive="VT, CTHĐND"),
        appendices=(Appendix(f"Chương trình {facts['session']}", (programme_part,)),),
        created=run.issued_at,
    )


def _labelled(label: str, text: str) -> Paragraph:
    return Paragraph((Run(f"{label}: ", bold=True), Run(text)))
