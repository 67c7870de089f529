"""Which pages the portal has, who looks at each, and the records of the sample that they show."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.urls import reverse

from tests.browser.portal import Portal
from tests.documents import material

# Run by `manage.py shell`: makes what the sample has none of, and prints the keys of all records.
RECORDS = """
import json, time
from datetime import timedelta
from base64 import b64decode
from io import BytesIO
from django.contrib import admin
from django.utils import timezone
from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.commitments.escalation import StepKind
from hdnd_portal.commitments.models import AnswerSheet, Commitment, EscalationStep, SpotCheck
from hdnd_portal.commitments.services import escalating, replying
from hdnd_portal.answer_letters.models import AnswerLetter
from hdnd_portal.commitments.services.spot_checks import draw_spot_check
from hdnd_portal.commitments.workflow import Claim
from hdnd_portal.documents.models import Document
from hdnd_portal.documents.services import store_upload
from hdnd_portal.handovers import services as handovers
from hdnd_portal.handovers.models import Handover
from hdnd_portal.handovers.places import place_of
from hdnd_portal.notices import send
from hdnd_portal.notices.models import CaughtMail, Delivery
from hdnd_portal.reports import jobs
from hdnd_portal.reports.jobs import enqueue
from hdnd_portal.sample.models import SampleAccount
from oversight.models import Hearing, OversightProposal
from sessions.models import (
    Attendance, CouncilSession, DossierFile, DossierPart, FrozenFile, GroupOpinion, Interpellation,
    Invitation, InvitationRun, OpinionSheet, PaperQuestion, Presiding, Proceeding, QuestionGroup,
    Resolution, ResolutionLink, SheetPlace, Supplement
)
from voters.models import (
    ContactPlan, MeetingRecord, Opinion, OpinionImport, OwnContact,
    Referral, VoterRecommendation
)
from voters.services import importing, referring, sorting
from voters.spans import Span
from sessions.services import (
    bundling, dossiers, invitations, opinions, polls_preparing, reading_room, resolutions
)

contacts = ContactPlan.objects.get(timing="before")
heard = Opinion.objects.filter(speaker__isnull=False).first()
unsigned_record = MeetingRecord.objects.get(state="draft")
officer = User.objects.get(username="chuyenvien")
voiced = Opinion.objects.filter(is_letter=False, is_struck=False).order_by("-pk").first()
wanted = VoterRecommendation.objects.order_by("pk").first()
if wanted is None:
    wanted = sorting.take(voiced, [Span(0, 10)], by=officer)
referred = Referral.objects.first()
if referred is None:
    ready = VoterRecommendation.objects.filter(
        state="sorted", track="recommendation", lead__isnull=False
    ).exclude(pk=wanted.pk).first()
    (referred,) = referring.send_on([ready], by=officer, decision="Thông báo số 12/TB-HĐND")
brought = OpinionImport.objects.first()
if brought is None:
    told = f"Xã\\tNội dung\\n{heard.unit}\\tSửa cầu\\nxã Không Có\\tSửa đường"
    brought = importing.begin_import(heard.meeting.plan, pasted=told, by=officer)
    jobs.run(brought.job_id)
this = CouncilSession.objects.get(name="Kỳ họp thường lệ cuối năm 2026")
last = CouncilSession.objects.get(name="Kỳ họp thường lệ giữa năm 2026")

guest = this.guests.order_by("pk").first()
invitation = Invitation.objects.filter(session=this, guest=guest).first()
if invitation is None:
    run = InvitationRun.objects.create(
        session=this, signer=last.invitation_runs.get().signer, issued_on=timezone.localdate(),
        issued_by=officer, issued_at=timezone.now(),
    )
    invitation = Invitation.objects.create(
        session=this, run=run, guest=guest, addressee=guest.name, email=guest.email
    )
    invitation.delivery = send.email(
        "invitation.sent", address=guest.email, name=guest.name, subject="Giấy mời",
        body="Kính mời.", about=invitation, by=officer, url=invitations.answer_path(invitation),
    )
    invitation.save()
    send.email("invitation.sent", address="", name="Ông A", subject="Giấy mời", body="Kính mời.",
               about=invitation, by=officer)
