"""A meeting of an issued plan that is over, with an officer and a delegate who write down."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from tests.factories import UserFactory
from tests.voters.plans import Ground
from voters.models import ContactPlan, MeetingRecord, Opinion, VoterMeeting
from voters.services import recording, records
from voters.services.records import Presence


class Held:
    """Two delegates met the voters of one commune this morning."""

    def __init__(self) -> None:
        self.ground = Ground()
        self.council = self.ground.council
        self.officer = self.ground.officer
        self.mandates = self.ground.mandates[:2]
        self.delegate = UserFactory(
            role=Role.DELEGATE, role__council=self.council, person=self.mandates[0].person
        )
        self.plan: ContactPlan = self.ground.plan()
        self.plan.state, self.plan.issued_at = "issued", timezone.now()
        self.plan.save()
        self.starts_at: datetime = timezone.now() - timedelta(hours=4)
        self.meeting: VoterMeeting = VoterMeeting.objects.create(
            plan=self.plan,
            group=self.ground.groups[0],
            unit=self.ground.units[0],
            starts_at=self.starts_at,
            ends_at=self.starts_at + timedelta(hours=2),
            place="Nhà văn hóa thôn Đông",
        )
        self.meeting.mandates.set(self.mandates)

    def say(self, text: str, **more: object) -> Opinion:
        """One opinion."""
        values = {
            "track": "recommendation",
            "unit": self.meeting.unit,
            "by": self.officer,
            **more,
        }
        return recording.record_opinion(self.meeting, text=text, **values)

    def write(self, **changed: object) -> MeetingRecord:
        """The record, with nothing missing."""
        values = {
            "starts_at": self.starts_at,
            "ends_at": self.starts_at + timedelta(hours=2),
            "chair": "Ông Hà Văn A, Chủ tịch Ủy ban MTTQ xã",
            "secretary": "Bà Lò Thị B",
            "authorities": "Ông C, Phó Chủ tịch UBND xã",
            "voter_count": 80,
            "speaker_count": 2,
            "subjects": "Dự kiến chương trình kỳ họp",
            "presence": [
                Presence(self.mandates[0], True),
                Presence(self.mandates[1], False, "Ốm"),
            ],
            "by": self.officer,
            **changed,
        }
        return records.save_record(self.meeting, **values)
