"""What must be reported to the next session: each group from its own records (SES-26)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from hdnd_portal.council.models import Membership
from hdnd_portal.documents.papers import render_docx
from sessions.models import Attendance, QuestioningConclusion
from sessions.must_report import GROUPS, gap_after, must_report
from sessions.result_paper import must_report_paper, result_paper
from sessions.services import resolutions
from tests.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SuspensionFactory,
)
from tests.sessions.resolutions import ADOPTED, scene

pytestmark = pytest.mark.django_db
AUGUST = date(2026, 8, 20)


@pytest.fixture(autouse=True)
def _september():
    with time_machine.travel("2026-09-20 10:00:00+07:00", tick=False):
        yield


@pytest.fixture
def made(db):
    found = scene()
    found.following = CouncilSessionFactory(
        term=found.session.term, council=found.session.council, opening_on=date(2026, 12, 8),
        closing_on=date(2026, 12, 10), ordinal=3,
    )  # fmt: skip
    return found


def rows(made):
    gap = gap_after(made.session, today=date(2026, 9, 20))
    names = {str(label): key for key, (label, _source) in GROUPS.items()}
    return {
        names[str(label)]: [row.text for row in found] for label, _source, found in must_report(gap)
    }


def test_the_gap_lasts_from_the_closing_to_the_next_opening(made):
    gap = gap_after(made.session, today=date(2026, 9, 20))

    assert (gap.starts_on, gap.ends_on) == (ADOPTED + timedelta(days=1), date(2026, 12, 8))
    assert gap.following == made.following
    made.following.state = "cancelled"
    made.following.save()
    assert gap_after(made.session, today=date(2026, 9, 20)).ends_on == date(2026, 9, 20)


def test_each_group_finds_its_records_of_the_gap_and_no_others(made):
    council, term = made.session.council, made.session.term
    for title, day in (("Về chi khẩn cấp", AUGUST), ("Trước kỳ họp", ADOPTED)):
        resolutions.draft_of_standing_committee(
            council, title=title, adopted_on=day, by=made.officer
        )
    body = term.bodies.get(code="TT")
    MembershipFactory(
        body=body, person=PersonFactory(name="Phó Nghỉ Mẫu"), role=Membership.Role.VICE_CHAIR,
        valid_to=AUGUST,
    )  # fmt: skip
    MandateFactory(
        term=term, person=PersonFactory(name="Đại Biểu Thôi Mẫu"), valid_to=AUGUST,
        end_reason="released",
    )  # fmt: skip
    SuspensionFactory(
        mandate=MandateFactory(term=term, person=PersonFactory(name="Tạm Đình Mẫu")),
        valid_from=AUGUST,
    )
    AgendaItemFactory(session=made.session, title="Đề án chưa xong", state="deferred")
    found = rows(made)

    assert found["decisions"] == ["Về chi khẩn cấp"]
    assert [text.split(",")[0] for text in found["offices"]] == ["Phó Nghỉ Mẫu"]
    assert [text.split(":")[0] for text in found["delegates"]] == ["Đại Biểu Thôi Mẫu"]
    assert [text.split(":")[0] for text in found["suspensions"]] == ["Tạm Đình Mẫu"]
    assert found["carried"] == ["Đề án chưa xong"]
    assert found["absentees"] == []


def test_who_was_at_no_session_for_a_year_is_named(made):
    term, council = made.session.term, made.session.council
    early = CouncilSessionFactory(
        term=term, council=council, opening_on=date(2026, 4, 1), closing_on=date(2026, 4, 1),
        ordinal=1,
    )  # fmt: skip
    there = MandateFactory(term=term, person=PersonFactory(name="Có Mặt Mẫu"))
    MandateFactory(term=term, person=PersonFactory(name="Vắng Cả Năm Mẫu"))
    for session in (early, made.session):
        Attendance.objects.create(
            session=session, mandate=there, source="office", recorded_by=made.officer,
            arrived_at=f"{session.opening_on}T08:00+07:00",
        )  # fmt: skip

    assert rows(made)["absentees"] == ["Vắng Cả Năm Mẫu"]


def test_the_page_and_the_notice_are_made_of_the_same_list(client, made):
    resolutions.draft_of_standing_committee(
        made.session.council, title="Về chi khẩn cấp", adopted_on=AUGUST, by=made.officer
    )
    client.force_login(made.officer)
    answer = client.get(reverse("sessions:result", kwargs={"session": made.session.pk}))

    assert "Về chi khẩn cấp" in answer.content.decode()
    gap = gap_after(made.session, today=date(2026, 9, 20))
    made.session.refresh_from_db()
    paper = must_report_paper(made.session, gap)
    assert "Về chi khẩn cấp" in str(paper.body)
    assert render_docx(paper)[:2] == b"PK"
    # The notice goes to the press: what is still owed inside is no part of it.
    assert "Về chi khẩn cấp" not in str(result_paper(made.session))
    printed = reverse("sessions:print_result", kwargs={"session": made.session.pk, "form": "pdf"})
    assert client.get(f"{printed}?phai-bao-cao").content[:4] == b"%PDF"


def test_conclusions_of_the_standing_committee_in_the_gap_are_reported(made):
    for day, session in ((AUGUST, None), (date(2026, 6, 1), None), (AUGUST, made.session)):
        QuestioningConclusion.objects.create(
            council=made.session.council, session=session, kind="notice", dated_on=day,
            reference=f"{day.day}/TB-HĐND", summary="Về giá đất", recorded_by=made.officer,
        )  # fmt: skip

    assert rows(made)["oversight"] == [
        f"Thông báo kết luận của Thường trực HĐND {AUGUST.day}/TB-HĐND: Về giá đất"
    ]
