"""The pages of dossiers: who sees them, what they do, and what they say."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hdnd_portal.reports.models import Job
from sessions.dossier_parts import PartKind
from sessions.models import DossierFreeze, DossierPart, PartSubmission, ReviewLevel
from sessions.services import dossiers, freezing, requesting
from sessions.services.requesting import PartRequest
from sessions.workflow import PartState, ReturnReason
from tests.documents import material
from tests.factories import AgendaItemFactory, GuestFactory
from tests.sessions import dossiers as make

pytestmark = pytest.mark.django_db


def url(name, **kwargs):
    return reverse(f"sessions:{name}", kwargs=kwargs)


def upload(name, content=None):
    return SimpleUploadedFile(name, content or material.pdf(2))


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_an_agency_hands_in_its_part_without_a_script(client):
    scene = make.requested()
    part = scene.part("submission")
    client.force_login(scene.agency_user)
    owed = client.get(url("owed"))
    assert [p.pk for p in owed.context["owed"]] == [part.pk, scene.part("annex").pk]
    page = url("dossier_part", part=part.pk)
    files = [upload("Tờ trình.pdf"), upload("Dự thảo.docx", material.word()), upload("a.exe")]
    response = client.post(url("add_files", part=part.pk), {"files": files}, follow=True)
    said = messages_of(response)
    assert len(said) == 2
    assert "a.exe" in said[0]
    assert "2 tệp" in said[1]
    response = client.post(url("submit_part", part=part.pk), follow=True)
    assert response.redirect_chain[-1][0] == page
    submission = PartSubmission.objects.get()
    assert submission.versions.count() == 2
    receipt = client.get(url("submission_receipt", part=part.pk, number=1))
    for version in submission.versions.all():
        assert version.sha256 in receipt.content.decode()


def test_the_office_reviews_by_its_levels_before_it_receives(client):
    scene = make.requested()
    council = scene.session.council
    first = ReviewLevel.objects.create(
        council=council, position=1, name="Chuyên viên kiểm tra", role="officer"
    )
    ReviewLevel.objects.create(
        council=council, position=2, name="Lãnh đạo duyệt", role="office_head"
    )
    submission = make.handed_in(scene.part(), scene.agency_user)
    part = submission.part
    place = {"session": scene.session.pk, "item": scene.resolution.pk}
    there = {**place, "part": part.pk, "number": 1}
    client.force_login(scene.officer)
    page = client.get(url("dossier", **place)).content.decode()
    assert url("review_part", **there) in page
    assert url("receive_part", **there) not in page
    sent = {f"part-{part.pk}-level": first.pk, f"part-{part.pk}-note": "Đủ thành phần."}
    said = client.post(url("review_part", **there), sent, follow=True)
    assert messages_of(said) == ["Chuyên viên kiểm tra: đã đồng ý."]
    text = said.content.decode()
    assert "Đủ thành phần." in text
    assert url("review_part", **there) not in text  # the head's turn
    refused = client.post(url("receive_part", **there), follow=True)
    assert "Lãnh đạo duyệt" in messages_of(refused)[0]
    assert DossierPart.objects.get(pk=part.pk).state == PartState.SUBMITTED


def test_a_script_gets_json(client):
    scene = make.requested()
    part = scene.part("submission")
    client.force_login(scene.agency_user)
    response = client.post(
        url("add_files", part=part.pk),
        {"files": [upload("trống.pdf", b" "), upload("a.pdf")]},
        headers={"accept": "application/json"},
    )
    assert response.json()["taken"] == 1
    assert "trống.pdf" in response.json()["refusals"][0]


def test_an_empty_upload_says_what_to_do(client):
    scene = make.requested()
    client.force_login(scene.agency_user)
    target = url("add_files", part=scene.part("submission").pk)
    assert messages_of(client.post(target, {}, follow=True)) == ["Hãy chọn ít nhất một tệp."]
    empty = SimpleUploadedFile("trống.pdf", b"")
    said = messages_of(client.post(target, {"files": [empty]}, follow=True))
    assert len(said) == 1


def test_a_script_in_a_name_is_only_text(client):
    scene = make.requested()
    part = scene.part("submission")
    DossierPart.objects.filter(pk=part.pk).update(title="<script>alert(1)</script>")
    client.force_login(scene.agency_user)
    page = client.get(url("dossier_part", part=part.pk)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("name", ["dossier_part", "add_files", "submit_part"])
def test_another_agency_finds_nothing(client, name):
    scene = make.requested()
    part = scene.part("submission")
    for user in (scene.other_agency_user, scene.delegate, scene.admin):
        client.force_login(user)
        target = url(name, part=part.pk)
        response = client.get(target) if name == "dossier_part" else client.post(target)
        assert response.status_code in {403, 404}


def test_the_office_receives_and_returns(client):
    scene = make.requested()
    part = scene.part("submission")
    make.handed_in(part, scene.agency_user)
    client.force_login(scene.officer)
    place = {"session": scene.session.pk, "item": scene.resolution.pk}
    page = client.get(url("dossier", **place))
    assert page.status_code == 200
    target = url("return_part", part=part.pk, number=1, **place)
    client.post(target, {})
    part.refresh_from_db()
    assert part.state == PartState.SUBMITTED
    client.post(target, {f"part-{part.pk}-reason": "not_signed", f"part-{part.pk}-note": "Ký số"})
    part.refresh_from_db()
    assert part.state == PartState.RETURNED
    make.put(part, scene.agency_user, pages=4, name="Bản ký.pdf")
    dossiers.submit_part(part, by=scene.agency_user)
    client.post(url("receive_part", part=part.pk, number=2, **place))
    part.refresh_from_db()
    assert part.state == PartState.RECEIVED
    compared = client.get(url("compare_submissions", part=part.pk, number=2, **place))
    assert [c.change for c, _lines in compared.context["changes"]] == ["same", "added"]


def test_an_agency_can_neither_receive_nor_see_the_dossiers(client):
    scene = make.requested()
    part = scene.part("submission")
    make.handed_in(part, scene.agency_user)
    client.force_login(scene.agency_user)
    place = {"session": scene.session.pk, "item": scene.resolution.pk}
    assert client.post(url("receive_part", part=part.pk, number=1, **place)).status_code == 403
    assert client.get(url("dossiers", session=scene.session.pk)).status_code == 403
    assert client.get(url("dossier", **place)).status_code == 403


def test_the_office_asks_for_the_usual_parts(client):
    scene = make.scene()
    client.force_login(scene.officer)
    target = url("request_dossier", session=scene.session.pk, item=scene.resolution.pk)
    formset = client.get(target).context["formset"]
    data = {
        f"{formset.prefix}-TOTAL_FORMS": formset.total_form_count(),
        f"{formset.prefix}-INITIAL_FORMS": formset.initial_form_count(),
    }
    for form in formset:
        for name in form.fields:
            data[f"{form.prefix}-{name}"] = form[name].value() or ""
    response = client.post(target, data)
    assert response.status_code == 302
    parts = DossierPart.objects.filter(dossier__item=scene.resolution)
    assert [(p.kind, p.owner) for p in parts] == [
        ("submission", scene.agency),
        ("draft", scene.agency),
        ("annex", scene.agency),
        ("verification", scene.ban),
    ]


def test_a_dossier_is_verified_by_the_ban_that_owes_it(client):
    scene = make.requested()
    make.received(scene.part("submission"), scene.agency_user, scene.officer)
    client.force_login(scene.ban_leader)
    place = {"session": scene.session.pk, "item": scene.resolution.pk}
    page = client.get(url("dossier", **place)).content.decode()
    part = scene.part("verification")
    assert url("dossier_part", part=part.pk) in page
    client.post(url("add_files", part=part.pk), {"files": [upload("Báo cáo thẩm tra.pdf")]})
    client.post(url("submit_part", part=part.pk))
    part.refresh_from_db()
    assert part.state == PartState.SUBMITTED


def test_freeze_and_supplement_in_the_browser(client):
    scene = make.complete()
    client.force_login(scene.officer)
    place = {"session": scene.session.pk}
    assert client.get(url("manifest", **place)).status_code == 404
    assert client.get(url("freeze", **place)).context["outlook"].files == 3
    response = client.post(url("freeze", **place), follow=True)
    assert response.redirect_chain[-1][0] == url("manifest", **place)
    assert response.context["holds"]
    freeze = DossierFreeze.objects.get()
    line = freeze.files.first()
    refused = client.post(url("supplement", **place), {"reason": "Sửa số liệu"})
    assert set(refused.context["form"].errors) == {"files"}
    client.post(
        url("supplement", **place),
        {
            "reason": "Sửa số liệu",
            "replaces": line.pk,
            "files": [upload("Mới.pdf", material.pdf(9))],
        },
    )
    added = freeze.files.get(supplement__number=1)
    assert (added.replaces, added.pages) == (line, 9)
    for user in (scene.delegate, scene.ban_leader):
        client.force_login(user)
        assert client.get(url("manifest", **place)).status_code == 200
    client.force_login(scene.agency_user)
    assert client.get(url("manifest", **place)).status_code in {403, 404}


def test_freezing_with_gaps_asks_first(client):
    scene = make.requested()
    make.received(scene.part("submission"), scene.agency_user, scene.officer)
    client.force_login(scene.officer)
    place = {"session": scene.session.pk}
    refused = client.post(url("freeze", **place))
    assert refused.status_code == 200
    assert len(refused.context["outlook"].missing) == 2
    assert not DossierFreeze.objects.exists()
    client.post(url("freeze", **place), {"accepts_missing": "on"})
    assert DossierFreeze.objects.exists()


def test_a_delegate_gets_all_papers_as_one_file(client, django_capture_on_commit_callbacks):
    scene = make.complete()
    freezing.freeze_dossiers(scene.session, by=scene.officer)
    client.force_login(scene.delegate)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url("bundle", session=scene.session.pk, kind="pdf"))
    job = Job.objects.get()
    assert (job.state, job.result.pages) == ("done", 1 + 2 + 1 + 3)
    assert client.get(response.url).status_code == 200
    version = reverse("documents:version", kwargs={"version": job.result_id})
    assert client.get(version).status_code == 200
    client.force_login(scene.agency_user)
    assert client.get(version).status_code == 404
    assert client.post(url("bundle", session=scene.session.pk, kind="pdf")).status_code == 403


@pytest.mark.parametrize("form", ["ledger", "manifest"])
def test_tables_go_out_as_xlsx(client, form):
    scene = make.complete()
    freezing.freeze_dossiers(scene.session, by=scene.officer)
    client.force_login(scene.officer)
    response = client.get(url(form, session=scene.session.pk), {"dang": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet.max_row == (3 + 4 if form == "ledger" else 3 + 3)


def test_returns_are_counted_by_reason(client):
    scene = make.requested()
    part = scene.part("submission")
    for reason in ("not_signed", "incomplete", "incomplete"):
        submission = make.handed_in(part, scene.agency_user)
        dossiers.return_submission(
            submission, reason=ReturnReason(reason), note="", by=scene.officer
        )
    client.force_login(scene.officer)
    page = client.get(url("ledger", session=scene.session.pk))
    row = next(row for row in page.context["rows"] if row.owner == scene.agency)
    counted = [("Thiếu thành phần hồ sơ", 2), ("Chưa ký, chưa đóng dấu hoặc chưa ký số", 1)]
    assert row.returns_by_reason == counted
    assert "<li>Thiếu thành phần hồ sơ: 2</li>" in page.content.decode()
    response = client.get(url("ledger", session=scene.session.pk), {"dang": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    column = [cell.value for cell in sheet[3]].index("Lý do trả lại")
    assert [row[column].value for row in sheet.iter_rows(min_row=4) if row[column].value] == [
        "Thiếu thành phần hồ sơ (2); Chưa ký, chưa đóng dấu hoặc chưa ký số (1)"
    ]


def test_files_open_only_to_those_the_dossier_names(client):
    scene = make.requested()
    part = scene.part("submission")
    submission = make.handed_in(part, scene.agency_user)
    (version,) = submission.versions.all()
    make.put(part, scene.agency_user, pages=3, name="nháp.pdf")
    draft = next(row.version for row in dossiers.current_files(part) if not row.is_sent)

    def opened(user, of):
        client.force_login(user)
        return client.get(reverse("documents:version", kwargs={"version": of.pk})).status_code

    handed_in = {
        scene.agency_user: 200,
        scene.officer: 200,
        scene.ban_leader: 200,
        scene.other_agency_user: 404,
        scene.delegate: 404,
        scene.admin: 404,
    }
    assert {user: opened(user, version) for user in handed_in} == handed_in
    assert (opened(scene.agency_user, draft), opened(scene.officer, draft)) == (200, 404)
    dossiers.receive_submission(dossiers.submit_part(part, by=scene.agency_user), by=scene.officer)
    freezing.freeze_dossiers(scene.session, by=scene.officer, accepts_missing=True)
    assert opened(scene.delegate, version) == 200
    assert opened(scene.admin, version) == 404


PAGES = ["plan", "agenda", "invitations", "reading", "dossiers", "ledger", "freeze"]


def add_received(scene, count):
    """More items, each with a dossier received and a part still owed, and as many guests."""
    for _ in range(count):
        item = AgendaItemFactory(session=scene.session, presenter=scene.agency, kind="report")
        on = scene.session.opening_on
        wanted = [
            PartRequest(kind, agency=scene.agency) for kind in (PartKind.REPORT, PartKind.ANNEX)
        ]
        for part in requesting.request_dossier(item, wanted, by=scene.officer, on=on):
            make.received(part, scene.agency_user, scene.officer)
        wanted = [PartRequest(PartKind.SUBMISSION, agency=scene.agency)]
        requesting.request_dossier(item, wanted, by=scene.officer, on=on)
        GuestFactory(session=scene.session)
    return item


def queries(client, path):
    """How many queries the second look at the page takes."""
    assert client.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def test_queries_do_not_grow_with_the_rows(client):
    scene = make.complete()
    taken = []
    for count in (1, 3):
        item = add_received(scene, count)
        client.force_login(scene.officer)
        here = {name: queries(client, url(name, session=scene.session.pk)) for name in PAGES}
        here["dossier"] = queries(client, url("dossier", session=scene.session.pk, item=item.pk))
        client.force_login(scene.agency_user)
        here["owed"] = queries(client, url("owed"))
        taken.append(here)
    assert taken[0] == taken[1]
    assert {name: count for name, count in taken[0].items() if count > 12} == {}


def test_queries_of_the_request_do_not_grow_with_its_lines(client):
    scene = make.scene()
    client.force_login(scene.officer)
    place = {"session": scene.session.pk, "item": scene.resolution.pk}
    first = client.get(url("request_dossier", **place))
    asked = queries(client, url("request_dossier", **place))
    requesting.request_dossier(
        scene.resolution,
        [PartRequest(PartKind.OPINION, agency=scene.agency)],
        by=scene.officer,
        on=scene.session.opening_on,
    )
    again = client.get(url("request_dossier", **place))
    assert (len(first.context["formset"].forms), len(again.context["formset"].forms)) == (6, 2)
    assert queries(client, url("request_dossier", **place)) == asked <= 12


@pytest.mark.parametrize(
    ("act", "field", "length", "sentence"),
    [
        ("return_part", "part-{}-note", 2001, "dài quá 2.000 ký tự"),
        ("cancel_part", "cancel-{}-reason", 501, "dài quá 500 ký tự"),
    ],
)
def test_too_long_a_reason_is_said_to_be_too_long(client, act, field, length, sentence):
    scene = make.requested()
    part = scene.part("submission")
    place = {"session": scene.session.pk, "item": scene.resolution.pk, "part": part.pk}
    if act == "return_part":
        place["number"] = make.handed_in(part, scene.agency_user).number
    client.force_login(scene.officer)
    data = {field.format(part.pk): "x" * length, f"part-{part.pk}-reason": "content"}

    page = client.post(url(act, **place), data)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "x" * length in page.content.decode()  # what was typed is there to be shortened
    assert DossierPart.objects.get(pk=part.pk).state in {PartState.AWAITED, PartState.SUBMITTED}


def test_words_of_a_refused_review_or_return_are_kept(client):
    scene = make.requested()
    council = scene.session.council
    levels = [
        ReviewLevel.objects.create(council=council, position=n, name=f"Cấp {n}", role="officer")
        for n in (1, 2)
    ]
    part = make.handed_in(scene.part(), scene.agency_user).part
    place = {"session": scene.session.pk, "item": scene.resolution.pk, "part": part.pk, "number": 1}
    name = f"part-{part.pk}"
    client.force_login(scene.officer)

    wrong_level = {f"{name}-level": levels[1].pk, f"{name}-note": "Đủ thành phần."}
    page = client.post(url("review_part", **place), wrong_level)
    assert page.status_code == 422
    (row,) = [row for row in page.context["parts"] if row["part"] == part]
    assert row["opens_review"]
    assert row["review_form"]["note"].value() == "Đủ thành phần."
    assert row["review_form"]["level"].value() == levels[0].pk

    page = client.post(url("return_part", **place), {f"{name}-note": "Thiếu phụ lục 2"})
    assert "Thiếu phụ lục 2" in page.text
    part.state = PartState.RETURNED
    part.save()
    gone = {f"{name}-reason": "content", f"{name}-note": "Thiếu phụ lục 3"}
    page = client.post(url("return_part", **place), gone)
    (row,) = [row for row in page.context["parts"] if row["part"] == part]
    assert row["typed"] == "Thiếu phụ lục 3"
    assert "Thiếu phụ lục 3" in page.text


def test_queries_of_frozen_papers_do_not_grow_with_the_rows(client):
    taken = []
    for count in (1, 3):
        scene = make.complete()
        add_received(scene, count)
        freezing.freeze_dossiers(scene.session, by=scene.officer, accepts_missing=True)
        client.force_login(scene.officer)
        here = {"manifest": queries(client, url("manifest", session=scene.session.pk))}
        client.force_login(scene.delegate)
        here["reading"] = queries(client, url("reading", session=scene.session.pk))
        taken.append(here)
    assert taken[0] == taken[1]
    assert {name: count for name, count in taken[0].items() if count > 12} == {}


def test_length_that_only_the_file_states_is_marked_so(client):
    scene = make.requested()
    part = scene.part("submission")
    client.force_login(scene.agency_user)
    sheets = [upload("biểu.xlsx", material.sheet()), upload("trình chiếu.pptx", material.slides(4))]
    files = [upload("Tờ trình.docx", material.word()), upload("a.pdf"), *sheets]
    client.post(url("add_files", part=part.pk), {"files": files})
    receipt = dossiers.submit_part(part, by=scene.agency_user)
    words = {"1 trang (theo tệp)", "1 trang tính", "4 trang chiếu"}
    page = client.get(url("submission_receipt", part=part.pk, number=1)).content.decode()
    assert {text for text in words if text in page} == words
    dossiers.receive_submission(receipt, by=scene.officer)
    freezing.freeze_dossiers(scene.session, by=scene.officer, accepts_missing=True)
    client.force_login(scene.officer)
    place = url("manifest", session=scene.session.pk)
    page = client.get(place).content.decode()
    assert {text for text in words if text in page} == words
    response = client.get(place, {"dang": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert {(row[6], row[7] or "") for row in rows} == {(None, text) for text in words} | {(2, "")}
    client.force_login(scene.delegate)
    page = client.get(url("reading", session=scene.session.pk)).content.decode()
    assert {text for text in {*words, "2 trang"} if text in page} == {*words, "2 trang"}
