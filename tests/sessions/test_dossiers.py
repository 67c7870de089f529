"""Dossiers: asked for, handed in, returned, received; who is told; what cannot be done."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from hdnd_portal.audit.models import Entry
from hdnd_portal.documents.kinds import FileRefused
from hdnd_portal.notices.models import Notice
from sessions import dossier_worklist
from sessions.models import DossierFile, PartReview, ReviewLevel
from sessions.services import dossiers
from sessions.services.refusals import DossierRefused
from sessions.workflow import ItemState, MoveRefused, PartState, ReturnReason
from tests.factories import UserFactory
from tests.sessions import dossiers as make

pytestmark = pytest.mark.django_db


def told(user, event):
    return Notice.objects.filter(recipient=user, event=event).count()


def test_parts_get_the_deadlines_of_the_law():
    scene = make.requested()
    # Opening on 8 December 2026.
    assert scene.part("submission").due_on == date(2026, 11, 23)  # SES-7: 15 days before
    assert scene.part("verification").due_on == date(2026, 11, 28)  # SES-8: 10 days before
    assert scene.part("report", scene.report).due_on == date(2026, 12, 3)  # SES-6: 5 days before
    explanation = scene.part("submission").explanation
    assert {"source", "mark", "skipped"} <= set(explanation)
    scene.resolution.refresh_from_db()
    assert scene.resolution.state == ItemState.ASSIGNED


def test_only_those_who_owe_are_told():
    scene = make.requested()
    assert told(scene.agency_user, "dossier.part_requested") == 2
    assert told(scene.ban_leader, "dossier.part_requested") == 1
    assert told(scene.other_agency_user, "dossier.part_requested") == 1
    assert told(scene.delegate, "dossier.part_requested") == 0


def test_a_dossier_from_request_to_verified():
    scene = make.requested()
    make.received(scene.part("submission"), scene.agency_user, scene.officer)
    scene.resolution.refresh_from_db()
    assert scene.resolution.state == ItemState.SUBMITTED
    assert told(scene.ban_leader, "dossier.ready_for_verification") == 1
    assert told(scene.agency_user, "dossier.part_received") == 1
    make.received(scene.part("verification"), scene.ban_leader, scene.officer)
    scene.resolution.refresh_from_db()
    assert scene.resolution.state == ItemState.VERIFIED
    events = Entry.objects.filter(event__startswith="dossier.").values_list("event", flat=True)
    assert events.filter(event="dossier.part_received").count() == 2


def test_what_is_returned_comes_again_as_a_new_version_and_nothing_is_lost():
    scene = make.requested()
    part = scene.part("submission")
    first = make.handed_in(part, scene.agency_user, pages=2)
    with pytest.raises(DossierRefused, match="note_missing"):
        dossiers.return_submission(first, reason=ReturnReason.OTHER, note=" ", by=scene.officer)
    dossiers.return_submission(
        first, reason=ReturnReason.NOT_SIGNED, note="Chưa ký số", by=scene.officer
    )
    part.refresh_from_db()
    assert part.state == PartState.RETURNED
    assert told(scene.agency_user, "dossier.part_returned") == 1
    place = DossierFile.objects.get(part=part)
    make.put(part, scene.agency_user, pages=5, replaces=place)
    second = dossiers.submit_part(part, by=scene.agency_user)
    assert (second.number, second.due_on) == (2, part.due_on)
    assert [v.number for v in second.versions.all()] == [2]
    assert [v.number for v in first.versions.all()] == [1]
    assert place.file.versions.count() == 2


def test_nothing_new_is_not_handed_in_twice():
    scene = make.requested()
    part = scene.part("submission")
    with pytest.raises(DossierRefused, match="no_files"):
        dossiers.submit_part(part, by=scene.agency_user)
    first = make.handed_in(part, scene.agency_user)
    with pytest.raises(DossierRefused, match="nothing_new"):
        dossiers.submit_part(part, by=scene.agency_user)
    dossiers.return_submission(first, reason=ReturnReason.CONTENT, note="", by=scene.officer)
    with pytest.raises(DossierRefused, match="nothing_new"):
        dossiers.submit_part(part, by=scene.agency_user)


def test_a_later_submission_makes_the_earlier_undecidable():
    scene = make.requested()
    part = scene.part("submission")
    first = make.handed_in(part, scene.agency_user)
    make.put(part, scene.agency_user, pages=4, name="Phụ lục.pdf")
    dossiers.submit_part(part, by=scene.agency_user)
    with pytest.raises(MoveRefused):
        dossiers.receive_submission(first, by=scene.officer)


def test_what_was_received_takes_no_files_until_it_is_returned():
    scene = make.requested()
    part = scene.part("submission")
    submission = make.received(part, scene.agency_user, scene.officer)
    place = DossierFile.objects.get(part=part)
    with pytest.raises(DossierRefused, match="closed"):
        make.put(part, scene.agency_user)
    with pytest.raises(DossierRefused, match="closed"):
        dossiers.remove_file(place, by=scene.agency_user)
    dossiers.return_submission(
        submission, reason=ReturnReason.CONTENT, note="Số liệu lệch", by=scene.ban_leader
    )
    make.put(part, scene.agency_user, pages=7, replaces=place)
    scene.resolution.refresh_from_db()
    assert scene.resolution.state == ItemState.RETURNED


def test_a_refused_file_changes_nothing():
    scene = make.requested()
    part = scene.part("submission")
    with pytest.raises(FileRefused):
        dossiers.add_file(part, data=io.BytesIO(b""), name="trống.pdf", by=scene.agency_user)
    assert DossierFile.objects.count() == 0


def test_removed_files_are_not_handed_in():
    scene = make.requested()
    part = scene.part("submission")
    first = make.put(part, scene.agency_user, name="a.pdf")
    make.put(part, scene.agency_user, pages=3, name="b.pdf")
    dossiers.remove_file(first, by=scene.agency_user)
    submission = dossiers.submit_part(part, by=scene.agency_user)
    assert [v.name for v in submission.versions.all()] == ["b.pdf"]


def test_the_worklist_says_what_to_do_and_opens_the_place():
    scene = make.requested()
    on = date(2026, 11, 25)
    owed = list(dossier_worklist.parts_owed(scene.agency_user, on))
    assert [(task.what, task.due_on) for task in owed] == [("Gửi Tờ trình", date(2026, 11, 23))]
    assert len(list(dossier_worklist.parts_owed(scene.ban_leader, on))) == 1
    assert list(dossier_worklist.parts_owed(scene.delegate, on)) == []
    make.handed_in(scene.part("submission"), scene.agency_user)
    assert list(dossier_worklist.parts_owed(scene.agency_user, on)) == []
    (task,) = dossier_worklist.parts_to_receive(scene.officer, on)
    assert f"/ky-hop/{scene.session.pk}/ho-so/{scene.resolution.pk}/#phan-" in task.url
    assert list(dossier_worklist.parts_to_receive(scene.agency_user, on)) == []


def at_once(*acts):
    """What becomes of acts that begin at the same moment, each in a thread of its own."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait()
            act()
        except (DossierRefused, MoveRefused):
            return "refused"
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_received_and_sent_anew_at_once_only_one_wins():
    scene = make.requested()
    submission = make.handed_in(scene.part("submission"), scene.agency_user)
    make.put(submission.part, scene.agency_user, pages=6, name="thêm.pdf")
    outcomes = at_once(
        lambda: dossiers.receive_submission(submission, by=scene.officer),
        lambda: dossiers.submit_part(submission.part, by=scene.agency_user),
    )
    assert outcomes == ["done", "refused"]


