"""Papers of voter contact: the number of the register, and the paper as it was issued."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import pdfplumber
import pytest
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.public import of_record
from hdnd_portal.commitments.services import replying
from hdnd_portal.commitments.workflow import Claim
from hdnd_portal.council.models import Body
from hdnd_portal.documents.access import readable
from hdnd_portal.documents.models import Document, Register, Version
from hdnd_portal.documents.registers import void_number
from hdnd_portal.notices.models import Notice
from hdnd_portal.worklist.registry import tasks_for
from tests.everybody import signed_in, undone
from tests.factories import BodyFactory, MembershipFactory, UserFactory
from tests.voters.sorted import SPEECH, Sorted
from voters.models import ContactPaper, VoterMeeting
from voters.paper_worklist import meeting_papers_to_issue
from voters.plan_paper import plan_paper
from voters.refusals import ContactRefused
from voters.services import own, referring
from voters.services.papers import About, issue_paper
from voters.workflow import PaperKind


def office(it):
    """Who signs, and who gives the number."""
    body = BodyFactory(term=it.ground.term, kind=Body.Kind.STANDING_COMMITTEE)
    it.signer = MembershipFactory(body=body, role="chair").person
    it.clerk = UserFactory(role=Role.CLERK, role__council=it.council)
    it.farmer = UserFactory(role=Role.AGENCY, role__council=it.council, role__agency=it.farming)
    return it


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for the module; each test undoes what it did."""
    with django_db_blocker.unblock(), undone():
        yield office(Sorted())


@pytest.fixture
def it(world, db):
    return world


