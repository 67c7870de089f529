from datetime import date
from decimal import Decimal
from threading import Thread

import pytest
from django.db import connection

from hdnd_portal.accounts.roles import Role
from hdnd_portal.documents.models import Document
from hdnd_portal.documents.papers import render_docx
from hdnd_portal.documents.released import release_wording
from hdnd_portal.documents.wordings import find
from hdnd_portal.notices import links
from hdnd_portal.notices.models import Delivery, Notice
from sessions.models import CouncilSession, Invitation, InvitationRun
from sessions.papers import invitation_paper, session_words
from sessions.services import invitations, planning, session_states
from sessions.services.refusals import SessionRefused
from sessions.workflow import SessionMove
from tests.accounts.factories import user_with
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CouncilSessionFactory,
    GuestFactory,
    MandateFactory,
    MembershipFactory,
    SittingFactory,
    SuspensionFactory,
    UserFactory,
)

ISSUED = date(2026, 11, 20)


@pytest.fixture
def session(db):
    session = CouncilSessionFactory(state="agreed")
    SittingFactory(session=session)
    AgendaItemFactory(session=session, title="Báo cáo công khai")
    AgendaItemFactory(session=session, title="Nội dung kín", is_closed=True)
    return session


@pytest.fixture
def signer(session):
    committee = BodyFactory(term=session.term, kind="standing_committee", code="TT")
    return MembershipFactory(body=committee, role="vice_chair")


def issue(session, signer):
    return invitations.issue_invitations(session, signer=signer, issued_on=ISSUED, by=UserFactory())


def test_a_run_makes_papers_numbers_and_letters(
    session, signer, django_capture_on_commit_callbacks
):
    mandate = MandateFactory(term=session.term)
    account = UserFactory(person=mandate.person)
    GuestFactory(session=session)

    with django_capture_on_commit_callbacks(execute=True):
        issue(session, signer)

    made = Invitation.objects.filter(session=session).order_by("pk")
    assert [i.document.reference for i in made] == ["01/GM-HĐND", "02/GM-HĐND"]
    assert all(i.pdf and i.docx and i.made_at for i in made)
    assert Delivery.objects.count() == 2
    assert Notice.objects.filter(recipient=account).count() == 1


def test_all_delegates_share_one_number(session, signer, django_capture_on_commit_callbacks):
    MandateFactory.create_batch(3, term=session.term)

    with django_capture_on_commit_callbacks(execute=True):
        issue(session, signer)

    document = Document.objects.get()
    assert (document.reference, document.copies) == ("01/GM-HĐND", 3)


def test_a_run_begun_again_does_nothing_twice(session, signer, django_capture_on_commit_callbacks):
    MandateFactory.create_batch(2, term=session.term)
    with django_capture_on_commit_callbacks(execute=True):
        issue(session, signer)

    run = InvitationRun.objects.get()
    invitations.make_run(run, step=lambda done, total: None)

    assert (Document.objects.count(), Delivery.objects.count()) == (1, 2)


def test_the_helper_leaves_nothing_for_the_job(session, signer):
    MandateFactory.create_batch(3, term=session.term)
    issue(session, signer)
    run = InvitationRun.objects.get()
    invitations.number_run(run)

    helped = invitations.help_run(run)
    done = []
    invitations.make_run(run, step=lambda made, total: done.append((made, total)))

    assert helped == 3
    assert done == []
    assert Delivery.objects.count() == 3


def test_word_copies_are_those_of_a_paper_written_for_each(session, signer):
    names = ["Lò Văn Ế", "Sở <Tài chính> & Đầu tư", "Hội  “Phụ nữ”"]
    for name in names:
        GuestFactory(session=session, name=name)
    issue(session, signer)
    press = invitations.Press(InvitationRun.objects.get())

    for invitation in Invitation.objects.all():
        paper = invitation_paper(invitation, press._guests, addressee=invitation.addressee)
        assert press.print(invitation)[1] == render_docx(paper)