if not this.presiding.filter(role="chair").exists():
    Presiding.objects.create(
        session=this, person=last.invitation_runs.get().signer, role="chair",
        starts_at=this.sittings.first().starts_at, recorded_by=officer,
    )
later = FrozenFile.objects.filter(freeze__session=last, replaces__isnull=False).first()
if later is None:
    old = FrozenFile.objects.filter(
        freeze__session=last, version__media_type="application/pdf"
    ).first()
    version = store_upload(
        last.council, data=BytesIO(b64decode("PDF")), name="bản thay.pdf", by=officer,
        into=old.version.file,
    )
    supplement = Supplement.objects.create(
        freeze=old.freeze, number=1, reason="Sửa số liệu", made_by=officer, made_at=timezone.now()
    )
    later = FrozenFile.objects.create(
        freeze=old.freeze, supplement=supplement, position=old.freeze.files.count() + 1,
        item=old.item, reference=old.reference, item_number=old.item_number,
        item_title=old.item_title, part_title=old.part_title, version=version, replaces=old,
        name=version.name, sha256=version.sha256, size=version.size, pages=version.pages,
    )
    supplement.is_sealed = True
    supplement.save()
ended = Invitation.objects.filter(session=last).order_by("pk").first()

starts = last.sittings.first().starts_at
stay = last.attendance.first() or Attendance.objects.create(
    session=last, mandate=last.term.mandates.first(), arrived_at=starts, source="office",
    left_at=starts + timedelta(hours=3), recorded_by=officer,
)
proceeding = last.proceedings.exclude(text="").first() or Proceeding.objects.create(
    session=last, kind="occurrence", text="Mất điện 5 phút", starts_at=starts, ends_at=starts,
    recorded_by=officer,
)
signed_up = SampleAccount.objects.filter(user__role_assignments__agency__isnull=False)
parts = DossierPart.objects.filter(
    dossier__item__session=this,
    agency__in=signed_up.values("user__role_assignments__agency"),
)
part = parts.filter(state="returned").first()
if part is None:
    part = parts.filter(submissions__number=2).first()
agent = User.objects.filter(
    sample_account__isnull=False, role_assignments__agency=part.agency
).first()
if part.state == "returned":
    dossiers.add_file(part, data=BytesIO(b64decode("PDF")), name="bản sửa.pdf", by=agent)
    dossiers.submit_part(part, by=agent)
sealed = FrozenFile.objects.filter(
    freeze__session=last, supplement=None, version__media_type="application/pdf"
).last().version
if not sealed.file.restrictions.exists():
    place = DossierFile.objects.get(file=sealed.file)
    reading_room.restrict_file(place.part.dossier.item, sealed.file, reason="Thử", by=officer)
asked_about = PaperQuestion.objects.filter(session=last).first()
if asked_about is None:
    read = FrozenFile.objects.filter(
        freeze__session=last, supplement=None, version__media_type="application/pdf"
    ).first()
    asked_about = PaperQuestion.objects.create(
        session=last, paper=read, page=1, text="Số liệu lấy từ nguồn nào?",
        part=DossierPart.objects.get(files__file=read.version.file_id), quote="Số liệu",
        mandate=last.term.mandates.first(), asked_at=timezone.now(),
    )
kept = this.group_sittings.get(group__memberships__person__account__username="daibieu")
kept.rapporteur = User.objects.get(username="daibieu").person
kept.save()
written = kept.reports.first()
if not written.opinions.exists():
    GroupOpinion.objects.create(report=written, stance="amend", text="Sửa", written_by=officer)
