"""Tasks that come from the floor itself."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.answer_letters.models import OFFICE, AnswerLetter
from hdnd_portal.answer_letters.workflow import LetterState
from hdnd_portal.commitments.labels import Kind
from hdnd_portal.commitments.models import Commitment, EscalationStep, SpotCheckRow
from hdnd_portal.commitments.permissions import DECIDERS
from hdnd_portal.commitments.services.following import page_of
from hdnd_portal.commitments.services.reminders import awaiting_decision
from hdnd_portal.commitments.workflow import Stage
from hdnd_portal.council.models import Council
from hdnd_portal.notices.models import Delivery
from hdnd_portal.worklist.registry import LEADERS, Bucket, Figure, Task, figure, provider

# More of the same owner, day and stage than this are one task: eighty lines hide what else waits.
ONE_BY_ONE = 5


@provider
def letters_given_up(user: User, on: date) -> Iterable[Task]:
    """Letters that will not be tried again: somebody of the office has to call (K7)."""
    councils = user.councils(*STAFF)
    if not councils:
        return
    given_up = Delivery.objects.filter(state=Delivery.State.GIVEN_UP, council__in=councils)
    counts = given_up.values_list("council", "council__name").annotate(Count("pk"))
    for council, name, count in counts.order_by("council"):
        words = ngettext(
            "Gọi điện hoặc gửi lại {n} thư không gửi được",
            "Gọi điện hoặc gửi lại {n} thư không gửi được",
            count,
        )
        yield Task(
            key=f"letters:{council}",
            what=words.format(n=count),
            record=name,
            url=f"{reverse('letters:list')}?state=given_up",
            bucket=Bucket.TODAY,
        )


@provider
def commitments_owed(user: User, on: date) -> Iterable[Task]:
    """What the user's seat, agencies and Ban owe word of; a contributor's share is on the list."""
    owed = Commitment.objects.awaited().owed_by(user).for_list()
    agencies = user.agencies()
    for alike in _alike(row for row in owed if row.lead_id is None or row.lead_id in agencies):
        what = _owed_words(alike[0])
        if len(alike) > ONE_BY_ONE:
            text = ngettext(
                "{what} {n} kiến nghị, cam kết", "{what} {n} kiến nghị, cam kết", len(alike)
            )
            yield _together("commitments", alike, what=text.format(what=what, n=len(alike)))
            continue
        for row in alike:
            yield _alone("commitment", row, what=what)


@provider
def answer_letters_to_finish(user: User, on: date) -> Iterable[Task]:
    """Letters that the user brought and has not sent: nobody has the answers in them."""
    if not user.has_role(Role.AGENCY, Role.FRONT, *OFFICE):
        return
    begun = AnswerLetter.objects.visible_to(user).filter(made_by=user, state=LetterState.READ)
    for letter in begun.select_related("agency", "version").defer("version__text"):
        yield Task(
            key=f"answer_letter:{letter.pk}",
            what=_("Xem tiếp và gửi các trả lời trong công văn"),
            record=f"{letter}, {letter.agency}",
            url=reverse("answer_letters:letter", kwargs={"letter": letter.pk}),
            bucket=Bucket.SOON,
        )


@provider
def explanations_owed(user: User, on: date) -> Iterable[Task]:
    """Explanations that were demanded of the user's agencies."""
    agencies = user.agencies()
    if not agencies:
        return
    rows = EscalationStep.objects.explanations_due().filter(commitment__lead__in=agencies)
    for step in rows.select_related("commitment"):
        yield Task(
            key=f"explanation:{step.pk}",
            what=_("Giải trình với Thường trực HĐND"),
            record=str(step.commitment),
            url=reverse(
                "commitments:explain", kwargs={"commitment": step.commitment_id, "step": step.pk}
            ),
            due_on=step.due_on,
            why=step.why_due,
        )


@provider
def steps_to_decide(user: User, on: date) -> Iterable[Task]:
    """What was missed so long that a step is to be decided, and explanations that did not come."""
    deciders = user.councils(*DECIDERS, Role.OFFICE_HEAD)
    for council in Council.objects.filter(pk__in=deciders) if deciders else []:
        count = awaiting_decision(council, on=on).count()
        if not count:
            continue
        words = ngettext(
            "Quyết định bước tiếp theo với {n} kiến nghị, cam kết quá hạn lâu",
            "Quyết định bước tiếp theo với {n} kiến nghị, cam kết quá hạn lâu",
            count,
        )
        yield Task(
            key=f"steps_to_decide:{council.pk}",
            what=words.format(n=count),
            record=council.name,
            url=f"{reverse('commitments:list')}?due=to_decide",
            bucket=Bucket.TODAY,
        )


