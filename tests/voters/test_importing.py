"""Imports of opinions: read, asked about, recorded once, undone as a whole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from hdnd_portal.council.models import AdministrativeUnit, Field, UnitChange
from hdnd_portal.documents.kinds import FileRefused, Refusal
from hdnd_portal.reports import jobs
from hdnd_portal.reports.models import Job
from hdnd_portal.secret_text import Voter
from tests.factories import CommuneFactory
from tests.voters.imported import begun, done, read, recorded, workbook
from tests.voters.records import Held
from voters.import_sentences import NOTES, PROBLEMS
from voters.importing import IMPORT_MOVES, ImportMove, ImportState, Note, Problem, import_after
from voters.models import Opinion, OpinionImport, OpinionImportRow, OpinionSpeaker, VoterMeeting
from voters.refusals import ContactRefused
from voters.services import importing, recording, records, sorting
from voters.spans import Span

NAME = "Nguyễn Thị Kín"


@pytest.fixture
def held(db):
    return Held()


def refused(act, code):
    with pytest.raises(ContactRefused) as refusal:
        act()
    assert refusal.value.code == code
    return refusal.value


def said(held, text, *, unit=None, **more):
    unit = unit or held.meeting.unit
    cells = {"track": "KN", "field": "", "answered": "", "day": None, "speaker": "", **more}
    return [
        str(unit), "Thôn Đông", cells["track"], cells["field"], text, cells["answered"],
        cells["day"], cells["speaker"],
    ]  # fmt: skip


def texts(held):
    return list(Opinion.objects.filter(meeting=held.meeting).values_list("number", "text"))


def test_every_move_from_every_state():
    for move in ImportMove:
        for state in ImportState:
            sources, result = IMPORT_MOVES[move]
            if state in sources:
                assert import_after(state, move) == result
            else:
                refused(lambda state=state, move=move: import_after(state, move), "import_state")


def test_every_code_has_its_sentence():
    assert set(PROBLEMS) == set(Problem)
    assert set(NOTES) == set(Note)


def test_rows_become_opinions_of_their_meeting(held):
    water = Field.objects.create(code="TL", name="Thủy lợi")
    held.meeting.guests.add(held.ground.units[1])
    held_on = timezone.localdate(held.starts_at)
    batch = read(
        held,
        said(held, "Sửa cầu", field="tl", answered="Sẽ sửa", day=held_on, speaker=NAME),
        said(held, "Cảm ơn", unit=held.ground.units[1], track="ý kiến"),
    )
    assert (batch.state, batch.secret_source) == ("read", None)
    assert Opinion.objects.count() == 0
    batch = recorded(held, batch)
    assert batch.state == "recorded"
    first, second = Opinion.objects.order_by("number")
    assert (first.text, first.field, first.answered_there) == ("Sửa cầu", water, "Sẽ sửa")
    assert (first.village, first.track_heard) == ("Thôn Đông", "recommendation")
    assert (second.unit, second.meeting) == (held.ground.units[1], held.meeting)
    assert second.track_heard == "opinion"
    assert recording.read_speaker(first, reason="Hỏi lại", by=held.officer) == Voter(NAME)
    assert OpinionSpeaker.objects.count() == 1


def test_who_spoke_lies_encrypted_from_the_upload_on(held):
    batch = begun(held, workbook(said(held, "Sửa cầu", speaker=NAME)))
    assert NAME.encode() not in bytes(batch.secret_source)
    batch = done(batch)
    row = batch.rows.get()
    assert NAME.encode() not in bytes(row.secret_speaker)
    shown = OpinionImportRow.objects.values().get()
    assert NAME not in str({name: cell for name, cell in shown.items() if name[:6] != "secret"})


@pytest.mark.parametrize("state", ["ended", "running", "lost"])
def test_a_job_begun_again_loses_and_doubles_nothing(held, state, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 2)
    rows = [said(held, f"Lời {n}") for n in range(5)]
    batch = begun(held, workbook(*rows))
    if state == "ended":
        done(batch)
        importing.read_import(batch.pk, jobs.RunningJob(batch.job))
    batch = OpinionImport.objects.get(pk=batch.pk) if state == "ended" else done(batch)
    importing.start_recording(batch, leave_out=False, with_known=False, by=held.officer)
    batch.refresh_from_db()
    # The worker dies after the second step; what the third has begun is not kept.
    real = importing._record_piece

    def die(key, meeting, keys, **more):
        real(key, meeting, keys, **more)
        if Opinion.objects.count() >= 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(importing, "_record_piece", die)
    running = jobs.RunningJob(Job.objects.get(pk=batch.job_id))
    with pytest.raises(KeyboardInterrupt):
        importing.record_import(batch.pk, running)
    kept = Opinion.objects.count()
    assert 0 < kept < 5
    if state == "lost":
        # The opinion was recorded and the note of it lost: its key tells.
        row = batch.rows.filter(opinion__isnull=True).order_by("position").first()
        recording.record_opinion(
            held.meeting, text=row.text, track=row.track, unit=row.unit, by=held.officer,
            client_key=importing.key_of(row),
        )  # fmt: skip
    monkeypatch.setattr(importing, "_record_piece", real)
    importing.record_import(batch.pk, running)
    importing.record_import(batch.pk, running)
    assert texts(held) == [(n + 1, f"Lời {n}") for n in range(5)]
    assert not batch.rows.filter(opinion__isnull=True).exists()


def test_the_same_file_is_taken_once_and_again_when_the_first_is_gone(held):
    data = workbook(said(held, "Sửa cầu"))
    first = begun(held, data)
    again = refused(lambda: begun(held, data, "khac.xlsx"), "import_again")
    assert again.details["first"] == first.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        OpinionImport.objects.create(
            council=held.council, plan=held.plan, kind="xlsx", sha256=first.sha256,
            created_by=held.officer,
        )  # fmt: skip
    importing.drop_import(done(first), by=held.officer)
    assert OpinionImportRow.objects.count() == 0
    assert begun(held, data).pk != first.pk


def test_words_that_are_there_are_left_out_unless_they_are_wanted(held):
    held.say("Sửa cầu")
    rows = [said(held, "Sửa cầu"), said(held, "Sửa kênh"), said(held, "Sửa kênh")]
    batch = read(held, *rows)
    assert list(batch.rows.values_list("state", flat=True)) == ["known", "ready", "known"]
    recorded(held, batch)
    assert texts(held) == [(1, "Sửa cầu"), (2, "Sửa kênh")]
    wanted = read(held, *rows, said(held, "Sửa đập"))
    recorded(held, wanted, with_known=True)
    assert Opinion.objects.count() == 6


def test_rows_with_problems_stay_out_only_when_the_person_says_so(held):
    batch = read(
        held,
        said(held, "Sửa cầu"),
        said(held, "Xa", unit="xã Không Có"),
        said(held, "Chưa họp", unit=held.ground.units[4]),
        said(held, "Ngày khác", day=date(2020, 1, 1)),
    )
    assert [row.problems for row in batch.rows.all()] == [
        [], ["commune_unknown"], ["no_meeting"], ["day_other"],
    ]  # fmt: skip
    refusal = refused(lambda: recorded(held, batch), "import_problems")
    assert refusal.details["count"] == 3
    recorded(held, batch, leave_out=True)
    assert texts(held) == [(1, "Sửa cầu")]


def test_of_several_meetings_of_a_commune_the_day_tells_and_nothing_else(held):
    later = held.starts_at + timedelta(days=2)
    other = VoterMeeting.objects.create(
        plan=held.plan, group=held.ground.groups[0], unit=held.meeting.unit, starts_at=later,
        ends_at=later + timedelta(hours=1),
    )  # fmt: skip
    batch = read(
        held, said(held, "một", day=timezone.localdate(later)), said(held, "hai"),
        said(held, "ba", day=date(2020, 1, 1)),
    )  # fmt: skip
    assert [(row.meeting, row.problems) for row in batch.rows.all()] == [
        (other, []), (None, ["meeting_several"]), (None, ["meeting_several"]),
    ]  # fmt: skip


def change(held, kind, *targets, name="Cũ"):
    old = CommuneFactory(parent=held.council.unit, name=name, valid_to=date(2025, 6, 30))
    made = UnitChange.objects.create(
        kind=kind, effective_on=date(2025, 7, 1), legal_basis="Nghị quyết", mark="F"
    )
    made.from_units.set([old])
    made.to_units.set(targets)
    return old


def test_a_unit_that_has_ended_leads_to_the_one_of_today(held):
    change(held, "merge", held.meeting.unit, name="Xuân Cũ")
    batch = read(held, said(held, "Sửa cầu", unit="Xã Xuân Cũ"))
    row = batch.rows.get()
    assert (row.unit, row.notes, row.problems) == (held.meeting.unit, ["mapped"], [])


def test_a_name_that_leads_to_several_is_asked_once_and_never_guessed(held):
    there, other = held.meeting.unit, held.ground.units[4]
    change(held, "split", there, other, name="Chia Đôi")
    batch = read(
        held,
        said(held, "Sửa cầu", unit="xã Chia Đôi"),
        said(held, "Sửa kênh", unit="XÃ CHIA ĐÔI"),
        said(held, "Sửa kênh"),
    )
    assert [row.problems for row in batch.rows.all()[:2]] == [["commune_several"]] * 2
    (question,) = batch.places
    assert (question["written"], set(question["units"])) == ("xã Chia Đôi", {there.pk, other.pk})
    importing.choose_places(batch, {"xã Chia Đôi": held.ground.units[5].pk}, by=held.officer)
    assert batch.rows.filter(state="problem").count() == 2
    importing.choose_places(batch, {"xã Chia Đôi": there.pk}, by=held.officer)
    rows = batch.rows.order_by("position")
    assert [(row.unit, row.state, row.notes) for row in rows] == [
        (there, "ready", ["chosen"]), (there, "known", ["chosen"]), (there, "ready", []),
    ]  # fmt: skip
    importing.choose_places(batch, {"xã Chia Đôi": other.pk}, by=held.officer)
    assert batch.rows.get(position=1).problems == ["no_meeting"]


def test_names_and_changes_of_the_whole_country(held):
    """Lâm Đồng: Cát Tiên was merged, and district Đạ Huoai became several communes."""
    AdministrativeUnit.objects.filter(pk=held.council.unit_id).update(code="68", name="Lâm Đồng")
    AdministrativeUnit.objects.filter(pk=held.meeting.unit_id).update(code="25057", name="Đạ Huoai")
    batch = read(
        held,
        said(held, "một", unit="x. Đạ Huoai, tỉnh Lâm Đồng"),
        said(held, "hai", unit="huyện Đạ Huoai"),
    )
    first, second = batch.rows.all()
    assert first.unit_id == held.meeting.unit_id
    assert second.unit_id is None or second.notes == ["mapped"]


def test_diacritics_tell_two_communes_apart_and_without_them_it_is_asked(held):
    held.ground.units[1].name, held.ground.units[2].name = "Nga Thanh", "Nga Thành"
    for unit in held.ground.units[1:3]:
        unit.save()
    held.meeting.guests.set(held.ground.units[1:3])
    batch = read(
        held,
        said(held, "một", unit="Nga Thành"),
        said(held, "hai", unit="xã Nga Thanh"),
        said(held, "ba", unit="XA NGA THANH"),
    )
    units = [row.unit for row in batch.rows.all()]
    assert units == [held.ground.units[2], held.ground.units[1], None]
    assert len(batch.places) == 1


def test_all_of_an_import_is_struck_or_nothing(held):
    batch = recorded(held, read(held, said(held, "một"), said(held, "hai")))
    mine = held.say("ba")
    refused(
        lambda: importing.undo_import(batch, reason=" ", by=held.officer), "undo_reason_missing"
    )
    importing.undo_import(batch, reason="Nhầm tệp", by=held.officer)
    assert list(Opinion.objects.standing()) == [mine]
    assert texts(held) == [(1, "một"), (2, "hai"), (3, "ba")]
    assert set(Opinion.objects.exclude(pk=mine.pk).values_list("strike_reason", flat=True)) == {
        "Nhầm tệp"
    }
    refused(lambda: importing.undo_import(batch, reason="Nữa", by=held.officer), "import_state")


def test_what_is_sorted_or_signed_is_not_undone(held):
    batch = recorded(held, read(held, said(held, "một"), said(held, "hai")))
    sorting.take(Opinion.objects.get(number=2), [Span(0, 3)], by=held.officer)
    refusal = refused(
        lambda: importing.undo_import(batch, reason="Nhầm", by=held.officer), "undo_sorted"
    )
    assert "(số 2)" in refusal.details["names"]
    record = held.write()
    records.sign_record(record.meeting, by=held.officer)
    refusal = refused(
        lambda: importing.undo_import(batch, reason="Nhầm", by=held.officer), "undo_signed"
    )
    assert refusal.details["names"] == str(held.meeting.unit)
    assert Opinion.objects.standing().count() == 2


def test_a_meeting_signed_before_or_meanwhile_keeps_its_rows_back(held):
    batch = read(held, said(held, "một"))
    record = held.write()
    records.sign_record(record.meeting, by=held.officer)
    batch = recorded(held, batch)
    assert (batch.state, Opinion.objects.count()) == ("recorded", 0)
    assert batch.rows.get().problems == ["refused"]
    assert read(held, said(held, "hai")).rows.get().problems == ["signed"]


def test_files_that_are_no_table_are_refused(held):
    refused(
        lambda: importing.begin_import(held.plan, pasted=" \n", by=held.officer), "import_empty"
    )
    with pytest.raises(FileRefused) as refusal:
        begun(held, b"Xa,Noi dung", "a.xlsx")
    assert refusal.value.refusal in set(Refusal)
    batch = done(begun(held, workbook(["A"], head=["Cột lạ"])))
    assert (batch.state, batch.failure["code"]) == ("unreadable", "import_headings")
    assert Job.objects.get(pk=batch.job_id).state == "failed"


def test_a_pasted_table_is_recognised_the_second_time(held):
    text = f"Xã\tLoại\tNội dung\r\n{held.meeting.unit}\tKN\tSửa cầu"
    batch = done(importing.begin_import(held.plan, pasted=text, by=held.officer))
    assert batch.rows.get().state == "ready"
    again = text.replace("\r\n", "\n") + "\n"
    refused(
        lambda: importing.begin_import(held.plan, pasted=again, by=held.officer), "import_again"
    )


def test_the_database_keeps_what_was_recorded(held):
    batch = recorded(held, read(held, said(held, "một")))
    for act in (
        lambda: batch.rows.update(text="hai"),
        lambda: batch.rows.all().delete(),
        lambda: OpinionImport.objects.filter(pk=batch.pk).delete(),
        lambda: OpinionImport.objects.filter(pk=batch.pk).update(sha256="x"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