answered = Interpellation.objects.filter(state="followed").order_by("pk").first()
group = QuestionGroup.objects.filter(state="proposed").order_by("pk").first()
delegate = User.objects.get(username="daibieu")
asked = dict(
    council=last.council, session=this, post=answered.post, text="Khi nào xong?", grounds="Báo cáo",
    mandate=delegate.person.mandates.first(),
)
draft, _ = Interpellation.objects.get_or_create(title="Bản nháp để xem trang", defaults=asked)
owed, _ = Interpellation.objects.get_or_create(
    title="Chờ trả lời để xem trang", state="written_due", routed_to=part.agency,
    defaults=dict(
        asked, submitted_at=timezone.now(), asked_on=timezone.localdate(),
        routed_at=timezone.now(), written_due_on=timezone.localdate() + timedelta(days=20),
    ),
)
promise, _ = Commitment.objects.get_or_create(
    text="Cam kết để xem trang", lead=part.agency,
    defaults=dict(
        council=last.council, kind="promise", source_label="Chất vấn", made_on=last.opening_on,
        no_due_reason="Chưa nêu thời hạn",
    ),
)
asked_for, _ = Commitment.objects.get_or_create(
    text="Kiến nghị để trả lời bằng bảng", lead=part.agency,
    defaults=dict(
        council=last.council, kind="recommendation", source_label="Cử tri",
        made_on=last.opening_on, due_on=last.opening_on + timedelta(days=30),
    ),
)
table = AnswerSheet.objects.filter(made_by=agent).first()
if table is None:
    line = {"sheet": "", "line": 2, "code": asked_for.code, "key": asked_for.pk, "replied": 0}
    table = AnswerSheet.objects.create(
        name="tra-loi.xlsx", made_by=agent,
        rows=[{**line, "claimed": "under_way", "text": "Đang làm"}],
    )
demand = EscalationStep.objects.open().filter(
    kind="explanation", commitment__lead=part.agency
).first()
if demand is None:
    late = Commitment.objects.create(
        text="Cam kết quá hạn để xem trang", lead=part.agency, council=last.council,
        kind="promise", source_label="Chất vấn", made_on=last.opening_on,
        due_on=last.opening_on + timedelta(days=30),
    )
    (demand,) = escalating.take_step(
        [late], kind=StepKind.EXPLANATION, reason="Quá hạn", decided_on=timezone.localdate(),
        by=User.objects.get(username="chutich"),
    )
for kind, of in ((StepKind.HEARING, Hearing), (StepKind.OVERSIGHT, OversightProposal)):
    if not of.objects.filter(state="proposed").exists():
        escalating.take_step(
            [demand.commitment], kind=kind, reason="Quá hạn", decided_on=timezone.localdate(),
            by=User.objects.get(username="chutich"),
        )
answer_letter = AnswerLetter.objects.filter(agency=part.agency).first()
if answer_letter is None:
    answer_letter = AnswerLetter.objects.create(
        council=last.council, agency=part.agency, made_by=agent, state="read", sha256="0" * 64,
        version=FrozenFile.objects.filter(freeze__session=last).first().version,
        reference="12/SXD-VP", signed_on=last.opening_on,
    )
    proposal = {"key": asked_for.pk, "percent": 82, "code": "", "words": ["trả lời"]}
    for at in (1, 2):
        answer_letter.parts.create(
            position=at, label=f"Câu {at}", page=at, asked="Cử tri đề nghị trả lời",
            answer="Đang thi công, hoàn thành trước 30/6/2027.",
            proposals=[{**proposal, "is_proposed": True}] if at == 1 else [],
            hints={"claimed": {"value": "under_way", "words": "Đang thi công"}},
        )
