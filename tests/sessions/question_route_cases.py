"""Rows of questioning: the author, the office, the agency, the delegates who read the answers."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from sessions.models import CouncilSession, Interpellation, OpinionSheet, QuestionGroup
from sessions.question_labels import GroupState
from sessions.services import answering, asking, opinion_sheets, question_desk
from sessions.workflow.question import (
    QUESTION_ANSWERED,
    QuestionMove,
    QuestionState,
    WritingReason,
)
from tests.factories import AgendaItemFactory
from tests.route_cases import HIDDEN, OK, REDIRECT, Case, Machine, Made, World
from tests.sessions import questions as make

M, S = QuestionMove, QuestionState
HANDLERS = {Role.OFFICER, Role.OFFICE_HEAD}
DECIDERS = HANDLERS | {Role.CHAIR, Role.STANDING_COMMITTEE}
DESK = STAFF | {Role.CHAIR, Role.STANDING_COMMITTEE}
DESKS = {Role.AGENCY, Role.FRONT}
SEEING = set(INSIDE) | DESKS
AUTHOR = {Role.DELEGATE}
# They may open such pages, but this question is not theirs to see while it is unanswered.
INSIDERS = {Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER, Role.GROUP_HEAD}
UNSEEN = dict.fromkeys(INSIDERS | DESKS, HIDDEN)


def today() -> str:
    """The day as it is typed."""
    return f"{timezone.localdate():%d/%m/%Y}"


DATA = {
    "ly-do-reason": "Đã rõ",
    "tra-lai-reason": "not_specific",
    "tra-loi-summary": "Quý II",
    "danh-gia-rating": "answered",
    "y-kien-wish": "debate",
    "y-kien-reason": "Chưa rõ",
    "ket-qua-outcome": "Rút kinh nghiệm",
    "van-ban-reason": "needs_checking",
    "hua-text": "Thông xe trong quý II",
    "signer": "Giám đốc",
    "reference": "12/SXD",
    "summary": "Quý II",
}


def made(question: Interpellation, **data: object) -> Made:
    """The page of the question, with what every small form wants."""
    typed = {**DATA, "hua-made_on": today(), "dated_on": today(), **data}
    return Made(kwargs={"question": question.pk}, data=typed)


def of_the_author(world: World) -> Made:
    """A draft."""
    it = make.scene(world)
    data = {
        "post": it.post.pk,
        "title": "Tiến độ",
        "text": "Khi nào xong?",
        "grounds": "Báo cáo",
        "wanted": "oral",
        "session": it.session.pk,
        "files": make.upload(),
    }
    return made(make.draft(it), **data)


def new(world: World) -> Made:
    """What a delegate types first."""
    it = make.scene(world)
    data = {"post": it.post.pk, "title": "Tiến độ", "text": "", "grounds": "", "wanted": "oral"}
    return Made(data=data)


def with_file(world: World) -> Made:
    """A draft with a file."""
    it = make.scene(world)
    question = make.draft(it)
    place = asking.add_question_file(question, data=make.upload(), name="a.pdf", by=it.author)
    return Made(kwargs={"question": question.pk, "file": place.pk}, data=DATA)


def sent(world: World) -> Made:
    """Sent, in a group, and routed to the agency."""
    it = make.scene(world)
    question = make.sent(it)
    make.grouped(it, question)
    question_desk.route_question(question, by=it.officer)
    return made(question)


def unrouted(world: World) -> Made:
    """Sent, and no more."""
    return made(make.sent(make.scene(world)))


def answered(world: World) -> Made:
    """Answered in person."""
    it = make.scene(world)
    question = make.sent(it)
    make.chosen(it, question)
    answering.answer_orally(question, summary="Quý II", by=it.officer)
    return made(question)


def owed(world: World) -> Made:
    """For which the world's agency owes a written answer; the draft is complete."""
    it = make.scene(world)
    question = make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.NEEDS_CHECKING, by=it.officer)
    answering.add_answer_file(question, data=make.upload(), name="a.pdf", by=it.agency_user)
    return made(question, files=make.upload())


def owed_with_file(world: World) -> Made:
    """The draft of a written answer with a file."""
    found = owed(world)
    question = Interpellation.objects.get(pk=found.kwargs["question"])
    place = answering.answer_draft(question).files.get()
    return Made(kwargs={**found.kwargs, "file": place.pk})


