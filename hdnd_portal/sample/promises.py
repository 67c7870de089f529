"""What a delegate of the sample promised to voters; all invented, and nobody is told."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.labels import Kind
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.council.models import Mandate
from voters.models import VoterMeeting, VoterPromise

# Words, day or why there is none.
PROMISES: tuple[tuple[str, date | None, str], ...] = (
    ("Tôi sẽ đưa việc sửa đường nội thôn ra chất vấn tại kỳ họp cuối năm (mẫu).",
     date(2026, 12, 15), ""),
    ("Tôi sẽ theo việc cấp nước sinh hoạt đến khi công trình có vốn (mẫu).",
     None, "Chờ tỉnh phân bổ vốn năm 2027"),
)  # fmt: skip
HEARD_BY = "Trưởng thôn và 32 cử tri (mẫu)"


def promise_to_voters(meeting: VoterMeeting, seat: Mandate, *, by: User) -> None:
    """The delegate promised two things at the meeting."""
    made_on = timezone.localdate(meeting.starts_at)
    for text, due_on, reason in PROMISES:
        owed = Commitment.objects.create(
            council=meeting.plan.council,
            kind=Kind.VOTER_PROMISE,
            text=text,
            source_type=ContentType.objects.get_for_model(VoterMeeting),
            source_id=meeting.pk,
            source_label=f"Tiếp xúc cử tri {meeting}",
            said_at=f"Cử tri {meeting.unit}; người nghe: {HEARD_BY}",
            occasion=meeting.plan.session.name,
            lead_body=meeting.group,
            lead_delegate=seat,
            promised_by=seat.person,
            made_on=made_on,
            due_on=due_on,
            no_due_reason=reason,
            created_by=by,
        )
        VoterPromise.objects.create(
            meeting=meeting,
            mandate=seat,
            group=meeting.group,
            unit=meeting.unit,
            heard_by=HEARD_BY,
            commitment=owed,
        )
