"""Rows of the pages after the vote, and the machines of resolutions and minutes."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from hdnd_portal.council.models import Membership
from sessions.models import (
    DraftOpinion,
    GroupRelease,
    Presiding,
    Resolution,
    ResolutionLink,
)
from sessions.services import resolutions
from sessions.services.minutes import BEFORE_OPENING, begin_minutes
from sessions.workflow import ITEM_HEARD, ItemState, SessionState
from sessions.workflow.resolution import MinutesState, ResolutionState
from tests.documents import material
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CouncilSessionFactory,
    MembershipFactory,
    PersonFactory,
)
from tests.route_cases import HIDDEN, OK, REDIRECT, Case, Made, World
from tests.sessions.groups_route_cases import report_of
from tests.sessions.resolution_machines import (
    NUMBERED,
    OUT,
    put_minutes,
    put_resolution,
)
from tests.sessions.resolutions import ADOPTED, ARTICLES, OPENING

PLANNERS = {Role.OFFICER, Role.OFFICE_HEAD}
SIGNERS = {Role.CLERK, Role.OFFICE_HEAD, Role.CHAIR, Role.STANDING_COMMITTEE}
EVERYBODY = INSIDE | {Role.AGENCY, Role.FRONT}
S = ResolutionState


def made_resolution(world: World) -> Resolution:
    """A resolution in good form, of an item of the world's session, and a Chair to sign it."""
    today = timezone.localdate()
    session = CouncilSessionFactory(
        term=world.term,
        council=world.council,
        opening_on=today - timedelta(days=5),
        closing_on=today - timedelta(days=3),
    )
    standing = world.term.bodies.filter(code="TT").first()
    if standing is None:
        standing = BodyFactory(term=world.term, kind="standing_committee", code="TT")
        MembershipFactory(body=standing, role=Membership.Role.CHAIR)
    item = AgendaItemFactory(
        session=session, state="passed", kind="resolution", title="Nghị quyết về hòa giải"
    )
    by = world.user(Role.OFFICER)
    day = session.closing_on
    found = resolutions.draft_from_item(item, form="legal", adopted_on=day, by=by)
    effect = day + timedelta(days=30)
    month = f"{effect.month:02d}" if effect.month <= 2 else effect.month
    words = f"ngày {effect.day:02d} tháng {month} năm {effect.year}"
    return resolutions.change_text(
        found,
        title=found.title,
        bases=found.bases,
        enacting=found.enacting,
        articles=ARTICLES.replace("ngày 01 tháng 8 năm 2026", words),
        closing=found.closing,
        recipients=found.recipients,
        archive=found.archive,
        effective_on=effect,
        by=by,
    )


def kwargs_of(found: Resolution, **more: object) -> dict[str, Any]:
    return {"resolution": found.pk, **more}


def resolution(world: World) -> Made:
    """The pages of a resolution."""
    return Made(kwargs=kwargs_of(made_resolution(world)))


def printed(world: World) -> Made:
    """Its paper."""
    return Made(kwargs=kwargs_of(made_resolution(world), form="docx"))


def text(world: World) -> Made:
    """Its whole text, sent again."""
    found = made_resolution(world)
    fields = ("title", "bases", "enacting", "closing", "recipients", "archive")
    data = {name: getattr(found, name) for name in fields} | {"articles": ARTICLES}
    return Made(kwargs=kwargs_of(found), data=data)


def moved(move: str, **data: str) -> Any:
    """A move of it."""

    def make(world: World) -> Made:
        return Made(kwargs=kwargs_of(made_resolution(world), move=move), data=data)

    return make


def numbered(world: World) -> Made:
    """A number for a paper signed by hand."""
    found = made_resolution(world)
    chair = world.term.bodies.get(code="TT").memberships.get().person
    data = {"signer": chair.pk, "on": f"{timezone.localdate():%d/%m/%Y}", "how": "paper"}
    return Made(kwargs=kwargs_of(found), data=data)


def scan(world: World) -> Made:
    """The scan of the signed paper."""
    file = io.BytesIO(material.pdf(1))
    file.name = "ban-ky.pdf"
    return Made(kwargs=kwargs_of(made_resolution(world)), data={"file": file, "compared": "on"})


def finished(step: str) -> Any:
    """A step of the chain, done today."""

    def make(world: World) -> Made:
        day = f"{timezone.localdate():%d/%m/%Y}"
        data = {f"{step}-on": day, f"{step}-reference": "Công văn số 1"}
        return Made(kwargs=kwargs_of(made_resolution(world), step=step), data=data)

    return make


