"""Importing opinions: begun, read, asked about, recorded, dropped, undone as a whole.

Locks: the import, then meetings in the order of their keys, then opinions. Whoever reads or records
in the background holds the import for each step, so that two workers double nothing.
"""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Field
from hdnd_portal.documents.kinds import BY_MEDIA_TYPE, DOCX, XLSX
from hdnd_portal.documents.services import Readable, checked_bytes
from hdnd_portal.documents.tables import TableRefused, read_tables
from hdnd_portal.reports.jobs import RunningJob, enqueue
from hdnd_portal.secret_text import decrypted, decrypted_voter, encrypted, encrypted_voter
from hdnd_portal.ui.forms import clean_text
from hdnd_portal.ui.text import fold
from voters.import_places import Places, answers, known_words, place, place_key, questions
from voters.importing import ImportMove, ImportState, Problem, RowState, import_after
from voters.models import (
    ContactPlan,
    MeetingRecord,
    Opinion,
    OpinionImport,
    OpinionImportRow,
    RecommendationSource,
    VoterMeeting,
)
from voters.opinion_rows import OpinionRow, Reading, read_rows
from voters.refusals import ContactRefused
from voters.services.recording import record_opinion
from voters.services.rows import locked_plan
from voters.workflow import PlanState

READ_JOB, RECORD_JOB = "voters.read_opinions", "voters.record_opinions"
# Bytes of a file with 20,000 rows of long words.
LARGEST_FILE = 20 * 1024 * 1024
# The space in which keys of imported opinions are made.
KEYS = UUID("6f1d0c7e-6a0b-5d0f-9b5e-3f0f3f4f6a11")
# Rows written at once, and opinions recorded in one transaction: the trail waits for each.
PIECE, AT_ONCE = 500, 20
PLACED = ["unit", "meeting", "problems", "notes", "state"]
MOST_NAMED = 5


def begin_import(
    plan: ContactPlan,
    *,
    by: User,
    data: Readable | None = None,
    name: str = "",
    pasted: str = "",
    track_default: str = "",
) -> OpinionImport:
    """Nhận một tệp or a pasted table, and have it read in the background.

    Raises FileRefused, ContactRefused `import_other_kind`, `import_empty`, `import_again` (with the
    key of the first one), `plan_shut`.
    """
    if data is not None:
        content, looked = checked_bytes(data=data, name=name, most=LARGEST_FILE)
        kinds = {XLSX: "xlsx", DOCX: "docx"}
        kind = kinds.get(BY_MEDIA_TYPE[looked.media_type], "")
        if not kind:
            raise ContactRefused("import_other_kind")
        digest = looked.sha256
    else:
        content, kind = pasted.encode("utf-8", "replace"), "text"
        if not content.strip():
            raise ContactRefused("import_empty")
        digest = hashlib.sha256(clean_text(pasted).encode("utf-8", "replace")).hexdigest()
    with transaction.atomic():
        plan = locked_plan(plan, PlanState.ISSUED)
        first = OpinionImport.objects.standing().filter(plan=plan, sha256=digest).first()
        if first is not None:
            raise ContactRefused("import_again", at=first.created_at, first=first.pk)
        made = OpinionImport.objects.create(
            council_id=plan.council_id,
            plan=plan,
            name=name,
            kind=kind,
            sha256=digest,
            secret_source=encrypted(b64encode(content).decode()),
            track_default=track_default,
            created_by=by,
        )
        _enqueue(made, READ_JOB, by)
        log.record("opinion_import.begun", made, by=by, name=str(made))
    return made


def read_import(key: int, running: RunningJob) -> OpinionImport:
    """Đọc: the rows of the file with what is wrong with each, all of them or none.

    Begun again it finds them there. Raises Cancelled and TakenOver of the job.
    """
    with transaction.atomic():
        batch = _locked(key)
        if batch.state != ImportState.READING or batch.secret_source is None:
            return batch
        data = b64decode(decrypted(batch.secret_source))
        try:
            reading = _reading(batch, data)
        except (ContactRefused, TableRefused) as refused:
            batch.failure = {"code": refused.code, **refused.details}
            _move(batch, ImportMove.FAIL)
            batch.secret_source = None
            batch.save(update_fields=["state", "failure", "secret_source"])
            return batch
        running.step(0, len(reading.rows))
        _keep(batch, reading, running)
        return batch


def _reading(batch: OpinionImport, data: bytes) -> Reading:
    fields = {
        key: field.pk
        for field in Field.objects.in_use()
        for key in (fold(field.name), fold(field.code))
    }
    tables = read_tables(data, batch.kind)
    return read_rows(tables, fields=fields, track_default=batch.track_default)


