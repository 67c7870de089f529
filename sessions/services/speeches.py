"""Requests to speak: asked, ordered, called, spoken (S10). Locks: session, then request."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Body, Mandate, Membership
from sessions.models import AgendaItem, CouncilSession, Proceeding, SpeechRequest, TimeBudget
from sessions.services.attendance import own_seat
from sessions.services.live import changed
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.services.sittings import held_sitting
from sessions.speaking_time import limit_seconds
from sessions.workflow import SessionState
from sessions.workflow.sitting import (
    SPEECH_OVER,
    SPEECH_QUEUED,
    SPEECH_WITH_REASON,
    SpeechKind,
    SpeechMove,
    SpeechState,
    speech_after,
)

LONGEST_EXTENSION = 60  # minutes


def group_of(mandate: Mandate, at: datetime) -> Body | None:
    """The Tổ of the delegate on the day. One query."""
    rows = Membership.objects.in_force(timezone.localdate(at)).filter(
        person=mandate.person_id,
        body__kind=Body.Kind.DELEGATE_GROUP,
        body__term=mandate.term_id,
    )
    found = rows.select_related("body").first()
    return found.body if found else None


def item_on(session: CouncilSession) -> Proceeding | None:
    """The item, the block or the break that is on. One query."""
    return session.proceedings.filter(ends_at=None).select_related("item", "block").first()


def _locked_open(session: CouncilSession) -> CouncilSession:
    """The session under lock. Raises SessionRefused `not_sitting` unless it is being held."""
    session = lock_session(session)
    if session.state != SessionState.OPEN:
        raise SessionRefused("not_sitting")
    return session


@transaction.atomic
def ask_to_speak(
    session: CouncilSession,
    *,
    kind: SpeechKind,
    by: User,
    topic: str = "",
    item: AgendaItem | None = None,
) -> SpeechRequest:
    """Đăng ký phát biểu, by the delegate's own device, on the item that is on.

    Raises SessionRefused `not_sitting`, `attendance_own_seat`, `speech_of_answerer`,
    `speech_not_present`, `speech_open`.
    """
    now = timezone.now()
    seat = own_seat(session, by, now)
    if seat is None:
        raise SessionRefused("attendance_own_seat")
    return enter_speech(session, kind=kind, mandate=seat, topic=topic, item=item, by=by)


@transaction.atomic
def enter_speech(
    session: CouncilSession,
    *,
    kind: SpeechKind,
    by: User,
    mandate: Mandate | None = None,
    speaker: str = "",
    topic: str = "",
    item: AgendaItem | None = None,
) -> SpeechRequest:
    """Put somebody at the end of the list: a delegate, or who answers without a seat.

    Without `item` it is the item or the block that is on. Raises SessionRefused `not_sitting`,
    `speech_of_answerer`, `speech_nobody`, `speech_not_present`, `speech_open`.
    """
    session = _locked_open(session)
    now = timezone.now()
    if (mandate is None) == (not speaker.strip()):
        raise SessionRefused("speech_nobody")
    if mandate is None and kind is not SpeechKind.ANSWER:
        raise SessionRefused("speech_of_answerer")
    if mandate is not None:
        here = session.attendance.present_at(now).filter(mandate=mandate)
        if not here.exists():
            raise SessionRefused("speech_not_present", name=mandate.person.name)
    block = None
    if item is None and (running := item_on(session)) is not None:
        item, block = running.item, running.block
    questioning = item is not None and item.kind == AgendaItem.Kind.QUESTIONING
    last = session.speeches.aggregate(last=Max("position"))["last"] or 0
    try:
        with transaction.atomic():
            request = SpeechRequest.objects.create(
                session=session,
                sitting=held_sitting(session),
                item=item,
                block=block,
                mandate=mandate,
                speaker="" if mandate else speaker.strip(),
                group=group_of(mandate, now) if mandate else None,
                kind=kind.value,
                topic=topic.strip(),
                position=last + 1,
                asked_at=now,
                limit_seconds=limit_seconds(session, kind, questioning=questioning),
                entered_by=by,
            )
    except IntegrityError as error:
        raise SessionRefused("speech_open") from error
    log.record("speech.asked", request, by=by, name=name_of(request), kind=kind.value)
    changed(session)
    return request


def name_of(request: SpeechRequest) -> str:
    """Who speaks, by name."""
    return request.mandate.person.name if request.mandate else request.speaker


@transaction.atomic
def carry_speech(
    request: SpeechRequest, move: SpeechMove, *, by: User, reason: str = ""
) -> SpeechRequest:
    """Mời, bắt đầu, tạm dừng, kết thúc …: carry a request to its next state, on the clock of now.

    Raises MoveRefused; SessionRefused `not_sitting`, `reason_missing`, `speech_other_on` when
    somebody else speaks: end or interrupt that speech first.
    """
    session = _locked_open(request.session)
    locked = SpeechRequest.objects.select_for_update(of=("self",))
    request = locked.select_related("mandate__person").get(pk=request.pk)
    state = speech_after(SpeechState(request.state), move)
    if move in SPEECH_WITH_REASON and not reason.strip():
        raise SessionRefused("reason_missing")
    if state is SpeechState.SPEAKING:
        others = session.speeches.filter(state=SpeechState.SPEAKING).exclude(pk=request.pk)
        if request.kind == SpeechKind.PROCEDURE:
            # A point of order cuts in: the clock of whoever speaks stops meanwhile.
            others.update(state=SpeechState.INTERRUPTED.value, paused_at=timezone.now())
        elif other := others.select_related("mandate__person").first():
            raise SessionRefused("speech_other_on", name=name_of(other))
    _set_clock(request, move, timezone.now())
    request.state = state.value
    if reason.strip():
        request.reason = reason.strip()
    request.save()
    log.record(
        "speech.moved",
        request,
        by=by,
        name=name_of(request),
        move=move.value,
        reason=reason.strip(),
    )
    changed(session)
    return request


def _set_clock(request: SpeechRequest, move: SpeechMove, now: datetime) -> None:
    if move is SpeechMove.CALL:
        request.called_at = now
    elif move is SpeechMove.START:
        request.called_at, request.started_at = request.called_at or now, now
    elif move is SpeechMove.INTERRUPT:
        request.paused_at = now
    elif move is SpeechMove.CONTINUE and request.paused_at is not None:
        request.paused_seconds += int((now - request.paused_at).total_seconds())
        request.paused_at = None
    elif move is SpeechMove.STOP:
        request.ended_at = request.paused_at or now
        request.paused_at = None
    elif move is SpeechMove.QUEUE_AGAIN:
        request.called_at = None


@transaction.atomic
def extend_speech(request: SpeechRequest, *, minutes: int, by: User) -> SpeechRequest:
    """Thêm thời gian: the chair gives more minutes, while the speech waits or is on.

    Raises SessionRefused `not_sitting`, `speech_over`, `speech_extension`.
    """
    session = _locked_open(request.session)
    locked = SpeechRequest.objects.select_for_update(of=("self",))
    request = locked.select_related("mandate__person").get(pk=request.pk)
    if SpeechState(request.state) in SPEECH_OVER:
        raise SessionRefused("speech_over")
    if not 0 < minutes <= LONGEST_EXTENSION:
        raise SessionRefused("speech_extension", longest=LONGEST_EXTENSION)
    request.limit_seconds += minutes * 60
    request.save(update_fields=["limit_seconds"])
    log.record("speech.extended", request, by=by, name=name_of(request), minutes=minutes)
    changed(session)
    return request


@transaction.atomic
def put_before(
    request: SpeechRequest, *, before: SpeechRequest | None, reason: str, by: User
) -> None:
    """Đổi thứ tự: this request comes before the other, or last. The order is that of asking.

    Raises SessionRefused `not_sitting`, `reason_missing`, `speech_over`.
    """
    session = _locked_open(request.session)
    if not reason.strip():
        raise SessionRefused("reason_missing")
    queue = list(
        session.speeches.filter(state__in=SPEECH_QUEUED)
        .select_for_update(of=("self",))
        .select_related("mandate__person")
        .order_by("position", "pk")
    )
    moved = next((row for row in queue if row.pk == request.pk), None)
    if moved is None:
        raise SessionRefused("speech_over")
    rest = [row for row in queue if row.pk != request.pk]
    place = len(rest)
    if before is not None:
        place = next((n for n, row in enumerate(rest) if row.pk == before.pk), place)
    rest.insert(place, moved)
    places = sorted(row.position for row in queue)
    for row, position in zip(rest, places, strict=True):
        row.position = position
    SpeechRequest.objects.bulk_update(rest, ["position"])
    session.speeches.filter(pk=moved.pk).update(reason=reason.strip())
    log.record(
        "speech.reordered",
        moved,
        by=by,
        name=name_of(moved),
        place=rest.index(moved) + 1,
        reason=reason.strip(),
    )
    changed(session)


@transaction.atomic
def withdraw_own(request: SpeechRequest, *, by: User) -> SpeechRequest:
    """Rút đăng ký, by the delegate who asked. Raises as `carry_speech` does; PermissionError."""
    if request.mandate is None or request.mandate.person_id != by.person_id:
        raise PermissionError("a request belongs to the delegate who asked")
    return carry_speech(request, SpeechMove.WITHDRAW, by=by)


@transaction.atomic
def set_budget(
    session: CouncilSession,
    *,
    minutes: int | None,
    by: User,
    item: AgendaItem | None = None,
    group: Body | None = None,
) -> None:
    """Quỹ thời gian for an item, a Tổ, or both; None takes it away."""
    session = lock_session(session, over=SessionRefused("session_ended"))
    rows = TimeBudget.objects.filter(session=session, item=item, group=group)
    if minutes is None:
        rows.delete()
    else:
        TimeBudget.objects.update_or_create(
            session=session, item=item, group=group, defaults={"minutes": minutes, "set_by": by}
        )
    log.record(
        "session.time_budget_set",
        session,
        by=by,
        minutes=minutes,
        item=item.pk if item else None,
        group=group.name if group else "",
    )
    changed(session)