def test_invitations_keep_the_words_of_the_day_they_were_issued(session, signer):
    MandateFactory(term=session.term)
    head = user_with(Role.OFFICE_HEAD, council=session.council)
    opening, closing = find("invitation.opening"), find("invitation.delegate")
    release_wording(session.council, opening, "{unit} kính mời:", by=head)
    release_wording(session.council, closing, "Gửi xe tại {place}.", by=head)
    issue(session, signer)
    release_wording(session.council, closing, "Gửi xe ở nơi khác.", by=head)

    run = InvitationRun.objects.get()
    press = invitations.Press(run)
    paper = str(invitation_paper(run.invitations.get(), press._delegates, addressee="Ai đó"))

    assert f"{session.council.unit} kính mời: " in paper
    assert f"Gửi xe tại {session.place or 'sẽ thông báo sau'}." in paper


def test_a_name_that_cannot_be_printed_is_refused_before_anything_is_made(session, signer):
    GuestFactory(session=session, name="Nhóm 🌾 Lúa")

    with pytest.raises(SessionRefused, match="letters_missing") as refused:
        issue(session, signer)

    assert refused.value.details == {"letters": "🌾", "text": "Nhóm 🌾 Lúa"}
    assert not InvitationRun.objects.exists()


def test_suspended_and_departed_delegates_are_not_invited(session, signer):
    present = MandateFactory(term=session.term)
    SuspensionFactory(mandate=MandateFactory(term=session.term))
    MandateFactory(term=session.term, valid_to=date(2026, 11, 1), end_reason="released")

    assert invitations.delegates_to_invite(session) == [present]


def test_closed_items_are_told_to_delegates_only(session, signer):
    from sessions.papers import programme  # noqa: PLC0415 -- beside what it proves

    items = list(session.items.all())
    told = [
        "Nội dung kín" in str(programme(session.sittings.all(), items, with_closed=closed).rows)
        for closed in (True, False)
    ]

    assert told == [True, False]


def test_an_unagreed_session_invites_nobody(session, signer):
    session.state = "planned"
    session.save()
    MandateFactory(term=session.term)

    with pytest.raises(SessionRefused, match="not_invitable"):
        issue(session, signer)


def test_nobody_is_invited_twice(session, signer):
    MandateFactory(term=session.term)
    issue(session, signer)

    with pytest.raises(SessionRefused, match="nobody_to_invite"):
        issue(session, signer)


@pytest.mark.django_db(transaction=True)
def test_two_clerks_issue_at_once_and_one_is_told():
    session = CouncilSessionFactory(state="agreed")
    SittingFactory(session=session)
    committee = BodyFactory(term=session.term, kind="standing_committee", code="TT")
    signer = MembershipFactory(body=committee, role="chair")
    MandateFactory.create_batch(2, term=session.term)
    outcomes = []

    def run():
        try:
            issue(session, signer)
            outcomes.append("done")
        except SessionRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "refused"]
    assert Invitation.objects.count() == 2


@pytest.fixture
def answered(session, signer, client):
    guest = GuestFactory(session=session)
    issue(session, signer)
    return Invitation.objects.get(guest=guest)


def test_the_link_takes_an_answer_without_signing_in(answered, client):
    response = client.post(invitations.answer_path(answered), {"answer": "coming", "note": ""})

    answered.refresh_from_db()
    assert response.status_code == 302
    assert answered.answer == "coming"
    assert answered.answered_at is not None


def test_opening_the_link_changes_nothing(answered, client):
    assert client.get(invitations.answer_path(answered)).status_code == 200

    answered.refresh_from_db()
    assert answered.answer == "none"


@pytest.mark.parametrize("token", ["abc", "W10:1:x"])
def test_a_forged_link_is_said_in_words(token, client, db):
    response = client.get(f"/ky-hop/tra-loi/{token}/")

    assert response.status_code == 410
    assert "Đường dẫn không đúng" in response.content.decode()


def test_a_link_of_another_purpose_does_not_open(answered, client):
    token = links.make("other", answered.pk, until=date(2026, 12, 31))

    assert client.get(f"/ky-hop/tra-loi/{token}/").status_code == 410