def reopened(world: World) -> Made:
    """A step taken back."""
    found = made_resolution(world)
    found.steps.filter(step="to_local").update(
        done_on=timezone.localdate(), done_by=world.user(Role.OFFICER), reference="Số 1"
    )
    return Made(kwargs=kwargs_of(found, step="to_local"), data={"reason": "Nhầm"})


def earlier(world: World) -> Resolution:
    """A resolution that is out, to be linked with."""
    found = made_resolution(world)
    put_resolution(found.pk, S.ISSUED)
    return found


def linked(world: World) -> Made:
    """The link to an earlier one."""
    target = earlier(world)
    return Made(
        kwargs=kwargs_of(made_resolution(world)), data={"kind": "amends", "target": target.pk}
    )


def link(world: World, **data: str) -> Made:
    """A link already there."""
    target, source = earlier(world), made_resolution(world)
    found = ResolutionLink.objects.create(
        source=source, target=target, kind="amends", recorded_by=world.user(Role.OFFICER)
    )
    return Made(kwargs=kwargs_of(source, link=found.pk), data=dict(data))


def wording(world: World) -> Made:
    """Another wording for an article of the earlier one, by one that is out."""
    made = link(world, number="2", title="Mức mới", text="300.000 đồng")
    put_resolution(made.kwargs["resolution"], S.ISSUED)
    return made


def task(world: World) -> Made:
    """A task for the world's agency."""
    found = made_resolution(world)
    put_resolution(found.pk, S.ISSUED)
    data = {"text": "Tổ chức thực hiện Điều 2", "lead": world.agency.pk}
    return Made(kwargs=kwargs_of(found), data=data)


def heard(world: World) -> Made:
    """An item of a past session that was heard, and what is needed after it."""
    held = CouncilSessionFactory(
        term=world.term, council=world.council, opening_on=OPENING, closing_on=ADOPTED
    )
    item = AgendaItemFactory(session=held, state="discussed")
    data = {"text": "Bổ sung số liệu", "lead": world.agency.pk, "made_on": f"{ADOPTED:%d/%m/%Y}"}
    return Made(kwargs={"session": held.pk, "item": item.pk}, data=data)


def targets(world: World) -> Made:
    """Targets as lines."""
    return Made(kwargs=kwargs_of(made_resolution(world)), data={"table": "Chỉ tiêu | % | 2026=95"})


def session_of(world: World) -> Made:
    """The resolutions of a session."""
    held = CouncilSessionFactory(term=world.term, council=world.council)
    return Made(kwargs={"session": held.pk})


def printed_result(world: World) -> Made:
    """The notice of a session's results."""
    return Made(kwargs={**session_of(world).kwargs, "form": "docx"})


def passed(world: World) -> Made:
    """An item that was passed, to become a resolution."""
    held = CouncilSessionFactory(
        term=world.term, council=world.council, opening_on=timezone.localdate(),
        closing_on=timezone.localdate(),
    )  # fmt: skip
    item = AgendaItemFactory(session=held, state="passed", kind="resolution")
    day = f"{timezone.localdate():%d/%m/%Y}"
    return Made(
        kwargs={"session": held.pk, "item": item.pk}, data={"form": "legal", "adopted_on": day}
    )


def standing(world: World) -> Made:
    """A resolution of the Standing Committee."""
    day = f"{timezone.localdate():%d/%m/%Y}"
    return Made(data={"title": "Về chi khẩn cấp", "adopted_on": day})


def opinion_of(world: World) -> DraftOpinion:
    """An opinion on the draft of the world's agency."""
    held = CouncilSessionFactory(term=world.term, council=world.council)
    item = AgendaItemFactory(session=held, presenter=world.agency)
    return DraftOpinion.objects.create(
        item=item,
        position=1,
        provision="Điều 2",
        author="Ban Pháp chế",
        opinion="Nâng mức",
        recorded_by=world.user(Role.OFFICER),
    )


def opinions(world: World, **data: str) -> Made:
    """The table of opinions."""
    found = opinion_of(world)
    return Made(kwargs={"session": found.item.session_id, "item": found.item_id}, data=dict(data))


def said_in_groups(world: World) -> Made:
    """An item on which a group has said something that is released."""
    report = report_of(world, "received", presenter=world.agency)
    GroupRelease.objects.create(
        item=report.item, released_by=world.user(Role.OFFICER), released_at=timezone.now()
    )
    return Made(kwargs={"session": report.item.session_id, "item": report.item_id})


