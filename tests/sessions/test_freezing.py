"""The freeze: one manifest, that nobody changes; after it numbered supplements."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.db import Error, connection, transaction

from hdnd_portal.documents.kinds import FileRefused
from hdnd_portal.documents.services import store_upload
from hdnd_portal.notices.models import Notice
from sessions.models import (
    AgendaItem,
    DossierFile,
    DossierFreeze,
    FrozenFile,
    PartSubmission,
    Supplement,
)
from sessions.services import bundling, dossiers, freezing
from sessions.services.freezing import Addition
from sessions.services.refusals import DossierRefused
from sessions.workflow import ItemState, ReturnReason
from tests.documents import material
from tests.sessions import dossiers as make

pytestmark = pytest.mark.django_db


def frozen():
    scene = make.complete()
    return scene, freezing.freeze_dossiers(scene.session, by=scene.officer)


def addition(scene, *, pages=8, replaces=None, kind="submission"):
    return Addition(
        part=scene.part(kind),
        data=io.BytesIO(material.pdf(pages)),
        name="Bản sửa.pdf",
        replaces=replaces,
    )


def test_the_manifest_holds_every_file_with_hash_version_and_pages():
    scene, freeze = frozen()
    lines = [
        (f.position, f.item, f.part_title, f.pages, f.version.number) for f in freeze.files.all()
    ]
    assert lines == [
        (1, scene.resolution, "Tờ trình", 2, 1),
        (2, scene.resolution, "Báo cáo thẩm tra", 1, 1),
        (3, scene.report, "Báo cáo", 3, 1),
    ]
    assert all(
        f.sha256 == f.version.sha256 and f.size == f.version.size for f in freeze.files.all()
    )
    assert freeze.manifest_sha256 == freezing.manifest_hash(freeze)
    assert json.loads(freezing.canonical(freezing.manifest(freeze)))[0]["pages"] == 2


def test_items_are_sent_and_get_a_reference_that_stays():
    scene, _freeze = frozen()
    references = dict(AgendaItem.objects.values_list("pk", "public_reference"))
    assert references == {scene.resolution.pk: "KH261208-01", scene.report.pk: "KH261208-02"}
    assert set(AgendaItem.objects.values_list("state", flat=True)) == {ItemState.SENT}
    assert (
        Notice.objects.filter(recipient=scene.delegate, event="session.dossiers_frozen").count()
        == 1
    )
    assert not Notice.objects.filter(
        recipient=scene.agency_user, event="session.dossiers_frozen"
    ).exists()


def test_missing_parts_are_listed_and_must_be_accepted():
    scene = make.requested()
    make.received(scene.part("submission"), scene.agency_user, scene.officer)
    AgendaItem.objects.create(
        session=scene.session, position=32_000, title="Chưa yêu cầu", kind="report", number="3"
    )
    with pytest.raises(DossierRefused) as caught:
        freezing.freeze_dossiers(scene.session, by=scene.officer)
    missing = [(m.item.title, m.part and m.part.kind) for m in caught.value.details["missing"]]
    assert missing == [
        (scene.resolution.title, "verification"),
        (scene.report.title, "report"),
        ("Chưa yêu cầu", None),
    ]
    freeze = freezing.freeze_dossiers(scene.session, by=scene.officer, accepts_missing=True)
    assert freeze.files.count() == 1
    # An item without papers is not said to be sent.
    scene.report.refresh_from_db()
    assert scene.report.state == ItemState.ASSIGNED


def test_nothing_is_frozen_out_of_nothing_and_nothing_twice():
    scene = make.requested()
    with pytest.raises(DossierRefused, match="nothing_to_freeze"):
        freezing.freeze_dossiers(scene.session, by=scene.officer, accepts_missing=True)
    scene, _freeze = frozen()
    with pytest.raises(DossierRefused, match="already_frozen"):
        freezing.freeze_dossiers(scene.session, by=scene.officer)


def test_only_what_was_received_is_frozen_and_withdrawn_items_are_left_out():
    scene = make.complete()
    AgendaItem.objects.filter(pk=scene.report.pk).update(state="withdrawn")
    make.handed_in(scene.part("annex"), scene.agency_user)
    freeze = freezing.freeze_dossiers(scene.session, by=scene.officer)
    assert [f.part_title for f in freeze.files.all()] == ["Tờ trình", "Báo cáo thẩm tra"]


@pytest.mark.parametrize(
    "change",
    [
        lambda scene: FrozenFile.objects.update(name="khác"),
        lambda scene: FrozenFile.objects.all().delete(),
        lambda scene: DossierFreeze.objects.update(manifest_sha256="0" * 64),
        lambda scene: DossierFreeze.objects.update(is_sealed=False),
        lambda scene: DossierFile.objects.all().delete(),
        lambda scene: DossierFile.objects.update(removed_at="2026-12-01T00:00:00+07:00"),
        lambda scene: AgendaItem.objects.filter(pk=scene.report.pk).update(title="khác"),
        lambda scene: AgendaItem.objects.filter(pk=scene.report.pk).update(public_reference="X"),
        lambda scene: AgendaItem.objects.filter(pk=scene.report.pk)._raw_delete("default"),
        lambda scene: FrozenFile.objects.create(
            freeze=scene.session.freeze,
            position=9,
            item=scene.report,
            item_number="2",
            item_title="Chen",
            part_title="Báo cáo",
            version=FrozenFile.objects.first().version,
            name="chen.pdf",
            sha256="0" * 64,
            size=1,
            pages=1,
        ),
        lambda scene: DossierFile.objects.create(
            part=scene.part("report", scene.report),
            file=scene.part("annex").files.get().file
            if scene.part("annex").files.exists()
            else _new_file(scene),
        ),
    ],
)
def test_the_database_refuses_changes_after_the_freeze(change):
    scene, freeze = frozen()
    with pytest.raises(Error), transaction.atomic():
        change(scene)
    freeze.refresh_from_db()
    assert freezing.manifest_hash(freeze) == freeze.manifest_sha256


def _new_file(scene):
    content = io.BytesIO(material.pdf(5))
    return store_upload(scene.session.council, data=content, name="x.pdf", by=scene.officer).file


def test_the_services_refuse_changes_after_the_freeze():
    scene, _freeze = frozen()
    part = scene.part("submission")
    with pytest.raises(DossierRefused, match="closed"):
        make.put(part, scene.agency_user)
    submission = PartSubmission.objects.get(part=part)
    with pytest.raises(DossierRefused, match="frozen"):
        dossiers.return_submission(
            submission, reason=ReturnReason.CONTENT, note="", by=scene.officer
        )


def test_a_supplement_stands_beside_what_it_replaces():
    scene, freeze = frozen()
    line = freeze.files.get(part_title="Tờ trình")
    made = freezing.supplement(
        scene.session, [addition(scene, replaces=line)], reason="Sửa phụ biểu", by=scene.officer
    )
    added = made.files.get()
    assert (made.number, added.position, added.pages, added.replaces) == (1, 4, 8, line)
    assert added.version.file_id == line.version.file_id
    assert added.version.number == 2
    assert freezing.manifest_hash(freeze) == freeze.manifest_sha256
    notice = Notice.objects.get(recipient=scene.delegate, event="session.dossiers_supplemented")
    assert "Sửa phụ biểu" in notice.body
    with pytest.raises(DossierRefused, match="replaced_before"):
        freezing.supplement(
            scene.session,
            [addition(scene, pages=9, replaces=line)],
            reason="Lần hai",
            by=scene.officer,
        )
    second = freezing.supplement(
        scene.session,
        [addition(scene, pages=9, replaces=added)],
        reason="Lần hai",
        by=scene.officer,
    )
    assert second.number == 2
    with pytest.raises(Error), transaction.atomic():
        Supplement.objects.update(reason="khác")


def test_a_part_received_late_comes_in_by_a_supplement():
    scene = make.requested()
    make.received(scene.part("submission"), scene.agency_user, scene.officer)
    freezing.freeze_dossiers(scene.session, by=scene.officer, accepts_missing=True)
    late = scene.part("report", scene.report)
    assert freezing.parts_to_add(scene.session) == []
    make.received(late, scene.other_agency_user, scene.officer)
    assert freezing.parts_to_add(scene.session) == [late]
    made = freezing.supplement(
        scene.session, parts=[late], reason="Báo cáo gửi chậm", by=scene.officer
    )
    assert [f.reference for f in made.files.all()] == ["KH261208-02"]
    assert freezing.parts_to_add(scene.session) == []


def test_a_supplement_needs_a_freeze_a_reason_and_files():
    scene = make.complete()
    with pytest.raises(DossierRefused, match="not_frozen"):
        freezing.supplement(scene.session, [addition(scene)], reason="x", by=scene.officer)
    freezing.freeze_dossiers(scene.session, by=scene.officer)
    for additions, reason, code in (
        ([addition(scene)], " ", "reason_missing"),
        ([], "Không có gì", "nothing_to_add"),
    ):
        with pytest.raises(DossierRefused, match=code):
            freezing.supplement(scene.session, additions, reason=reason, by=scene.officer)
    broken = Addition(part=scene.part("submission"), data=io.BytesIO(b"x"), name="hỏng.pdf")
    with pytest.raises(FileRefused):
        freezing.supplement(scene.session, [broken], reason="Hỏng", by=scene.officer)
    assert Supplement.objects.count() == 0


@pytest.mark.parametrize(("kind", "pages"), [("zip", None), ("pdf", 1 + 2 + 1 + 3)])
def test_all_papers_as_one_file_made_once(kind, pages):
    scene, freeze = frozen()
    steps = []

    def bundle():
        return bundling.bundle_papers(
            scene.session, kind=kind, by=scene.delegate, step=lambda done, all: steps.append(done)
        )

    first = bundle()
    assert (first.pages, bool(steps)) == (pages, True)
    assert bundle() == first
    line = freeze.files.first()
    freezing.supplement(
        scene.session, [addition(scene, replaces=line)], reason="Bản mới", by=scene.officer
    )
    assert bundle() != first
    with pytest.raises(DossierRefused, match="nothing_to_bundle"):
        bundling.bundle_papers(
            scene.session, kind=kind, by=scene.admin, step=lambda done, all: None
        )


@pytest.mark.django_db(transaction=True)
def test_two_officers_freeze_at_once_and_one_wins():
    scene = make.complete()
    barrier = Barrier(2)

    def freeze(_):
        try:
            barrier.wait()
            freezing.freeze_dossiers(scene.session, by=scene.officer)
        except DossierRefused as refused:
            return refused.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(freeze, range(2)))
    assert outcomes == ["already_frozen", "done"]
    assert FrozenFile.objects.count() == 3


def test_a_supplement_sends_the_items_it_brings_papers_for():
    scene = make.requested()
    make.received(scene.part("submission"), scene.agency_user, scene.officer)
    freezing.freeze_dossiers(scene.session, by=scene.officer, accepts_missing=True)
    late = scene.part("report", scene.report)
    make.received(late, scene.other_agency_user, scene.officer)
    scene.report.refresh_from_db()
    assert scene.report.state == ItemState.SUBMITTED

    freezing.supplement(scene.session, parts=[late], reason="Gửi muộn", by=scene.officer)

    scene.report.refresh_from_db()
    assert scene.report.state == ItemState.SENT


def outcome(act):
    """What the act came to, on a connection of its own."""
    try:
        act()
    except DossierRefused as refused:
        return refused.code
    finally:
        connection.close()
    return "done"


@pytest.mark.django_db(transaction=True)
def test_a_part_is_not_returned_while_the_manifest_is_written():
    scene = make.complete()
    submission = PartSubmission.objects.get(part=scene.part("submission"))

    def turn_back():
        dossiers.return_submission(
            submission, reason=ReturnReason.CONTENT, note="", by=scene.officer
        )

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            freezing.freeze_dossiers(scene.session, by=scene.officer)
            returned = pool.submit(outcome, turn_back)
            # Without the lock it is done by now, and the frozen part waits for papers for ever.
            with suppress(TimeoutError):
                returned.result(timeout=1.5)
        assert returned.result() == "frozen"
    assert scene.part("submission").state == "received"


@pytest.mark.django_db(transaction=True)
def test_a_freeze_waits_for_a_return_under_way():
    scene = make.complete()
    submission = PartSubmission.objects.get(part=scene.part("submission"))

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            dossiers.return_submission(
                submission, reason=ReturnReason.CONTENT, note="", by=scene.officer
            )
            freeze = pool.submit(
                outcome, lambda: freezing.freeze_dossiers(scene.session, by=scene.officer)
            )
            with suppress(TimeoutError):
                freeze.result(timeout=1.5)
        assert freeze.result() == "missing"
    assert not FrozenFile.objects.exists()
