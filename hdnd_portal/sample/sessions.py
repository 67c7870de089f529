"""The sessions of the sample: one complete, one half prepared."""

import random
from datetime import date, timedelta
from decimal import Decimal

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Mandate
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.registers import take_number
from hdnd_portal.sample import texts
from hdnd_portal.sample.contacts import make_contacts
from hdnd_portal.sample.dossiers import (
    Desk,
    complete_dossiers,
    hand_in,
    receive,
    request_parts,
    send_back,
)
from hdnd_portal.sample.escalations import make_escalations
from hdnd_portal.sample.files import Cabinet
from hdnd_portal.sample.groups import groups_of_december, groups_of_july
from hdnd_portal.sample.hotline import take_calls
from hdnd_portal.sample.people import People
from hdnd_portal.sample.plans import (
    PLACE,
    Draft,
    at,
    finish_milestones,
    make_agenda,
    make_session,
)
from hdnd_portal.sample.polls import hold_votes
from hdnd_portal.sample.province import Province
from hdnd_portal.sample.questions import make_questions
from hdnd_portal.sample.resolutions import make_minutes, make_resolutions
from hdnd_portal.sample.sitting import hold_sittings
from sessions.models import (
    AbsenceRequest,
    AgendaItem,
    CouncilSession,
    DossierFile,
    DossierFreeze,
    FrozenFile,
    Guest,
    Invitation,
    InvitationRun,
    Presiding,
    ReadingReceipt,
)
from sessions.services.blocks import make_block
from sessions.services.freezing import manifest_hash
from sessions.services.presiding import opens_at
from sessions.workflow.blocks import BlockForm

LAST_OPENING = date(2026, 7, 14)
THIS_OPENING = date(2026, 12, 8)
# The day of which the half-prepared session is a picture.
PICTURE = date(2026, 11, 20)

LAST_DRAFTS = [
    Draft("về điều chỉnh kế hoạch đầu tư công năm 2026", "STC", "BKTNS"),
    Draft("quy định mức thu một số khoản phí thuộc thẩm quyền của tỉnh", "STC", "BKTNS"),
    Draft("về chính sách hỗ trợ giáo dục mầm non vùng khó khăn", "SGDDT", "BVHXH"),
    Draft("về chính sách thu hút bác sĩ về trạm y tế xã", "SYT", "BVHXH"),
    Draft("về bảo vệ nguồn nước sinh hoạt nông thôn", "SNNMT", "BKTNS"),
    Draft("về hỗ trợ người có uy tín trong đồng bào dân tộc thiểu số", "SNV", "BDT"),
]
THIS_DRAFTS = [
    Draft("về kế hoạch phát triển kinh tế – xã hội năm 2027", "STC", "BKTNS"),
    Draft("về dự toán ngân sách và phân bổ ngân sách tỉnh năm 2027", "STC", "BKTNS"),
    Draft("về kế hoạch đầu tư công năm 2027", "STC", "BKTNS"),
    Draft("quy định giá một số dịch vụ giáo dục công lập", "SGDDT", "BVHXH"),
    Draft("về nâng cấp đường liên xã giai đoạn 2027–2030", "SXD", "BKTNS"),
    Draft("về biên chế và số người làm việc năm 2027", "SNV", "BPC"),
]
GUESTS = [
    ("guest", "Đoàn đại biểu Quốc hội tỉnh (mẫu)", "doandbqh"),
    ("agency", "Văn phòng Tỉnh ủy (mẫu)", "vptu"),
    ("agency", "Báo và Phát thanh, truyền hình tỉnh (mẫu)", "baotinh"),
    ("press", "Phóng viên thường trú (mẫu)", "phongvien"),
    ("voter", "Đại diện cử tri phường Lam Mộc (mẫu)", "cutri1"),
    ("voter", "Đại diện cử tri xã Khe Phượng (mẫu)", "cutri2"),
]


def make_sessions(province: Province, people: People, users: dict[str, User]) -> None:
    """Create both sessions with their dossiers and files."""
    desk = Desk(province, users, Cabinet(province.council))
    last = _last_session(desk, people)
    _first_session(desk)
    current = _this_session(desk, last)
    make_questions(province, people, users, last=last, current=current)
    make_minutes(desk, last)
    make_contacts(province.council, by=desk.officer)
    make_escalations(current, by=users["chutich"])


def _first_session(desk: Desk) -> None:
    session = make_session(
        desk.province,
        kind="first",
        name="Kỳ họp thứ nhất",
        ordinal=1,
        opening_on=date(2026, 3, 30),
        days=Decimal(1),
        state="archived",
        by=desk.officer,
    )
    finish_milestones(session, until=session.opening_on + timedelta(days=30), by=desk.officer)


