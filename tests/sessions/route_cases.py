"""Rows of the session pages: whose session, in which state, and who may do what."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils import timezone

from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from hdnd_portal.council.models import Membership
from hdnd_portal.documents.registers import take_number
from hdnd_portal.notices.models import Delivery
from sessions.models import (
    AbsenceRequest,
    CouncilSession,
    DossierFreeze,
    FrozenFile,
    Guest,
    Invitation,
    InvitationRun,
    Milestone,
    Note,
    Presiding,
    Sitting,
)
from sessions.services import absences, reading
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CouncilSessionFactory,
    DossierFactory,
    DossierPartFactory,
    FileFactory,
    GuestFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SittingFactory,
    VersionFactory,
)
from tests.route_cases import HIDDEN, OK, REDIRECT, Case, Made, World
from tests.sessions import (
    agenda_route_cases,
    block_route_cases,
    delegate_record_route_cases,
    dossier_route_cases,
    groups_route_cases,
    hotline_route_cases,
    paper_question_route_cases,
    question_route_cases,
    resolution_route_cases,
    room_route_cases,
    sitting_route_cases,
    standing_in_route_cases,
    version_route_cases,
    voting_route_cases,
)
from tests.sessions.dossier_route_cases import upload
from tests.sessions.machines import (
    ACCEPTED,
    INVITABLE,
    MACHINES,
    NOT_ARRIVED,
    NOT_OVER,
    NOT_SETTLED,
    WAITING,
)

PLANNERS = {Role.OFFICER, Role.OFFICE_HEAD}
DECIDERS = PLANNERS | {Role.CHAIR, Role.STANDING_COMMITTEE}
SEE_INVITATIONS = STAFF | {Role.CHAIR, Role.STANDING_COMMITTEE}
DECIDE_ABSENCE = {Role.CHAIR, Role.STANDING_COMMITTEE, Role.OFFICE_HEAD}
# They may open session pages, but owe nothing to the session of these rows.
OUTSIDERS = {Role.AGENCY: HIDDEN, Role.FRONT: HIDDEN}
OPENING = date(2026, 12, 8)
EIGHT = datetime(2026, 12, 8, 1, tzinfo=UTC)


def plain(world: World, **fields: object) -> CouncilSession:
    """A session of the world's council."""
    return CouncilSessionFactory(term=world.term, council=world.council, **fields)


def session(world: World) -> Made:
    """The pages of a session."""
    return Made(kwargs={"session": plain(world).pk})


def presented(world: World) -> Made:
    """A session for which the world's agency presents an item."""
    held = plain(world)
    AgendaItemFactory(session=held, presenter=world.agency)
    return Made(kwargs={"session": held.pk})


def milestone(world: World) -> Made:
    """A milestone not reached."""
    found = Milestone.objects.create(
        session=plain(world), step="thu", name="Thử", anchor="opening", owner="office"
    )
    return Made(
        kwargs={"session": found.session_id, "milestone": found.pk},
        data={"on": "01/11/2025", "reason": "Nhầm", "owner": ""},
    )


def sitting(world: World) -> Made:
    """A half-day of a session."""
    found: Sitting = SittingFactory(session=plain(world))
    return Made(kwargs={"session": found.session_id, "sitting": found.pk})


def presided(world: World) -> Made:
    """A session with a chair and a secretary."""
    held = plain(world)
    by = world.user(Role.OFFICER)
    _chair, secretary = [
        Presiding.objects.create(
            session=held, person=PersonFactory(), role=role, starts_at=EIGHT, recorded_by=by
        )
        for role in ("chair", "secretary")
    ]
    return Made(
        kwargs={"session": held.pk, "presiding": secretary.pk}, data={"reason": "Đi công tác"}
    )


def board(world: World) -> Made:
    """The pages of those who preside."""
    return Made(kwargs={"session": presided(world).kwargs["session"]})


def guest(world: World) -> Made:
    """A guest without a paper."""
    found: Guest = GuestFactory(session=plain(world))
    return Made(kwargs={"session": found.session_id, "guest": found.pk})


def issued_invitation(world: World) -> Invitation:
    """A paper whose letter was given up."""
    held = plain(world, state="convened")
    by = world.user(Role.OFFICER)
    run = InvitationRun.objects.create(
        session=held,
        signer=PersonFactory(),
        issued_on=date(2026, 11, 20),
        issued_by=by,
        issued_at=timezone.now(),
    )
    letter = Delivery.objects.create(
        event="invitation.sent",
        subject="Giấy mời",
        body="",
        state="given_up",
        next_try_at=timezone.now(),
        message_id=f"<{held.pk}@thu>",
    )
    document = take_number(
        world.council, kind="GM", symbol="HĐND", on=run.issued_on, by=by, summary="Mời"
    )
    return Invitation.objects.create(
        session=held,
        run=run,
        guest=GuestFactory(session=held),
        addressee="Khách",
        document=document,
        delivery=letter,
    )