def paper(which: str, inner):
    """The address of a paper of a question."""

    def of(world: World) -> Made:
        found = inner(world)
        return Made(kwargs={**found.kwargs, "paper": which, "form": "docx"})

    return of


def group(world: World) -> Made:
    """A proposed group with a question."""
    it = make.scene(world)
    found = make.grouped(it, make.sent(it))
    data = {"title": "Giao thông", "post": it.post.pk}
    return Made(kwargs={"group": found.pk}, data=data)


def chosen_group(world: World) -> Made:
    """A group that was chosen."""
    it = make.scene(world)
    found = make.chosen(it, make.sent(it))
    return Made(kwargs={"group": found.pk}, data={"reason": "Ghi nhầm"})


def sheet(world: World) -> Made:
    """A sheet that asks about two groups."""
    it = make.scene(world)
    groups = [make.grouped(it, make.sent(it, title=f"Vấn đề {n}")) for n in range(2)]
    found = opinion_sheets.open_sheet(
        world.council,
        session=it.session,
        wanted=1,
        due_on=timezone.localdate() + timedelta(days=3),
        by=it.officer,
    )
    return Made(kwargs={"sheet": found.pk}, data={f"thu-tu-{groups[0].pk}": "1"})


def host(world: World) -> Made:
    """A session with a question to be grouped."""
    it = make.scene(world)
    question = make.sent(it)
    data = {"do": "group", "nhom-title": "Giao thông", "chat-van": [question.pk]}
    return Made(kwargs={"session": it.session.pk}, data=data)


def standing(world: World) -> Made:
    """The Standing Committee between two sessions."""
    it = make.scene(world)
    question = make.sent(it, session=None)
    data = {"do": "group", "nhom-title": "Giao thông", "chat-van": [question.pk]}
    return Made(kwargs={"council": world.council.pk}, data=data)


def host_paper(inner):
    """The synthesis of what was asked."""

    def of(world: World) -> Made:
        return Made(kwargs={**inner(world).kwargs, "paper": "tong-hop", "form": "docx"})

    return of


def in_state(state: QuestionState):
    """The page of a question in a state; it was routed where that state allows it."""

    def of(world: World) -> Made:
        it = make.scene(world)
        question = make.draft(it)
        put_question(question, state)
        return made(question)

    return of


def to_conclude(world: World) -> Made:
    """A session past its questioning, the item of which was passed."""
    it = make.scene(world)
    question = make.sent(it)
    make.chosen(it, question)
    today = timezone.localdate()
    CouncilSession.objects.filter(pk=it.session.pk).update(opening_on=today, closing_on=today)
    item = AgendaItemFactory(session=it.session, kind="questioning", state="passed")
    data = {"item": item.pk, "adopted_on": f"{today:%d/%m/%Y}"}
    return Made(kwargs={"session": it.session.pk}, data=data)


def put_question(question: Interpellation, state: QuestionState) -> None:
    """Put a question into a state, with what the database asks of it."""
    question.state = state.value
    if state is not S.DRAFT:
        question.submitted_at, question.asked_on = timezone.now(), timezone.localdate()
    if state is S.RETURNED:
        question.return_reason = "other"
    if state in {S.GROUPED, S.ANSWERED_ORAL}:
        question.group = question.council.question_groups.create(
            title="Nhóm", created_by=question.mandate.person.account
        )
    if state in {S.WRITTEN_DUE, S.ANSWERED_WRITTEN}:
        question.routed_to, question.routed_at = question.post.agency, timezone.now()
        question.written_due_on = timezone.localdate()
    question.save()


def of_state(state: QuestionState) -> Case:
    """Who sees the page of a question in the state."""
    roles = set(AUTHOR)
    if state is not S.DRAFT:
        roles |= DESK
    if state in {S.WRITTEN_DUE, S.ANSWERED_WRITTEN}:
        roles |= DESKS
    if state in QUESTION_ANSWERED:
        roles |= set(INSIDE)
    hidden = dict.fromkeys(SEEING - roles, HIDDEN)
    return page("question", state=state.value, make=in_state(state), roles=roles, answers=hidden)


