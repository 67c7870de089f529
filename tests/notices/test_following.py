"""Who follows a matter hears what changes there, once, and only as long as it may be seen."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit import log, wording
from hdnd_portal.commitments.labels import LinkKind
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.services import following
from hdnd_portal.commitments.workflow import Finding
from hdnd_portal.notices import changes, deliver, followed
from hdnd_portal.notices.models import Change, Delivery, Follow, Notice
from hdnd_portal.notices.stopping import stop_path
from sessions.models import CouncilSession
from tests.factories import CommitmentFactory, CouncilSessionFactory, RoleAssignmentFactory
from tests.racing import at_once
from voters.models import VoterRecommendation

pytestmark = pytest.mark.django_db
DUE = date(2027, 3, 31)


def told_after(*, minutes=11):
    """Read the trail, and tell what has been quiet for so long; how many notices."""
    changes.gather()
    return changes.tell_due(timezone.now() + timedelta(minutes=minutes))


@pytest.fixture
def delegate(make_user):
    return make_user("binh", Role.DELEGATE)


@pytest.fixture
def commitment(council):
    return CommitmentFactory(council=council, text="Sửa cầu Bến Sắn")


def move_due(commitment, officer, *, to=DUE):
    return following.move_due(commitment, due_on=to, reason="Chờ nguồn vốn riêng", by=officer)


def letters():
    return Delivery.objects.filter(event=changes.EVENT).order_by("pk")


def test_changes_of_a_while_are_one_notice_and_one_letter(
    commitment, officer, delegate, make_user, settings
):
    settings.PORTAL_URL = "https://hdnd.example.vn"
    followed.follow(delegate, commitment)
    followed.follow(delegate, commitment)
    before = commitment.due_on
    move_due(commitment, officer)
    following.verify(commitment, finding=Finding.DONE, reason="Đã đi xem", by=officer)

    assert told_after(minutes=5) == 0
    assert told_after() == 1
    assert told_after() == 0
    notice = Notice.objects.get(recipient=delegate)
    assert notice.title == "Có thay đổi: Sửa cầu Bến Sắn"
    lines = [line.split(": ", 1)[1] for line in notice.body.splitlines()]
    assert lines == [
        f"đổi hạn từ {before:%d/%m/%Y} thành 31/03/2027",
        "đã xác minh: Đúng là đã hoàn thành",
    ]
    letter = letters().get()
    assert letter.unsubscribe in letter.body
    assert "Chờ nguồn vốn riêng" not in letter.body  # what somebody wrote stays in the portal
    assert officer.name not in letter.body


def test_who_may_see_it_no_longer_is_not_told(commitment, officer, delegate):
    followed.follow(delegate, commitment)
    held = delegate.assignments[0]
    held.valid_to = date(2026, 11, 1)
    held.save()
    move_due(commitment, officer)

    assert told_after() == 0
    assert not letters().exists()


def test_the_doer_those_told_by_the_act_and_those_who_came_later_are_left_out(
    commitment, officer, make_user
):
    desk = make_user("so")
    RoleAssignmentFactory(
        user=desk, role="agency", council=commitment.council, agency=commitment.lead
    )
    followed.follow(officer, commitment)
    followed.follow(desk, commitment)
    move_due(commitment, officer)
    followed.follow(make_user("cuc", Role.DELEGATE), commitment)

    assert Notice.objects.filter(event="commitment.due_moved", recipient=desk).exists()
    assert told_after() == 0


def test_what_nobody_follows_is_not_kept_and_what_says_nothing_is_not_told(
    commitment, officer, delegate, council
):
    other = CommitmentFactory(council=council)
    followed.follow(delegate, commitment)
    move_due(other, officer)
    following.link(commitment, other, kind=LinkKind.REPEATS, by=officer)

    assert told_after() == 0
    assert not Change.objects.exists()


def test_session_tells_of_its_day_and_its_papers(council, officer, delegate):
    session = CouncilSessionFactory(council=council)
    followed.follow(delegate, session)
    log.record("session.moved", session, by=officer, before="2026-12-08", after="2026-12-10")
    log.record("session.dossiers_supplemented", session, by=officer, number=1, files=2)

    assert told_after() == 1
    body = Notice.objects.get(recipient=delegate).body
    assert "đổi ngày khai mạc từ 08/12/2026 thành 10/12/2026" in body
    assert "bổ sung tài liệu số 1" in body


def test_every_event_that_is_told_is_one_of_the_trail():
    kinds = {kind.model: kind for kind in followed.kinds()}
    assert {Commitment, CouncilSession, VoterRecommendation} <= set(kinds)
    for kind in kinds.values():
        assert [event for event in kind.events if not wording.is_known(event)] == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_a_change_once(commitment, officer, delegate):
    followed.follow(delegate, commitment)
    move_due(commitment, officer)
    changes.gather()
    later = timezone.now() + timedelta(minutes=11)

    at_once(
        Notice,
        lambda: changes.tell_due(later),
        lambda: changes.tell_due(later),
        refused=(),
    )
    assert letters().count() == 1


def test_letter_is_stopped_by_its_link_without_signing_in(commitment, officer, delegate, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PORTAL_URL = "https://hdnd.example.vn"
    followed.follow(delegate, commitment)
    move_due(commitment, officer)
    told_after()
    path = letters().get().unsubscribe
    Delivery.objects.exclude(event=changes.EVENT).delete()
    deliver.deliver_due()
    (sent,) = mail.outbox
    assert sent.extra_headers["List-Unsubscribe"] == f"<https://hdnd.example.vn{path}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    anybody = Client(enforce_csrf_checks=True)
    page = anybody.get(path)
    assert "Sửa cầu Bến Sắn" in page.content.decode()
    assert Follow.objects.count() == 1
    for _twice in range(2):
        done = anybody.post(path, {"List-Unsubscribe": "One-Click"})
        assert done.status_code == 200
        assert "Đã thôi theo dõi" in done.content.decode()
    assert not Follow.objects.exists()


def test_link_names_nothing_its_receiver_may_not_see(commitment, delegate, client):
    path = stop_path(delegate, "commitments.commitment", str(commitment.pk))
    held = delegate.assignments[0]
    held.valid_to = date(2026, 11, 1)
    held.save()
    assert "Sửa cầu" not in client.get(path).content.decode()
    wrong = client.post(path.replace(path[-9:-1], "xxxxxxxx"))
    assert wrong.status_code == 410


def test_record_is_followed_and_let_go_on_its_page(client, commitment, delegate):
    client.force_login(delegate)
    page = reverse("commitments:commitment", kwargs={"commitment": commitment.pk})
    act = {"kind": "cam-ket", "key": commitment.pk}
    assert reverse("notices:follow", kwargs=act) in client.get(page).content.decode()
    assert client.post(reverse("notices:follow", kwargs=act)).url == page
    assert reverse("notices:unfollow", kwargs=act) in client.get(page).content.decode()
    assert client.post(reverse("notices:unfollow", kwargs=act)).url == page
    assert not Follow.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_what_is_followed(
    client, council, officer, delegate, count, django_assert_num_queries
):
    rows = [CommitmentFactory(council=council) for _each in range(count)]
    for row in [*rows, CouncilSessionFactory(council=council)]:
        followed.follow(delegate, row)
    move_due(rows[0], officer)
    changes.gather()
    client.force_login(delegate)
    client.get(reverse("notices:following"))
    with django_assert_num_queries(9):
        response = client.get(reverse("notices:following"))
    lines = response.context["lines"]
    assert len(lines) == count + 1
    assert lines[0].record == rows[0]
    assert lines[0].words.startswith("đổi hạn từ")


def test_list_hides_what_may_not_be_seen_and_lets_it_go(client, other_council, delegate):
    gone = CommitmentFactory(council=other_council, text="Việc tỉnh khác")
    followed.follow(delegate, gone)
    client.force_login(delegate)
    page = client.get(reverse("notices:following")).content.decode()
    assert "Việc tỉnh khác" not in page
    act = {"kind": "cam-ket", "key": gone.pk}
    assert client.post(reverse("notices:follow", kwargs=act)).status_code == 404
    assert client.post(reverse("notices:unfollow", kwargs=act), {"list": "1"}).url == reverse(
        "notices:following"
    )
    assert not Follow.objects.exists()
