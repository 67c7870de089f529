"""Tasks that come from the floor itself."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.commitments.models import Commitment, EscalationStep
from hdnd_portal.commitments.permissions import DECIDERS
from hdnd_portal.commitments.services.following import page_of
from hdnd_portal.commitments.services.reminders import awaiting_decision
from hdnd_portal.commitments.workflow import Stage
from hdnd_portal.council.models import Council
from hdnd_portal.notices.models import Delivery
from hdnd_portal.worklist.registry import Bucket, Task, provider


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
    """What the user's agencies and Ban owe word of; a contributor's share is seen on the list."""
    owed = Commitment.objects.awaited().owed_by(user)
    for row in owed.for_list():
        if row.lead_id is not None and row.lead_id not in user.agencies():
            continue
        again = row.stage == Stage.RETURNED
        yield Task(
            key=f"commitment:{row.pk}",
            what=_("Thực hiện tiếp và báo cáo lại") if again else _("Báo cáo kết quả thực hiện"),
            record=str(row),
            url=page_of(row),
            due_on=row.due_on,
            why=row.explanation,
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
    """Reports that wait for the office to look at what was really done."""
    councils = user.councils(Role.OFFICER, Role.OFFICE_HEAD)
    if not councils:
        return
    waiting = Commitment.objects.filter(stage=Stage.REPLIED, council__in=councils)
    for row in waiting.for_list():
        yield Task(
            key=f"commitment_verified:{row.pk}",
            what=_("Xác minh kết quả {owner} báo cáo").format(owner=row.owner),
            record=str(row),
            url=page_of(row),
            due_on=row.due_on,
            why=row.explanation,
        )