def put_group(key: object, state: str) -> None:
    """Put a group into a state."""
    day = None if state == GroupState.PROPOSED else timezone.localdate()
    QuestionGroup.objects.filter(pk=key).update(state=state, decided_on=day)


def put_sheet(key: object, state: str) -> None:
    """Close a sheet, or leave it open: a closed one stays closed."""
    OpinionSheet.objects.filter(pk=key, state="open").update(state=state)


MACHINES = {
    ("sessions", "group"): Machine(tuple(str(state) for state in GroupState), put_group),
    ("sessions", "sheet"): Machine(("open", "closed"), put_sheet),
}


def page(name: str, **fields: object) -> Case:
    """A row of a page."""
    return Case(f"sessions:{name}", **fields)  # type: ignore[arg-type]


def act(name: str, **fields: object) -> Case:
    """A row of an act, after which the browser is sent back."""
    return page(name, method="post", opens=REDIRECT, **fields)


CASES = [
    page("questions", roles=SEEING, elsewhere=OK),
    page("ask_question", make=new, roles=AUTHOR, elsewhere=OK),
    # The person questioned is of another council: the form says so.
    act("ask_question", make=new, roles=AUTHOR, elsewhere=(422,)),
    # Who sees a question depends on its state; which acts go through in it is tried in
    # `test_question_pages.py`.
    *(of_state(state) for state in S),
    page(
        "question",
        state="routed",
        make=sent,
        roles=DESK | AUTHOR | DESKS,
        answers=dict.fromkeys(INSIDERS, HIDDEN),
    ),
    page("edit_question", make=of_the_author, roles=AUTHOR),
    act("edit_question", make=of_the_author, roles=AUTHOR),
    act("question_files", make=of_the_author, roles=AUTHOR),
    act("remove_question_file", make=with_file, roles=AUTHOR),
    act("submit_question", make=of_the_author, roles=AUTHOR),
    act("discard_question", make=of_the_author, roles=AUTHOR),
    act("withdraw_question", make=unrouted, roles=AUTHOR),
    act("rate_answer", make=answered, roles=AUTHOR),
    act("dispute_answer", make=answered, roles=AUTHOR),
    *(
        act(name, make=unrouted, roles=HANDLERS)
        for name in (
            "return_question",
            "ungroup_question",
            "route_question",
            "order_writing",
            "raise_question",
            "answer_orally",
            "take_back_oral",
            "return_answer",
            "settle_dispute",
            "cut_promise",
            "close_question",
        )
    ),
    page("answer_question", make=owed, roles=DESKS),
    act("answer_question", make=owed, roles=DESKS),
    act("answer_files", make=owed, roles=DESKS),
    act("remove_answer_file", make=owed_with_file, roles=DESKS),
    page("question_paper", make=paper("phieu", unrouted), roles=DESK | AUTHOR, answers=UNSEEN),
    page(
        "question_paper",
        state="letter",
        make=paper("cong-van", unrouted),
        roles=HANDLERS,
        answers=dict.fromkeys(SEEING - HANDLERS, HIDDEN),
    ),
    page("question_group", make=group, roles=DESK),
    act("question_group", make=group, roles=HANDLERS, goes={"group": {"proposed"}}),
    act(
        "take_back_choice",
        make=chosen_group,
        roles=HANDLERS,
        goes={"group": {"chosen", "not_chosen"}},
    ),
    page("opinion_sheet", make=sheet, roles=set(INSIDE)),
    act("opinion_sheet", make=sheet, roles=AUTHOR, goes={"sheet": {"open"}}),
    act("close_sheet", make=sheet, roles=HANDLERS, goes={"sheet": {"open"}}),
    page("questioning", make=host, roles=DESK),
    act("questioning", make=host, roles=HANDLERS),
    page("questioning_draft", make=host, roles=DESK),
    act("questioning_draft", make=to_conclude, roles=HANDLERS),
    page("question_board", make=host, roles=DESK),
    page("questioning_paper", make=host_paper(host), roles=DESK),
    page("standing_questioning", make=standing, roles=DESK),
    act("standing_questioning", make=standing, roles=HANDLERS),
    page("standing_paper", make=host_paper(standing), roles=DESK),
]