def failed_letter(world: World) -> Made:
    """An invitation to be sent again."""
    found = issued_invitation(world)
    return Made(
        kwargs={"session": found.session_id, "invitation": found.pk},
        data={"email": "khac@example.vn"},
    )


def frozen(world: World) -> FrozenFile:
    """A paper of a frozen dossier."""
    held = plain(world)
    version = VersionFactory(file=FileFactory(council=world.council))
    freeze = DossierFreeze.objects.create(
        session=held,
        frozen_by=world.user(Role.OFFICER),
        frozen_at=timezone.now(),
        manifest_sha256="0" * 64,
    )
    return FrozenFile.objects.create(
        freeze=freeze,
        position=1,
        item=AgendaItemFactory(session=held, state="sent"),
        item_number="1",
        item_title="Báo cáo",
        part_title="Báo cáo",
        version=version,
        name=version.name,
        sha256=version.sha256,
        size=version.size,
        pages=version.pages,
    )


def frozen_session(world: World) -> Made:
    """A session whose dossiers are frozen."""
    return Made(kwargs={"session": frozen(world).freeze.session_id})


def paper(world: World) -> Made:
    """A frozen paper, to be read."""
    found = frozen(world)
    return Made(
        kwargs={"session": found.freeze.session_id, "paper": found.pk},
        data={"page": 1, "text": "Cần hỏi thêm"},
    )


def note_of_the_delegate(world: World) -> Made:
    """A private note of the delegate: it exists for nobody else."""
    found = frozen(world)
    note: Note = reading.write_note(
        found.freeze.session,
        text="Riêng",
        by=world.user(Role.DELEGATE),
        version=found.version,
    )
    return Made(kwargs={"session": found.freeze.session_id, "paper": found.pk, "note": note.pk})


def absence(world: World) -> AbsenceRequest:
    """A request of the delegate that waits for the chair."""
    delegate = world.user(Role.DELEGATE)
    delegate.person = PersonFactory()
    delegate.save()
    held = plain(world)
    MandateFactory(term=world.term, person=delegate.person)
    return absences.ask_absence(held, reason="health", text="Ốm", by=delegate)


def waiting_absence(world: World) -> Made:
    """A request to be decided or withdrawn."""
    found = absence(world)
    return Made(
        kwargs={"session": found.session_id, "absence": found.pk},
        data={"decision": "accept", "note": ""},
    )


def issuing(world: World) -> Made:
    """A session with a guest to be invited."""
    held = plain(world, state="agreed")
    GuestFactory(session=held)
    chair = MembershipFactory(
        body=BodyFactory(term=world.term, kind="standing_committee", code="TT"),
        role=Membership.Role.CHAIR,
    )
    today = f"{timezone.localdate():%d/%m/%Y}"
    return Made(kwargs={"session": held.pk}, data={"signer": chair.pk, "issued_on": today})


def new_guest(world: World) -> Made:
    """A guest put on the list."""
    return Made(
        kwargs={"session": plain(world).pk}, data={"category": "guest", "name": "Hội Luật gia"}
    )


def delegate_with_a_seat(world: World) -> Made:
    """The delegate asks to be absent."""
    held = plain(world)
    delegate = world.user(Role.DELEGATE)
    delegate.person = PersonFactory()
    delegate.save()
    MandateFactory(term=world.term, person=delegate.person)
    return Made(kwargs={"session": held.pk}, data={"reason": "health", "text": "Ốm"})


def addition(world: World) -> Made:
    """A paper that comes after the freeze."""
    found = frozen(world)
    part = DossierPartFactory(dossier=DossierFactory(item=found.item), agency=world.agency)
    data = {"part": part.pk, "reason": "Số liệu mới", "files": upload()}
    return Made(kwargs={"session": found.freeze.session_id}, data=data)


def act(route: str, make: object, roles: set[Role] | frozenset[Role], **more: object) -> Case:
    """A POST that leads back to the page it came from."""
    return Case(route, make=make, roles=roles, method="post", opens=REDIRECT, **more)  # type: ignore[arg-type]


def zip_of_frozen(world: World) -> Made:
    """The papers of a frozen session as one file."""
    return Made(kwargs={**frozen_session(world).kwargs, "kind": "zip"})


def draft(world: World) -> Made:
    """A draft of the programme."""
    return Made(kwargs={**session(world).kwargs, "draft": "chuong-trinh", "form": "docx"})


def unknown_draft(world: World) -> Made:
    """A paper nobody drafts."""
    return Made(kwargs={**session(world).kwargs, "draft": "thiep", "form": "pdf"})


def printed_manifest(world: World) -> Made:
    """The frozen list as a paper."""
    return Made(kwargs={**frozen_session(world).kwargs, "form": "docx"})