def move(session, day):
    return planning.move_opening(
        session,
        opening_on=day,
        days=Decimal(1),
        expected=session.opening_on,
        reason="Trùng lịch",
        today=ISSUED,
        by=UserFactory(),
    )


def test_another_day_makes_the_invitations_void_and_a_new_run_replaces_them(
    session, signer, django_capture_on_commit_callbacks, client
):
    mandate = MandateFactory(term=session.term)
    account = UserFactory(person=mandate.person, role="delegate", role__council=session.council)
    guest = GuestFactory(session=session, email="khach@example.vn")
    with django_capture_on_commit_callbacks(execute=True):
        issue(session, signer)
    old = Invitation.objects.get(mandate=mandate)
    invitations.answer_invitation(old, answer=Invitation.Answer.COMING)
    link = invitations.answer_path(old)

    session = move(session, date(2026, 12, 15))

    told = Notice.objects.get(recipient=account, event="session.moved")
    assert "15/12/2026, không phải ngày 08/12/2026" in told.body
    letter = Delivery.objects.get(event="session.moved", address=guest.email)
    assert "02/GM-HĐND không còn giá trị" in letter.body
    page = client.get(link)
    assert (page.status_code, "không còn giá trị" in page.content.decode()) == (410, True)
    with pytest.raises(SessionRefused, match="invitation_superseded"):
        invitations.answer_invitation(old, answer=Invitation.Answer.ABSENT)

    with django_capture_on_commit_callbacks(execute=True):
        issue(session, signer)
    new = Invitation.objects.standing().get(mandate=mandate)
    assert (new.answer, new.document.reference) == ("none", "03/GM-HĐND")
    assert new.run.replaces == "01/GM-HĐND, 02/GM-HĐND"
    old.refresh_from_db()
    assert (old.answer, old.document.reference) == ("coming", "01/GM-HĐND")


def test_a_postponed_session_that_is_agreed_anew_can_invite_again(
    session, signer, django_capture_on_commit_callbacks
):
    MandateFactory(term=session.term)
    with django_capture_on_commit_callbacks(execute=True):
        issue(session, signer)
    user = UserFactory()
    for step in (SessionMove.CONVENE, SessionMove.POSTPONE, SessionMove.REPLAN):
        session_states.carry_session(session, step, today=ISSUED, reason="Bão", by=user)

    with django_capture_on_commit_callbacks(execute=True):
        issue(session, signer)

    assert [i.superseded_at is None for i in Invitation.objects.order_by("pk")] == [False, True]


def test_a_worker_makes_no_paper_for_a_day_that_was_moved(session, signer):
    MandateFactory(term=session.term)
    issue(session, signer)
    move(session, date(2026, 12, 15))

    run = InvitationRun.objects.get()
    invitations.make_run(run, step=lambda done, total: None)

    assert (Document.objects.count(), Delivery.objects.count()) == (0, 0)


def test_moving_a_convened_session_tells_the_delegates(session):
    session.state = "convened"
    session.save()
    delegate = UserFactory(role="delegate", role__council=session.council)
    officer = UserFactory(role="officer", role__council=session.council)

    move(session, date(2026, 12, 15))

    assert Notice.objects.filter(recipient=delegate, event="session.moved").exists()
    assert not Notice.objects.filter(recipient=officer).exists()


def test_moving_a_planned_session_tells_nobody(session):
    UserFactory(role="delegate", role__council=session.council)

    move(session, date(2026, 12, 15))

    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("ordinal", "name", "words"),
    [
        (1, "Kỳ họp thứ nhất", "Kỳ họp thứ nhất"),
        (1, "Kỳ họp đầu nhiệm kỳ", "Kỳ họp thứ nhất (Kỳ họp đầu nhiệm kỳ)"),
        (3, "Kỳ họp giữa năm", "Kỳ họp thứ 3 (Kỳ họp giữa năm)"),
        (None, "Kỳ họp giữa năm", "Kỳ họp giữa năm"),
    ],
)
def test_the_first_session_is_named_by_the_word(ordinal, name, words):
    assert session_words(CouncilSession(ordinal=ordinal, name=name)) == words
