"""Rows of the pages of group discussions."""

from __future__ import annotations

from django.utils import timezone

from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from sessions.models import GroupOpinion, GroupRelease, GroupReport, GroupSitting
from sessions.workflow import GroupReportState
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CouncilSessionFactory,
    MandateFactory,
    MembershipFactory,
)
from tests.route_cases import HIDDEN, REDIRECT, Case, Made, World
from tests.sessions.groups import ENDS, STARTS
from tests.sessions.machines import NOT_OVER, NOT_SETTLED

R = GroupReportState
# In the world of the rows the delegate keeps the record, and the group head heads the group.
GROUP = frozenset({Role.DELEGATE, Role.GROUP_HEAD})
CHAIRS = frozenset({Role.CHAIR, Role.STANDING_COMMITTEE})
PLANNERS = frozenset({Role.OFFICER, Role.OFFICE_HEAD})
GATHERERS = STAFF | CHAIRS
# They see the report once it is released, and here it is not.
OTHERS = dict.fromkeys(INSIDE - GROUP - GATHERERS, HIDDEN)
WRITTEN = frozenset({R.DRAFT, R.RETURNED})
DRAFT_HIDES = {"report": {R.DRAFT: GATHERERS}}


def sitting_of(world: World, **item: object) -> GroupSitting:
    """The world's body as a group whose record the delegate keeps, with one report."""
    held = CouncilSessionFactory(term=world.term, council=world.council)
    delegate = world.user(Role.DELEGATE)
    seat = MandateFactory(term=world.term)
    delegate.person = seat.person
    delegate.save()
    MembershipFactory(body=world.body, person=seat.person, role="group_deputy")
    head = MandateFactory(term=world.term)
    MembershipFactory(body=world.body, person=head.person, role="group_head")
    sitting: GroupSitting = GroupSitting.objects.create(
        session=held,
        group=world.body,
        starts_at=STARTS,
        ends_at=ENDS,
        place="Phòng 1",
        chair=head.person,
        rapporteur=seat.person,
        report_due_at=ENDS,
        arranged_by=world.user(Role.OFFICER),
    )
    GroupReport.objects.create(sitting=sitting, item=AgendaItemFactory(session=held, **item))
    return sitting


def report_of(world: World, state: str = "submitted", **item: object) -> GroupReport:
    """Its report with one opinion, in a state."""
    report: GroupReport = sitting_of(world, **item).reports.get()
    by = world.user(Role.DELEGATE)
    GroupOpinion.objects.create(
        report=report, stance="amend", point="Điều 1", text="Nâng mức hỗ trợ", written_by=by
    )
    # What is returned has a reason: the machine puts the state alone.
    report.state, report.return_reason = state, "Sửa"
    report.submitted_at = report.first_submitted_at = timezone.now()
    report.save()
    return report


def groups(world: World) -> Made:
    """The page of all groups."""
    return Made(kwargs={"session": sitting_of(world).session_id})


def new_groups(world: World) -> Made:
    """A group to be arranged."""
    held = CouncilSessionFactory(term=world.term, council=world.council)
    body = BodyFactory(term=world.term, kind="delegate_group")
    seat = MandateFactory(term=world.term)
    MembershipFactory(body=body, person=seat.person, role="group_head")
    item = AgendaItemFactory(session=held)
    return Made(
        kwargs={"session": held.pk}, data={"groups": [body.pk], "items": [item.pk], **HOURS}
    )


HOURS = {
    "starts_at_0": "08/12/2026",
    "starts_at_1": "13:30",
    "ends_at_0": "08/12/2026",
    "ends_at_1": "16:30",
    "place": "Phòng 2",
}


def group(world: World) -> Made:
    """One group, its report empty."""
    sitting = sitting_of(world)
    report = sitting.reports.get()
    return Made(
        kwargs={"session": sitting.session_id, "group_sitting": sitting.pk},
        data={
            **HOURS,
            "items": [report.item_id],
            "chair": sitting.chair_id,
            "rapporteur": sitting.rapporteur_id,
        },
    )


def printed_minutes(world: World) -> Made:
    """The minutes of one group."""
    return Made(kwargs={**group(world).kwargs, "form": "docx"})


def report(world: World, state: str = "submitted") -> Made:
    """One report, with what its forms send."""
    found = report_of(world, state)
    return Made(
        kwargs={"session": found.sitting.session_id, "report": found.pk},
        data={"stance": "agree", "text": "Tán thành", "summary": "Thống nhất", "reason": "Sửa"},
    )


def written(world: World) -> Made:
    """A report the group writes."""
    return report(world, "draft")


def opinion(world: World) -> Made:
    """An opinion of a report the group writes."""
    made = written(world)
    found = GroupOpinion.objects.get(report=made.kwargs["report"])
    return Made(kwargs={**made.kwargs, "opinion": found.pk}, data=made.data)