def _last_session(desk: Desk, people: People) -> CouncilSession:
    session = make_session(
        desk.province,
        kind="regular_mid",
        name="Kỳ họp thường lệ giữa năm 2026",
        ordinal=2,
        opening_on=LAST_OPENING,
        days=Decimal("2.5"),
        state="published",
        by=desk.officer,
    )
    finish_milestones(session, until=LAST_OPENING + timedelta(days=30), by=desk.officer)
    make_agenda(desk.province, session, LAST_DRAFTS, state="discussed")
    complete_dossiers(desk, session, requested_on=date(2026, 6, 8))
    freeze = _freeze(desk, session)
    _invitations(desk, people, session)
    _readings(people, session, freeze)
    _board(desk, people, session)
    groups_of_july(session, by=desk.officer)
    hold_sittings(session, by=desk.officer)
    take_calls(session, desk.province.communes, by=desk.users["vanthu"])
    hold_votes(session, desk.users)
    make_resolutions(desk, session)
    return session


def _board(desk: Desk, people: People, session: CouncilSession) -> None:
    """Who presided from the opening to the end, and who kept the minutes."""
    secretary = desk.officer.person
    assert secretary is not None  # noqa: S101 -- the sample made it
    board = [
        (people.chair, Presiding.Role.CHAIR),
        *((person, Presiding.Role.PRESIDIUM) for person in people.vice_chairs),
        (secretary, Presiding.Role.SECRETARY),
    ]
    Presiding.objects.bulk_create(
        Presiding(
            session=session,
            person=person,
            role=role,
            starts_at=opens_at(session),
            recorded_by=desk.officer,
        )
        for person, role in board
    )


def _freeze(desk: Desk, session: CouncilSession) -> DossierFreeze:
    frozen_at = at(session.opening_on - timedelta(days=5), 16, 30)
    for item in session.items.all():
        item.public_reference = f"KH{session.ordinal:02d}-{item.position:02d}"
        item.save(update_fields=["public_reference"])
    places = (
        DossierFile.objects.filter(part__dossier__item__session=session)
        .select_related("part__dossier__item", "file")
        .order_by("part__dossier__item__position", "part__position", "pk")
    )
    lines = [(place, place.file.versions.latest("number")) for place in places]
    freeze = DossierFreeze.objects.create(
        session=session,
        frozen_by=desk.officer,
        frozen_at=frozen_at,
        manifest_sha256="",
    )
    FrozenFile.objects.bulk_create(
        FrozenFile(
            freeze=freeze,
            position=position,
            item=place.part.dossier.item,
            reference=place.part.dossier.item.public_reference,
            item_number=place.part.dossier.item.number,
            item_title=place.part.dossier.item.title,
            part_title=str(place.part),
            version=version,
            name=version.name,
            sha256=version.sha256,
            size=version.size,
            pages=version.pages,
        )
        for position, (place, version) in enumerate(lines, start=1)
    )
    freeze.manifest_sha256 = manifest_hash(freeze)
    freeze.is_sealed = True
    freeze.save(update_fields=["manifest_sha256", "is_sealed"])
    return freeze


def _guests(session: CouncilSession, mail: str) -> list[Guest]:
    return Guest.objects.bulk_create(
        Guest(session=session, category=category, name=name, email=f"{user}@{mail}")
        for category, name, user in GUESTS
    )


def _invitations(desk: Desk, people: People, session: CouncilSession) -> None:
    """One paper for delegates and one for guests, each with its number; answers as they came."""
    chance = random.Random(7)  # noqa: S311 -- answers, not secrets
    council, clerk = desk.province.council, desk.users["vanthu"]
    issued_on = date(2026, 6, 24)
    run = InvitationRun.objects.create(
        session=session,
        signer=people.chair,
        signer_block=["TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"],
        issued_on=issued_on,
        issued_by=clerk,
        issued_at=at(issued_on, 14),
    )
    guests = _guests(session, "khach.example")
    seats = list(Mandate.objects.in_office(session.opening_on).filter(term=session.term))
    rows: list[Invitation] = []
    for who, invited in (("các vị đại biểu HĐND tỉnh", seats), ("các vị khách mời", guests)):
        document = take_number(
            council,
            kind="GM",
            symbol="HĐND",
            on=issued_on,
            by=clerk,
            summary=f"Mời dự {session.name}",
            signer=people.chair,
        )
        text = texts.invitation(
            session.name,
            "từ 08 giờ 00, thứ Ba, ngày 14 tháng 7 năm 2026",
            PLACE,
            who,
            issued_on,
            document.number or 1,
        )
        stem = f"Giấy mời {document.number}"
        pdf = desk.cabinet.paper(text, f"{stem}.pdf", at=run.issued_at, by=clerk)
        docx = desk.cabinet.paper(text, f"{stem}.docx", at=run.issued_at, by=clerk)
        document.pdf, document.docx = pdf, docx
        document.save(update_fields=["pdf", "docx"])
        for one in invited:
            answer = chance.choices(["coming", "absent", "none"], [90, 5, 5])[0]
            seat = one if isinstance(one, Mandate) else None
            guest = None if seat else one
            rows.append(
                Invitation(
                    session=session,
                    run=run,
                    mandate=seat,
                    guest=guest if isinstance(guest, Guest) else None,
                    addressee=str(one),
                    email=seat.person.email if seat else getattr(one, "email", ""),
                    document=document,
                    pdf=pdf,
                    docx=docx,
                    made_at=run.issued_at,
                    answer=answer,
                    answered_at=at(date(2026, 6, 27)) if answer != "none" else None,
                )
            )
    made = Invitation.objects.bulk_create(rows)
    _absences(desk, session, [i for i in made if i.answer == "absent" and i.mandate_id])


