"""Group discussions of the sample: July's with what was said, December's arranged."""

from datetime import datetime, timedelta

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Body, Mandate, Membership
from hdnd_portal.sample.plans import at
from sessions.models import (
    AgendaItem,
    CouncilSession,
    GroupOpinion,
    GroupRelease,
    GroupReport,
    GroupSitting,
)

# Point, stance, words: said in turn, so that every group says something else.
SAID = [
    ("Khoản 2 Điều 3", "amend", "Đề nghị nâng mức hỗ trợ cho xã vùng khó khăn và quy định rõ "
     "nguồn kinh phí bảo đảm."),
    ("", "agree", "Tán thành với dự thảo nghị quyết và báo cáo thẩm tra."),
    ("Điều 5", "clarify", "Đề nghị cơ quan trình làm rõ tiến độ giải ngân và trách nhiệm của từng "
     "đơn vị."),
    ("Điều 3, khoản 2", "amend", "Bổ sung đối tượng là hộ mới thoát nghèo trong ba năm đầu."),
    ("Phụ lục 1", "disagree", "Không tán thành danh mục dự án số 4 vì chưa đủ hồ sơ."),
    ("Điều 2", "amend", "Đề nghị thay cụm từ “khuyến khích” bằng “bảo đảm” để có cơ sở thực hiện."),
]  # fmt: skip


def groups_of_july(session: CouncilSession, *, by: User) -> None:
    """Every group discussed two drafts on the first afternoon; both syntheses are released."""
    items = list(session.items.filter(kind="resolution").order_by("position")[:2])
    starts = at(session.opening_on, 14)
    sittings = _arrange(session, items, starts, by=by)
    turn = 0
    for number, (sitting, seats) in enumerate(sittings):
        sitting.present.set(seats[: max(2, len(seats) - number % 3)])
        for report in sitting.reports.order_by("item__position"):
            sent = sitting.report_due_at + timedelta(minutes=35 if number == 4 else -10)
            for seat in seats[:2]:
                point, stance, text = SAID[turn % len(SAID)]
                turn += 1
                GroupOpinion.objects.create(
                    report=report,
                    mandate=seat,
                    stance=stance,
                    point=point,
                    text=text,
                    agency=report.item.presenter if stance == "clarify" else None,
                    written_by=by,
                )
            report.state = "received"
            report.submitted_by = report.decided_by = by
            report.first_submitted_at = report.submitted_at = sent
            report.decided_at = sent + timedelta(minutes=20)
            report.save()
    for item in items:
        GroupRelease.objects.create(
            item=item, released_by=by, released_at=starts + timedelta(hours=5)
        )


def groups_of_december(session: CouncilSession, *, by: User) -> None:
    """Who meets on the first afternoon, and on what; nothing is written yet."""
    items = list(session.items.filter(kind="resolution").order_by("position")[:3])
    _arrange(session, items, at(session.opening_on, 14), by=by)


def _arrange(
    session: CouncilSession, items: list[AgendaItem], starts: datetime, *, by: User
) -> list[tuple[GroupSitting, list[Mandate]]]:
    day = session.opening_on
    seats = {
        seat.person_id: seat
        for seat in Mandate.objects.able_to_act(day).filter(term=session.term_id)
    }
    made = []
    groups = session.term.bodies.filter(kind=Body.Kind.DELEGATE_GROUP).order_by("position")
    for number, group in enumerate(groups, start=1):
        places = Membership.objects.in_force(day).filter(body=group, person__in=seats)
        people = sorted(
            places.select_related("person"),
            key=lambda one: (one.role != "group_head", one.role != "group_deputy", one.pk),
        )
        if not people:
            continue
        sitting = GroupSitting.objects.create(
            session=session,
            group=group,
            starts_at=starts,
            ends_at=starts + timedelta(hours=2, minutes=30),
            place=f"Phòng họp số {number}",
            chair=people[0].person,
            rapporteur=people[min(1, len(people) - 1)].person,
            report_due_at=starts + timedelta(hours=3),
            arranged_by=by,
        )
        GroupReport.objects.bulk_create(GroupReport(sitting=sitting, item=item) for item in items)
        made.append((sitting, [seats[one.person_id] for one in people]))
    return made