@pytest.mark.django_db(transaction=True)
def test_returned_twice_at_once_is_returned_once():
    scene = make.requested()
    submission = make.handed_in(scene.part("submission"), scene.agency_user)

    def give_back(by):
        dossiers.return_submission(submission, reason=ReturnReason.CONTENT, note="", by=by)

    outcomes = at_once(lambda: give_back(scene.officer), lambda: give_back(scene.ban_leader))
    assert outcomes == ["done", "refused"]
    assert Entry.objects.filter(event="dossier.part_returned").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_return_decides_on_the_item_as_it_stands():
    """Both parts of the item go at once; what the item is does not depend on a copy read before."""
    scene = make.requested()
    mine = make.received(scene.part("submission"), scene.agency_user, scene.officer)
    report = make.handed_in(scene.part("verification"), scene.ban_leader)
    outcomes = at_once(
        lambda: dossiers.receive_submission(report, by=scene.officer),
        lambda: dossiers.return_submission(
            mine, reason=ReturnReason.CONTENT, note="", by=scene.officer
        ),
    )
    assert outcomes == ["done", "done"]
    scene.resolution.refresh_from_db()
    assert scene.resolution.state == ItemState.RETURNED


def chain_of(scene):
    """Two levels: an officer, then the head of the office."""
    council = scene.session.council
    return [
        ReviewLevel.objects.create(council=council, position=place, name=name, role=role)
        for place, name, role in ((1, "Chuyên viên", "officer"), (2, "Lãnh đạo", "office_head"))
    ]


