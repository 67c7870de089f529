"""With real processes: a worker killed in the middle of a job, a broker that is down."""

import time

import pytest

from hdnd_portal.notices.models import Delivery
from hdnd_portal.reports.models import Job
from tests.reports.slow_job import LETTERS
from tests.worker import Worker, portal_environment, run_in_portal, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

ASK = """
import tests.reports.slow_job
from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from hdnd_portal.reports import jobs
council = Council.objects.get()
jobs.enqueue(
    "tests.write_letters", by=User.objects.get(), council=council, council_key=council.pk
)
"""


def test_a_killed_workers_job_is_finished_once_by_the_next(officer, redis_server, tmp_path):
    log = tmp_path / "worker.log"
    environment = portal_environment(redis_server.url(), JOB_LEASE_SECONDS="2")
    # The broker is down when the job is asked for: the row waits.
    redis_server.stop()
    run_in_portal(ASK, environment)
    assert Job.objects.get().state == "queued"
    redis_server.start()

    def progress() -> int:
        return Job.objects.get().done

    with Worker(
        redis_server.url(), log, include="tests.reports.slow_job", JOB_LEASE_SECONDS="2"
    ) as worker:
        wait_until(lambda: progress() >= LETTERS // 4, log=log)
        worker.kill()
        assert Job.objects.get().state == "running"
        time.sleep(2.1)
        worker.start()
        wait_until(lambda: Job.objects.get().state == "done", log=log)

    asked = Job.objects.get()
    assert (asked.attempts, asked.done, asked.message) == (2, LETTERS, f"Đã viết {LETTERS} thư.")
    assert Delivery.objects.count() == LETTERS