CASES = [
    Case("sessions:list", roles=INSIDE | {Role.AGENCY, Role.FRONT}, elsewhere=OK),
    Case("sessions:create", roles=PLANNERS, elsewhere=OK),
    Case("sessions:plan", make=session, roles=INSIDE, answers=OUTSIDERS),
    Case(
        "sessions:plan",
        state="presented",
        make=presented,
        roles=INSIDE | {Role.AGENCY, Role.FRONT},
    ),
    *[
        act(f"sessions:{name}_milestone", milestone, PLANNERS, goes={"session": NOT_SETTLED})
        for name in ("finish", "reopen", "assign")
    ],
    Case("sessions:correct", make=session, roles=PLANNERS),
    Case("sessions:correct_sitting", make=sitting, roles=PLANNERS),
    Case("sessions:presiding", make=board, roles=DECIDERS),
    Case("sessions:replace_chair", make=board, roles=DECIDERS),
    Case(
        "sessions:replace_chair",
        state="nobody in the chair",
        make=session,
        roles=DECIDERS,
        opens=HIDDEN,
    ),
    act("sessions:end_presiding", presided, DECIDERS, goes={"session": NOT_OVER}),
    Case("sessions:agenda", make=session, roles=INSIDE, answers=OUTSIDERS),
    Case("sessions:add_item", make=session, roles=PLANNERS),
    Case("sessions:add_reports", make=session, roles=PLANNERS),
    Case("sessions:place_in_sittings", make=session, roles=PLANNERS),
    Case("sessions:copy_agenda", make=session, roles=PLANNERS),
    Case("sessions:record_decision", make=session, roles=PLANNERS),
    Case("sessions:invitations", make=session, roles=SEE_INVITATIONS),
    Case(
        "sessions:invitations",
        state="issuing",
        make=issuing,
        method="post",
        roles=STAFF,
        opens=REDIRECT,
        answers={Role.CHAIR: HIDDEN, Role.STANDING_COMMITTEE: HIDDEN},
        goes={"session": INVITABLE},
    ),
    Case("sessions:add_guest", make=session, roles=STAFF),
    Case("sessions:copy_guests", make=session, roles=STAFF),
    Case("sessions:edit_guest", make=guest, roles=STAFF),
    act("sessions:add_guest", new_guest, STAFF, goes={"session": NOT_OVER}),
    act("sessions:remove_guest", guest, STAFF, goes={"session": NOT_OVER}),
    act(
        "sessions:send_again",
        failed_letter,
        STAFF,
        goes={"session": INVITABLE, "invitation": NOT_ARRIVED},
    ),
    Case("sessions:reading", make=session, roles=INSIDE),
    Case("sessions:read_paper", make=paper, roles=INSIDE),
    *version_route_cases.CASES,
    act("sessions:open_paper", paper, INSIDE, silent=INSIDE - {Role.DELEGATE}),
    act("sessions:mark_read", paper, INSIDE),
    act("sessions:write_note", paper, INSIDE),
    act(
        "sessions:delete_note",
        note_of_the_delegate,
        {Role.DELEGATE},
        answers=dict.fromkeys(INSIDE - {Role.DELEGATE}, HIDDEN),
    ),
    Case("sessions:ask_absence", make=session, roles={Role.DELEGATE}),
    act("sessions:ask_absence", delegate_with_a_seat, {Role.DELEGATE}, goes={"session": NOT_OVER}),
    act(
        "sessions:withdraw_absence",
        waiting_absence,
        {Role.DELEGATE},
        goes={"session": NOT_OVER, "absence": WAITING | ACCEPTED},
    ),
    Case("sessions:absences", make=session, roles=DECIDE_ABSENCE),
    act(
        "sessions:decide_absence",
        waiting_absence,
        DECIDE_ABSENCE,
        goes={"session": NOT_OVER, "absence": WAITING},
    ),
    Case("sessions:manifest", state="frozen", make=frozen_session, roles=INSIDE),
    Case("sessions:manifest", state="not frozen", make=session, opens=HIDDEN, roles=INSIDE),
    Case("sessions:draft", make=draft, roles=SEE_INVITATIONS),
    Case(
        "sessions:draft",
        state="unknown",
        make=unknown_draft,
        opens=HIDDEN,
        roles=SEE_INVITATIONS,
    ),
    Case("sessions:supplement", state="frozen", make=frozen_session, roles=PLANNERS),
    act("sessions:supplement", addition, PLANNERS, goes={"session": NOT_OVER}),
    act("sessions:bundle", zip_of_frozen, INSIDE),
    act("sessions:manifest_paper", printed_manifest, INSIDE),
    *agenda_route_cases.CASES,
    *delegate_record_route_cases.CASES,
    *question_route_cases.CASES,
    *dossier_route_cases.CASES,
    *groups_route_cases.CASES,
    *hotline_route_cases.CASES,
    *paper_question_route_cases.CASES,
    *standing_in_route_cases.CASES,
    *room_route_cases.CASES,
    *resolution_route_cases.CASES,
    *voting_route_cases.CASES,
    *block_route_cases.CASES,
    *sitting_route_cases.CASES,
]

MACHINES = MACHINES | question_route_cases.MACHINES | paper_question_route_cases.MACHINES

WITHOUT_PERMISSION = {
    **sitting_route_cases.WITHOUT_PERMISSION,
    "sessions:answer": "the invited person answers by a signed link, without an account",
}
