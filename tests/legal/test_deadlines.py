"""Dated cases counted by hand, with the provision, and invariants of every limit."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdnd_portal.legal.calendar import DayKind, DayMark, WorkCalendar
from hdnd_portal.legal.deadlines import (
    VIETNAM,
    DeadlineRefused,
    Stop,
    add_months,
    count_deadline,
    merge,
)
from hdnd_portal.legal.register import Unit, shipped

CALENDAR = WorkCalendar()
STARTS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def due(key, start, **options):
    on = start.date() if isinstance(start, datetime) else start
    rule = shipped().find(key, on=on)
    return count_deadline(start, rule, options.pop("calendar", CALENDAR), **options)


@pytest.mark.parametrize(
    ("key", "start", "raw", "last"),
    [
        # Decree 124/2020 Art. 16(1) as amended: 7 working days over two weekends.
        ("kn.accept", date(2026, 11, 20), date(2026, 12, 1), date(2026, 12, 1)),
        # The same act, received the day before it applies: 10 calendar days of Law 02/2011.
        ("kn.accept", date(2026, 6, 30), date(2026, 7, 10), date(2026, 7, 10)),
        # Received on a Saturday: Monday is day one.
        ("kn.accept", date(2026, 11, 21), date(2026, 12, 1), date(2026, 12, 1)),
        # Over Tết 2027 (4 to 10 February): 2, 3, 11, 12, 15, 16, 17 February.
        ("kn.accept", date(2027, 2, 1), date(2027, 2, 17), date(2027, 2, 17)),
        # Over New Year 2026: 2 January off, Saturday 10 January worked.
        ("tcd.result", date(2025, 12, 30), date(2026, 1, 14), date(2026, 1, 14)),
        # Ends on the make-up Saturday itself.
        ("kn.send1", date(2026, 7, 1), date(2026, 7, 6), date(2026, 7, 6)),
        ("tc.notify", date(2026, 1, 5), date(2026, 1, 10), date(2026, 1, 10)),
        # 30 calendar days to Friday 5 February 2027 (Tết): Civil Code 148(5), next working day.
        ("kn.s1", date(2027, 1, 6), date(2027, 2, 5), date(2027, 2, 11)),
        # 10 calendar days ending on the worked Saturday 22 August 2026: no roll.
        ("election.send", date(2026, 8, 17), date(2026, 8, 22), date(2026, 8, 22)),
        ("question.written_answer", date(2026, 8, 2), date(2026, 8, 22), date(2026, 8, 22)),
        # Ends on the swapped Monday 31 August: 3 September is the next working day.
        ("question.written_answer", date(2026, 8, 11), date(2026, 8, 31), date(2026, 9, 3)),
        # Law 72/2025 Art. 34(1): election of 15 March 2026, first session by 29 April.
        ("session.first", date(2026, 3, 15), date(2026, 4, 29), date(2026, 4, 29)),
        # Law 121/2025 Art. 40.
        ("gs.explain", date(2026, 11, 20), date(2026, 12, 5), date(2026, 12, 7)),
        # Year and month ends.
        ("don.keep.ineligible", date(2028, 2, 29), date(2029, 2, 28), date(2029, 2, 28)),
        ("pdp.dpia.update", date(2026, 8, 31), date(2027, 2, 28), date(2027, 3, 1)),
        # Law on legal documents, Art. 53(1): a day of effect is never moved.
        ("resolution.effect", date(2025, 12, 16), date(2025, 12, 26), date(2025, 12, 26)),
        ("resolution.effect", date(2026, 12, 10), date(2026, 12, 20), date(2026, 12, 20)),
        # Counted back from the opening of Tuesday 8 December 2026.
        ("session.convene.regular", date(2026, 12, 8), date(2026, 11, 18), date(2026, 11, 18)),
        ("session.docs", date(2026, 12, 8), date(2026, 12, 3), date(2026, 12, 3)),
        ("session.notice.regular", date(2026, 12, 8), date(2026, 11, 28), date(2026, 11, 28)),
        # Five working days before a reception day after Tết 2027: 12, 11, 3, 2, 1 February.
        ("tcd.publish", date(2027, 2, 15), date(2027, 2, 1), date(2027, 2, 1)),
        # One working day before Monday 12 January 2026 is the worked Saturday; in 2026-07: Friday.
        ("tcd.online.test", date(2026, 7, 6), date(2026, 7, 3), date(2026, 7, 3)),
        ("tcd.publish", date(2026, 1, 12), date(2026, 1, 6), date(2026, 1, 6)),
        # 1 March, the next one, the day itself included.
        ("programme.council.proposals", date(2026, 11, 20), date(2027, 3, 1), date(2027, 3, 1)),
        ("programme.council.proposals", date(2027, 3, 1), date(2027, 3, 1), date(2027, 3, 1)),
        ("programme.council.proposals", date(2027, 3, 2), date(2028, 3, 1), date(2028, 3, 1)),
    ],
)
def test_limit_ends_on_the_day_counted_by_hand(key, start, raw, last):
    deadline = due(key, start)
    assert (deadline.raw_due_on, deadline.due_on) == (raw, last)


def test_backward_limit_on_a_rest_day_warns_and_suggests():
    deadline = due("session.notice.regular", date(2026, 12, 8))
    assert deadline.due_on == date(2026, 11, 28)
    assert deadline.suggested_on == date(2026, 11, 27)
    assert "thứ Bảy" in deadline.warning


def test_roll_can_be_switched_off():
    assert due("gs.explain", date(2026, 11, 20), roll=False).due_on == date(2026, 12, 5)


def test_days_skipped_are_named():
    skipped = due("kn.accept", date(2026, 11, 20)).skipped
    assert [(skip.day, skip.why) for skip in skipped] == [
        (date(2026, 11, 21), "thứ Bảy"),
        (date(2026, 11, 22), "Chủ nhật"),
        (date(2026, 11, 28), "thứ Bảy"),
        (date(2026, 11, 29), "Chủ nhật"),
    ]


def test_new_day_off_moves_the_limit():
    culture_day = {date(2026, 11, 24): DayMark(DayKind.OFF, "Ngày Văn hóa Việt Nam")}
    calendar = CALENDAR.corrected(culture_day)
    deadline = due("kn.accept", date(2026, 11, 20), calendar=calendar)
    assert deadline.due_on == date(2026, 12, 2)
    assert (date(2026, 11, 24), "Ngày Văn hóa Việt Nam") in [
        (skip.day, skip.why) for skip in deadline.skipped
    ]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        # 72 hours run on the clock, over a weekend (Civil Code 147(1)).
        (datetime(2026, 11, 20, 17, 30, tzinfo=VIETNAM), "2026-11-23T17:30:00+07:00"),
        (datetime(2026, 11, 20, 10, 30, tzinfo=UTC), "2026-11-23T17:30:00+07:00"),
        (datetime(2026, 11, 20, 17, 30), "2026-11-23T17:30:00+07:00"),  # noqa: DTZ001 -- typed bare
    ],
)
def test_hours_run_on_the_clock(start, end):
    assert due("pdp.breach", start).as_dict()["due"] == end


def test_hours_before_an_event():
    deadline = due("tcd.online.connect", datetime(2026, 12, 1, 0, 30, tzinfo=VIETNAM))
    assert deadline.as_dict()["due"] == "2026-11-30T23:30:00+07:00"


def test_hours_from_a_bare_day_warn():
    assert "00:00" in due("pdp.breach", date(2026, 11, 20)).warning


def test_evening_in_greenwich_is_the_next_day_in_vietnam():
    start = datetime(2026, 11, 19, 20, 0, tzinfo=UTC)
    assert due("gs.explain", start, roll=False).due_on == date(2026, 12, 5)


@pytest.mark.parametrize(
    ("stops", "raw", "last"),
    [
        # Accepted 2 November, 30 days to 2 December; each stopped day is added (TIM-11).
        ([], date(2026, 12, 2), date(2026, 12, 2)),
        # Stopped on the 10th, resumed on the 20th: ten days, the 20th counts again.
        ([(10, 20)], date(2026, 12, 12), date(2026, 12, 14)),
        # Overlapping and touching stops count once.
        ([(10, 20), (15, 25)], date(2026, 12, 17), date(2026, 12, 17)),
        ([(10, 15), (15, 20)], date(2026, 12, 12), date(2026, 12, 14)),
        # A stop of one day.
        ([(10, 11)], date(2026, 12, 3), date(2026, 12, 3)),
        # From the day of acceptance, which is not counted anyway.
        ([(2, 5)], date(2026, 12, 4), date(2026, 12, 4)),
    ],
)
def test_stopped_days_do_not_count(stops, raw, last):
    given_stops = [Stop(date(2026, 11, a), date(2026, 11, b)) for a, b in stops]
    deadline = due("tc.settle", date(2026, 11, 2), stops=given_stops)
    assert (deadline.raw_due_on, deadline.due_on) == (raw, last)
    assert deadline.counted == 30


def test_stop_over_the_end_moves_it_behind_the_stop():
    # Day 30 would be 2 December; stopped from 1 December, so days 29 and 30 follow the stop.
    stop = Stop(date(2026, 12, 1), date(2027, 1, 4))
    deadline = due("tc.settle", date(2026, 11, 2), stops=[stop])
    assert deadline.raw_due_on == date(2027, 1, 5)


def test_stop_after_the_end_changes_nothing_and_is_said():
    stop = Stop(date(2026, 12, 20), date(2026, 12, 25))
    deadline = due("tc.settle", date(2026, 11, 2), stops=[stop])
    assert deadline.due_on == date(2026, 12, 2)
    assert deadline.warning


def test_limit_does_not_end_inside_a_stop():
    # Raw end Saturday 5 December; the stop covers the Monday it would roll to.
    stop = Stop(date(2026, 12, 7), date(2026, 12, 10))
    assert due("gs.explain", date(2026, 11, 20), stops=[stop]).due_on == date(2026, 12, 10)


def test_working_days_skip_the_stop():
    # 23, 24 November count; stopped 25 to 27; 30 November to 4 December are days 3 to 7.
    stop = Stop(date(2026, 11, 25), date(2026, 11, 30))
    deadline = due("kn.accept", date(2026, 11, 20), stops=[stop])
    assert deadline.due_on == date(2026, 12, 4)


def extensions(*keys):
    return [shipped().find(key, on=date(2026, 11, 2)) for key in keys]


def test_extension_is_added_to_the_unrolled_end():
    # 5 November + 30 = Saturday 5 December (unrolled); + 30 = 4 January 2027 (TIM-10).
    deadline = due("tc.settle", date(2026, 11, 5), extensions=extensions("tc.settle.ext1"))
    assert (deadline.raw_due_on, deadline.due_on) == (date(2027, 1, 4), date(2027, 1, 4))
    assert deadline.counted == 60


def test_extension_after_a_stop():
    # 30 + 30 + 30 days and ten stopped days after 2 November 2026: 10 February 2027, Tết.
    stop = Stop(date(2026, 11, 10), date(2026, 11, 20))
    deadline = due(
        "tc.settle", date(2026, 11, 2), stops=[stop], extensions=extensions("tc.ext1", "tc.ext2")
    )
    assert (deadline.raw_due_on, deadline.due_on) == (date(2027, 2, 10), date(2027, 2, 11))


@pytest.mark.parametrize(
    ("key", "options", "words"),
    [
        ("kn.s1", {"extensions": extensions("tc.settle.ext1")}, "không phải là gia hạn"),
        ("tc.settle", {"extensions": extensions("tc.ext1", "tc.settle.ext1")}, "một lần"),
        ("session.docs", {"stops": [Stop(date(2026, 11, 1), date(2026, 11, 3))]}, "tạm đình chỉ"),
        ("vote.resolution", {}, "tỷ lệ"),
        ("tcd.freq.chair", {}, "chưa có con số"),
        ("tx.before", {}, "chưa có con số"),
        ("bc.cutoff", {}, "không phải là thời hạn"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(key, options, words):
    with pytest.raises(DeadlineRefused, match=words):
        due(key, date(2026, 11, 2), **options)


def test_stop_that_ends_before_it_begins_is_refused():
    with pytest.raises(DeadlineRefused):
        Stop(date(2026, 11, 10), date(2026, 11, 10))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
    ],
)
def test_months_end_on_the_same_day_number_or_the_last(start, months, end):
    assert add_months(start, months) == end


FORWARD = st.sampled_from(["kn.accept", "kn.s1", "tc.initial", "gs.explain", "tx.reply.na"])
BACKWARD = st.sampled_from(["session.docs", "tcd.publish", "tx.ind.notice", "session.ban_meeting"])
STOPS = st.lists(
    st.builds(
        lambda start, days: Stop(start, start + timedelta(days=days)), STARTS, st.integers(1, 20)
    ),
    max_size=4,
)


def rule_of(key):
    return shipped().find(key, on=date(2026, 11, 20))


@given(FORWARD, STARTS, st.integers(0, 30), STOPS)
def test_later_receipt_is_never_due_earlier(key, start, later, stops):
    one = count_deadline(start, rule_of(key), CALENDAR, stops=stops)
    two = count_deadline(start + timedelta(days=later), rule_of(key), CALENDAR, stops=stops)
    assert one.due_on <= two.due_on
    assert one.raw_due_on <= two.raw_due_on


@given(FORWARD, STARTS, STOPS)
def test_counted_and_skipped_days_partition_the_span(key, start, stops):
    found = count_deadline(start, rule_of(key), CALENDAR, stops=stops, roll=False)
    skipped = [skip.day for skip in found.skipped]
    span = {start + timedelta(days=n) for n in range(1, (found.due_on - start).days + 1)}
    assert set(found.counted_days).isdisjoint(skipped)
    assert set(found.counted_days) | set(skipped) == span
    assert len(found.counted_days) == found.counted == rule_of(key).number


@given(BACKWARD, STARTS, st.integers(0, 30))
def test_later_event_never_wants_it_earlier(key, start, later):
    one = count_deadline(start, rule_of(key), CALENDAR)
    two = count_deadline(start + timedelta(days=later), rule_of(key), CALENDAR)
    assert one.due_on <= two.due_on < start + timedelta(days=later)


@given(STARTS, STOPS)
def test_rolled_end_is_a_working_day_outside_every_stop(start, stops):
    found = count_deadline(start, rule_of("kn.s1"), CALENDAR, stops=stops)
    assert CALENDAR.is_working(found.due_on)
    assert not any(stop.start <= found.due_on < stop.end for stop in stops)


@given(STOPS)
def test_merged_stops_hold_the_same_days(stops):
    def days(some):
        return {s.start + timedelta(days=n) for s in some for n in range((s.end - s.start).days)}

    merged = merge(stops)
    assert days(merged) == days(stops)
    assert all(one.end < two.start for one, two in itertools.pairwise(merged))


@given(FORWARD, STARTS, st.integers(0, 5))
def test_a_day_off_more_never_brings_the_end_nearer(key, start, offset):
    day = start + timedelta(days=offset)
    calendar = CALENDAR.corrected({day: DayMark(DayKind.OFF, "nghỉ")})
    plain = count_deadline(start, rule_of(key), CALENDAR)
    assert plain.due_on <= count_deadline(start, rule_of(key), calendar).due_on


def test_units_are_never_converted():
    rule = rule_of("gs.explain")
    working = replace(rule, unit=Unit.WORKING_DAY)
    start = date(2026, 11, 20)
    assert count_deadline(start, rule, CALENDAR).raw_due_on == date(2026, 12, 5)
    assert count_deadline(start, working, CALENDAR).raw_due_on == date(2026, 12, 11)


@pytest.mark.parametrize("stop", [("0001-01-01", "2026-11-05"), ("2026-11-05", "9999-12-31")])
def test_stop_beyond_the_calendar_is_refused_at_once(stop):
    """Eight thousand years day by day would hold a worker for minutes."""
    start, end = (date.fromisoformat(day) for day in stop)
    with pytest.raises(DeadlineRefused, match="nằm ngoài lịch 1995–2099"):
        count_deadline(
            date(2026, 11, 2),
            shipped().find("tc.settle", on=date(2026, 11, 2)),
            CALENDAR,
            stops=[Stop(start, end)],
        )
