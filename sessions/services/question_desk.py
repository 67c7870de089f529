"""What the office does with questions: return, group, route, order an answer in writing."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Agency, Council, Post
from hdnd_portal.legal.public import deadline_for
from hdnd_portal.ui.language import in_office_language
from sessions.models import (
    CouncilSession,
    Interpellation,
    QuestionGroup,
    QuestioningConclusion,
    Resolution,
)
from sessions.question_labels import Criterion, GroupState
from sessions.services.question_rows import (
    carry,
    day_of,
    locked_groups,
    locked_question,
    locked_questions,
    needed,
    tell_answering,
    tell_author,
    tell_screens,
)
from sessions.services.refusals import QuestionRefused
from sessions.workflow.question import (
    QUESTION_WAITING,
    QuestionMove,
    QuestionReturn,
    QuestionState,
    WritingReason,
)

WRITTEN = "question.written_answer"


@in_office_language
@transaction.atomic
def return_question(
    question: Interpellation, *, reason: QuestionReturn, note: str, by: User
) -> Interpellation:
    """Return it to its author with a coded reason (QST-1, QST-2).

    Raises QuestionRefused `note_missing`, `in_group`; MoveRefused.
    """
    note = needed(note, "note_missing") if reason is QuestionReturn.OTHER else note.strip()
    question = locked_question(question)
    carry(question, QuestionMove.RETURN)
    question.return_reason, question.note, question.group = reason.value, note, None
    question.save(update_fields=["state", "return_reason", "note", "group"])
    label = str(question.get_return_reason_display())
    log.record("question.returned", question, by=by, reason=label)
    body = "\n".join(filter(None, [label, note]))
    tell_author(question, "question.returned", _("Chất vấn được trả lại: {what}"), body=body)
    return question


@transaction.atomic
def propose_group(
    council: Council,
    *,
    session: CouncilSession | None,
    title: str,
    questions: Sequence[Interpellation],
    by: User,
    post: Post | None = None,
    criteria: Sequence[Criterion] = (),
) -> QuestionGroup:
    """Put similar questions into a new group; their authors stay their authors.

    Raises as `put_in_group`, and QuestionRefused `title_missing`.
    """
    last = QuestionGroup.objects.of_host(council.pk, session.pk if session else None).aggregate(
        last=Max("position")
    )["last"]
    group = QuestionGroup.objects.create(
        council=council,
        session=session,
        title=needed(title, "title_missing"),
        post=post,
        criteria=[one.value for one in criteria],
        position=(last or 0) + 1,
        created_by=by,
    )
    log.record("question_group.proposed", group, by=by, title=group.title)
    if questions:
        put_in_group(group, questions, by=by)
    return group


@transaction.atomic
def put_in_group(
    group: QuestionGroup, questions: Sequence[Interpellation], *, by: User
) -> list[Interpellation]:
    """Put submitted questions into a proposed group of the same session.

    Whoever looked at a question before a colleague grouped it is refused, not obeyed: the caller's
    rows say what was seen. Raises QuestionRefused `group_decided`, `grouped_meanwhile`,
    `other_session`, `not_submitted`.
    """
    seen = {one.pk: one.group_id for one in questions}
    (group,) = locked_groups([group])
    if group.state != GroupState.PROPOSED:
        raise QuestionRefused("group_decided")
    rows = locked_questions(questions)
    for row in rows:
        if row.state != QuestionState.SUBMITTED:
            raise QuestionRefused("not_submitted", title=row.title)
        if row.group_id != seen[row.pk]:
            raise QuestionRefused("grouped_meanwhile", title=row.title)
        if (row.council_id, row.session_id) != (group.council_id, group.session_id):
            raise QuestionRefused("other_session", title=row.title)
        row.group = group
        row.save(update_fields=["group"])
        log.record("question.grouped", row, by=by, group=group.title)
    return rows


@transaction.atomic
def take_out_of_group(question: Interpellation, *, by: User) -> Interpellation:
    """Take a question out of a group on which nobody has decided yet.

    Raises QuestionRefused `not_submitted`.
    """
    question = locked_question(question)
    if question.state != QuestionState.SUBMITTED:
        raise QuestionRefused("not_submitted", title=question.title)
    question.group = None
    question.save(update_fields=["group"])
    log.record("question.ungrouped", question, by=by)
    return question


@transaction.atomic
def edit_group(
    group: QuestionGroup,
    *,
    title: str,
    by: User,
    post: Post | None = None,
    criteria: Sequence[Criterion] = (),
) -> QuestionGroup:
    """Change the words of a proposed group. Raises QuestionRefused `group_decided`."""
    (group,) = locked_groups([group])
    if group.state != GroupState.PROPOSED:
        raise QuestionRefused("group_decided")
    group.title, group.post = needed(title, "title_missing"), post
    group.criteria = [one.value for one in criteria]
    group.save(update_fields=["title", "post", "criteria"])
    log.record("question_group.changed", group, by=by, title=group.title)
    return group


@in_office_language
@transaction.atomic
def decide_groups(
    chosen: Sequence[QuestionGroup],
    left: Sequence[QuestionGroup],
    *,
    decided_on: date,
    decision: str,
    by: User,
    reason: str = "",
) -> None:
    """Record which groups are answered at the sitting: the council decides at a session, the
    Standing Committee between two (QST-4). Questions of chosen groups wait for the sitting.

    Raises QuestionRefused `nothing_chosen`, `decision_missing`, `decided_in_future`,
    `group_decided`, `empty_group`.
    """
    decision = needed(decision, "decision_missing")
    if not chosen:
        raise QuestionRefused("nothing_chosen")
    if decided_on > timezone.localdate():
        raise QuestionRefused("decided_in_future")
    picked = {one.pk for one in chosen}
    groups = locked_groups([*chosen, *left])
    rows = locked_questions(Interpellation.objects.filter(group__in=groups))
    for group in groups:
        if group.state != GroupState.PROPOSED:
            raise QuestionRefused("group_decided")
        is_chosen = group.pk in picked
        own = [row for row in rows if row.group_id == group.pk]
        if is_chosen and not own:
            raise QuestionRefused("empty_group", title=group.title)
        group.state = (GroupState.CHOSEN if is_chosen else GroupState.NOT_CHOSEN).value
        group.decided_on, group.decision, group.decision_reason = decided_on, decision, reason
        group.decided_by = by
        group.save(
            update_fields=["state", "decided_on", "decision", "decision_reason", "decided_by"]
        )
        event = "question_group.chosen" if is_chosen else "question_group.left"
        log.record(event, group, by=by, title=group.title, decision=decision)
        for row in own if is_chosen else ():
            carry(row, QuestionMove.CHOOSE)
            row.save(update_fields=["state"])
            log.record("question.chosen", row, by=by, group=group.title)
            tell_author(row, "question.chosen", _("Chất vấn được chọn trả lời tại phiên: {what}"))


@transaction.atomic
def take_back_choice(group: QuestionGroup, *, reason: str, by: User) -> QuestionGroup:
    """Undo a decision that was recorded wrongly, while none of its questions went further.

    Raises QuestionRefused `reason_missing`, `group_not_decided`; MoveRefused.
    """
    reason = needed(reason)
    (group,) = locked_groups([group])
    if group.state == GroupState.PROPOSED:
        raise QuestionRefused("group_not_decided")
    if group.state == GroupState.CHOSEN:
        for row in locked_questions(group.questions.all()):
            carry(row, QuestionMove.TAKE_BACK_CHOICE)
            row.save(update_fields=["state"])
    group.state, group.decided_on, group.decision = GroupState.PROPOSED.value, None, ""
    group.decided_by, group.decision_reason = None, reason
    group.save(update_fields=["state", "decided_on", "decision", "decided_by", "decision_reason"])
    log.record("question_group.choice_taken_back", group, by=by, reason=reason)
    return group


@in_office_language
@transaction.atomic
def route_question(
    question: Interpellation, *, by: User, agency: Agency | None = None
) -> Interpellation:
    """Send it to the agency of the person questioned, or to another one; from now on it sees it.

    Raises QuestionRefused `not_routable`, `no_agency`.
    """
    question = locked_question(question)
    if QuestionState(question.state) not in QUESTION_WAITING:
        raise QuestionRefused("not_routable")
    _route(question, agency=agency, by=by)
    question.save(update_fields=["routed_to", "routed_at", "routed_by"])
    return question


@in_office_language
@transaction.atomic
def order_writing(
    question: Interpellation,
    *,
    reason: WritingReason,
    by: User,
    from_on: date | None = None,
    agency: Agency | None = None,
) -> Interpellation:
    """Order an answer in writing, counted from the day of the question (QST-8, QST-9), and route
    it where that was not done.

    Raises QuestionRefused `from_wrong`, `no_agency`; MoveRefused.
    """
    question = locked_question(question)
    carry(question, QuestionMove.ORDER_WRITING)
    from_on = from_on or day_of(question)
    assert question.asked_on is not None  # noqa: S101 -- sent_question_has_day
    if not question.asked_on <= from_on <= timezone.localdate():
        raise QuestionRefused("from_wrong")
    deadline = deadline_for(WRITTEN, from_on, council=question.council)
    question.writing_reason = reason.value
    question.written_due_on = deadline.due_on
    question.written_explanation = deadline.as_dict()
    if question.routed_at is None or agency is not None:
        _route(question, agency=agency, by=by, quiet=True)
    question.save(
        update_fields=[
            "state", "writing_reason", "written_due_on", "written_explanation", "routed_to",
            "routed_at", "routed_by",
        ]
    )  # fmt: skip
    label = str(question.get_writing_reason_display())
    log.record("question.writing_ordered", question, by=by, due_on=deadline.due_on, reason=label)
    tell_screens(question)
    due = _("Hạn: {day}.").format(day=f"{deadline.due_on:%d/%m/%Y}")
    title = _("Trả lời chất vấn bằng văn bản: {what}")
    tell_answering(question, "question.writing_ordered", title, body=due)
    tell_author(question, "question.writing_ordered", title, body=f"{label}. {due}")
    return question


def recount_answers(council: Council | None, *, by: User | None) -> int:
    """Count the days of answers still owed again: a rule or a day off has changed. Each change is
    written down; returns how many moved.
    """
    rows = Interpellation.objects.filter(state=QuestionState.WRITTEN_DUE)
    if council is not None:
        rows = rows.filter(council=council)
    return sum(_recount(row, by=by) for row in rows.order_by("pk"))


@transaction.atomic
def _recount(question: Interpellation, *, by: User | None) -> bool:
    question = locked_question(question)
    if question.state != QuestionState.WRITTEN_DUE:
        return False
    start = question.written_explanation.get("start") or str(day_of(question))
    deadline = deadline_for(WRITTEN, date.fromisoformat(start[:10]), council=question.council)
    before = question.written_due_on
    question.written_due_on = deadline.due_on
    question.written_explanation = deadline.as_dict()
    question.save(update_fields=["written_due_on", "written_explanation"])
    if before != deadline.due_on:
        log.record("question.due_recounted", question, by=by, before=before, after=deadline.due_on)
    return before != deadline.due_on


@transaction.atomic
def conclude(
    council: Council,
    *,
    session: CouncilSession | None,
    kind: str,
    reference: str,
    dated_on: date,
    by: User,
    summary: str = "",
    resolution: Resolution | None = None,
) -> QuestioningConclusion:
    """Record the resolution on questioning, or the Standing Committee's notice of it (QST-11)."""
    made = QuestioningConclusion.objects.create(
        council=council,
        session=session,
        kind=kind,
        resolution=resolution,
        reference=reference,
        dated_on=dated_on,
        summary=summary,
        recorded_by=by,
    )
    log.record("questioning.concluded", made, by=by, reference=str(made))
    return made


def _route(
    question: Interpellation, *, agency: Agency | None, by: User, quiet: bool = False
) -> None:
    target = agency or question.post.agency
    if target is None or target.council_id != question.council_id:
        raise QuestionRefused("no_agency")
    question.routed_to, question.routed_at, question.routed_by = target, timezone.now(), by
    log.record("question.routed", question, by=by, agency=target.name)
    if not quiet:
        tell_answering(question, "question.routed", _("Chất vấn chuyển đến cơ quan: {what}"))
