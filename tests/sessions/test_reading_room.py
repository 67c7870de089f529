"""The reading room: every way to the bytes of a sealed file is tried, by role (A15)."""

from __future__ import annotations

import io
import re
import zipfile

import pikepdf
import pypdfium2
import pytest
from django.core.files.storage import storages
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hdnd_portal.accounts.roles import INSIDE, Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.documents import store, watermark
from hdnd_portal.documents.access import Access, access_to, openings, readable
from hdnd_portal.documents.models import Bundle, Version
from hdnd_portal.reports.models import Job
from hdnd_portal.search.finding import find
from sessions.models import AgendaItem, DossierFile, FileRestriction, FrozenFile, RoomOpening
from sessions.services import freezing, reading_room
from sessions.services.bundling import bundle_papers
from sessions.services.refusals import DossierRefused, SessionRefused
from tests.factories import UserFactory
from tests.sessions import dossiers as make

pytestmark = pytest.mark.django_db

WORDS = "Bimatcuakyhop"


@pytest.fixture(params=["closed item", "restricted annex"])
def sealed(request):
    """A frozen session in which the agency's submission belongs into the reading room."""
    scene = make.complete()
    item = scene.resolution
    part = scene.part("submission")
    place = part.files.get()
    if request.param == "closed item":
        AgendaItem.objects.filter(pk=item.pk).update(is_closed=True)
    else:
        reading_room.restrict_file(item, place.file, reason="Số liệu mật", by=scene.officer)
    freeze = freezing.freeze_dossiers(scene.session, by=scene.officer)
    scene.line = FrozenFile.objects.get(freeze=freeze, version__file=place.file)
    scene.version = scene.line.version
    Version.objects.filter(pk=scene.version.pk).update(text=f"Điều 1 {WORDS}")
    scene.plain = freeze.files.get(item=scene.report).version
    return scene


def readers(scene):
    """Everybody inside the council who may read frozen papers and wrote none, by role."""
    council = scene.session.council
    found = {
        role: UserFactory(role=role.value, role__council=council)
        for role in INSIDE
        if role not in {Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER, Role.GROUP_HEAD}
    }
    found[Role.COMMITTEE_MEMBER] = UserFactory(
        role="committee_member", role__council=council, role__body=scene.ban
    )
    # The leader verifies the item, and wrote another paper of it.
    found[Role.COMMITTEE_LEADER] = scene.ban_leader
    return found