def new_opinion(world: World) -> Made:
    """An opinion entered."""
    return opinions(world, provision="Điều 3", author="Tổ 1", opinion="Bỏ khoản 2")


def opinion(world: World) -> Made:
    """One opinion, answered."""
    found = opinion_of(world)
    kwargs = {"session": found.item.session_id, "item": found.item_id, "opinion": found.pk}
    return Made(kwargs=kwargs, data={"answer": "accepted", "reply": "", "final_text": "Mức mới"})


def printed_opinions(world: World) -> Made:
    """The table as a paper."""
    return Made(kwargs={**opinions(world).kwargs, "form": "docx"})


def begun(world: World, **data: str) -> Made:
    """Minutes of a session with a chair and a secretary."""
    held = CouncilSessionFactory(term=world.term, council=world.council, state="open")
    by = world.user(Role.OFFICER)
    for role in ("chair", "secretary"):
        Presiding.objects.create(
            session=held, person=PersonFactory(), role=role, starts_at=timezone.now(),
            recorded_by=by,
        )  # fmt: skip
    found = begin_minutes(held, by=by)
    return Made(kwargs={"session": held.pk, "minutes": found.pk}, data=dict(data))


def session_without(world: World) -> Made:
    """A session that has begun and has no minutes."""
    held = CouncilSessionFactory(term=world.term, council=world.council, state="open")
    return Made(kwargs={"session": held.pk})


def remarked(world: World) -> Made:
    """A remark to a section."""
    made = begun(world, text="Có mưa lớn")
    return Made(kwargs={**made.kwargs, "section": "closing"}, data=made.data)


def minutes_moved(move: str, **data: str) -> Any:
    """A move of minutes."""

    def make(world: World) -> Made:
        made = begun(world, **data)
        if move != "submit":
            put_minutes(made.kwargs["minutes"], MinutesState.SUBMITTED)
        return Made(kwargs={**made.kwargs, "move": move}, data=made.data)

    return make


def sent_up(world: World) -> Made:
    """The minutes were sent up."""
    day = f"{timezone.localdate():%d/%m/%Y}"
    data = {"minutes_up-on": day, "minutes_up-reference": "Công văn số 2"}
    return Made(kwargs={**begun(world).kwargs, "step": "minutes_up"}, data=data)


def printed_minutes(world: World) -> Made:
    """The minutes as a paper."""
    return Made(kwargs={**begun(world).kwargs, "form": "docx"})


def excerpt(world: World) -> Made:
    """What the records hold of one item."""
    made = begun(world)
    item = AgendaItemFactory(session_id=made.kwargs["session"])
    return Made(kwargs={**made.kwargs, "item": item.pk, "form": "docx"})


def act(route: str, make: object, roles: set[Role] | frozenset[Role], **more: object) -> Case:
    """A POST that leads back to the page it came from."""
    return Case(route, make=make, roles=roles, method="post", opens=REDIRECT, **more)  # type: ignore[arg-type]


# Agencies and the Front see what is out, and their own.
SOMETIMES = {Role.AGENCY: OK + HIDDEN, Role.FRONT: OK + HIDDEN}


def page(route: str, make: object, roles: set[Role] | frozenset[Role], **more: object) -> Case:
    """A page of one resolution."""
    return Case(f"sessions:{route}", make=make, roles=roles, **more)  # type: ignore[arg-type]


def goes(*states: ResolutionState) -> dict[str, frozenset[ResolutionState]]:
    """In which states of the resolution the act goes through."""
    return {"resolution": frozenset(states)}