def _keep(batch: OpinionImport, reading: Reading, running: RunningJob) -> None:
    places = Places(batch.plan)
    rows = [_row(batch, at, row) for at, row in enumerate(reading.rows, start=1)]
    place(rows, places, chosen={}, known=known_words(batch.plan))
    for at in range(0, len(rows), PIECE):
        OpinionImportRow.objects.bulk_create(rows[at : at + PIECE])
        running.step(min(at + PIECE, len(rows)), len(rows))
    _move(batch, ImportMove.SHOW)
    batch.secret_source = None
    batch.places = questions(rows, places)
    batch.unread_sheets, batch.unread_columns = reading.unread_sheets, reading.unread_columns
    batch.save(
        update_fields=["state", "secret_source", "places", "unread_sheets", "unread_columns"]
    )


def _row(batch: OpinionImport, position: int, row: OpinionRow) -> OpinionImportRow:
    return OpinionImportRow(
        batch=batch,
        position=position,
        sheet=row.sheet[:100],
        line=row.line,
        cells=row.said,
        day=row.day,
        village=row.village,
        track=row.track,
        field_id=row.topic,
        text=row.text,
        answered_there=row.answered,
        secret_speaker=encrypted_voter(row.speaker) if row.speaker else None,
        problems=[str(code) for code in row.problems],
        notes=[str(code) for code in row.notes],
    )


@transaction.atomic
def choose_places(batch: OpinionImport, chosen: Mapping[str, int], *, by: User) -> OpinionImport:
    """Ghi đơn vị đã chọn for names that lead to several; `chosen` by the name as it is asked.

    A unit that is none of those asked about is left out. Raises ContactRefused `import_state`.
    """
    batch = _locked(batch.pk)
    if batch.state != ImportState.READ:
        raise ContactRefused("import_state")
    for one in batch.places:
        if chosen.get(one["written"]) in one["units"]:
            one["chosen"] = chosen[one["written"]]
    batch.save(update_fields=["places"])
    names = {place_key(one["written"]) for one in batch.places}
    rows = [
        row
        for row in batch.rows.order_by("position")
        if place_key(row.cells.get("commune", "")) in names
    ]
    others = batch.rows.exclude(pk__in=[row.pk for row in rows]).exclude(state=RowState.PROBLEM)
    known = known_words(batch.plan) | set(others.values_list("meeting", "text"))
    place(rows, Places(batch.plan), chosen=answers(batch), known=known)
    OpinionImportRow.objects.bulk_update(rows, PLACED, batch_size=PIECE)
    log.record("opinion_import.placed", batch, by=by, names=len(names))
    return batch


@transaction.atomic
def start_recording(
    batch: OpinionImport, *, leave_out: bool, with_known: bool, by: User
) -> OpinionImport:
    """Ghi các dòng in the background; those with problems are left out if the person says so.

    Raises ContactRefused `import_state`, `import_problems`, `import_nothing`.
    """
    batch = _locked(batch.pk)
    _move(batch, ImportMove.RECORD)
    wrong = batch.rows.filter(state=RowState.PROBLEM).count()
    if wrong and not leave_out:
        raise ContactRefused("import_problems", count=wrong)
    count = batch.rows.all().to_record(with_known=with_known).count()
    if not count:
        raise ContactRefused("import_nothing")
    batch.with_known = with_known
    batch.save(update_fields=["state", "with_known"])
    _enqueue(batch, RECORD_JOB, by)
    log.record("opinion_import.started", batch, by=by, count=count, left_out=wrong)
    return batch


def record_import(key: int, running: RunningJob) -> OpinionImport:
    """Ghi: every row that can be recorded becomes an opinion, once.

    Begun again it goes on where it stood. A row whose meeting was closed meanwhile is kept with
    that problem. Raises Cancelled and TakenOver of the job.
    """
    batch = OpinionImport.objects.get(pk=key)
    waiting = batch.rows.all().to_record(with_known=batch.with_known)
    done = batch.rows.filter(opinion__isnull=False).count()
    todo = list(waiting.order_by("meeting", "position").values_list("meeting", "pk"))
    total = done + len(todo)
    for meeting, keys in _pieces(todo):
        running.step(done, total)
        _record_piece(key, meeting, keys, by=running.job.owner)
        done += len(keys)
    with transaction.atomic():
        batch = _locked(key)
        if batch.state == ImportState.RECORDING:
            _move(batch, ImportMove.FINISH)
            batch.recorded_at = timezone.now()
            batch.save(update_fields=["state", "recorded_at"])
            count = batch.rows.filter(opinion__isnull=False).count()
            log.record("opinion_import.recorded", batch, by=running.job.owner, count=count)
    running.step(done, total)
    return batch


def _pieces(todo: Sequence[tuple[int, int]]) -> list[tuple[int, list[int]]]:
    """Rows of one meeting at a time: whoever locks two meetings may wait for somebody forever."""
    made: list[tuple[int, list[int]]] = []
    for meeting, row in todo:
        if not made or made[-1][0] != meeting or len(made[-1][1]) == AT_ONCE:
            made.append((meeting, []))
        made[-1][1].append(row)
    return made


