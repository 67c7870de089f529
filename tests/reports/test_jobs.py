"""Jobs: one worker at a time, ends written once, results for the owner only."""

import threading
import time
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from hdnd_portal.documents.access import Access, access_to
from hdnd_portal.documents.services import store_made
from hdnd_portal.notices.models import Notice
from hdnd_portal.reports import jobs, registry, running
from hdnd_portal.reports.models import Job


@pytest.fixture
def kind(monkeypatch):
    """Enter a handler for the time of the test."""
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))

    def enter(handler, queue: str = "reports") -> str:
        name = f"tests.{uuid4().hex}"
        registry.job(name, title="Việc thử", queue=queue)(handler)
        return name

    return enter


def begin(kind_name: str, officer, council, **arguments) -> Job:
    return Job.objects.create(kind=kind_name, owner=officer, council=council, arguments=arguments)


def done(asked: Job) -> Job:
    jobs.run(asked.pk)
    asked.refresh_from_db()
    return asked


def test_a_job_starts_after_the_commit_and_ends_with_its_sentence(
    kind, officer, council, django_capture_on_commit_callbacks
):
    def count(step, *, upto: int) -> str:
        step.step(upto, upto)
        return "Đã đếm xong."

    with django_capture_on_commit_callbacks(execute=True):
        asked = jobs.enqueue(kind(count), by=officer, council=council, upto=7)
        assert asked.state == "queued"

    asked.refresh_from_db()
    assert (asked.state, asked.done, asked.total, asked.message) == (
        "done",
        7,
        7,
        "Đã đếm xong.",
    )
    assert asked.started_at is not None
    assert asked.ended_at is not None


def test_a_job_rolled_back_was_never_asked_for(kind, officer, council):
    class Refused(Exception): ...

    name = kind(lambda running: None)

    def refused_act() -> None:
        with transaction.atomic():
            jobs.enqueue(name, by=officer, council=council)
            raise Refused

    with pytest.raises(Refused):
        refused_act()
    assert not Job.objects.exists()


def test_an_unknown_kind_or_a_record_as_argument_is_refused_at_once(kind, officer, council):
    with pytest.raises(KeyError):
        jobs.enqueue("tests.unknown", by=officer, council=council)
    with pytest.raises(TypeError):
        jobs.enqueue(kind(lambda running: None), by=officer, council=council, council_row=council)
    assert not Job.objects.exists()


def test_the_result_is_for_the_owner_only(kind, officer, council, make_user):
    def export(_running) -> object:
        return store_made(
            council,
            data=BytesIO(b"%PDF-1.7"),
            name="bảng.pdf",
            media_type="application/pdf",
            by=officer,
        )

    asked = done(begin(kind(export), officer, council))

    assert asked.result.name == "bảng.pdf"
    assert access_to(officer, asked.result) is Access.READ
    boss = make_user("sep", is_superuser=True)
    assert access_to(boss, asked.result) is Access.NONE
    assert not Job.objects.visible_to(boss).exists()


def test_a_refusal_is_shown_as_it_is_and_a_bug_is_not(kind, officer, council, caplog):
    def refuse(_running) -> None:
        raise jobs.JobRefused("Chưa có chương trình kỳ họp.")

    def crash(_running) -> None:
        raise ZeroDivisionError("secret of line 12")

    refused, crashed = (
        done(begin(kind(refuse), officer, council)),
        done(begin(kind(crash), officer, council)),
    )
    assert (refused.state, refused.message) == ("failed", "Chưa có chương trình kỳ họp.")
    assert crashed.state == "failed"
    assert "secret" not in crashed.message
    assert "ZeroDivisionError" in caplog.text


def test_a_failed_job_is_run_again_when_its_owner_asks(kind, officer, council):
    broken = [True]

    def flaky(_running) -> None:
        if broken:
            raise jobs.JobRefused("Chưa được.")

    asked = done(begin(kind(flaky), officer, council))
    broken.clear()
    jobs.retry(asked, by=officer)
    assert done(asked).state == "done"
    with pytest.raises(jobs.RetryRefused, match="is done"):
        jobs.retry(asked, by=officer)


def test_a_queued_job_is_cancelled_at_once_and_never_runs(kind, officer, council):
    ran = []
    asked = begin(kind(lambda _running: ran.append(1)), officer, council)
    jobs.cancel(asked, by=officer)
    assert done(asked).state == "cancelled"
    assert ran == []


def test_a_jobs_worker_is_not_disturbed_while_it_gives_signs_of_life(kind, officer, council):
    asked = begin(kind(lambda _running: None), officer, council)
    Job.objects.filter(pk=asked.pk).update(
        state="running", attempts=1, beat_at=timezone.now() - timedelta(seconds=5)
    )
    assert not jobs.run(asked.pk)
    assert jobs.start_waiting() == 0


def test_a_silent_workers_job_is_taken_up_and_given_up_when_it_kills_every_worker(
    kind, officer, council
):
    asked = begin(kind(lambda _running: "Xong."), officer, council)

    def worker_died(interruptions: int) -> None:
        Job.objects.filter(pk=asked.pk).update(
            state="running",
            beat_at=timezone.now() - timedelta(hours=1),
            interruptions=interruptions,
        )

    worker_died(0)
    assert (done(asked).state, asked.interruptions) == ("done", 1)
    worker_died(jobs.MAX_INTERRUPTIONS)
    assert done(asked).state == "failed"
    assert Notice.objects.get(recipient=officer).event == "job.failed"


def test_a_worker_that_lost_its_job_does_not_write_its_end(kind, officer, council):
    def slow(step) -> str:
        # Meanwhile another worker has taken it up.
        Job.objects.filter(pk=step.job.pk).update(attempts=step.job.attempts + 1)
        return "Xong lần đầu."

    asked = done(begin(kind(slow), officer, council))
    assert (asked.state, asked.message) == ("running", "")


def test_a_job_whose_database_went_away_keeps_its_place(kind, officer, council):
    def unlucky(_running) -> None:
        raise OperationalError("server closed the connection")

    assert done(begin(kind(unlucky), officer, council)).state == "running"


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_and_a_wish_to_stop_is_heard_within_a_long_transaction(
    kind, officer, council, monkeypatch
):
    monkeypatch.setattr(running, "TICK", 0.05)
    seen: list[int] = []

    def work(step) -> None:
        with transaction.atomic():
            council.name = "đã đổi"
            council.save()
            for index in range(200):
                step.step(index + 1, 200)
                time.sleep(0.05)

    asked = begin(kind(work), officer, council)

    def watch() -> None:
        try:
            while not seen or seen[-1] < 3:
                time.sleep(0.02)
                seen.append(Job.objects.get(pk=asked.pk).done)
            jobs.cancel(asked, by=officer)
        finally:
            connection.close()

    watcher = threading.Thread(target=watch)
    watcher.start()
    assert done(asked).state == "cancelled"
    watcher.join()
    assert 3 <= asked.done < 200
    council.refresh_from_db()
    assert council.name == "HĐND tỉnh Sao Mai"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_a_job_once(kind, officer, council):
    ran: list[int] = []

    def work(_running) -> None:
        ran.append(1)
        time.sleep(0.3)

    asked = begin(kind(work), officer, council)
    answers: list[bool] = []

    def start() -> None:
        try:
            answers.append(jobs.run(asked.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(answers), ran) == ([False, True], [1])
