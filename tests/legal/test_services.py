"""Deadlines of records: opened, stopped, extended, counted again, each act audited."""

import threading
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from hdnd_portal.audit import wording
from hdnd_portal.audit.models import Entry
from hdnd_portal.legal import deadline_for, rule, services
from hdnd_portal.legal.deadlines import VIETNAM, DeadlineRefused
from hdnd_portal.legal.models import CalendarDay, ComputedDeadline, RuleOverride
from hdnd_portal.legal.public import calendar_for, rules_changed
from hdnd_portal.legal.register import RuleRefused
from hdnd_portal.legal.services import DeadlineMoveRefused

RECEIVED = date(2026, 11, 20)
CULTURE_DAY = date(2026, 11, 24)


def opened(council, officer, *, purpose="accept", key="kn.accept", start=RECEIVED):
    return services.open_deadline(council, purpose, key, start, council=council, by=officer)


def day_off(council=None, day=CULTURE_DAY):
    return CalendarDay(council=council, day=day, kind="off", reason="Ngày Văn hóa Việt Nam")


def override(council, **values):
    values = {
        "key": "kn.accept",
        "value": "5",
        "unit": "working_day",
        "valid_from": date(2026, 1, 1),
        "source": "Quy chế của đơn vị, Điều 3",
    } | values
    return RuleOverride(council=council, **values)


def events(name):
    return list(Entry.objects.filter(event=name).order_by("pk"))


def test_open_deadline_keeps_its_explanation(council, officer):
    row = opened(council, officer)
    row.refresh_from_db()
    assert (row.due_on, row.regime, row.state) == (date(2026, 12, 1), "KN-2026", "open")
    assert row.explanation["skipped"][0] == {"day": "2026-11-21", "why": "thứ Bảy"}
    assert [entry.details["due_on"] for entry in events("deadline.opened")] == ["2026-12-01"]


def test_deadline_in_hours_keeps_its_moment(council, officer):
    start = datetime(2026, 11, 20, 23, 30, tzinfo=VIETNAM)
    row = opened(council, officer, key="pdp.breach", start=start)
    row.refresh_from_db()
    assert row.start_on == RECEIVED
    assert row.due_at == datetime(2026, 11, 23, 23, 30, tzinfo=VIETNAM)


def test_second_deadline_for_the_purpose_is_refused(council, officer):
    opened(council, officer)
    with pytest.raises(DeadlineMoveRefused):
        opened(council, officer)
    assert ComputedDeadline.objects.count() == 1


def test_closed_deadline_makes_room_for_the_next(council, officer):
    row = opened(council, officer)
    services.close_deadline(row, on=date(2026, 11, 25), by=officer)
    opened(council, officer)
    with pytest.raises(DeadlineMoveRefused):
        services.close_deadline(row, on=date(2026, 11, 25), by=officer)


def test_new_holiday_counts_open_deadlines_again(council, officer):
    row = opened(council, officer)
    closed = opened(council, officer, purpose="notify", key="tc.notify")
    services.close_deadline(closed, on=RECEIVED, by=officer)
    changes = services.save_day(day_off(), by=officer)
    row.refresh_from_db()
    closed.refresh_from_db()
    assert [change.after for change in changes] == [date(2026, 12, 2)]
    assert row.due_on == date(2026, 12, 2)
    assert closed.due_on == date(2026, 11, 27)
    entry = events("deadline.recomputed")[0]
    assert (entry.details["before"], entry.details["after"]) == ("2026-12-01", "2026-12-02")
    assert entry.actor_id == officer.pk


def test_day_of_one_council_leaves_the_others(council, other_council, officer):
    mine = opened(council, officer)
    theirs = opened(other_council, officer)
    services.save_day(day_off(council), by=officer)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.due_on, theirs.due_on) == (date(2026, 12, 2), date(2026, 12, 1))


def test_day_moved_to_another_council_counts_both(council, other_council, officer):
    mine = opened(council, officer)
    theirs = opened(other_council, officer)
    day = day_off(council)
    services.save_day(day, by=officer)
    day.council = other_council
    services.save_day(day, by=officer)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.due_on, theirs.due_on) == (date(2026, 12, 1), date(2026, 12, 2))