@transaction.atomic
def _record_piece(key: int, meeting: int, keys: Sequence[int], *, by: User) -> None:
    batch = _locked(key)
    if batch.state != ImportState.RECORDING:
        return
    place_of = VoterMeeting.objects.get(pk=meeting)
    rows = OpinionImportRow.objects.filter(pk__in=keys, opinion__isnull=True)
    for row in rows.select_related("unit", "field").order_by("position"):
        _record_row(row, place_of, by)


def key_of(row: OpinionImportRow) -> UUID:
    """The key of the opinion that the row becomes: always the same one."""
    return uuid5(KEYS, f"{row.batch_id}/{row.position}")


def _record_row(row: OpinionImportRow, meeting: VoterMeeting, by: User) -> None:
    assert row.unit is not None  # noqa: S101 -- for the type checker: the row has its meeting
    secret = row.secret_speaker
    try:
        row.opinion = record_opinion(
            meeting,
            text=row.text,
            track=row.track,
            unit=row.unit,
            field=row.field,
            village=row.village,
            answered_there=row.answered_there,
            speaker=decrypted_voter(secret) if secret is not None else None,
            client_key=key_of(row),
            by=by,
        )
    except ContactRefused:
        row.state, row.problems = RowState.PROBLEM, [*row.problems, Problem.REFUSED]
    row.save(update_fields=["opinion", "state", "problems"])


@transaction.atomic
def drop_import(batch: OpinionImport, *, by: User) -> OpinionImport:
    """Bỏ an import of which nothing is recorded: its rows go. Raises ContactRefused."""
    batch = _locked(batch.pk)
    _move(batch, ImportMove.DROP)
    batch.secret_source = None
    batch.save(update_fields=["state", "secret_source"])
    batch.rows.all().delete()
    log.record("opinion_import.dropped", batch, by=by)
    return batch


@transaction.atomic
def undo_import(batch: OpinionImport, *, reason: str, by: User) -> OpinionImport:
    """Hủy toàn bộ: every opinion of the import is struck out, all of them or none.

    Raises ContactRefused `import_state`, `import_busy`, `undo_reason_missing`, `undo_signed`,
    `undo_sorted` (both with names).
    """
    batch = _locked(batch.pk)
    if batch.is_at_work:
        raise ContactRefused("import_busy")
    _move(batch, ImportMove.UNDO)
    if not reason.strip():
        raise ContactRefused("undo_reason_missing")
    mine = Opinion.objects.filter(import_row__batch=batch)
    met = mine.order_by().values("meeting")
    meetings = VoterMeeting.objects.filter(pk__in=met).select_for_update(of=("self",))
    list(meetings.order_by("pk"))
    keys = list(
        mine.standing().select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True)
    )
    _refuse_undo(batch)
    struck = Opinion.objects.filter(pk__in=keys).update(
        is_struck=True, strike_reason=reason.strip()
    )
    batch.undone_at, batch.undone_by, batch.undo_reason = timezone.now(), by, reason.strip()
    batch.save(update_fields=["state", "undone_at", "undone_by", "undo_reason"])
    log.record("opinion_import.undone", batch, by=by, count=struck, reason=reason.strip())
    return batch


def _refuse_undo(batch: OpinionImport) -> None:
    """What is signed or sorted stands: the names of the first of them."""
    signed = MeetingRecord.objects.filter(
        state="signed", meeting__opinions__import_row__batch=batch
    )
    places = list(signed.distinct().select_related("meeting__unit")[:MOST_NAMED])
    if places:
        raise ContactRefused("undo_signed", names=", ".join(str(p.meeting.unit) for p in places))
    taken = RecommendationSource.objects.filter(opinion__import_row__batch=batch)
    rows = Opinion.objects.filter(pk__in=taken.values("opinion"), is_struck=False)
    sorted_ones = list(rows.select_related("meeting__unit").order_by("pk")[:MOST_NAMED])
    if sorted_ones:
        names = [f"{one.meeting.unit} (số {one.number})" for one in sorted_ones]
        raise ContactRefused("undo_sorted", names=", ".join(names))


def _enqueue(batch: OpinionImport, kind: str, by: User) -> None:
    batch.job = enqueue(kind, by=by, council=batch.council, batch=batch.pk)
    batch.save(update_fields=["job"])


def _locked(key: int) -> OpinionImport:
    rows = OpinionImport.objects.select_for_update(of=("self",))
    return rows.select_related("plan__council__unit", "council", "job").get(pk=key)


def _move(batch: OpinionImport, move: ImportMove) -> None:
    batch.state = import_after(ImportState(batch.state), move)