spot_check = SpotCheck.objects.first()
if spot_check is None:
    seen, _ = Commitment.objects.get_or_create(
        text="Kiến nghị để kiểm tra thực tế", lead=part.agency,
        defaults=dict(
            council=last.council, kind="recommendation", source_label="Cử tri",
            made_on=last.opening_on, due_on=last.opening_on + timedelta(days=30),
        ),
    )
    told = replying.save_draft(
        seen, writer=part.agency, claimed=Claim.DONE, text="Đã sửa đường", evidence="12/BC",
        done_on=last.opening_on, by=agent,
    )
    replying.send_reply(told, by=agent)
    spot_check = draw_spot_check(last.council, percent=100, by=officer)
sheet = last.opinion_sheets.first() or OpinionSheet.objects.create(
    council=last.council, session=last, wanted=1, opened_by=officer,
    due_on=timezone.localdate() + timedelta(days=3),
)
if not sheet.places.exists():
    SheetPlace.objects.create(sheet=sheet, group=group, position=1, title=group.title)
poll = this.polls.first() or polls_preparing.prepare(
    this,
    polls_preparing.Question(
        kind="show_of_hands", subject="procedure", title="Thông qua chương trình",
        question="Tán thành chương trình kỳ họp?",
    ),
    by=officer,
)
issued = last.resolutions.filter(state="published").order_by("pk").first()
unsigned = last.resolutions.get(state="checked")
in_work = Resolution.objects.filter(session=None, state="draft").first()
if in_work is None:
    in_work = resolutions.draft_of_standing_committee(
        last.council, title="Về việc thử trang", adopted_on=timezone.localdate(), by=officer
    )
amending = in_work.links_to.first() or ResolutionLink.objects.create(
    source=in_work, target=issued, kind="amends", recorded_by=officer
)
said = part.dossier.item.opinions.first() or opinions.record_opinion(
    part.dossier.item, provision="Điều 1", draft_text="Cũ", author="Tổ số 1", opinion="Sửa",
    by=officer,
)
contact = agent.role_assignments.get(agency=part.agency)
colleague, _ = User.objects.get_or_create(
    username="nguoinhan", defaults=dict(name="Nguyễn Thị Nhận", email="nguoinhan@example.vn")
)
RoleAssignment.objects.get_or_create(
    user=colleague, role=contact.role, council=contact.council, agency=contact.agency,
    defaults=dict(valid_from=contact.valid_from),
)
waiting = Handover.objects.first() or handovers.hand_over(
    place_of(contact), successor=colleague, last_on=timezone.localdate() + timedelta(days=5),
    today=timezone.localdate(), by=User.objects.get(username="chanhvanphong"),
)
job = enqueue(bundling.JOB_KIND, by=officer, council=last.council, session=last.pk, form="zip")

deadline = time.monotonic() + 60
while not CaughtMail.objects.exists() and time.monotonic() < deadline:
    time.sleep(0.5)

def first(model):
    row = model._default_manager.order_by("pk").first()
    return str(row.pk) if row else None

