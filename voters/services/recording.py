"""Opinions of voters: written down once, struck out with a reason; the one way to who spoke.

Locks: the meeting, so that its opinions are numbered one after the other.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import AdministrativeUnit, Field
from hdnd_portal.secret_text import Voter, decrypted_voter, encrypted_voter
from hdnd_portal.ui.forms import clean_text
from voters import clocks
from voters.models import MeetingRecord, Opinion, OpinionSpeaker, VoterMeeting
from voters.models.record import LONGEST_TEXT
from voters.refusals import ContactRefused
from voters.services.rows import locked_meeting
from voters.workflow import MeetingState, PlanState, RecordState, Track


@transaction.atomic
def record_opinion(
    meeting: VoterMeeting,
    *,
    text: str,
    track: str,
    unit: AdministrativeUnit,
    by: User,
    field: Field | None = None,
    village: str = "",
    answered_there: str = "",
    is_letter: bool = False,
    speaker: Voter | None = None,
    client_key: UUID | None = None,
    said_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> Opinion:
    """Ghi một ý kiến under the next number of the meeting; the same key again changes nothing.

    `said_at` and `sent_at` are moments by the clock of the device: when it was written down, and
    when it was sent. Who spoke is kept apart, encrypted, and stands in no trail. Raises
    ContactRefused `key_taken` (the key is that of other words), `record_signed`, `meeting_off`,
    `plan_not_issued`, `opinion_empty`, `opinion_long`, `unit_elsewhere`.
    """
    meeting = locked_meeting(meeting)
    text = clean_text(text)
    key = client_key or uuid4()
    stored = Opinion.objects.filter(client_key=key).first()
    if stored is not None:
        if stored.meeting_id != meeting.pk or stored.text != text:
            raise ContactRefused("key_taken")
        return stored
    refuse_closed(meeting)
    _refuse_words(text, meeting, unit)
    last = meeting.opinions.order_by("-number").values_list("number", flat=True).first()
    try:
        with transaction.atomic():
            opinion = Opinion.objects.create(
                council_id=meeting.plan.council_id,
                meeting=meeting,
                number=(last or 0) + 1,
                client_key=key,
                unit=unit,
                village=village.strip(),
                track_heard=Track(track),
                field=field,
                text=text,
                answered_there=clean_text(answered_there),
                is_letter=is_letter,
                said_at=said_at,
                clock_ahead=clocks.ahead_by(sent_at, received_at=timezone.now()),
                recorded_by=by,
            )
    except IntegrityError:
        # The same key came for another meeting at the same moment.
        if Opinion.objects.filter(client_key=key).exists():
            raise ContactRefused("key_taken") from None
        raise
    if speaker:
        OpinionSpeaker.objects.create(opinion=opinion, secret_text=encrypted_voter(speaker))
    log.record("voter_opinion.recorded", opinion, by=by, number=opinion.number)
    return opinion


@transaction.atomic
def strike_opinion(opinion: Opinion, *, reason: str, by: User) -> Opinion:
    """Bỏ một ý kiến entered by mistake: its row and number stay, and it counts no more.

    Raises ContactRefused `strike_reason_missing`, `record_signed`, `opinion_struck`.
    """
    meeting = locked_meeting(opinion.meeting)
    if not reason.strip():
        raise ContactRefused("strike_reason_missing")
    refuse_signed(meeting)
    opinion = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    if opinion.is_struck:
        raise ContactRefused("opinion_struck")
    opinion.is_struck, opinion.strike_reason = True, reason.strip()
    opinion.save(update_fields=["is_struck", "strike_reason"])
    log.record("voter_opinion.struck", opinion, by=by, number=opinion.number, reason=reason.strip())
    return opinion


@transaction.atomic
def read_speaker(opinion: Opinion, *, reason: str, by: User) -> Voter:
    """Xem người phát biểu, for the office alone and with a reason; every reading is kept.

    Raises PermissionError for anybody else, and ContactRefused `read_reason_missing`,
    `speaker_unsaid`.
    """
    if not by.has_perm("voters.read_speaker", opinion):
        raise PermissionError("who spoke is for the office")
    if not reason.strip():
        raise ContactRefused("read_reason_missing")
    kept = OpinionSpeaker.objects.filter(opinion=opinion).first()
    if kept is None:
        raise ContactRefused("speaker_unsaid")
    log.record(
        "voter_opinion.speaker_read", opinion, by=by, number=opinion.number, reason=reason.strip()
    )
    return decrypted_voter(kept.secret_text)


def refuse_closed(meeting: VoterMeeting) -> None:
    """Nothing is recorded of a meeting that is cancelled, not yet known to all, or signed for.

    Raises ContactRefused `meeting_off`, `plan_not_issued`, `record_signed`.
    """
    if meeting.state == MeetingState.CANCELLED:
        raise ContactRefused("meeting_off")
    if meeting.plan.state != PlanState.ISSUED:
        raise ContactRefused("plan_not_issued")
    refuse_signed(meeting)


def refuse_signed(meeting: VoterMeeting) -> None:
    """A signed record stands as it is. Raises ContactRefused `record_signed`."""
    record = MeetingRecord.objects.filter(meeting=meeting, state=RecordState.SIGNED).first()
    if record is not None:
        raise ContactRefused("record_signed", at=record.signed_at)


def _refuse_words(text: str, meeting: VoterMeeting, unit: AdministrativeUnit) -> None:
    if not text:
        raise ContactRefused("opinion_empty")
    if len(text) > LONGEST_TEXT:
        raise ContactRefused("opinion_long", most=LONGEST_TEXT, length=len(text))
    home = meeting.plan.council.unit_id
    if home not in (unit.pk, unit.parent_id):
        raise ContactRefused("unit_elsewhere", unit=str(unit))
