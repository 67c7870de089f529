"""The record of a meeting: what stands in it, signed, opened again. Locks: the meeting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Mandate
from voters.models import MeetingPresence, MeetingRecord, VoterMeeting
from voters.refusals import ContactRefused
from voters.services.recording import refuse_closed
from voters.services.rows import locked_meeting
from voters.workflow import RecordMove, RecordState, record_after


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a delegate came, and why not."""

    mandate: Mandate
    is_present: bool
    reason: str = ""


@transaction.atomic
def save_record(
    meeting: VoterMeeting,
    *,
    starts_at: datetime | None,
    ends_at: datetime | None,
    chair: str,
    secretary: str,
    authorities: str,
    voter_count: int | None,
    speaker_count: int | None,
    subjects: str,
    presence: Collection[Presence],
    by: User,
) -> MeetingRecord:
    """Write down when it was held, under whom, who came. What is missing may follow until it is
    signed.

    Raises ContactRefused `meeting_off`, `plan_not_issued`, `record_signed`, `hours_reversed`,
    `absence_reason_missing`, `not_invited`.
    """
    meeting = locked_meeting(meeting)
    refuse_closed(meeting)
    if starts_at and ends_at and ends_at <= starts_at:
        raise ContactRefused("hours_reversed")
    _refuse_presence(meeting, presence)
    record, _made = MeetingRecord.objects.get_or_create(meeting=meeting)
    record.starts_at, record.ends_at = starts_at, ends_at
    record.chair, record.secretary, record.authorities = chair, secretary, authorities
    record.voter_count, record.speaker_count = voter_count, speaker_count
    record.subjects = subjects
    record.save()
    for one in presence:
        MeetingPresence.objects.update_or_create(
            record=record,
            mandate=one.mandate,
            defaults={
                "is_present": one.is_present,
                "reason": "" if one.is_present else one.reason.strip(),
            },
        )
    log.record("meeting_record.saved", record, by=by, unit=meeting.unit.name)
    return record


@transaction.atomic
def sign_record(meeting: VoterMeeting, *, by: User) -> MeetingRecord:
    """Ký biên bản: from now on nothing is added. Raises ContactRefused `record_state`,
    `record_missing` (naming what is), `record_ahead`, `meeting_off`, `plan_not_issued`.
    """
    meeting = locked_meeting(meeting)
    record = _locked_record(meeting)
    state = record_after(RecordState(record.state), RecordMove.SIGN)
    refuse_closed(meeting)
    if missing := missing_of(record):
        raise ContactRefused("record_missing", missing=missing)
    now = timezone.now()
    if record.ends_at and record.ends_at > now:
        raise ContactRefused("record_ahead")
    record.state, record.signed_at, record.signed_by = state, now, by
    record.save(update_fields=["state", "signed_at", "signed_by"])
    count = meeting.opinions.standing().count()
    log.record("meeting_record.signed", record, by=by, unit=meeting.unit.name, opinions=count)
    return record


@transaction.atomic
def reopen_record(meeting: VoterMeeting, *, reason: str, by: User) -> MeetingRecord:
    """Mở lại biên bản đã ký, so that an opinion that came late finds its place.

    Raises ContactRefused `record_state`, `reopen_reason_missing`.
    """
    meeting = locked_meeting(meeting)
    record = _locked_record(meeting)
    state = record_after(RecordState(record.state), RecordMove.REOPEN)
    if not reason.strip():
        raise ContactRefused("reopen_reason_missing")
    record.state, record.signed_at, record.signed_by = state, None, None
    record.reopen_reason = reason.strip()
    record.save(update_fields=["state", "signed_at", "signed_by", "reopen_reason"])
    log.record(
        "meeting_record.reopened", record, by=by, unit=meeting.unit.name, reason=reason.strip()
    )
    return record


def missing_of(record: MeetingRecord) -> list[str]:
    """What a record still needs before it is signed, by the names of its fields."""
    missing = [
        name
        for name in ("starts_at", "ends_at", "chair", "secretary", "voter_count", "speaker_count")
        if getattr(record, name) in (None, "")
    ]
    known = {row.mandate_id for row in record.presence.all()} if record.pk else set()
    if {mandate.pk for mandate in record.meeting.mandates.all()} - known:
        missing.append("presence")
    return missing


def _locked_record(meeting: VoterMeeting) -> MeetingRecord:
    """The record of a meeting the caller has locked; a new one has nothing in it."""
    record = MeetingRecord.objects.select_for_update(of=("self",)).filter(meeting=meeting).first()
    return record or MeetingRecord(meeting=meeting)


def _refuse_presence(meeting: VoterMeeting, presence: Collection[Presence]) -> None:
    invited = {mandate.pk for mandate in meeting.mandates.all()}
    for one in presence:
        if one.mandate.pk not in invited:
            raise ContactRefused("not_invited", name=one.mandate.person.name)
        if not one.is_present and not one.reason.strip():
            raise ContactRefused("absence_reason_missing", name=one.mandate.person.name)
