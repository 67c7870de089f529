"""Dossiers of the sample: who owes which part by when, and what was handed in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hdnd_portal.accounts.models import User
from hdnd_portal.documents.models import Version
from hdnd_portal.legal.public import deadline_for
from hdnd_portal.sample import texts
from hdnd_portal.sample.accounts import AGENCY_USERS, BAN_NAMES
from hdnd_portal.sample.files import XLSX, Cabinet
from hdnd_portal.sample.plans import at
from hdnd_portal.sample.province import Province
from sessions.models import (
    AgendaItem,
    CouncilSession,
    Dossier,
    DossierFile,
    DossierPart,
    PartSubmission,
)

TO_BAN = "session.dossier_to_ban"
BAN_REPORT = "session.verification_report"
BAN_MEETING = "session.ban_meeting"
TO_DELEGATES = "session.docs"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who acts in the sample, and where files are kept."""

    province: Province
    users: dict[str, User]
    cabinet: Cabinet

    @property
    def officer(self) -> User:
        """The officer who receives."""
        return self.users["chuyenvien"]

    def sender(self, part: DossierPart) -> User:
        """The account that hands a part in."""
        if part.agency_id:
            codes = {a.pk: code for code, a in self.province.agencies.items()}
            code = codes[part.agency_id]
            return self.users["mttq" if code == "MTTQ" else AGENCY_USERS.get(code, "ubnd.tinh")]
        codes = {b.pk: code for code, b in self.province.bodies.items()}
        code = codes[part.body_id or 0]
        name = BAN_NAMES.get(code)
        return self.users[f"truongban.{name}"] if name else self.officer


def request_parts(desk: Desk, item: AgendaItem, *, on: date) -> list[DossierPart]:
    """Ask for the usual parts of the item's dossier, each with its deadline by the rules."""
    dossier = Dossier.objects.create(item=item, requested_at=at(on), requested_by=desk.officer)
    owner: dict[str, Any] = {"agency": item.presenter, "body": item.presenting_body}
    if item.kind == "resolution":
        wanted = [("submission", "Tờ trình", True), ("draft", "Dự thảo nghị quyết", True)]
    else:
        wanted = [("report", "Báo cáo", True)]
    if item.presenter_id and (item.kind == "resolution" or item.position % 4 == 0):
        wanted.append(("annex", "Phụ lục số liệu", False))
    first = TO_BAN if item.verifying_body_id else TO_DELEGATES
    rows = [(kind, title, needed, owner, first) for kind, title, needed in wanted]
    if item.verifying_body_id:
        verifier: dict[str, Any] = {"agency": None, "body": item.verifying_body}
        reports_by = BAN_REPORT if item.has_draft else BAN_MEETING
        rows.append(("verification", "Báo cáo thẩm tra", True, verifier, reports_by))
    parts = []
    for position, (kind, title, needed, who, rule) in enumerate(rows):
        due = deadline_for(rule, item.session.opening_on, council=desk.province.council)
        parts.append(
            DossierPart(
                dossier=dossier,
                kind=kind,
                title=title,
                is_required=needed,
                position=position,
                rule_key=rule,
                due_on=due.due_on,
                explanation=due.as_dict(),
                **who,
            )
        )
    return DossierPart.objects.bulk_create(parts)


def make_version(desk: Desk, part: DossierPart, *, when: datetime, number: int) -> Version:
    """A real file for the part: PDF for what is signed, DOCX for drafts, XLSX for figures."""
    item = part.dossier.item
    by, day = desk.sender(part), when.date()
    title = item.title.removeprefix("Nghị quyết ")
    stem = item.number.replace(".", "-")
    if part.kind == "annex":
        data, words = texts.table(title, seed=f"{item.session_id}-{item.position}")
        name = f"{stem} Phụ lục.xlsx"
        return desk.cabinet.keep(data, name, XLSX, words, at=when, by=by)
    if part.kind == "submission":
        text, name = texts.submission(title, day, number), f"{stem} Tờ trình.pdf"
    elif part.kind == "draft":
        text, name = texts.draft(title, day), f"{stem} Dự thảo nghị quyết.docx"
    elif part.kind == "verification":
        ban = str(part.body)
        extension = "pdf" if item.kind == "resolution" else "docx"
        text = texts.verification(item.title, ban, day, number)
        name = f"{stem} Báo cáo thẩm tra.{extension}"
    else:
        issuer = (str(part.agency or part.body),)
        extension = "pdf" if item.position % 2 else "docx"
        text = texts.report(title, issuer, day, f"{item.session_id}-{item.position}", number)
        name = f"{stem} Báo cáo.{extension}"
    return desk.cabinet.paper(text, name, at=when, by=by)


def hand_in(desk: Desk, part: DossierPart, *, when: datetime, number: int) -> PartSubmission:
    """The agency hands the part in; it waits to be received."""
    version = make_version(desk, part, when=when, number=number)
    DossierFile.objects.create(part=part, file=version.file)
    submission = PartSubmission.objects.create(
        part=part,
        number=part.submissions.count() + 1,
        submitted_by=desk.sender(part),
        submitted_at=when,
        due_on=part.due_on,
    )
    submission.versions.add(version)
    part.state = "submitted"
    part.save(update_fields=["state"])
    return submission


def receive(desk: Desk, submission: PartSubmission, *, when: datetime) -> None:
    """The office receives it."""
    submission.is_received = True
    submission.decided_by = desk.officer
    submission.decided_at = when
    submission.save(update_fields=["is_received", "decided_by", "decided_at"])
    submission.part.state = "received"
    submission.part.save(update_fields=["state"])


def send_back(
    desk: Desk, submission: PartSubmission, *, when: datetime, reason: str, note: str
) -> None:
    """The office returns it with a coded reason."""
    submission.is_received = False
    submission.return_reason = reason
    submission.return_note = note
    submission.decided_by = desk.officer
    submission.decided_at = when
    submission.save()
    submission.part.state = "returned"
    submission.part.save(update_fields=["state"])


def complete_dossiers(desk: Desk, session: CouncilSession, *, requested_on: date) -> None:
    """All parts of a past session: most in time, a few late, one returned and sent again."""
    number = 100
    for item in session.items.select_related(
        "session", "presenter", "presenting_body", "verifying_body"
    ):
        for part in request_parts(desk, item, on=requested_on):
            number += 1
            late = 2 if item.position in {5, 9} and part.agency_id else -(1 + number % 4)
            when = at(part.due_on + timedelta(days=late), 10 + number % 6, number % 60)
            submission = hand_in(desk, part, when=when, number=number)
            if item.position == 7 and part.kind == "report":
                send_back(
                    desk,
                    submission,
                    when=when + timedelta(hours=3),
                    reason="content",
                    note="Số liệu giải ngân chưa khớp giữa báo cáo và phụ lục.",
                )
                submission = _again(desk, part, submission, when=when + timedelta(hours=22))
            receive(desk, submission, when=when + timedelta(hours=26))


def _again(
    desk: Desk, part: DossierPart, before: PartSubmission, *, when: datetime
) -> PartSubmission:
    """A mended file is the next version of the same one."""
    old = before.versions.get()
    text = texts.report(
        part.dossier.item.title, (str(part.agency or part.body),), when.date(), f"{part.pk}", 200
    )
    made = desk.cabinet.paper(text, old.name, at=when, by=old.added_by, into=old.file)
    submission = PartSubmission.objects.create(
        part=part,
        number=before.number + 1,
        submitted_by=before.submitted_by,
        submitted_at=when,
        due_on=part.due_on,
    )
    submission.versions.add(made)
    return submission