def everything_of(response):
    """All bytes of an answer."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def words_by_page(content):
    """The letters of each page without spaces."""
    with pypdfium2.PdfDocument(content) as pdf:
        return ["".join(page.get_textpage().get_text_range().split()) for page in pdf]


def bytes_of(version):
    """What is stored."""
    with store.open_blob(version.key) as blob:
        return blob.read()


def test_direct_address_ranges_and_conditions_send_nothing_of_a_sealed_file(sealed, client):
    address = reverse("documents:version", kwargs={"version": sealed.version.pk})
    whole = bytes_of(sealed.version)
    room = reverse(
        "sessions:room",
        kwargs={"session": sealed.session.pk, "version": sealed.version.pk},
    )
    tries = [
        {},
        {"HTTP_RANGE": "bytes=0-99"},
        {"HTTP_RANGE": "bytes=-50"},
        {"HTTP_RANGE": "bytes=99999999-"},
        {"HTTP_IF_NONE_MATCH": f'"{sealed.version.sha256}"'},
        {"HTTP_IF_RANGE": f'"{sealed.version.sha256}"', "HTTP_RANGE": "bytes=0-9"},
    ]
    for role, user in readers(sealed).items():
        client.force_login(user)
        for query in ("", "?tai"):
            for headers in tries:
                response = client.get(address + query, **headers)
                assert (role, response.status_code) == (role, 302)
                assert response.url == room
                assert everything_of(response) == b""
                assert "ETag" not in response
        assert client.head(address).status_code in {302, 405}
    assert whole.startswith(b"%PDF")
    assert Entry.objects.filter(event="document.version_read").count() == 0


def test_those_outside_get_nothing_at_all(sealed, client):
    kwargs = {"session": sealed.session.pk, "version": sealed.version.pk}
    outside = [
        sealed.other_agency_user,
        sealed.admin,
        UserFactory(role="officer"),
        UserFactory(),
    ]
    for user in outside:
        client.force_login(user)
        direct = client.get(reverse("documents:version", kwargs={"version": sealed.version.pk}))
        assert direct.status_code in {403, 404}
        assert client.get(reverse("sessions:room", kwargs=kwargs)).status_code in {403, 404}
        assert client.post(reverse("sessions:room_pages", kwargs=kwargs)).status_code in {403, 404}
    assert RoomOpening.objects.count() == 0


@pytest.mark.parametrize("kind", ["zip", "pdf"])
def test_bundles_hold_no_sealed_file(sealed, kind):
    for role, user in readers(sealed).items():
        made = bundle_papers(sealed.session, kind=kind, by=user, step=lambda done, total: None)
        held = set(Bundle.objects.get(version=made).files.values_list("pk", flat=True))
        assert (role, sealed.version.pk in held) == (role, False)
        assert sealed.plain.pk in held
        if kind == "zip":
            with zipfile.ZipFile(io.BytesIO(bytes_of(made))) as archive:
                parts = [archive.read(name) for name in archive.namelist()]
            assert bytes_of(sealed.version) not in parts
            assert bytes_of(sealed.plain) in parts


def test_bundle_made_before_the_restriction_is_shut(client):
    scene = make.complete()
    freeze = freezing.freeze_dossiers(scene.session, by=scene.officer)
    user = scene.delegate
    made = bundle_papers(scene.session, kind="zip", by=user, step=lambda done, total: None)
    Job.objects.create(
        kind="sessions.bundle_papers", owner=user, council=scene.session.council, result=made
    )
    address = reverse("documents:version", kwargs={"version": made.pk})
    client.force_login(user)
    assert client.get(address).status_code == 200
    file = freeze.files.first().version.file
    item = DossierFile.objects.get(file=file).part.dossier.item
    reading_room.restrict_file(item, file, reason="Số liệu mật", by=scene.officer)
    assert client.get(address).status_code == 404
    reading_room.lift_restriction(item, file, reason="Đã công bố", by=scene.officer)
    assert client.get(address).status_code == 200


def test_a_session_of_sealed_files_alone_has_no_bundle():
    scene = make.complete()
    AgendaItem.objects.filter(session=scene.session).update(is_closed=True)
    freezing.freeze_dossiers(scene.session, by=scene.officer)
    with pytest.raises(DossierRefused, match="nothing_to_bundle"):
        bundle_papers(scene.session, kind="zip", by=scene.delegate, step=lambda done, total: None)


def test_latest_link_leads_to_the_reader_and_no_further(sealed, client):
    client.force_login(sealed.delegate)
    latest = client.get(
        reverse(
            "sessions:latest_paper",
            kwargs={"session": sealed.session.pk, "file": sealed.version.file_id},
        )
    )
    assert latest.url == reverse(
        "sessions:read_paper",
        kwargs={"session": sealed.session.pk, "paper": sealed.line.pk},
    )
    page = client.get(latest.url).content.decode()
    assert "data-room=" in page
    direct = reverse("documents:version", kwargs={"version": sealed.version.pk})
    assert direct not in page
    assert WORDS not in page


def test_comparison_shows_nothing_of_a_sealed_paper(sealed, client):
    part = sealed.part("submission")
    freezing.supplement(
        sealed.session,
        [
            freezing.Addition(
                part,
                io.BytesIO(make.material.pdf(2)),
                "thay.pdf",
                replaces=sealed.line,
            )
        ],
        reason="Thay số liệu",
        by=sealed.officer,
    )
    newer = FrozenFile.objects.get(replaces=sealed.line)
    Version.objects.filter(pk=newer.version_id).update(text=f"Điều 1 {WORDS} khác")
    for role, user in readers(sealed).items():
        client.force_login(user)
        page = client.get(
            reverse(
                "sessions:compare_paper",
                kwargs={"session": sealed.session.pk, "paper": newer.pk},
            )
        )
        assert (role, page.status_code) == (role, 404)


def test_search_finds_no_word_of_a_sealed_paper(sealed):
    for user in readers(sealed).values():
        assert find(WORDS, user).entries == []


def test_room_page_and_manifest_show_names_alone(sealed, client):
    client.force_login(sealed.delegate)
    room = client.get(
        reverse(
            "sessions:room",
            kwargs={"session": sealed.session.pk, "version": sealed.version.pk},
        )
    )
    assert room.status_code == 200
    assert WORDS not in room.content.decode()
    assert RoomOpening.objects.count() == 0
    place = {"session": sealed.session.pk}
    manifest = client.get(reverse("sessions:manifest", kwargs=place))
    assert "Phòng đọc" in manifest.content.decode()
    assert sealed.line.pk in manifest.context["room"]
    sheet = client.get(reverse("sessions:manifest", kwargs=place) + "?dang=xlsx")
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True))
    marked = {row[0] for row in rows[3:] if row[12] == "x"}
    plain = FrozenFile.objects.get(version=sealed.plain).position
    assert sealed.line.position in marked
    assert plain not in marked


def test_each_page_carries_name_and_minute_and_each_opening_is_kept(sealed, client, time_machine):
    time_machine.move_to("2026-12-01T07:05:30+00:00", tick=False)
    user = sealed.delegate
    client.force_login(user)
    address = reverse(
        "sessions:room_pages",
        kwargs={"session": sealed.session.pk, "version": sealed.version.pk},
    )
    assert client.get(address).status_code == 405
    for count in (1, 2):
        response = client.post(address, HTTP_RANGE="bytes=0-99")
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"
        assert "Accept-Ranges" not in response
        assert RoomOpening.objects.filter(user=user, version=sealed.version).count() == count
        assert Entry.objects.filter(event="room.opened", actor=user.pk).count() == count
    last = RoomOpening.objects.first()
    texts = words_by_page(response.content)
    assert len(texts) == sealed.version.pages
    mark = f"{user.name} ({user.username}) · 14:05 01/12/2026 · lượt {last.pk}"
    for text in texts:
        assert "".join(mark.split()) in text
    assert response.content != bytes_of(sealed.version)


def test_opening_is_never_changed_or_deleted(sealed):
    RoomOpening.objects.create(
        session=sealed.session,
        item=sealed.resolution,
        version=sealed.version,
        user=sealed.delegate,
        opened_at=timezone.now(),
    )
    with pytest.raises(ProgrammingError), transaction.atomic():
        RoomOpening.objects.update(opened_at=timezone.now())
    with pytest.raises(ProgrammingError), transaction.atomic():
        RoomOpening.objects.all().delete()
    assert connection.needs_rollback is False


def test_broken_file_opens_for_nobody_and_no_opening_is_kept(sealed, client, tmp_path):
    path = tmp_path / "hong.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(watermark.NotStampable):
        watermark.stamp(path, "Tên", io.BytesIO())
    storage = storages["default"]
    storage.delete(sealed.version.key)
    storage.save(sealed.version.key, io.BytesIO(b"%PDF-1.4 nothing"))
    client.force_login(sealed.delegate)
    response = client.post(
        reverse(
            "sessions:room_pages",
            kwargs={"session": sealed.session.pk, "version": sealed.version.pk},
        )
    )
    assert response.status_code == 409
    assert RoomOpening.objects.count() == 0


def test_attachments_and_scripts_do_not_come_along(tmp_path):
    path = tmp_path / "kem.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.add_blank_page(page_size=(842, 595))
        pdf.pages[1].rotate(90, relative=True)
        pdf.attachments["goc.docx"] = b"ban goc khong danh dau"
        pdf.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
        )
        pdf.save(path)
    out = io.BytesIO()
    assert watermark.stamp(path, "Ngô Thị Thử · 08:00 08/12/2026", out) == 2
    assert b"ban goc" not in out.getvalue()
    with pikepdf.open(out) as marked:
        assert "/OpenAction" not in marked.Root
        assert "/Names" not in marked.Root
    for text in words_by_page(out.getvalue()):
        assert "NgôThịThử·08:0008/12/2026" in text


def test_only_the_author_and_for_other_kinds_the_office_have_the_file(sealed):
    assert access_to(sealed.agency_user, sealed.version) is Access.RECORDED
    word = Version.objects.get(pk=sealed.version.pk)
    word.media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert access_to(sealed.officer, word) is Access.RECORDED
    assert access_to(sealed.delegate, word) is Access.NONE
    assert readable(sealed.delegate, [sealed.version, sealed.plain]) == {sealed.plain.pk}
    assert openings(sealed.delegate, [sealed.version])[sealed.version.pk].recorded == ()


def test_restriction_is_set_and_lifted_with_a_reason(client):
    scene = make.complete()
    file = scene.part("submission").files.get().file
    place = {"session": scene.session.pk, "item": scene.resolution.pk, "file": file.pk}
    client.force_login(scene.officer)
    client.post(reverse("sessions:restrict_file", kwargs=place), {"reason": " "})
    assert FileRestriction.objects.count() == 0
    client.post(reverse("sessions:restrict_file", kwargs=place), {"reason": "Số liệu mật"})
    assert FileRestriction.objects.get().reason == "Số liệu mật"
    with pytest.raises(SessionRefused, match="room_restricted"):
        reading_room.restrict_file(scene.resolution, file, reason="x", by=scene.officer)
    page = client.get(
        reverse("sessions:dossier", kwargs={k: place[k] for k in ("session", "item")})
    )
    assert file.pk in page.context["restricted"]
    client.post(reverse("sessions:lift_restriction", kwargs=place), {"reason": "Đã công bố"})
    assert FileRestriction.objects.get().lifted_at is not None
    with pytest.raises(SessionRefused, match="room_not_restricted"):
        reading_room.lift_restriction(scene.resolution, file, reason="x", by=scene.officer)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_openings_for_the_chair(client, django_assert_max_num_queries, count):
    scene = make.complete()
    AgendaItem.objects.filter(session=scene.session).update(is_closed=True)
    freeze = freezing.freeze_dossiers(scene.session, by=scene.officer)
    lines = list(freeze.files.all())[:count]
    for line in lines:
        for reader in UserFactory.create_batch(count):
            RoomOpening.objects.create(
                session=scene.session,
                item=line.item,
                version=line.version,
                user=reader,
                opened_at=timezone.now(),
            )
    chair = UserFactory(role="chair", role__council=scene.session.council)
    client.force_login(chair)
    address = reverse("sessions:room_log", kwargs={"session": scene.session.pk})
    client.get(address)
    with django_assert_max_num_queries(10):
        page = client.get(address)
    assert page.context["count"] == len(lines) * count
    sheet = client.get(f"{address}?dang=xlsx")
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert len(rows) == 3 + len(lines) * count
    assert re.fullmatch(r"\d\d:\d\d:\d\d \d\d/\d\d/\d{4}", rows[3][1])