def _absences(desk: Desk, session: CouncilSession, absent: list[Invitation]) -> None:
    AbsenceRequest.objects.bulk_create(
        AbsenceRequest(
            session=session,
            mandate=invitation.mandate,
            reason="health" if number % 2 else "duty",
            text="Xin phép vắng mặt tại kỳ họp (dữ liệu mẫu).",
            state="accepted",
            decided_by=desk.users["chutich"],
            decided_at=at(date(2026, 7, 1)),
        )
        for number, invitation in enumerate(absent)
    )


def _readings(people: People, session: CouncilSession, freeze: DossierFreeze) -> None:
    """Delegates opened the papers; some read them to the end."""
    chance = random.Random(11)  # noqa: S311 -- readings, not secrets
    lines = list(FrozenFile.objects.filter(freeze=freeze).select_related("version"))
    readers = User.objects.filter(person__in=people.mandates).order_by("pk")
    rows = []
    for user in readers:
        for line in chance.sample(lines, chance.randint(3, 16)):
            opened = at(freeze.frozen_at.date() + timedelta(days=chance.randint(0, 4)), 20)
            pages = line.pages or 1
            through = chance.random() < 0.6
            rows.append(
                ReadingReceipt(
                    user=user,
                    session=session,
                    version=line.version,
                    opened_at=opened,
                    last_page=pages if through else 1,
                    read_through_at=opened + timedelta(minutes=25) if through else None,
                )
            )
    ReadingReceipt.objects.bulk_create(rows)


def _this_session(desk: Desk, last: CouncilSession) -> CouncilSession:
    """Convened, the agenda is there, agencies have been asked, some papers are in."""
    session = make_session(
        desk.province,
        kind="regular_end",
        name="Kỳ họp thường lệ cuối năm 2026",
        ordinal=3,
        opening_on=THIS_OPENING,
        days=Decimal("2.5"),
        state="convened",
        by=desk.officer,
    )
    finish_milestones(session, until=date(2026, 11, 18), by=desk.officer)
    make_agenda(desk.province, session, THIS_DRAFTS, state="assigned")
    before = {item.template_key: item for item in last.items.exclude(template_key="")}
    _guests(session, "khach.example")
    number = 300
    for item in session.items.select_related(
        "session", "presenter", "presenting_body", "verifying_body"
    ):
        item.copied_from = before.get(item.template_key)
        item.save(update_fields=["copied_from"])
        if item.position % 7 == 6:
            continue  # not asked for yet
        parts = request_parts(desk, item, on=date(2026, 11, 9))
        for part in parts:
            number += 1
            if part.kind == "verification" or item.position % 3 == 0:
                continue
            when = at(PICTURE - timedelta(days=number % 4), 9 + number % 7)
            submission = hand_in(desk, part, when=when, number=number)
            if item.position % 10 == 4 and part.kind in {"report", "submission"}:
                send_back(
                    desk,
                    submission,
                    when=when + timedelta(hours=4),
                    reason="not_signed",
                    note="Báo cáo chưa có chữ ký và dấu của thủ trưởng cơ quan.",
                )
            elif item.position % 4 != 1:
                receive(desk, submission, when=when + timedelta(hours=5))
        _carry(item)
    groups_of_december(session, by=desk.officer)
    plans = session.items.filter(kind=AgendaItem.Kind.RESOLUTION).order_by("position")[:3]
    make_block(
        session,
        [item.pk for item in plans],
        title="Kế hoạch, ngân sách và đầu tư công năm 2027",
        form=BlockForm.JOINT,
        by=desk.officer,
    )
    return session


def _carry(item: AgendaItem) -> None:
    """The item is submitted when all that its presenter must hand in has been received."""
    own = item.dossier.parts.exclude(kind="verification").filter(is_required=True)
    states = set(own.values_list("state", flat=True))
    if states == {"received"}:
        item.state = "submitted"
    elif "returned" in states:
        item.state = "returned"
    item.save(update_fields=["state"])


def kept_files(province: Province) -> int:
    """How many files the sample keeps."""
    return Version.objects.filter(file__council=province.council).count()