def test_correction_of_the_council_wins_over_the_country(council, officer):
    services.save_day(day_off(), by=officer)
    worked = CalendarDay(council=council, day=CULTURE_DAY, kind="work", reason="trực kỳ họp")
    services.save_day(worked, by=officer)
    assert calendar_for(council).is_working(CULTURE_DAY)
    assert not calendar_for(None).is_working(CULTURE_DAY)


def test_removed_day_restores_the_deadline(council, officer):
    row = opened(council, officer)
    day = day_off()
    services.save_day(day, by=officer)
    services.remove_day(day, by=officer)
    row.refresh_from_db()
    assert row.due_on == date(2026, 12, 1)


def test_override_of_a_council_wins_and_counts_again(council, other_council, officer):
    row = opened(council, officer)
    services.save_override(override(council), by=officer)
    row.refresh_from_db()
    assert row.due_on == date(2026, 11, 27)
    assert row.explanation["source"] == "Quy chế của đơn vị, Điều 3"
    assert rule("kn.accept", on=RECEIVED, council=council).value == 5
    assert rule("kn.accept", on=RECEIVED, council=other_council).value == 7
    assert rule("kn.accept", on=RECEIVED).value == 7


def test_override_gives_a_figure_to_an_unset_rule(council, officer):
    own = override(council, key="tx.before", value="15", unit="day")
    services.save_override(own, by=officer)
    found = deadline_for("tx.before", date(2026, 12, 8), council=council)
    assert found.due_on == date(2026, 11, 23)


def test_removed_override_restores_the_shipped_rule(council, officer):
    row = opened(council, officer)
    own = override(council)
    services.save_override(own, by=officer)
    services.remove_override(own, by=officer)
    row.refresh_from_db()
    assert row.due_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    "values",
    [
        {"key": "no.such_rule"},
        {"value": "soon"},
        {"value": ""},
        {"value": "1/2", "unit": "fraction"},
        {"key": "vote.resolution", "value": "7", "unit": "day"},
        {"key": "vote.resolution", "value": "3/2", "unit": "fraction"},
        {"key": "programme.council.proposals", "value": "02-30", "unit": "date"},
        {"valid_to": date(2025, 12, 31)},
    ],
)
def test_override_that_does_not_fit_is_refused(council, officer, values):
    with pytest.raises(ValidationError):
        services.save_override(override(council, **values), by=officer)
    assert RuleOverride.objects.count() == 0


def test_overrides_of_one_rule_never_overlap(council, officer):
    services.save_override(override(council, valid_to=date(2026, 6, 30)), by=officer)
    services.save_override(override(council, valid_from=date(2026, 7, 1), value="4"), by=officer)
    with pytest.raises(ValidationError):
        services.save_override(override(council, valid_from=date(2026, 3, 1)), by=officer)


def test_switch_of_rolling_is_a_rule(council, officer):
    own = override(council, key="deadline.roll_forward", value="0", unit="switch")
    services.save_override(own, by=officer)
    assert deadline_for("gs.explain", RECEIVED, council=council).due_on == date(2026, 12, 5)
    assert deadline_for("gs.explain", RECEIVED).due_on == date(2026, 12, 7)


def test_stop_and_resume(council, officer):
    row = opened(council, officer, purpose="settle", key="tc.settle", start=date(2026, 11, 2))
    row = services.stop_deadline(row, on=date(2026, 11, 10), reason="chờ giám định", by=officer)
    row.refresh_from_db()
    assert (row.state, row.due_on) == ("stopped", None)
    services.save_day(day_off(), by=officer)
    row = services.resume_deadline(row, on=date(2026, 11, 20), by=officer)
    row.refresh_from_db()
    assert (row.state, row.due_on) == ("open", date(2026, 12, 14))


def test_extension_is_added_once(council, officer):
    row = opened(council, officer, purpose="settle", key="tc.settle", start=date(2026, 11, 2))
    row = services.extend_deadline(row, key="tc.ext1", reason="phức tạp", by=officer)
    assert row.due_on == date(2027, 1, 4)
    with pytest.raises(DeadlineRefused):
        services.extend_deadline(row, key="tc.settle.ext1", reason="phức tạp", by=officer)
    row.refresh_from_db()
    assert row.extensions == ["tc.settle.ext1"]


