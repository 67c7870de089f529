"""What steps of escalation create here: a group of questions, or a report to the council (O10)."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.commitments.escalation import StepKind
from hdnd_portal.commitments.public import CommitmentRefused, Target, Wanted, register_target
from hdnd_portal.council.heads import heads_of
from hdnd_portal.council.models import Body
from hdnd_portal.ui.choices import Choices
from hdnd_portal.ui.keys import is_key
from sessions.models import AgendaItem, CouncilSession, QuestionGroup
from sessions.question_labels import GroupState
from sessions.questioned import may_be_questioned
from sessions.services.agenda import add_item, withdraw_item
from sessions.services.question_desk import propose_group
from sessions.services.question_rows import locked_groups
from sessions.services.refusals import SessionRefused
from sessions.workflow import SESSION_AT_REST

TITLE = 500


def coming(councils: Collection[int]) -> Choices:
    """Sessions that are still to be held or are being held, the next one first."""
    rows = (
        CouncilSession.objects.filter(
            council__in=councils, rehearsal_of=None, closing_on__gte=timezone.localdate()
        )
        .exclude(state__in=SESSION_AT_REST)
        .order_by("opening_on", "pk")
    )
    return [(str(row.pk), row.name) for row in rows]


def session_of(wanted: Wanted) -> CouncilSession:
    """The session that was chosen. Raises CommitmentRefused `place_needed`."""
    keys = {str(key) for key, _name in coming([wanted.council.pk])}
    if not is_key(wanted.place) or wanted.place not in keys:
        raise CommitmentRefused("place_needed")
    return CouncilSession.objects.get(pk=wanted.place)


def propose_questioning(wanted: Wanted) -> QuestionGroup:
    """A proposed group of questions of the session, with the head of the agency if known."""
    session = session_of(wanted)
    head = heads_of([wanted.agency], on=timezone.localdate()).get(wanted.agency.pk)
    answers = head is not None and may_be_questioned(wanted.agency.kind, head.title)
    return propose_group(
        wanted.council,
        session=session,
        title=wanted.subject,
        questions=(),
        by=wanted.by,
        post=head if answers else None,
    )


@transaction.atomic
def take_back_group(group: QuestionGroup, *, reason: str, by: User) -> None:
    """Remove it while nobody has put a question into it, or asked delegates about it."""
    found = locked_groups([group])
    if not found or found[0].state != GroupState.PROPOSED:
        return
    group = found[0]
    if group.questions.exists() or group.sheet_places.exists():
        return
    log.record("question_group.dropped", group, by=by, title=group.title, reason=reason)
    group.delete()


def propose_report(wanted: Wanted) -> AgendaItem:
    """An item of the session: the Standing Committee reports on what was not carried out.

    Raises CommitmentRefused `place_needed`, `place_late`.
    """
    session = session_of(wanted)
    body = Body.objects.filter(term=session.term_id, kind=Body.Kind.STANDING_COMMITTEE).first()
    title = _("Báo cáo về trách nhiệm của {agency} trong việc thực hiện: {subject}").format(
        agency=wanted.agency, subject=wanted.subject
    )
    try:
        return add_item(
            session,
            by=wanted.by,
            on=timezone.localdate(),
            kind=AgendaItem.Kind.REPORT,
            title=title[:TITLE],
            presenting_body=body,
        )
    except SessionRefused as refusal:
        raise CommitmentRefused("place_late") from refusal


def take_back_report(item: AgendaItem, *, reason: str, by: User) -> None:
    """Take it off the agenda; what the session has taken up stays there."""
    try:
        withdraw_item(item, reason=reason, by=by)
    except SessionRefused:
        return


def _agenda(item: Any) -> str:
    return reverse("sessions:agenda", kwargs={"session": item.session_id})


register_target(
    StepKind.QUESTIONING,
    Target(
        model=QuestionGroup,
        create=propose_questioning,
        withdraw=take_back_group,
        url=lambda group: reverse("sessions:question_group", kwargs={"group": group.pk}),
        visible=QuestionGroup.objects.visible_to,
        state=lambda group: group.get_state_display(),
        places=coming,
    ),
)
register_target(
    StepKind.REPORT,
    Target(
        model=AgendaItem,
        create=propose_report,
        withdraw=take_back_report,
        url=_agenda,
        visible=AgendaItem.objects.visible_to,
        state=lambda item: item.get_state_display(),
        places=coming,
    ),
)
