"""The sheet on which delegates rank the proposed groups (Q3): opened, answered, closed and kept."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Council, Mandate
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions.models import (
    CouncilSession,
    OpinionSheet,
    QuestionGroup,
    SheetAnswer,
    SheetPlace,
)
from sessions.question_labels import GroupState
from sessions.ranking import is_ballot, rank
from sessions.services.asking import seat_of
from sessions.services.refusals import QuestionRefused


@in_office_language
@transaction.atomic
def open_sheet(
    council: Council, *, session: CouncilSession | None, wanted: int, due_on: date, by: User
) -> OpinionSheet:
    """Ask every delegate to rank the proposed groups.

    Raises QuestionRefused `too_few_groups`, `sheet_open`, `due_past`.
    """
    today = timezone.localdate()
    if due_on < today:
        raise QuestionRefused("due_past")
    groups = list(
        QuestionGroup.objects.select_for_update(of=("self",))
        .of_host(council.pk, session.pk if session else None)
        .filter(state=GroupState.PROPOSED)
        .order_by("position", "pk")
    )
    if len(groups) < 2 or not 1 <= wanted <= len(groups):
        raise QuestionRefused("too_few_groups", count=len(groups))
    try:
        with transaction.atomic():
            sheet = OpinionSheet.objects.create(
                council=council, session=session, wanted=wanted, due_on=due_on, opened_by=by
            )
    except IntegrityError as error:
        raise QuestionRefused("sheet_open") from error
    SheetPlace.objects.bulk_create(
        SheetPlace(sheet=sheet, group=group, position=number, title=group.title)
        for number, group in enumerate(groups, start=1)
    )
    log.record("opinion_sheet.opened", sheet, by=by, groups=len(groups), due_on=due_on)
    send.after_commit(
        "opinion_sheet.opened",
        to=recipients.delegates(council, on=today),
        about=sheet,
        title=_("Xin ý kiến lựa chọn nhóm vấn đề chất vấn, hạn {day}").format(
            day=f"{due_on:%d/%m/%Y}"
        ),
        url=sheet_url(sheet),
    )
    return sheet


@transaction.atomic
def answer_sheet(sheet: OpinionSheet, ranking: Sequence[int], *, by: User) -> SheetAnswer:
    """Give or change one's order of the groups while the sheet is open.

    Raises QuestionRefused `no_seat`, `sheet_closed`, `ranking_wrong`.
    """
    sheet = _locked(sheet)
    seat = seat_of(by, sheet.council)
    if seat is None:
        raise QuestionRefused("no_seat")
    if not is_ballot(_groups(sheet), ranking):
        raise QuestionRefused("ranking_wrong")
    answer, _made = SheetAnswer.objects.update_or_create(
        sheet=sheet, mandate=seat, defaults={"ranking": list(ranking)}
    )
    log.record("opinion_sheet.answered", sheet, by=by)
    return answer


@transaction.atomic
def close_sheet(sheet: OpinionSheet, *, by: User) -> OpinionSheet:
    """Count the sheet; its result is kept as counted. Raises QuestionRefused `sheet_closed`."""
    sheet = _locked(sheet)
    titles = dict(sheet.places.values_list("group", "title"))
    ballots = list(sheet.answers.order_by("pk").values_list("ranking", flat=True))
    sheet.result = [
        {**asdict(row), "title": titles[row.group]} for row in rank(_groups(sheet), ballots)
    ]
    today = timezone.localdate()
    sheet.asked = Mandate.objects.able_to_act(today).filter(term__council=sheet.council_id).count()
    sheet.state, sheet.closed_by = OpinionSheet.State.CLOSED.value, by
    sheet.closed_at = timezone.now()
    sheet.save(update_fields=["result", "asked", "state", "closed_by", "closed_at"])
    log.record("opinion_sheet.closed", sheet, by=by, answers=len(ballots), asked=sheet.asked)
    return sheet


def sheet_url(sheet: OpinionSheet) -> str:
    """The page of the sheet."""
    return reverse("sessions:opinion_sheet", kwargs={"sheet": sheet.pk})


def _locked(sheet: OpinionSheet) -> OpinionSheet:
    rows = OpinionSheet.objects.select_for_update(of=("self",)).select_related("council")
    sheet = rows.get(pk=sheet.pk)
    if sheet.state == OpinionSheet.State.CLOSED:
        raise QuestionRefused("sheet_closed")
    return sheet


def _groups(sheet: OpinionSheet) -> list[int]:
    return list(sheet.places.order_by("position").values_list("group", flat=True))
