"""The pages after the vote: register, record, text, signing, chain, opinions."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.documents.models import Version
from hdnd_portal.ui.lists.page import EXPORT
from sessions.applied_paper import applied_paper
from sessions.models import DraftOpinion, Resolution, TargetValue
from sessions.resolution_papers import resolution_paper
from sessions.services import effects, opinions, signing, targets
from sessions.workflow.resolution import LinkKind
from tests.factories import AgencyFactory, AgendaItemFactory, UserFactory
from tests.sessions.resolutions import (
    ADOPTED,
    ARTICLES,
    PASSPHRASE,
    checked,
    drafted,
    keys,
    scene,
    text_of,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _july():
    with time_machine.travel("2026-07-20 10:00:00+07:00", tick=False):
        yield


@pytest.fixture
def made(db):
    return scene()


@pytest.fixture
def office(client, made):
    client.force_login(made.officer)
    return client


@pytest.fixture
def clerk(client, made):
    client.force_login(UserFactory(role="clerk", role__council=made.session.council))
    return client


def page(name, resolution, **more):
    return reverse(f"sessions:{name}", kwargs={"resolution": resolution.pk, **more})


def issued(made, **more):
    found = checked(made, **more)
    found = signing.sign_digitally(
        found, signer=made.chair.pk, on=ADOPTED, key=keys().p12, passphrase=PASSPHRASE,
        by=made.officer,
    )  # fmt: skip
    return signing.issue(found, by=made.officer)


def test_a_passed_item_is_offered_and_becomes_a_resolution(office, made):
    address = reverse("sessions:session_resolutions", kwargs={"session": made.session.pk})
    assert made.item.title in office.get(address).content.decode()

    kwargs = {"session": made.session.pk, "item": made.item.pk}
    answer = office.post(
        reverse("sessions:draft_resolution", kwargs=kwargs),
        {"form": "legal", "adopted_on": "16/07/2026"},
    )

    found = Resolution.objects.get()
    assert answer.headers["Location"] == page("resolution_text", found)
    assert "Điều 2. Tổ chức thực hiện" in office.get(answer.headers["Location"]).content.decode()


def test_the_text_is_kept_and_what_is_wrong_is_shown(office, made):
    found = drafted(made)
    sent = {**text_of(found), "effective_on": "01/08/2026"}

    wrong = office.post(page("resolution_text", found), {**sent, "articles": "Mở đầu"})
    assert wrong.status_code == 200
    assert "Mở đầu" in wrong.content.decode()
    assert not found.articles.exists()

    answer = office.post(page("resolution_text", found), sent)
    assert answer.headers["Location"] == page("resolution", found)
    assert found.articles.count() == 4
    text = office.get(page("resolution_text", found)).content.decode()
    assert "a) Hòa giải viên;" in text


def test_the_record_lists_each_check_with_its_source(office, made):
    found = written(made)
    text = office.get(page("resolution", found)).content.decode()

    assert "Mỗi điều có tên" in text
    assert "Nghị định 78/2025/NĐ-CP, Điều 63" in text
    assert "Chưa đạt" not in text
    signed = issued(made, item=made.another())
    assert "Chữ ký còn giá trị" in office.get(page("resolution", signed)).content.decode()


def test_a_move_by_who_may_not_is_refused(client, made):
    found = written(made)
    client.force_login(UserFactory(role="delegate", role__council=made.session.council))

    answer = client.post(page("move_resolution", found, move="check"))

    assert answer.status_code == 403
    assert Resolution.objects.get().state == "draft"
    assert client.post(page("move_resolution", found, move="fly")).status_code == 404


def test_the_clerk_signs_with_the_key_and_nothing_of_it_stays(clerk, made):
    found = checked(made)
    key = io.BytesIO(keys().p12)
    key.name = "khoa.p12"

    wrong = clerk.post(
        page("sign_resolution", found),
        {"signer": made.chair.pk, "on": "20/07/2026", "how": "digital", "key": key,
         "passphrase": "sai"},
    )  # fmt: skip
    assert "Không mở được khóa ký" in wrong.content.decode()
    assert 'value="sai"' not in wrong.content.decode()
    key.seek(0)
    answer = clerk.post(
        page("sign_resolution", found),
        {"signer": made.chair.pk, "on": "20/07/2026", "how": "digital", "key": key,
         "passphrase": PASSPHRASE},
    )  # fmt: skip

    assert answer.headers["Location"] == page("resolution", found)
    assert Resolution.objects.get().reference == "01/2026/NQ-HĐND"


def test_the_step_of_sending_up_carries_resolution_and_item(office, made):
    found = issued(made)
    office.post(
        page("finish_step", found, step="to_ubtvqh"),
        {"to_ubtvqh-on": "20/07/2026", "to_ubtvqh-reference": "Công văn 5/HĐND-VP"},
    )

    found.refresh_from_db()
    made.item.refresh_from_db()
    assert (found.state, made.item.state) == ("sent_up", "sent_up")


def test_a_step_that_is_refused_keeps_no_file(office, made):
    found = issued(made)
    proof = SimpleUploadedFile("phieu-gui.txt", "Phiếu gửi".encode())
    sent = {"to_local-on": "20/07/2027", "to_local-reference": "5/VP", "to_local-proof": proof}
    before = Version.objects.count()
    answer = office.post(page("finish_step", found, step="to_local"), sent, follow=True)
    assert found.steps.get(step="to_local").done_on is None
    assert Version.objects.count() == before
    assert [str(message) for message in answer.context["messages"]] != []


def test_drafts_carry_the_name_of_the_chair(made):
    drawn = resolution_paper(drafted(made))
    assert drawn.signatures[0].name == made.chair.name


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("kind", ["legal", "individual"])
def test_the_paper_is_printed_before_and_after_the_number(office, made, form, kind):
    found = checked(made, kind)
    answer = office.get(page("print_resolution", found, form=form))

    assert answer.status_code == 200
    assert answer.content[:4] in {b"%PDF", b"PK\x03\x04"}


def test_what_applies_on_a_day_follows_the_amending_resolution(office, made):
    first = issued(made)
    second_item = made.another("Nghị quyết sửa đổi, bổ sung một số điều")
    second = drafted(made, item=second_item)
    from sessions.services import resolutions  # noqa: PLC0415 -- beside its use

    articles = ARTICLES.replace("01 tháng 8", "01 tháng 9")
    second = resolutions.change_text(
        second,
        by=made.officer,
        **text_of(second, articles=articles, effective_on=ADOPTED.replace(month=9, day=1)),
    )
    second.refresh_from_db()
    second = resolutions.confirm_form(second, by=made.officer)
    link = effects.link(second, target=first, kind=LinkKind.AMENDS, by=made.officer)
    second = signing.sign_digitally(
        second, signer=made.chair.pk, on=ADOPTED, key=keys().p12, passphrase=PASSPHRASE,
        by=made.officer,
    )  # fmt: skip
    second = signing.issue(second, by=made.officer)
    address = page("amend_article", second, link=link.pk)
    for number, text in (("2", "Hỗ trợ 300.000 đồng/tổ/tháng."), ("2a", "Điều mới."), ("3", "")):
        sent = {"number": number, "title": "Mức mới" if text else "", "text": text}
        assert office.post(address, sent).status_code == 302

    before = office.get(page("applied_on", first), {"ngay": "31/08/2026"}).content.decode()
    after = office.get(page("applied_on", first), {"ngay": "01/09/2026"}).content.decode()
    assert "200.000 đồng" in before
    assert "300.000 đồng" not in before
    assert "300.000 đồng" in after
    assert "200.000 đồng" not in after
    assert "Điều 2a." in after
    assert "(được bãi bỏ)" in after
    assert office.get(page("applied_on", first), {"ngay": "31/02/2026"}).status_code == 200
    printed = repr(applied_paper(first, on=ADOPTED.replace(month=9, day=1)).body)
    assert f"(Theo Nghị quyết số {second.reference}, áp dụng từ ngày 01/09/2026)" in printed
    assert f"(Được bãi bỏ theo Nghị quyết số {second.reference} từ ngày 01/09/2026)" in printed
    assert printed.count(f"Nghị quyết số {second.reference} {second.title}") == 1
    assert second.reference not in repr(applied_paper(first, on=ADOPTED).body)
    assert "300.000 đồng" in printed
    for form, begin in (("pdf", b"%PDF"), ("docx", b"PK")):
        paper = office.get(page("print_applied", first, form=form), {"ngay": "01/09/2026"})
        assert paper.content.startswith(begin)
    unread = office.get(page("print_applied", first, form="pdf"), {"ngay": "31/02/2026"})
    assert unread.url.endswith("?ngay=31%2F02%2F2026")
    assert [one.number for one in effects.applied_on(first, on=ADOPTED.replace(month=12))] == [
        "1", "2", "2a", "3", "4",
    ]  # fmt: skip


def test_targets_are_typed_as_lines_and_kept_by_year(office, made):
    found = issued(made)
    line = "Tỷ lệ bao phủ bảo hiểm y tế | % | 2026=95 | 2027=94,2/95,5"

    wrong = office.post(page("targets", found), {"table": "Chỉ có tên"})
    assert "Dòng 1" in wrong.content.decode()
    office.post(page("targets", found), {"table": line})

    rows = TargetValue.objects.values_list("year", "planned", "actual")
    assert [(y, str(p), str(a)) for y, p, a in rows] == [
        (2026, "95.000", "None"),
        (2027, "95.500", "94.200"),
    ]
    assert line in office.get(page("targets", found)).content.decode()
    assert "95,5" in office.get(page("resolution", found)).content.decode()


def planned(made, found, *lines):
    targets.write(found, text="\n".join(lines), by=made.officer)


def names(answer):
    return [(row.target.name, row.year, row.gap) for row in answer.context["object_list"]]


def test_targets_behind_their_plan_stand_in_one_list_by_their_gap(office, made):
    found = issued(made)
    planned(
        made,
        found,
        "Bao phủ bảo hiểm y tế | % | 2025=96/95 | 2026=90/95",
        "Tỷ lệ hộ nghèo | ≤ % | 2025=1,5/2 | 2026=3/2",
        "Đường liên xã | km | 2026=/50",
        "Trạm y tế | trạm | 2026=0/0",
    )
    assert "| ≤ % |" in targets.as_text(found)
    address = reverse("sessions:late_targets")

    assert names(office.get(address)) == [
        ("Tỷ lệ hộ nghèo", 2026, 500), ("Bao phủ bảo hiểm y tế", 2026, 53),
    ]  # fmt: skip
    assert names(office.get(address, {"year": "2025"})) == []
    presenter = found.item.presenter_id
    assert len(names(office.get(address, {"agency": presenter}))) == 2
    assert "5,3 %" in office.get(address).content.decode()
    sheet = b"".join(office.get(address, {EXPORT: "xlsx"}).streaming_content)
    assert sheet.startswith(b"PK")
    assert address in office.get(reverse("sessions:resolutions")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_targets_asks_no_more_for_more_rows(
    office, made, count, django_assert_num_queries
):
    found = issued(made)
    planned(made, found, *(f"Chỉ tiêu {n} | % | 2026=1/2" for n in range(count)))
    office.get(reverse("sessions:late_targets"))
    with django_assert_num_queries(7):
        answer = office.get(reverse("sessions:late_targets"))
    assert len(names(answer)) == count


def test_the_agency_answers_an_opinion_and_must_explain_what_it_does_not_take(client, made):
    row = opinions.record_opinion(
        made.item, provision="Điều 2", author="Ban Pháp chế", opinion="Nâng mức", by=made.officer
    )
    agency = UserFactory(
        role=Role.AGENCY, role__council=made.session.council, role__agency=made.item.presenter
    )
    client.force_login(agency)
    kwargs = {"session": made.session.pk, "item": made.item.pk}
    address = reverse("sessions:answer_opinion", kwargs={**kwargs, "opinion": row.pk})

    refused = client.post(address, {"answer": "explained", "reply": "", "final_text": ""})
    assert "phải giải trình" in refused.content.decode()
    done = client.post(address, {"answer": "explained", "reply": "Vượt cân đối", "final_text": ""})
    assert done.status_code == 302
    assert DraftOpinion.objects.get().answer == "explained"
    paper = client.get(reverse("sessions:print_opinions", kwargs={**kwargs, "form": "pdf"}))
    assert paper.content[:4] == b"%PDF"
    stranger = AgencyFactory(council=made.session.council)
    other = UserFactory(role=Role.AGENCY, role__council=made.session.council, role__agency=stranger)
    client.force_login(other)
    assert client.get(address).status_code in {403, 404}


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_as_often_for_many_as_for_one(
    office, made, count, django_assert_max_num_queries
):
    for _ in range(count):
        written(made, item=AgendaItemFactory(session=made.session, state="passed"))
    office.get(reverse("sessions:resolutions"))
    with django_assert_max_num_queries(12) as seen:
        answer = office.get(reverse("sessions:resolutions"))
    assert answer.status_code == 200
    counts = test_the_register_asks_as_often_for_many_as_for_one.__dict__.setdefault("n", set())
    counts.add(len(seen))
    assert len(counts) == 1


@pytest.mark.parametrize("name", ["resolution", "session_resolutions", "opinions"])
def test_pages_stay_within_twelve_queries(office, made, name, django_assert_max_num_queries):
    found = issued(made)
    for one in range(3):
        written(made, item=made.another(f"Nghị quyết thứ {one}"))
        opinions.record_opinion(
            made.item, provision="Điều 2", author="Ban", opinion="Nâng mức", by=made.officer
        )
    kwargs = {
        "resolution": {"resolution": found.pk},
        "session_resolutions": {"session": made.session.pk},
        "opinions": {"session": made.session.pk, "item": made.item.pk},
    }[name]
    office.get(reverse(f"sessions:{name}", kwargs=kwargs))
    with django_assert_max_num_queries(12):
        assert office.get(reverse(f"sessions:{name}", kwargs=kwargs)).status_code == 200