def test_a_dossier_is_received_once_every_level_has_agreed_in_its_turn():
    scene = make.requested()
    first, second = chain_of(scene)
    head = UserFactory(role="office_head", role__council=scene.session.council)
    sent = make.handed_in(scene.part(), scene.agency_user)
    with pytest.raises(DossierRefused, match="level_waits"):
        dossiers.receive_submission(sent, by=scene.officer)
    for level, who in ((second, head), (second, scene.officer), (first, head)):
        with pytest.raises(DossierRefused, match="not_this_level"):
            dossiers.review_submission(sent, level=level.pk, by=who)
    dossiers.review_submission(sent, level=first.pk, note="Đủ thành phần.", by=scene.officer)
    assert told(head, "dossier.part_to_review") == 1
    with pytest.raises(DossierRefused, match="not_this_level"):
        dossiers.review_submission(sent, level=first.pk, by=scene.officer)
    dossiers.review_submission(sent, level=second.pk, by=head)
    dossiers.receive_submission(sent, by=scene.officer)
    assert scene.part().state == PartState.RECEIVED
    said = PartReview.objects.values_list("name", "reviewed_by", "note")
    assert list(said) == [
        ("Chuyên viên", scene.officer.pk, "Đủ thành phần."),
        ("Lãnh đạo", head.pk, ""),
    ]


def test_what_is_sent_anew_is_reviewed_anew_and_a_level_out_of_use_is_not_asked():
    scene = make.requested()
    first, second = chain_of(scene)
    sent = make.handed_in(scene.part(), scene.agency_user)
    dossiers.review_submission(sent, level=first.pk, by=scene.officer)
    dossiers.return_submission(
        sent, reason=ReturnReason.INCOMPLETE, note="Thiếu phụ lục", by=scene.officer
    )
    with pytest.raises(MoveRefused):
        dossiers.review_submission(sent, level=second.pk, by=scene.officer)
    again = make.handed_in(scene.part(), scene.agency_user)
    assert dossiers.waiting_level(again) == first
    ReviewLevel.objects.update(is_used=False)
    assert dossiers.receive_submission(again, by=scene.officer).is_received


@pytest.mark.django_db(transaction=True)
def test_one_level_agrees_once_though_two_press_at_once():
    scene = make.requested()
    first, _second = chain_of(scene)
    sent = make.handed_in(scene.part(), scene.agency_user)

    def agree():
        dossiers.review_submission(sent, level=first.pk, by=scene.officer)

    assert at_once(agree, agree) == ["done", "refused"]
    assert PartReview.objects.count() == 1