print(json.dumps({
    "session": this.pk,
    "frozen": last.pk,
    "sitting": this.sittings.first().pk,
    "held": last.sittings.first().pk,
    "guest": guest.pk,
    "item": part.dossier.item_id,
    "part": part.pk,
    "agent": agent.username,
    "later": later.pk,
    "stay": stay.pk,
    "wording": "invitation.delegate",
    "call": last.hotline_calls.filter(is_struck=False).first().pk,
    "proceeding": proceeding.pk,
    "question": answered.pk,
    "draft_question": draft.pk,
    "owed_question": owed.pk,
    "question_group": group.pk,
    "sheet": sheet.pk,
    "promise": promise.pk,
    "table": table.pk,
    "answer_letter": answer_letter.pk,
    "spot_check": spot_check.pk,
    "oversight_proposal": OversightProposal.objects.filter(state="proposed").first().pk,
    "hearing": Hearing.objects.filter(state="proposed").first().pk,
    "overdue_agency": demand.commitment.lead_id,
    "late": demand.commitment_id,
    "demand": demand.pk,
    "council": last.council_id,
    "paper": FrozenFile.objects.filter(freeze__session=last).first().pk,
    "answer": invitations.answer_path(invitation),
    "too_late": invitations.answer_path(ended),
    "letter": Delivery.objects.filter(state="given_up").first().pk,
    "mail": CaughtMail.objects.first().pk,
    "job": str(job.pk),
    "document": Document.objects.filter(state="issued").first().pk,
    "year": Document.objects.filter(state="issued").first().issued_on.year,
    "person": last.term.mandates.first().person_id,
    "mandate": last.term.mandates.get(person__account__username="daibieu").pk,
    "discussed": last.group_sittings.first().reports.first().item_id,
    "group_sitting": last.group_sittings.first().pk,
    "group_arranged": this.group_sittings.first().pk,
    "group_report": last.group_sittings.first().reports.first().pk,
    "written": written.pk,
    "opinion": written.opinions.first().pk,
    "sealed": sealed.pk,
    "asked_about": asked_about.pk,
    "poll": poll.pk,
    "block": this.blocks.get().pk,
    "resolution": issued.pk,
    "unsigned": unsigned.pk,
    "in_work": in_work.pk,
    "amending": amending.pk,
    "said": said.pk,
    "minutes": last.minutes.first().pk,
    "handover": waiting.pk,
    "leaver": User.objects.get(username="vanthu").role_assignments.first().pk,
    "unit": last.council.unit_id,
    "plan": contacts.pk,
    "meeting": contacts.meetings.first().pk,
    "met": heard.meeting_id,
    "heard": heard.pk,
    "own_contact": OwnContact.objects.first().pk,
    "unsigned_record": unsigned_record.meeting_id,
    "voiced": voiced.pk,
    "held_plan": heard.meeting.plan_id,
    "brought": brought.pk,
    "wanted": wanted.pk,
    "referred": referred.pk,
    "rows": {m._meta.label_lower: first(m) for m in admin.site._registry},
}))
"""


def records_of(portal: Portal) -> dict[str, Any]:
    """Keys of the records that the pages below show."""
    script = RECORDS.replace("PDF", base64.b64encode(material.pdf(2)).decode())
    found: dict[str, Any] = json.loads(portal.manage("shell", "-v", "0", "-c", script))
    return found


@dataclass(frozen=True)
class Look:
    """Who looks at a page, with which records: key of the address → name of a record above."""

    who: str = "chuyenvien"
    keys: tuple[tuple[str, str], ...] = ()
    query: str = ""
    status: int = 200

    def path(self, route: str, records: dict[str, Any]) -> str:
        """The address."""
        kwargs = {key: records.get(name, name) for key, name in self.keys}
        return reverse(route, kwargs=kwargs) + self.query


def at(who: str = "chuyenvien", query: str = "", **keys: str) -> Look:
    """A page about these records."""
    return Look(who, tuple(keys.items()), query)


PAGES: dict[str, Look] = {
    "home": at(),
    "search": at(query="?q=ngân sách"),
    "search_unit": at(unit="unit"),
    "ui:gallery": at("admin"),
    "accounts:deputies": at("chanhvanphong"),
    "accounts:review": at("chanhvanphong"),
    "usersessions_list": at(),
    "account_logout": at(),
    "account_change_password": at(),
    "council:delegates": at(),
    "council:person": at(pk="person"),
    "council:bodies": at(),
    "council:agencies": at(),
    "legal:rules": at(),
    "legal:rule": at(key="session.docs"),
    "legal:try": at(query="?key=session.docs&start=01/12/2026"),
    "documents:list": at(),
    "documents:document": at(document="document"),
    "documents:register": at(year="year"),
    "notices:inbox": at(),
    "notices:following": at(),
    "digest": at(),
    "digest_preview": at(),
    "documents:wordings": at(),
    "documents:wording": at(key="wording"),
    "letters:list": at(),
    "letters:detail": at(letter="letter"),
    "caught_mail:list": at(),
    "caught_mail:detail": at(mail="mail"),
    "handovers:list": at(),
    "handovers:choose": at("chanhvanphong"),
    "handovers:plan": at("chanhvanphong", assignment="leaver"),
    "handovers:handover": at("chanhvanphong", handover="handover"),
    "reports:jobs": at(),
    "reports:job": at(job="job"),
    "sessions:list": at(),
    "sessions:create": at(),
    "sessions:plan": at(session="session"),
    "sessions:correct": at(session="session"),
    "sessions:correct_sitting": at(session="session", sitting="sitting"),
    "sessions:presiding": at(session="session"),
    "sessions:replace_chair": at(session="session"),
    "sessions:move": at(session="session"),
    "sessions:agenda": at(session="session"),
    "sessions:add_item": at(session="session"),
    "sessions:make_block": at(session="session"),
    "sessions:block": at("daibieu", session="session", block="block"),
    "sessions:allow_one_vote": at(session="session", block="block"),
    "sessions:add_reports": at(session="session"),
    "sessions:copy_agenda": at(session="session"),
    "sessions:place_in_sittings": at(session="session"),
    "sessions:record_decision": at(session="session"),
    "sessions:edit_item": at(session="session", item="item"),
    "sessions:invitations": at(session="frozen"),
    "sessions:add_guest": at(session="session"),
    "sessions:copy_guests": at(session="session"),
    "sessions:edit_guest": at(session="session", guest="guest"),
    "sessions:dossiers": at(session="session"),
    "sessions:dossier": at(session="session", item="item"),
    "sessions:request_dossier": at(session="session", item="item"),
    "sessions:compare_submissions": at(session="session", item="item", part="part", number="2"),
    "sessions:submission_receipt": at(part="part", number="2"),
    "sessions:ledger": at(session="session"),
    "sessions:freeze": at(session="session"),
    "sessions:manifest": at(session="frozen"),
    "sessions:supplement": at(session="frozen"),
    "calendar": at("daibieu"),
    "voters:plans": at(),
    "voters:create_plan": at(),
    "voters:plan": at(plan="plan"),
    "voters:change_terms": at(plan="plan"),
    "voters:add_meeting": at(plan="plan"),
    "voters:change_meeting": at(plan="plan", meeting="meeting"),
    "voters:import_opinions": at(plan="held_plan"),
    "voters:opinion_import": at(batch="brought"),
    "voters:opinion_import_rows": at(batch="brought"),
    "voters:meeting": at(meeting="met"),
    "voters:edit_record": at(meeting="unsigned_record"),
    "voters:record_opinions": at(meeting="unsigned_record"),
    "voters:opinion": at(opinion="heard"),
    "voters:opinions_to_sort": at(),
    "voters:sort_opinion": at(opinion="voiced"),
    "voters:recommendations": at(),
    "voters:recommendation": at(recommendation="wanted"),
    "voters:sort": at(recommendation="wanted"),
    "voters:split": at(recommendation="wanted"),
    "voters:referrals": at(),
    "voters:proposals": at(),
    "voters:referral": at(referral="referred"),
    "voters:synthesis": at(session="frozen"),
    "voters:board": at(),
    "voters:promises": at("daibieu"),
    "voters:promises_by_delegate": at(),
    "voters:record_promise": at(meeting="met"),
    "voters:contacts": at("daibieu"),
    "voters:announce_contact": at("daibieu"),
    "voters:contact": at("chutich", contact="own_contact"),
    "sessions:groups": at(session="frozen"),
    "sessions:arrange_groups": at(session="session"),
    "sessions:group": at(session="frozen", group_sitting="group_sitting"),
    "sessions:change_group": at(session="session", group_sitting="group_arranged"),
    "sessions:group_report": at(session="frozen", report="group_report"),
    "sessions:change_group_opinion": at(
        "daibieu", session="session", report="written", opinion="opinion"
    ),
    "sessions:group_synthesis": at("daibieu", session="frozen", item="discussed"),
    "sessions:room": at("daibieu", session="frozen", version="sealed"),
    "sessions:room_log": at("chutich", session="frozen"),
    "sessions:delegate_record": at("daibieu", mandate="mandate"),
    "sessions:absences": at("chutich", session="frozen"),
    "sessions:reading": at("daibieu", session="frozen"),
    "sessions:paper_questions": at(session="frozen"),
    "sessions:paper_question": at(paper_question="asked_about"),
    "sessions:read_paper": at("daibieu", session="frozen", paper="paper"),
    "sessions:compare_paper": at("daibieu", session="frozen", paper="later"),
    "sessions:ask_absence": at("daibieu", session="session"),
    "sessions:attendance": at(session="session"),
    "sessions:correct_attendance": at(session="frozen", attendance="stay"),
    "sessions:console": at(session="frozen"),
    "sessions:carry_over": at(session="session"),
    "sessions:floor": at("daibieu", session="session"),
    "sessions:board": at(session="session"),
    "sessions:course": at(session="frozen"),
    "sessions:hotline": at(session="frozen"),
    "sessions:hotline_calls": at("chutich", session="frozen"),
    "sessions:hotline_call": at(session="frozen", call="call"),
    "sessions:correct_proceeding": at(session="frozen", proceeding="proceeding"),
    "sessions:speaking": at(session="frozen"),
    "sessions:questions": at(),
    "sessions:question": at(question="question"),
    "sessions:ask_question": at("daibieu"),
    "sessions:edit_question": at("daibieu", question="draft_question"),
    "sessions:answer_question": at("AGENT", question="owed_question"),
    "sessions:question_group": at(group="question_group"),
    "sessions:opinion_sheet": at("daibieu", sheet="sheet"),
    "sessions:questioning": at(session="session"),
    "sessions:standing_questioning": at(council="council"),
    "sessions:questioning_draft": at(session="frozen"),
    "sessions:question_board": at(session="frozen"),
    "commitments:list": at(),
    "commitments:commitment": at(commitment="promise"),
    "commitments:reply": at("AGENT", commitment="promise"),
    "commitments:verify": at(commitment="promise"),
    "oversight:proposals": at(),
    "oversight:make_proposal": at(),
    "oversight:proposal": at("chutich", proposal="oversight_proposal"),
    "oversight:correct_proposal": at(proposal="oversight_proposal"),
    "oversight:hearings": at(),
    "oversight:propose_hearing": at(),
    "oversight:hearing": at("chutich", hearing="hearing"),
    "oversight:correct_hearing": at(hearing="hearing"),
    "commitments:take_step": at("chutich", commitment="late"),
    "commitments:letter_agencies": at(),
    "commitments:letter": at(agency="overdue_agency"),
    "commitments:explain": at("AGENT", commitment="late", step="demand"),
    "commitments:begin_answers": at("AGENT"),
    "commitments:answers": at("AGENT", sheet="table"),
    "answer_letters:begin": at("AGENT"),
    "answer_letters:letter": at("AGENT", letter="answer_letter"),
    "commitments:spot_checks": at(),
    "commitments:spot_check": at(draw="spot_check"),
    "sessions:polls": at("daibieu", session="session"),
    "sessions:prepare_poll": at(session="session"),
    "sessions:correct_poll": at(session="session", poll="poll"),
    "sessions:poll": at("daibieu", session="session", poll="poll"),
    "sessions:run_poll": at(session="session", poll="poll"),
    "sessions:paper_pack": at(session="session"),
    "sessions:later_attendance": at(session="frozen", sitting="held"),
    "sessions:later_vote": at(session="session", poll="poll"),
    "sessions:rehearsals": at(session="session"),
    "sessions:allowances": at(session="frozen"),
    "sessions:opinions": at(session="session", item="item"),
    "sessions:answer_opinion": at(session="session", item="item", opinion="said"),
    "sessions:resolutions": at(),
    "sessions:new_standing": at(),
    "sessions:late_targets": at(),
    "sessions:session_resolutions": at(session="frozen"),
    "sessions:resolution": at(resolution="resolution"),
    "sessions:resolution_text": at(resolution="in_work"),
    "sessions:sign_resolution": at("vanthu", resolution="unsigned"),
    "sessions:applied_on": at("daibieu", resolution="resolution"),
    "sessions:amend_article": at(resolution="in_work", link="amending"),
    "sessions:targets": at(resolution="resolution"),
    "sessions:item_tasks": at(session="frozen", item="discussed"),
    "sessions:resolution_tasks": at(resolution="resolution"),
    "sessions:link_resolution": at(resolution="resolution"),
    "sessions:minutes_list": at(session="frozen"),
    "sessions:minutes": at(session="frozen", minutes="minutes"),
    "sessions:result": at(session="frozen"),
    "sessions:owed": at("AGENT"),
    "sessions:dossier_part": at("AGENT", part="part"),
}
# Looked at by tests of their own: before the sign-in, or on the way to a second factor.
APART = {
    "sessions:answer",
    "notices:unfollow_by_link",
    "stop_digest",
    "sessions:observe",
    "sessions:observe_programme",
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
NO_PAGE = {
    "healthz": "JSON",
    "admin:login": "leads to the sign-in page",
    "account_set_password": "leads on to the page for changing it: every account here has one",
    "caught_mail:attachment": "a file",
    "documents:version": "a file",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "JSON for a script",
    "openid_connect_login": "leads to the server of single sign-on",
    "openid_connect_callback": "leads on from the server of single sign-on",
    "calendar_feed": "a file",
    "sessions:draft": "a file",
    "commitments:answer_sheet": "a file",
    "commitments:print_letter": "a file",
    "handovers:paper": "a file",
    "sessions:group_minutes": "a file",
    "sessions:my_record": "leads on to the record of the own seat",
    "sessions:synthesis_paper": "a file",
    "sessions:syntheses_paper": "a file",
    "sessions:question_paper": "a file",
    "sessions:questioning_paper": "a file",
    "sessions:standing_paper": "a file",
    "sessions:live": "a stream",
    "sessions:live_state": "JSON",
    "sessions:hotline_live": "a stream",
    "sessions:hotline_state": "JSON",
    "sessions:observe_live": "a stream",
    "sessions:observe_state": "JSON",
    "sessions:speaking_sheet": "a file",
    "sessions:latest_paper": "leads on to the newest version of a paper",
    "sessions:allowance_paper": "a file",
    "sessions:export_poll": "a file",
    "sessions:poll_status": "JSON",
    "sessions:print_poll": "a file",
    "sessions:print_opinions": "a file",
    "sessions:print_resolution": "a file",
    "sessions:print_applied": "a file",
    "sessions:print_minutes": "a file",
    "sessions:print_excerpt": "a file",
    "sessions:dossier_excerpt": "a file",
    "sessions:print_result": "a file",
    "sessions:rehearsal_paper": "a file",
    "voters:print_plan": "a file",
    "voters:import_template": "a file",
    "voters:print_record": "a file",
    "voters:recording_state": "JSON for a script",
    "voters:recording_worker": "a script",
    "voters:print_referral": "a file",
    "voters:print_meeting_paper": "a file",
    "voters:print_synthesis": "a file",
    "reports:job_progress": "a piece of the page of a job",
}


def admin_pages(rows: dict[str, str | None]) -> list[str]:
    """Paths of the admin: the list of each model, and the form of a row or else of a new one."""
    paths = [reverse("admin:index")]
    for model in admin.site._registry:
        stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = rows[model._meta.label_lower]
        form = reverse(f"{stem}_change", args=[row]) if row else reverse(f"{stem}_add")
        paths += [reverse(f"{stem}_changelist"), form]
    return paths