def received(world: World) -> Made:
    """An item with a received report."""
    found = report_of(world, "received")
    return Made(
        kwargs={"session": found.sitting.session_id, "item": found.item_id},
        data={"point": "Điều 1", "into": "Điều 2", "reason": "Sửa"},
    )


def released(world: World) -> Made:
    """An item whose synthesis stands released."""
    made = received(world)
    GroupRelease.objects.create(
        item_id=made.kwargs["item"],
        released_by=world.user(Role.OFFICER),
        released_at=timezone.now(),
    )
    return made


def printed_release(world: World) -> Made:
    """The released synthesis as a paper."""
    return Made(kwargs={**released(world).kwargs, "form": "docx"})


def printed_releases(world: World) -> Made:
    """All released syntheses as one paper."""
    kwargs = printed_release(world).kwargs
    return Made(kwargs={"session": kwargs["session"], "form": "docx"})


def printed_closed(world: World) -> Made:
    """The synthesis on a closed item, released to those who read it on the screen."""
    found = report_of(world, "received", is_closed=True)
    GroupRelease.objects.create(
        item=found.item, released_by=world.user(Role.OFFICER), released_at=timezone.now()
    )
    return Made(kwargs={"session": found.sitting.session_id, "item": found.item_id, "form": "docx"})


def post(route: str, make: object, roles: frozenset[Role], **more: object) -> Case:
    """A POST that leads back to a page."""
    return Case(route, make=make, roles=roles, method="post", opens=REDIRECT, **more)  # type: ignore[arg-type]


UNRELEASED = dict.fromkeys(INSIDE - GATHERERS, HIDDEN)

CASES = [
    Case("sessions:groups", make=groups, roles=INSIDE),
    Case("sessions:arrange_groups", make=new_groups, roles=PLANNERS),
    post("sessions:arrange_groups", new_groups, PLANNERS, goes={"session": NOT_OVER}),
    Case("sessions:group", make=group, roles=INSIDE),
    Case("sessions:change_group", make=group, roles=PLANNERS),
    post("sessions:change_group", group, PLANNERS, goes={"session": NOT_OVER}),
    post("sessions:remove_group", group, PLANNERS, goes={"session": NOT_OVER}),
    post("sessions:group_present", group, GROUP, goes={"session": NOT_OVER}),
    Case("sessions:group_minutes", make=printed_minutes, roles=GATHERERS | GROUP),
    Case(
        "sessions:group_report",
        make=report,
        roles=GATHERERS | GROUP,
        answers=OTHERS,
        hides=DRAFT_HIDES,
    ),
    post(
        "sessions:write_opinion",
        written,
        GROUP,
        goes={"session": NOT_SETTLED, "report": WRITTEN},
    ),
    Case("sessions:change_group_opinion", make=opinion, roles=GROUP),
    post(
        "sessions:change_group_opinion",
        opinion,
        GROUP,
        goes={"session": NOT_SETTLED, "report": WRITTEN},
    ),
    post(
        "sessions:remove_group_opinion",
        opinion,
        GROUP,
        goes={"session": NOT_SETTLED, "report": WRITTEN},
    ),
    post(
        "sessions:group_summary",
        written,
        GROUP,
        goes={"session": NOT_SETTLED, "report": WRITTEN},
    ),
    post(
        "sessions:submit_group_report",
        written,
        GROUP,
        goes={"session": NOT_SETTLED, "report": WRITTEN},
    ),
    post(
        "sessions:receive_group_report",
        report,
        STAFF,
        goes={"session": NOT_SETTLED, "report": {R.SUBMITTED}},
        hides={"report": {R.DRAFT: STAFF}},
    ),
    post(
        "sessions:return_group_report",
        report,
        STAFF,
        goes={"session": NOT_SETTLED, "report": {R.SUBMITTED, R.RECEIVED}},
        hides={"report": {R.DRAFT: STAFF}},
    ),
    Case(
        "sessions:group_synthesis",
        state="received",
        make=received,
        roles=GATHERERS,
        answers=UNRELEASED,
    ),
    Case("sessions:group_synthesis", state="released", make=released, roles=INSIDE),
    post("sessions:gather_point", received, STAFF, goes={"session": NOT_SETTLED}),
    post(
        "sessions:release_synthesis",
        received,
        PLANNERS | CHAIRS,
        goes={"session": NOT_SETTLED},
    ),
    post(
        "sessions:take_back_synthesis",
        released,
        PLANNERS | CHAIRS,
        goes={"session": NOT_SETTLED},
    ),
    Case("sessions:synthesis_paper", state="released", make=printed_release, roles=INSIDE),
    Case(
        "sessions:synthesis_paper",
        state="closed item",
        make=printed_closed,
        roles=GATHERERS,
        answers=UNRELEASED,
    ),
    Case("sessions:syntheses_paper", make=printed_releases, roles=INSIDE),
]
