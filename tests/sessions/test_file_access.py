"""Who reads the files of dossiers, above all drafts and closed items, and what is written down."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hdnd_portal.accounts.models import RoleAssignment
from hdnd_portal.audit.models import Entry
from hdnd_portal.documents.access import Access, openings
from hdnd_portal.documents.models import Bundle, Version
from hdnd_portal.reports.models import Job
from sessions.dossier_parts import PartKind
from sessions.models import AgendaItem
from sessions.services import dossiers, freezing, requesting
from sessions.services.requesting import PartRequest
from tests.factories import BodyFactory, UserFactory, VersionFactory
from tests.sessions import dossiers as make

pytestmark = pytest.mark.django_db

WORDS = "Kien nghi mien nhiem"


def readings(user):
    read = Entry.objects.filter(event="document.version_read", actor=user.pk)
    return sorted(int(key) for key in read.values_list("subject_id", flat=True))


def get(client, user, name, **kwargs):
    client.force_login(user)
    return client.get(reverse(name, kwargs=kwargs))


def opened(client, user, version):
    return get(client, user, "documents:version", version=version.pk).status_code


def with_text(version, text):
    Version.objects.filter(pk=version.pk).update(text=text, text_state="done")


def handed_in_twice(part, by, officer):
    """Two submissions of one file, each with its words; returns the two versions."""
    first = make.handed_in(part, by)
    place = part.files.get()
    make.put(part, by, pages=5, replaces=place)
    second = dossiers.submit_part(part, by=by)
    versions = [first.versions.get(), second.versions.get()]
    with_text(versions[0], f"Mo dau\n{WORDS} mot")
    with_text(versions[1], f"Mo dau\n{WORDS} hai")
    return versions


@pytest.fixture
def two_bans():
    """A Ban presents an item that another Ban verifies; the verifier has handed in twice."""
    scene = make.scene()
    presenting = BodyFactory(term=scene.session.term)
    item = scene.resolution
    AgendaItem.objects.filter(pk=item.pk).update(presenter=None, presenting_body=presenting)
    item.refresh_from_db()
    scene.presenting_leader = UserFactory(
        role="committee_leader", role__council=scene.session.council, role__body=presenting
    )
    requesting.request_dossier(
        item,
        [
            PartRequest(PartKind.REPORT, body=presenting),
            PartRequest(PartKind.VERIFICATION, body=scene.ban),
        ],
        by=scene.officer,
        on=scene.session.opening_on,
    )
    scene.versions = handed_in_twice(scene.part("verification"), scene.ban_leader, scene.officer)
    return scene


def test_a_ban_that_presents_does_not_read_the_report_of_the_ban_that_verifies(two_bans, client):
    scene = two_bans
    place = {"session": scene.session.pk, "item": scene.resolution.pk}
    compared = {**place, "part": scene.part("verification").pk, "number": 2}

    page = get(client, scene.presenting_leader, "sessions:dossier", **place)
    assert [row["part"].kind for row in page.context["parts"]] == ["report"]
    hidden = get(client, scene.presenting_leader, "sessions:compare_submissions", **compared)
    assert hidden.status_code == 404
    assert [opened(client, scene.presenting_leader, v) for v in scene.versions] == [404, 404]

    shown = get(client, scene.ban_leader, "sessions:compare_submissions", **compared)
    assert f"{WORDS} hai" in shown.content.decode()
    page = get(client, scene.ban_leader, "sessions:dossier", **place)
    assert [row["part"].kind for row in page.context["parts"]] == ["report", "verification"]


def test_texts_of_a_closed_item_are_not_compared(client):
    scene = make.requested()
    part = scene.part("submission")
    handed_in_twice(part, scene.agency_user, scene.officer)
    place = {
        "session": scene.session.pk,
        "item": scene.resolution.pk,
        "part": part.pk,
        "number": 2,
    }
    get(client, scene.ban_leader, "sessions:compare_submissions", **place)
    assert readings(scene.ban_leader) == []

    AgendaItem.objects.filter(pk=scene.resolution.pk).update(is_closed=True)
    page = get(client, scene.ban_leader, "sessions:compare_submissions", **place)
    assert page.status_code == 200
    assert WORDS not in page.content.decode()
    assert readings(scene.ban_leader) == []


def closed_and_frozen():
    """The frozen session of `complete`, its resolution to be heard behind closed doors."""
    scene = make.complete()
    AgendaItem.objects.filter(pk=scene.resolution.pk).update(is_closed=True)
    freeze = freezing.freeze_dossiers(scene.session, by=scene.officer)
    closed = list(freeze.files.filter(item=scene.resolution).order_by("position"))
    return scene, [line.version for line in closed], freeze.files.get(item=scene.report).version


def test_a_closed_paper_goes_to_whoever_wrote_it_and_that_is_recorded(client):
    scene, (submission, report), plain = closed_and_frozen()
    assert opened(client, scene.agency_user, submission) == 200
    assert readings(scene.agency_user) == [submission.pk]
    assert opened(client, scene.agency_user, report) == 404
    assert opened(client, scene.ban_leader, report) == 200
    assert readings(scene.ban_leader) == [report.pk]
    for user in (scene.delegate, scene.officer):
        # An open paper as ever; a closed one leads to the reading room.
        papers = (submission, report, plain)
        assert [opened(client, user, version) for version in papers] == [302, 302, 200]
        assert readings(user) == []


def test_a_closed_paper_is_not_there_for_those_without_a_seat(client):
    scene, closed, _plain = closed_and_frozen()
    outside = [scene.other_agency_user, scene.admin, UserFactory(role="officer")]
    assert [opened(client, user, closed[0]) for user in outside] == [404] * 3
    assert [readings(user) for user in outside] == [[]] * 3


@pytest.mark.parametrize("kind", ["zip", "pdf"])
def test_a_bundle_leaves_closed_papers_out_and_shuts_with_the_role(
    client, kind, django_capture_on_commit_callbacks
):
    scene, _closed, plain = closed_and_frozen()
    client.force_login(scene.delegate)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("sessions:bundle", kwargs={"session": scene.session.pk, "kind": kind}))
    job = Job.objects.get()
    assert job.state == "done"

    held = set(Bundle.objects.get(version=job.result).files.values_list("pk", flat=True))
    assert held == {plain.pk}
    assert opened(client, scene.delegate, job.result) == 200
    assert readings(scene.delegate) == []

    RoleAssignment.objects.filter(user=scene.delegate).update(role="admin")
    assert opened(client, scene.delegate, job.result) == 404


def bundle_of(versions, owner):
    """A bundle of the versions, made by a job of the owner."""
    council = versions[0].file.council
    made = VersionFactory(file__council=council)
    Bundle.objects.create(council=council, fingerprint=made.sha256, version=made).files.set(
        versions
    )
    Job.objects.create(kind="tests", owner=owner, council=council, result=made)
    return made


def asked_for(user, versions):
    """The answers, and how many queries they took; the roles of the user are read before."""
    assert user.assignments
    with CaptureQueriesContext(connection) as queries:
        answers = openings(user, versions)
    return [answers[version.pk] for version in versions], len(queries)


def test_a_bundle_of_many_files_takes_as_many_queries_as_one_of_a_single_file():
    scene, closed, plain = closed_and_frozen()
    for user in (scene.delegate, scene.officer):
        answers, count = asked_for(user, [bundle_of([plain], user)])
        assert [(one.access, list(one.recorded)) for one in answers] == [(Access.READ, [])]
        for many in ([plain, closed[0]], [plain, *closed]):
            # One with a sealed file in it is shut.
            answers, more = asked_for(user, [bundle_of(many, user)])
            assert [one.access for one in answers] == [Access.NONE]
            assert more == count


def test_a_list_of_versions_takes_as_many_queries_as_one_version():
    scene, closed, plain = closed_and_frozen()
    draft = make.requested().part("submission")
    make.put(draft, UserFactory(role="agency", role__agency=draft.agency))
    (hidden,) = dossiers.current_files(draft)
    for user in (scene.delegate, scene.officer):
        answers, count = asked_for(user, [plain])
        assert [one.access for one in answers] == [Access.READ]
        answers, more = asked_for(user, [*closed, plain, hidden.version])
        assert [one.access for one in answers] == [
            Access.SEALED,
            Access.SEALED,
            Access.READ,
            Access.NONE,
        ]
        assert more == count


def test_an_officer_who_helps_the_ban_opens_what_was_put_in(client):
    scene = make.requested()
    part = scene.part("verification")
    make.put(part, scene.officer, name="Dự thảo báo cáo thẩm tra.pdf")
    (row,) = dossiers.current_files(part)
    page = get(client, scene.officer, "sessions:dossier_part", part=part.pk)
    assert page.status_code == 200
    assert opened(client, scene.officer, row.version) == 200
    assert opened(client, scene.ban_leader, row.version) == 200
    # What an agency is still writing stays its own.
    make.put(scene.part("submission"), scene.agency_user)
    (draft,) = dossiers.current_files(scene.part("submission"))
    assert opened(client, scene.officer, draft.version) == 404
