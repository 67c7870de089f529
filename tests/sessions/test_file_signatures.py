"""Digital signatures in the files of dossiers: checked behind the receipt, stopping nobody."""

import io
from datetime import datetime

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from sessions import signing, tasks
from sessions.file_signatures import mark_of
from sessions.models import SignatureCheck
from sessions.schedule import VIETNAM
from sessions.services import dossiers
from sessions.services.file_signatures import check_version, check_waiting
from tests.accounts.factories import user_with
from tests.documents import material
from tests.factories import DossierPartFactory, VersionFactory
from tests.sessions.resolutions import PASSPHRASE, keys

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(scope="module")
def signed():
    with time_machine.travel(NOW, tick=False):
        key = keys("Nguyễn Văn Ký, Giám đốc Sở")
        return signing.sign_pdf(
            material.pdf(1), key=key.p12, passphrase=PASSPHRASE, place="Lam Vân", now=NOW
        )


@pytest.fixture
def part():
    return DossierPartFactory()


@pytest.fixture
def sender(part):
    council = part.dossier.item.session.council
    return user_with(Role.AGENCY, council=council, agency=part.agency)


def sent(part, sender, content, name="to-trinh.pdf"):
    dossiers.add_file(part, data=io.BytesIO(content), name=name, by=sender)
    return dossiers.submit_part(part, by=sender)


def broken(content):
    changed = bytearray(content)
    changed[len(material.pdf(1)) // 2] ^= 1
    return bytes(changed)


@pytest.mark.parametrize(
    ("make", "outcome"),
    [
        (lambda content: content, "valid"),
        (broken, "invalid"),
        (lambda content: material.pdf(1), "none"),
    ],
)
def test_what_was_found_is_kept_and_never_changed(part, sender, signed, make, outcome):
    version = sent(part, sender, make(signed)).versions.get()
    assert mark_of(None).outcome == "waiting"
    tasks.check_file_signatures(version.pk)
    check = SignatureCheck.objects.get(version=version)
    mark = mark_of(check)
    assert (mark.outcome, check.checked_at) == (outcome, NOW)
    if outcome != "none":
        (signer,) = mark.signers
        assert (signer.name, signer.signed_at) == ("Nguyễn Văn Ký, Giám đốc Sở", NOW)
        # Nobody vouches for the certificate of the test.
        assert "chưa xác minh được nơi cấp chứng thư" in [str(words) for words in signer.reasons]
    for change in (
        lambda: SignatureCheck.objects.update(problem="x"),
        lambda: SignatureCheck.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_sweep_finds_what_was_lost_and_leaves_other_files(part, sender, signed):
    sent(part, sender, signed)
    loose = VersionFactory(media_type="application/pdf")
    assert (check_waiting(), check_waiting()) == (1, 0)
    assert not SignatureCheck.objects.filter(version=loose).exists()
    assert check_version(VersionFactory(media_type="text/plain")) is None


def test_a_file_that_cannot_be_read_stops_nothing(part, sender, signed):
    submission = sent(part, sender, signed)
    lost = VersionFactory(media_type="application/pdf", key="2026/11/gone")
    assert mark_of(check_version(lost)).outcome == "unread"
    officer = user_with(Role.OFFICER, council=part.dossier.item.session.council)
    assert dossiers.receive_submission(submission, by=officer).is_received


def test_office_and_agency_see_it_beside_the_file(client, part, sender, signed):
    submission = sent(part, sender, broken(signed))
    item = part.dossier.item
    officer = user_with(Role.OFFICER, council=item.session.council)
    dossier = reverse("sessions:dossier", kwargs={"session": item.session_id, "item": item.pk})
    client.force_login(officer)
    assert "đang kiểm tra" in client.get(dossier).content.decode()
    check_version(submission.versions.get())
    page = client.get(dossier).content.decode()
    assert "không hợp lệ" in page
    assert "Nguyễn Văn Ký, Giám đốc Sở" in page
    assert "tệp bị thay đổi sau khi ký" in page
    client.force_login(sender)
    own = client.get(reverse("sessions:dossier_part", kwargs={"part": part.pk}))
    assert "không hợp lệ" in own.content.decode()