CASES: list[Case] = [
    Case("sessions:resolutions", roles=EVERYBODY, elsewhere=OK),
    Case("sessions:late_targets", roles=EVERYBODY, elsewhere=OK),
    Case("sessions:new_standing", roles=PLANNERS, elsewhere=OK),
    Case("sessions:session_resolutions", make=session_of, roles=INSIDE),
    act("sessions:draft_resolution", passed, PLANNERS, goes={"item": {ItemState.PASSED}}),
    page("resolution", resolution, INSIDE, answers=SOMETIMES),
    page("print_resolution", printed, INSIDE, answers=SOMETIMES),
    page("applied_on", resolution, INSIDE, answers=SOMETIMES),
    page("print_applied", printed, INSIDE, answers=SOMETIMES),
    page("resolution_text", resolution, PLANNERS),
    act("sessions:resolution_text", text, PLANNERS, goes=goes(S.DRAFT)),
    page("sign_resolution", resolution, SIGNERS),
    act("sessions:sign_resolution", numbered, SIGNERS, goes=goes(S.CHECKED)),
    act("sessions:attach_signed", scan, SIGNERS, goes=goes(S.SIGNED)),
    act("sessions:check_signature", resolution, STAFF, goes=goes(*NUMBERED)),
    act("sessions:move_resolution", moved("check"), PLANNERS, state="check", goes=goes(S.DRAFT)),
    act(
        "sessions:move_resolution",
        moved("rework", reason="Sửa"),
        PLANNERS,
        state="rework",
        goes=goes(S.CHECKED),
    ),
    act(
        "sessions:move_resolution", moved("discard"), PLANNERS, state="discard", goes=goes(S.DRAFT)
    ),
    act(
        "sessions:move_resolution",
        moved("withdraw_number", reason="Sai"),
        SIGNERS,
        state="withdraw",
        goes=goes(S.SIGNED),
    ),
    act("sessions:move_resolution", moved("issue"), STAFF, state="issue", goes=goes(S.SIGNED)),
    act("sessions:finish_step", finished("to_local"), STAFF, state="local", goes=goes(*NUMBERED)),
    act("sessions:finish_step", finished("to_ubtvqh"), STAFF, state="send up", goes=goes(S.ISSUED)),
    act("sessions:reopen_step", reopened, STAFF),
    page("link_resolution", linked, PLANNERS),
    act("sessions:link_resolution", linked, PLANNERS),
    page("resolution_tasks", resolution, INSIDE, answers=SOMETIMES),
    act("sessions:give_task", task, PLANNERS, goes=goes(*OUT)),
    Case("sessions:item_tasks", make=heard, roles=INSIDE),
    act("sessions:give_item_task", heard, PLANNERS, goes={"item": ITEM_HEARD}),
    act("sessions:unlink_resolution", link, PLANNERS),
    page("amend_article", link, PLANNERS),
    act("sessions:amend_article", wording, PLANNERS, goes=goes(*OUT)),
    page("targets", targets, STAFF),
    act("sessions:targets", targets, STAFF),
    Case("sessions:opinions", make=opinions, roles=INSIDE | {Role.AGENCY}),
    act("sessions:opinions", new_opinion, PLANNERS),
    act("sessions:take_opinions", said_in_groups, PLANNERS),
    Case("sessions:answer_opinion", make=opinion, roles=PLANNERS | {Role.AGENCY}),
    act("sessions:answer_opinion", opinion, PLANNERS | {Role.AGENCY}),
    act("sessions:remove_opinion", opinion, PLANNERS),
    Case("sessions:print_opinions", make=printed_opinions, roles=INSIDE | {Role.AGENCY}),
    Case("sessions:minutes_list", make=session_of, roles=INSIDE),
    act(
        "sessions:begin_minutes",
        session_without,
        PLANNERS,
        goes={"session": frozenset(SessionState) - BEFORE_OPENING},
    ),
    Case("sessions:minutes", make=begun, roles=INSIDE),
    Case("sessions:result", make=session_of, roles=INSIDE),
    Case("sessions:print_result", make=printed_result, roles=INSIDE),
    Case("sessions:print_minutes", make=printed_minutes, roles=INSIDE),
    Case("sessions:print_excerpt", make=excerpt, roles=INSIDE),
    act("sessions:write_remark", remarked, PLANNERS, goes={"minutes": {MinutesState.DRAFT}}),
    act(
        "sessions:move_minutes",
        minutes_moved("submit"),
        PLANNERS,
        state="submit",
        goes={"minutes": {MinutesState.DRAFT}},
    ),
    act(
        "sessions:move_minutes",
        minutes_moved("return", reason="Thiếu"),
        {Role.CHAIR, Role.STANDING_COMMITTEE},
        state="return",
        goes={"minutes": {MinutesState.SUBMITTED}},
    ),
    act(
        "sessions:move_minutes",
        minutes_moved("approve", where="Phiên bế mạc"),
        {Role.CHAIR, Role.STANDING_COMMITTEE},
        state="approve",
        goes={"minutes": {MinutesState.SUBMITTED}},
    ),
    act("sessions:finish_minutes_step", sent_up, PLANNERS),
]
