"""With real processes: a worker killed among a hundred letters, a broker that is down."""

import time

import pytest

from hdnd_portal.notices.models import CaughtMail, Delivery
from tests.worker import Worker, portal_environment, run_in_portal, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
LETTERS = 100

WRITE = """
import time
from django.db import transaction
from hdnd_portal.council.models import Council
from hdnd_portal.notices import send

council = Council.objects.get()
started = time.monotonic()
for index in range({first}, {last}):
    with transaction.atomic():
        send.email(
            "invitation.issued",
            address=f"khach{{index}}@example.vn",
            name=f"Khách {{index}}",
            subject=f"Giấy mời số {{index}}",
            body="Kính mời dự kỳ họp.",
            about=council,
        )
print(time.monotonic() - started)
"""


def sent() -> int:
    return Delivery.objects.filter(state="sent").count()


def test_a_worker_killed_among_a_hundred_letters_sends_each_exactly_once(
    council, redis_server, tmp_path
):
    log = tmp_path / "worker.log"
    run_in_portal(WRITE.format(first=0, last=LETTERS), portal_environment(redis_server.url()))

    with Worker(redis_server.url(), log, MAIL_LEASE_SECONDS="1") as worker:
        wait_until(lambda: sent() >= LETTERS // 5, log=log)
        worker.kill()
        at_the_kill = sent()
        assert at_the_kill < LETTERS, "the worker was done before it was killed"
        time.sleep(1.1)  # the dead worker's lease
        worker.start()
        wait_until(lambda: sent() == LETTERS, log=log)

    assert CaughtMail.objects.count() == LETTERS
    assert CaughtMail.objects.values("recipients").distinct().count() == LETTERS


def test_with_the_broker_down_nothing_is_lost_and_nobody_waits(council, redis_server, tmp_path):
    log = tmp_path / "worker.log"
    environment = portal_environment(redis_server.url())
    with Worker(redis_server.url(), log):
        run_in_portal(WRITE.format(first=0, last=1), environment)
        wait_until(lambda: sent() == 1, log=log)

        redis_server.stop()
        seconds = float(run_in_portal(WRITE.format(first=1, last=11), environment))
        assert seconds < 3
        assert Delivery.objects.filter(state="waiting").count() == 10

        redis_server.start()
        # What beat starts every 20 seconds.
        sweep = """
        from hdnd_portal.celery import kick
        from hdnd_portal.notices import tasks
        assert kick(tasks.deliver)
        """
        run_in_portal(sweep, environment)
        wait_until(lambda: sent() == 11, seconds=90, log=log)
    assert CaughtMail.objects.count() == 11
