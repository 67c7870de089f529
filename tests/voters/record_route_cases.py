"""Rows of the pages of a meeting: its record, its opinions, the page on which they are written."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.secret_text import Voter
from tests.route_cases import OK, REDIRECT, Case, Made, World
from tests.voters.plans_route_cases import PLANNERS, READERS, plan_of
from voters.models import MeetingPresence, MeetingRecord, VoterMeeting
from voters.services import recording
from voters.workflow import MeetingState

RECORDERS = PLANNERS | {Role.DELEGATE, Role.GROUP_HEAD}
PLANNED = {"meeting": {MeetingState.PLANNED}}


def held(world: World) -> VoterMeeting:
    """A meeting to which the delegate and the head of the Tổ of the world went."""
    meeting: VoterMeeting = plan_of(world).meetings.get()
    for role, mandate in zip(
        (Role.DELEGATE, Role.GROUP_HEAD), meeting.mandates.order_by("pk"), strict=True
    ):
        User.objects.filter(pk=world.user(role).pk).update(person=mandate.person_id)
    return meeting


def page(world: World) -> Made:
    """The meeting alone."""
    return Made(kwargs={"meeting": held(world).pk})


def printed(world: World) -> Made:
    """Its record as PDF."""
    return Made(kwargs={"meeting": held(world).pk, "form": "pdf"})


def said(world: World) -> Made:
    """What a voter says."""
    meeting = held(world)
    typed = {
        "key": str(uuid4()),
        "text": "Đường hỏng",
        "track": "recommendation",
        "unit": str(meeting.unit_id),
    }
    return Made(kwargs={"meeting": meeting.pk}, data=typed)


def sent(world: World) -> Made:
    """The same from a device."""
    made = said(world)
    batch = json.dumps([{**made.data, "said_at": "2026-11-09T02:00:00Z"}])
    return Made(kwargs=made.kwargs, data={"batch": batch, "sent_at": "2026-11-09T02:00:05Z"})


def record_of(world: World, state: str = "draft") -> MeetingRecord:
    """A record with nothing missing."""
    meeting = held(world)
    record: MeetingRecord = MeetingRecord.objects.create(
        meeting=meeting,
        starts_at=timezone.now() - timedelta(hours=3),
        ends_at=timezone.now() - timedelta(hours=1),
        chair="Ông Hà Văn A",
        secretary="Bà Lò Thị B",
        voter_count=80,
        speaker_count=5,
    )
    for mandate in meeting.mandates.all():
        MeetingPresence.objects.create(record=record, mandate=mandate, is_present=True)
    if state == "signed":
        record.state, record.signed_at = state, timezone.now()
        record.signed_by = world.user(Role.OFFICER)
        record.save()
    return record


def written(world: World) -> Made:
    """What is typed for the record."""
    meeting = held(world)
    first, second = meeting.mandates.order_by("pk")
    return Made(
        kwargs={"meeting": meeting.pk},
        data={
            "starts_at_0": "09/11/2026",
            "starts_at_1": "08:00",
            "ends_at_0": "09/11/2026",
            "ends_at_1": "10:15",
            "chair": "Ông Hà Văn A",
            "voter_count": "80",
            f"here_{first.pk}": "yes",
            f"here_{second.pk}": "no",
            f"why_{second.pk}": "Ốm",
        },
    )


def whole(world: World) -> Made:
    """A record ready to be signed."""
    return Made(kwargs={"meeting": record_of(world).meeting_id})


def signed(world: World) -> Made:
    """A signed record, and why it is opened again."""
    record = record_of(world, "signed")
    return Made(kwargs={"meeting": record.meeting_id}, data={"mo-lai-reason": "Bổ sung ý kiến"})


def opinion(world: World) -> Made:
    """An opinion with a name, and the reasons for what is done with it."""
    meeting = held(world)
    row = recording.record_opinion(
        meeting,
        text="Đường hỏng",
        track="recommendation",
        unit=meeting.unit,
        speaker=Voter("Ông A", "0900 000 001"),
        by=world.user(Role.OFFICER),
    )
    return Made(
        kwargs={"opinion": row.pk}, data={"bo-reason": "Ghi hai lần", "xem-reason": "Hỏi lại"}
    )


CASES = [
    Case("voters:meeting", make=page, roles=READERS),
    Case("voters:print_record", make=printed, roles=READERS),
    Case("voters:opinion", make=opinion, roles=READERS),
    Case("voters:edit_record", make=page, roles=RECORDERS),
    Case(
        "voters:edit_record",
        make=written,
        roles=RECORDERS,
        method="post",
        opens=REDIRECT,
        goes=PLANNED,
    ),
    Case(
        "voters:sign_record",
        make=whole,
        roles=PLANNERS,
        method="post",
        opens=REDIRECT,
        goes=PLANNED,
    ),
    Case("voters:reopen_record", make=signed, roles=PLANNERS, method="post", opens=REDIRECT),
    Case("voters:recording_worker", roles=RECORDERS, elsewhere=OK),
    Case("voters:record_opinions", make=page, roles=RECORDERS),
    Case(
        "voters:record_opinions",
        make=said,
        roles=RECORDERS,
        method="post",
        opens=REDIRECT,
        goes=PLANNED,
    ),
    Case("voters:recording_state", make=page, roles=RECORDERS),
    # A refused opinion is an answer like any other: the device reads what became of each.
    Case(
        "voters:sync_opinions",
        make=sent,
        roles=RECORDERS,
        method="post",
        silent=RECORDERS,
    ),
    Case("voters:strike_opinion", make=opinion, roles=RECORDERS, method="post", opens=REDIRECT),
    Case("voters:read_speaker", make=opinion, roles=PLANNERS, method="post"),
]
