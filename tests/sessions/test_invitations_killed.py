"""With a real worker: killed in the middle of a run, every invitation is made and sent once."""

import time

import pytest

from hdnd_portal.documents.models import Document
from hdnd_portal.notices.models import CaughtMail, Delivery
from hdnd_portal.reports.models import Job
from sessions.models import Invitation
from tests.factories import (
    BodyFactory,
    CouncilSessionFactory,
    MandateFactory,
    MembershipFactory,
    SittingFactory,
    UserFactory,
)
from tests.worker import Worker, portal_environment, run_in_portal, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = 100
ASK = """
from datetime import date
from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Membership
from sessions.models import CouncilSession
from sessions.services import invitations
invitations.issue_invitations(
    CouncilSession.objects.get(),
    signer=Membership.objects.get(),
    issued_on=date(2026, 11, 20),
    by=User.objects.get(),
)
"""


def made() -> int:
    return Invitation.objects.filter(made_at__isnull=False).count()


def sent() -> int:
    return Delivery.objects.filter(state="sent").count()


def test_a_killed_workers_invitations_are_all_made_once(redis_server, tmp_path):
    session = CouncilSessionFactory(state="agreed")
    SittingFactory(session=session)
    committee = BodyFactory(term=session.term, kind="standing_committee")
    MembershipFactory(body=committee, role="chair")
    MandateFactory.create_batch(COUNT, term=session.term)
    UserFactory()
    log = tmp_path / "worker.log"
    run_in_portal(ASK, portal_environment(redis_server.url(), JOB_LEASE_SECONDS="2"))

    with Worker(redis_server.url(), log, JOB_LEASE_SECONDS="2") as worker:
        wait_until(lambda: made() >= COUNT // 4, log=log, seconds=120)
        worker.kill()
        before = made()
        time.sleep(2.1)
        worker.start()
        wait_until(lambda: Job.objects.get().state == "done", log=log, seconds=180)
        # A letter goes out before its row says so.
        wait_until(lambda: sent() == COUNT, log=log, seconds=120)

    assert COUNT // 4 <= before < COUNT
    assert made() == COUNT
    assert Document.objects.count() == 1
    assert CaughtMail.objects.count() == COUNT
    recipients = CaughtMail.objects.values_list("recipients", flat=True)
    assert len(set(recipients)) == COUNT