def test_moves_in_the_wrong_state_are_refused(council, officer):
    row = opened(council, officer, purpose="settle", key="tc.settle", start=date(2026, 11, 2))
    with pytest.raises(DeadlineMoveRefused):
        services.resume_deadline(row, on=date(2026, 11, 20), by=officer)
    with pytest.raises(DeadlineRefused):
        services.stop_deadline(row, on=date(2026, 11, 1), reason="sớm", by=officer)
    services.close_deadline(row, on=date(2026, 11, 20), by=officer)
    with pytest.raises(DeadlineMoveRefused):
        services.stop_deadline(row, on=date(2026, 11, 21), reason="muộn", by=officer)


def test_backward_limit_cannot_be_stopped(council, officer):
    row = opened(council, officer, purpose="docs", key="session.docs", start=date(2026, 12, 8))
    with pytest.raises(DeadlineRefused):
        services.stop_deadline(row, on=date(2026, 12, 9), reason="x", by=officer)


def test_deadline_without_figure_is_refused(council, officer):
    with pytest.raises(DeadlineRefused):
        opened(council, officer, key="tx.before")
    with pytest.raises(RuleRefused):
        opened(council, officer, key="kn.acept")
    assert ComputedDeadline.objects.count() == 0


def test_overdue_knows_deadlines_that_stand_still(council, officer):
    row = opened(council, officer, purpose="settle", key="tc.settle", start=date(2026, 11, 2))
    assert list(ComputedDeadline.objects.overdue(date(2026, 12, 2))) == []
    assert list(ComputedDeadline.objects.overdue(date(2026, 12, 3))) == [row]
    services.stop_deadline(row, on=date(2026, 11, 10), reason="chờ", by=officer)
    assert list(ComputedDeadline.objects.overdue(date(2026, 12, 3))) == []


def test_others_are_told_after_commit(council, officer, django_capture_on_commit_callbacks):
    heard = []

    def hear(sender, council, by, **kwargs):
        heard.append((council, by))

    rules_changed.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            services.save_day(day_off(council), by=officer)
            assert heard == []
    finally:
        rules_changed.disconnect(hear)
    assert heard == [(council, officer)]


@pytest.mark.parametrize(
    "event",
    ["deadline.opened", "deadline.stopped", "deadline.resumed", "deadline.extended",
     "deadline.closed", "deadline.recomputed", "deadline.kept", "calendar.corrected",
     "calendar.restored", "rule.overridden", "rule.restored"],
)  # fmt: skip
def test_every_event_has_its_sentence(event):
    assert wording.is_known(event)


def in_threads(*works):
    """Run each work in a thread of its own connection; what they returned or refused."""
    outcomes = []
    gate = threading.Barrier(len(works))

    def run(work):
        try:
            gate.wait(timeout=10)
            work()
            outcomes.append("done")
        except DeadlineMoveRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_two_close_at_once_and_one_is_refused(council, officer):
    row = opened(council, officer)
    closed, tried = threading.Event(), threading.Event()

    def close_first():
        with transaction.atomic():
            services.close_deadline(row, on=RECEIVED, by=officer)
            closed.set()
            # The second must wait for the row, not read it as still open.
            tried.wait(timeout=1)

    def close_second():
        closed.wait(timeout=10)
        try:
            services.close_deadline(row, on=RECEIVED, by=officer)
        finally:
            tried.set()

    assert in_threads(close_first, close_second) == ["done", "refused"]
    assert len(events("deadline.closed")) == 1


@pytest.mark.django_db(transaction=True)
def test_deadline_opened_while_a_day_is_corrected_misses_nothing(council, officer):
    corrected, read = threading.Event(), threading.Event()

    def correct():
        with transaction.atomic():
            services.save_day(day_off(), by=officer)
            corrected.set()
            # The other thread must wait for this transaction, not count by the old calendar.
            read.wait(timeout=1)

    def open_one():
        corrected.wait(timeout=10)
        opened(council, officer)
        read.set()

    assert in_threads(correct, open_one) == ["done", "done"]
    assert ComputedDeadline.objects.get().due_on == date(2026, 12, 2)
