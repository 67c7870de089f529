"""The checklist of a rehearsal as a paper: held, looked at, wiped, signed (S12)."""

from datetime import datetime

from django.utils import timezone

from hdnd_portal.documents.papers import (
    Align,
    Clause,
    Column,
    Paper,
    PlaceDate,
    Signature,
    Table,
    office_issuer,
)
from hdnd_portal.ui.language import in_office_language
from sessions.models import Rehearsal
from sessions.papers import session_words
from sessions.rehearsal_labels import CHECKS, WIPED


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%H} giờ {local:%M}, ngày {local:%d/%m/%Y}"


@in_office_language
def rehearsal_paper(rehearsal: Rehearsal) -> Paper:
    """Phiếu kiểm tra diễn tập, as it stands. Raises PaperError."""
    session = rehearsal.session
    unit = str(session.council.unit)
    rows = []
    for place, (key, label) in enumerate(CHECKS.items(), start=1):
        tick = rehearsal.checks.get(key)
        who = f"{tick['by']}\n{_moment(datetime.fromisoformat(tick['at']))}" if tick else ""
        rows.append((str(place), str(label), "Đạt" if tick else "Chưa kiểm tra", who))
    facts = [
        Clause(
            f"Buổi diễn tập bắt đầu lúc {_moment(rehearsal.started_at)}, người bắt đầu: "
            f"{rehearsal.started_by.name}. Mọi số liệu trong buổi diễn tập là giả định."
        )
    ]
    if rehearsal.wiped_at is None or rehearsal.wiped_by is None:
        facts.append(Clause("Dữ liệu diễn tập chưa xóa."))
    else:
        counts = "; ".join(f"{rehearsal.wiped.get(key, 0)} {label}" for key, label in WIPED.items())
        facts.append(
            Clause(
                f"Dữ liệu diễn tập đã xóa lúc {_moment(rehearsal.wiped_at)}, người xóa: "
                f"{rehearsal.wiped_by.name}. Đã xóa: {counts}."
            )
        )
        facts.append(
            Clause(
                "Không số liệu nào của buổi diễn tập còn trong hồ sơ kỳ họp, thống kê, biên bản, "
                "sổ đăng ký văn bản và hồ sơ đại biểu."
            )
        )
    if rehearsal.remarks:
        facts.append(Clause(f"Ghi chú: {rehearsal.remarks}"))
    signed_on = timezone.localdate(rehearsal.signed_at) if rehearsal.signed_at else None
    return Paper(
        kind_key="document_list",
        issuer=office_issuer(unit),
        place_date=PlaceDate(session.council.place, signed_on, year=session.opening_on.year),
        name="Phiếu kiểm tra diễn tập",
        summary=f"{session_words(session)} Hội đồng nhân dân {unit} {session.term}",
        body=(
            *facts,
            Table(
                (
                    Column("TT", 12, Align.CENTRE),
                    Column("Việc kiểm tra", 83),
                    Column("Kết quả", 25, Align.CENTRE),
                    Column("Người kiểm tra", 45),
                ),
                tuple(rows),
                size=12,
            ),
        ),
        signatures=(
            Signature(("Thư ký kỳ họp",), rehearsal.signed_by.name if rehearsal.signed_by else ""),
        ),
        created=timezone.localtime(rehearsal.signed_at or rehearsal.started_at),
    )