@provider
def commitments_to_verify(user: User, on: date) -> Iterable[Task]:
    """Reports that the office, or of delegates the Tổ, has to hold against what was really done."""
    councils = user.councils(Role.OFFICER, Role.OFFICE_HEAD)
    groups = user.bodies(Role.GROUP_HEAD)
    if not councils and not groups:
        return
    of_group = Q(lead_body__in=groups, lead_delegate__isnull=False)
    waiting = Commitment.objects.filter(
        Q(council__in=councils) | of_group, stage=Stage.REPLIED
    ).exclude(kind=Kind.VOTER_PROMISE, promised_by=user.person_id)
    for alike in _alike(waiting.for_list()):
        owner = alike[0].owner
        # The list has no filter for what another's Ban owes.
        if len(alike) > ONE_BY_ONE and alike[0].lead_id is not None:
            text = ngettext(
                "Xác minh kết quả {n} kiến nghị, cam kết {owner} báo cáo",
                "Xác minh kết quả {n} kiến nghị, cam kết {owner} báo cáo",
                len(alike),
            )
            what = text.format(n=len(alike), owner=owner)
            yield _together("commitments_verified", alike, what=what)
            continue
        for row in alike:
            what = _("Xác minh kết quả {owner} báo cáo").format(owner=owner)
            yield _alone("commitment_verified", row, what=what)


@provider
def spot_checks_to_make(user: User, on: date) -> Iterable[Task]:
    """What the user drew to be checked on the spot and nobody has checked."""
    open_rows = SpotCheckRow.objects.filter(verification=None, draw__drawn_by=user)
    for draw, name, count in (
        open_rows.order_by("draw")
        .values_list("draw", "draw__council__name")
        .annotate(count=Count("pk"))
    ):
        text = ngettext(
            "Kiểm tra thực tế {n} kiến nghị đã chọn",
            "Kiểm tra thực tế {n} kiến nghị đã chọn",
            count,
        )
        yield Task(
            key=f"spot_check:{draw}",
            what=text.format(n=count),
            record=name,
            url=reverse("commitments:spot_check", kwargs={"draw": draw}),
        )


@figure
def commitments_overdue(user: User, on: date) -> Iterable[Figure]:
    """What is overdue in the councils in which the user leads."""
    overdue = Commitment.objects.visible_to(user).overdue(on)
    yield Figure(
        _("Kiến nghị, cam kết quá hạn"),
        overdue.filter(council__in=user.councils(*LEADERS)).count(),
        f"{reverse('commitments:list')}?due=overdue",
    )


def _owed_words(row: Commitment) -> str:
    again = row.stage == Stage.RETURNED
    if row.lead_delegate_id is not None:
        if again:
            return _("Lời hứa của tôi với cử tri: thực hiện tiếp và báo cáo lại")
        return _("Lời hứa của tôi với cử tri: thực hiện và báo cáo")
    return _("Thực hiện tiếp và báo cáo lại") if again else _("Báo cáo kết quả thực hiện")


def _alike(rows: Iterable[Commitment]) -> Iterator[list[Commitment]]:
    """The rows by owner, day and stage."""

    def sort(row: Commitment) -> tuple[int, int, int, date, str]:
        owner = (row.lead_id or 0, row.lead_body_id or 0, row.lead_delegate_id or 0)
        return *owner, row.due_on or date.max, row.stage

    for _key, alike in groupby(sorted(rows, key=sort), key=sort):
        yield list(alike)


def _alone(name: str, row: Commitment, *, what: str) -> Task:
    return Task(
        key=f"{name}:{row.pk}",
        what=what,
        record=str(row),
        url=page_of(row),
        due_on=row.due_on,
        why=row.explanation,
    )


def _together(name: str, alike: list[Commitment], *, what: str) -> Task:
    """One task for rows of one owner, day and stage; it opens the list of them."""
    first = alike[0]
    query = {"stage": first.stage}
    if first.lead_id is not None:
        query["lead"] = str(first.lead_id)
    else:
        query["mine"] = "true"
    if first.due_on is not None:
        query["due_on_after"] = query["due_on_before"] = f"{first.due_on:%d/%m/%Y}"
    owner = (first.lead_id or 0, first.lead_body_id or 0, first.lead_delegate_id or 0)
    sources = {row.source_label for row in alike}
    return Task(
        key=":".join(map(str, (name, *owner, first.due_on, first.stage))),
        what=what,
        record=sources.pop() if len(sources) == 1 else str(first.owner),
        url=f"{reverse('commitments:list')}?{urlencode(query)}",
        due_on=first.due_on,
        why=first.explanation,
    )