def pdf_text(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return " ".join(" ".join((page.extract_text() or "").split()) for page in pdf.pages)


def plan_about(it):
    return About(it.council, it.plan.session_id, PaperKind.PLAN, plan=it.plan)


def sent(it):
    row = it.sorted()
    (referral,) = referring.send_on([row], by=it.chair)
    return row, referral


def address(name, **kwargs):
    return reverse(f"voters:{name}", kwargs=kwargs)


def test_a_letter_takes_its_number_and_reaches_the_agency_as_it_was_printed(it):
    row, referral = sent(it)
    clerk, farmer = signed_in(it.clerk), signed_in(it.farmer)
    letter = address("print_referral", referral=referral.pk, form="pdf")
    assert "DỰ THẢO" in pdf_text(farmer.get(letter))
    typed = {"referral-signer": it.signer.pk}
    clerk.post(address("issue_referral", referral=referral.pk), typed)
    paper = ContactPaper.objects.get(referral=referral)
    today = timezone.localdate()
    assert paper.document.reference == f"01/{it.council.symbol}-{it.council.office_symbol}"
    assert (paper.document.issued_on, paper.document.signer) == (today, it.signer)
    text = pdf_text(farmer.get(letter))
    assert f"Số: {paper.document.reference}" in text
    assert it.signer.name in text
    assert "DỰ THẢO" not in text
    assert "Kênh mương thôn Đông" in text
    # What becomes of the recommendation later changes nothing in the letter.
    referring.misdirect(row, reason="Thuộc Sở Y tế", by=it.officer)
    assert pdf_text(farmer.get(letter)) == text
    word = farmer.get(address("print_referral", referral=referral.pk, form="docx"))
    written = docx.Document(io.BytesIO(b"".join(word.streaming_content)))
    held = [cell.text for table in written.tables for line in table.rows for cell in line.cells]
    assert any(paper.document.reference in text for text in held)
    told = Notice.objects.get(recipient=it.farmer, event="referral.letter_issued")
    assert paper.document.reference in told.title
    assert told.url == address("referral", referral=referral.pk)
    # The file of the register is open to those who see the referral, and to nobody else.
    file = Version.objects.get(pk=paper.document.pdf_id)
    assert readable(it.farmer, [file]) == {file.pk}
    stranger = UserFactory(role=Role.AGENCY, role__council=it.council, role__agency=it.hospital)
    assert readable(stranger, [file]) == set()


def test_a_paper_is_issued_once_until_its_number_is_given_up(it):
    def issue():
        return issue_paper(
            plan_about(it), lambda: plan_paper(it.plan), signer=it.signer.pk, by=it.clerk
        )

    first = issue()
    with pytest.raises(ContactRefused, match="paper_issued"):
        issue()
    assert Register.objects.get(kind="KH").last_number == 1
    void_number(first.document, reason="In sai danh sách", by=it.clerk)
    second = issue()
    assert second.document.number == 2
    assert plan_about(it).standing() == second


def test_who_does_not_sign_for_the_standing_committee_is_refused(it):
    with pytest.raises(ContactRefused, match="not_a_signer"):
        issue_paper(
            plan_about(it), lambda: plan_paper(it.plan), signer=it.mandates[0].person_id,
            by=it.clerk,
        )  # fmt: skip
    assert not Document.objects.filter(kind="KH").exists()


def test_what_is_not_out_waits_in_the_office(it):
    def told(day=None):
        return {str(task.what) for task in tasks_for(it.clerk, day or timezone.localdate())}

    _row, referral = sent(it)
    assert "Cấp số 1 văn bản chuyển kiến nghị cử tri" in told()
    signed_in(it.clerk).post(
        address("issue_referral", referral=referral.pk), {"referral-signer": it.signer.pk}
    )
    assert "Cấp số 1 văn bản chuyển kiến nghị cử tri" not in told()
    it.plan.ends_on = timezone.localdate()
    it.plan.save()
    plan = "Cấp số kế hoạch tiếp xúc cử tri, gửi địa phương và báo chí"
    (task,) = [one for one in tasks_for(it.clerk, timezone.localdate()) if one.what == plan]
    assert task.why["key"] == "tx.notice"


def contact(it, kind="people", days=10):
    """A contact beside the plan that was agreed."""
    starts = timezone.now() + timedelta(days=days)
    asked = own.announce_contact(
        it.mandates[0], kind=kind, unit=it.meeting.unit, mode="direct", starts_at=starts,
        ends_at=starts + timedelta(hours=2), place="Nhà ông A", purpose="Nhóm hộ nuôi cá",
        by=it.officer,
    )  # fmt: skip
    return own.agree_contact(asked, by=it.chair) if asked.state == "asked" else asked


def test_a_contact_beside_the_plan_has_its_notice_and_its_summary(it):
    row = contact(it)
    meeting = row.meeting
    clerk = signed_in(it.clerk)
    (task,) = [
        one for one in tasks_for(it.clerk, timezone.localdate()) if "thông báo cuộc" in one.what
    ]
    assert task.why["key"] == "tx.ind.notice"
    assert task.due_on == date.fromisoformat(task.why["due"])
    page = clerk.get(address("meeting", meeting=meeting.pk)).content.decode()
    assert "Thông báo cuộc tiếp xúc" in page
    assert "Giấy mời dự tiếp xúc" in page
    assert "Báo cáo tổng hợp sau cuộc tiếp xúc" not in page
    issue = {"meeting": meeting.pk, "kind": "notice"}
    early = {**issue, "kind": "summary"}
    clerk.post(address("issue_meeting_paper", **early), {"summary-signer": it.signer.pk})
    assert not ContactPaper.objects.exists()
    clerk.post(address("issue_meeting_paper", **issue), {"notice-signer": it.signer.pk})
    text = pdf_text(clerk.get(address("print_meeting_paper", **issue, form="pdf")))
    assert "Số: 01/TB-" in text
    assert "Nhà ông A" in text
    assert str(meeting.unit) in text
    ended = timezone.now() - timedelta(hours=1)
    VoterMeeting.objects.filter(pk=meeting.pk).update(
        starts_at=ended - timedelta(hours=2), ends_at=ended
    )
    (task,) = [
        one for one in tasks_for(it.clerk, timezone.localdate()) if "tổng hợp sau" in one.what
    ]
    assert task.why["key"] == "tx.ind.summary"
    clerk.post(address("issue_meeting_paper", **early), {"summary-signer": it.signer.pk})
    assert ContactPaper.objects.get(kind=PaperKind.SUMMARY).document.kind == "BC"
    assert not [
        one for one in tasks_for(it.clerk, timezone.localdate()) if "tổng hợp sau" in one.what
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_papers_costs_no_query_more_for_many(it, django_assert_max_num_queries, count):
    for number in range(count):
        contact(it, days=10 + number)
    it.clerk.councils()
    with django_assert_max_num_queries(3):
        found = list(meeting_papers_to_issue(it.clerk, timezone.localdate()))
    assert len(found) == count


def test_an_invitation_names_authorities_and_press(it):
    it.say(SPEECH)
    VoterMeeting.objects.filter(pk=it.meeting.pk).update(
        starts_at=timezone.now() + timedelta(days=3), ends_at=timezone.now() + timedelta(days=4)
    )
    where = {"meeting": it.meeting.pk, "kind": "invitation", "form": "pdf"}
    text = pdf_text(signed_in(it.delegate).get(address("print_meeting_paper", **where)))
    assert "Các cơ quan báo chí của địa phương" in text
    assert f"UBND, Ủy ban MTTQ Việt Nam {it.meeting.unit}" in text


def answered(it):
    """What two voters asked at the meeting: one settled by the agency, one not answered yet."""
    done, waiting = it.sorted(it.say(SPEECH)), it.sorted(it.say("Đề nghị sửa cầu treo thôn Tây."))
    referring.send_on([done, waiting], by=it.chair)
    commitment = Commitment.objects.get(pk=of_record(done)[0].pk)
    draft = replying.save_draft(
        commitment, writer=it.farming, claimed=Claim.DONE, text="Đã nạo vét 2 km kênh.",
        done_on=timezone.localdate(), evidence="Báo cáo số 12/BC", by=it.officer,
    )  # fmt: skip
    replying.send_reply(draft, by=it.officer)
    ended = timezone.now() - timedelta(hours=1)
    VoterMeeting.objects.filter(pk=it.meeting.pk).update(
        starts_at=ended - timedelta(hours=2), ends_at=ended
    )
    return done


def test_voters_are_told_what_became_of_what_they_asked(it):
    clerk = signed_in(it.clerk)
    where = {"meeting": it.meeting.pk, "kind": "answers"}
    typed = {"answers-signer": it.signer.pk}
    clerk.post(address("issue_meeting_paper", **where), typed)
    assert not ContactPaper.objects.exists()  # nothing of it is sorted
    done = answered(it)
    page = signed_in(it.delegate).get(address("meeting", meeting=it.meeting.pk))
    shown = page.content.decode()
    assert address("recommendation", recommendation=done.pk) in shown
    assert "Đã nạo vét 2 km kênh." in shown
    assert "Chưa có trả lời" in shown
    clerk.post(address("issue_meeting_paper", **where), typed)
    word = clerk.get(address("print_meeting_paper", **where, form="docx"))
    paper = docx.Document(io.BytesIO(b"".join(word.streaming_content)))
    assert any("cử tri có 2 kiến nghị" in line.text for line in paper.paragraphs)
    (table,) = [one for one in paper.tables if one.rows[0].cells[0].text == "STT"]
    told = [[cell.text for cell in line.cells][2:] for line in table.rows[1:]]
    lead = it.farming.name
    assert told == [
        [lead, "Đã giải quyết xong\nĐã nạo vét 2 km kênh."],
        [lead, "Chưa có trả lời"],
    ]
