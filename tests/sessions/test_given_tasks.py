"""Tasks a resolution gives: proposed from its text, followed as commitments, told and reported."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.public import CommitmentRefused
from hdnd_portal.notices.models import Notice
from sessions.article_text import read_articles
from sessions.given_tasks import GivenTask, given_tasks, owner_of
from sessions.must_report import gap_after, must_report
from sessions.services.refusals import SessionRefused
from sessions.services.tasking import give_item_task, give_task
from tests.factories import AgencyFactory, AgendaItemFactory, CouncilSessionFactory, UserFactory
from tests.racing import at_once
from tests.sessions.resolution_machines import put_resolution
from tests.sessions.resolutions import ADOPTED, scene, written

TEXT = """\
Điều 1. Giao Sở Xây dựng lập danh mục.
Điều 2. Tổ chức thực hiện
1. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này.
2. Giao Thường trực Hội đồng nhân dân, các Ban giám sát việc thực hiện.
a) Yêu cầu Sở Tài chính báo cáo trước ngày 01 tháng 12 năm 2026;
b) Kinh phí do ngân sách tỉnh bảo đảm."""


def test_sentences_that_give_a_task_are_found_with_their_place():
    found = given_tasks(read_articles(TEXT, titled=False))

    assert [(one.place, one.addressee.split(" lập")[0]) for one in found] == [
        ("Điều 1", "Sở Xây dựng"),
        ("khoản 1 Điều 2", "Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này."),
        ("điểm a khoản 2 Điều 2", "Sở Tài chính báo cáo trước ngày 01 tháng 12 năm 2026;"),
    ]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Ủy ban nhân dân tỉnh chỉ đạo", 1),
        ("Sở Tài chính chủ trì", 3),
        ("Sở Tài chính và Giá cả chủ trì", 4),
        ("các cơ quan liên quan", None),
    ],
)
def test_the_longest_name_that_fits_is_the_owner(said, key):
    names = [(1, "UBND tỉnh"), (3, "Sở Tài chính"), (4, "Sở Tài chính và Giá cả")]
    assert owner_of(GivenTask("Điều 1", f"Giao {said}", said), names) == key


@pytest.fixture
def made(db):
    with time_machine.travel("2026-07-20 10:00:00+07:00", tick=False):
        yield scene()


@pytest.fixture
def issued(made):
    found = written(made)
    put_resolution(found.pk, "issued")
    found.refresh_from_db()
    return found


def given(made, found, **more):
    fields = {"text": "Lập danh mục", "lead": made.item.presenter, "due_on": date(2026, 9, 30)}
    return give_task(found, by=made.officer, **{**fields, **more})


def test_a_task_is_a_commitment_of_the_resolution_and_its_agency_is_told(made, issued):
    agency = UserFactory(
        role="agency", role__council=made.session.council, role__agency=made.item.presenter
    )
    task = given(made, issued, said_at="khoản 1 Điều 3")

    assert (task.source, task.kind, task.made_on) == (issued, "task", ADOPTED)
    assert task.source_label.startswith(f"Nghị quyết số {issued.reference} ")
    assert Notice.objects.filter(recipient=agency, event="commitment.opened").count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": "  "}, "task_without_text"),
        ({"lead": None}, "task_without_owner"),
        ({}, "task_twice"),
    ],
)
def test_what_cannot_be_followed_is_refused(made, issued, change, code):
    given(made, issued)
    with pytest.raises(SessionRefused) as refused:
        given(made, issued, **change)
    assert refused.value.code == code
    assert Commitment.objects.count() == 1


def test_no_task_before_issue_and_none_due_before_adoption(made, issued):
    draft = written(made, item=made.another())
    with pytest.raises(SessionRefused) as refused:
        given(made, draft)
    assert refused.value.code == "task_not_out"
    with pytest.raises(CommitmentRefused):
        given(made, issued, due_on=date(2026, 7, 1))


def test_the_office_cuts_a_sentence_out_and_the_record_shows_it(client, made, issued):
    client.force_login(made.officer)
    address = reverse("sessions:resolution_tasks", kwargs={"resolution": issued.pk})

    page = client.get(f"{address}?cau=0").content.decode()
    assert "Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Điều 2" in page
    assert f'<option value="{made.item.presenter.pk}" selected>' in page
    assert 'value="khoản 1 Điều 3"' in page

    act = reverse("sessions:give_task", kwargs={"resolution": issued.pk})
    wrong = client.post(act, {"text": "Lập danh mục"})
    assert "Cần chọn đúng một cơ quan" in wrong.content.decode()
    sent = {"text": "Lập danh mục", "lead": made.item.presenter.pk, "due_on": "30/09/2026"}
    assert client.post(act, sent).headers["Location"] == address
    record = reverse("sessions:resolution", kwargs={"resolution": issued.pk})
    assert "Lập danh mục" in client.get(record).content.decode()


@pytest.mark.parametrize("place", ["²", "99", "9" * 5000])
def test_a_sentence_that_does_not_exist_leaves_the_form_empty(client, made, issued, place):
    client.force_login(made.officer)
    address = reverse("sessions:resolution_tasks", kwargs={"resolution": issued.pk})
    assert 'value="khoản 1 Điều 3"' not in client.get(address, {"cau": place}).content.decode()


def test_an_agency_sees_only_its_own_tasks(client, made, issued):
    other = AgencyFactory(council=made.session.council, name="Sở Khác")
    given(made, issued)
    given(made, issued, text="Việc của Sở Khác", lead=other)
    client.force_login(
        UserFactory(role="agency", role__council=made.session.council, role__agency=other)
    )

    for name in ("resolution_tasks", "resolution"):
        page = client.get(reverse(f"sessions:{name}", kwargs={"resolution": issued.pk}))
        text = page.content.decode()
        assert "Việc của Sở Khác" in text
        assert "Lập danh mục" not in text


def test_only_the_office_gives_tasks(client, made, issued):
    client.force_login(UserFactory(role=Role.CLERK.value, role__council=made.session.council))
    act = reverse("sessions:give_task", kwargs={"resolution": issued.pk})
    assert client.post(act, {"text": "Việc"}).status_code == 403


def test_what_is_not_done_is_reported_to_the_next_session(made, issued):
    given(made, issued)
    gap = gap_after(made.session, today=date(2026, 12, 1))
    rows = {str(label): rows for label, _source, rows in must_report(gap)}

    found = rows["Nhiệm vụ giao trong nghị quyết chưa hoàn thành"]
    assert [(row.text, row.on) for row in found] == [("UBND tỉnh: Lập danh mục", date(2026, 9, 30))]


@pytest.mark.parametrize(
    ("name", "label"),
    [("resolutions", "Nghị quyết"), ("questions", "Chất vấn"), ("list", "Kỳ họp")],
)
def test_the_rail_marks_the_nearest_entry_alone(client, made, name, label):
    client.force_login(made.officer)
    page = client.get(reverse(f"sessions:{name}"))
    marked = {str(item.label) for item in page.context["frame"].items if item.current}
    assert marked == {label}


@pytest.fixture
def heard(made):
    return AgendaItemFactory(
        session=made.session, title="Báo cáo kinh tế – xã hội", state="discussed"
    )


def asked(made, item, **more):
    fields = {"text": "Bổ sung số liệu", "lead": made.item.presenter, "made_on": ADOPTED}
    return give_item_task(item, by=made.officer, **{**fields, **more})


def test_what_is_needed_after_a_report_is_followed_and_shown(client, made, heard):
    task = asked(made, heard, due_on=date(2026, 9, 30), said_at="Kết luận của Chủ tọa")

    assert (task.source, task.kind, task.made_on) == (heard, "conclusion", ADOPTED)
    assert task.source_label == "Báo cáo kinh tế – xã hội – Kỳ họp giữa năm"
    client.force_login(made.officer)
    where = {"session": made.session.pk, "item": heard.pk}
    for name in ("item_tasks", "dossier"):
        assert "Bổ sung số liệu" in client.get(reverse(f"sessions:{name}", kwargs=where)).text
    page = client.get(reverse("commitments:commitment", kwargs={"commitment": task.pk})).text
    assert reverse("sessions:item_tasks", kwargs=where) in page


@pytest.mark.parametrize(
    ("item", "change", "code"),
    [
        ({"state": "sent"}, {}, "task_not_heard"),
        ({"state": "withdrawn"}, {}, "task_not_heard"),
        ({}, {"made_on": date(2026, 7, 1)}, "task_made_outside"),
        ({}, {"made_on": date(2026, 7, 21)}, "task_made_outside"),
        ({}, {"lead": None}, "task_without_owner"),
    ],
)
def test_what_no_item_can_ask_for(made, heard, item, change, code):
    type(heard).objects.filter(pk=heard.pk).update(**{"state": "discussed", **item})
    with pytest.raises(SessionRefused) as refused:
        asked(made, heard, **change)
    assert refused.value.code == code


def test_an_item_with_a_resolution_has_its_tasks_there(made, issued):
    with pytest.raises(SessionRefused) as refused:
        asked(made, made.item)
    assert refused.value.code == "task_of_resolution"


def test_a_closed_item_is_not_named_to_those_outside(made, heard):
    type(heard).objects.filter(pk=heard.pk).update(is_closed=True)
    task = asked(made, heard)
    assert task.source_label == "Nội dung họp kín – Kỳ họp giữa năm"


def test_a_refused_one_is_shown_as_typed_and_a_rehearsal_has_none(client, made, heard):
    client.force_login(made.officer)
    where = {"session": made.session.pk, "item": heard.pk}
    page = client.post(
        reverse("sessions:give_item_task", kwargs=where),
        {"text": "Bổ sung số liệu", "made_on": "01/01/2026", "lead": made.item.presenter.pk},
    )
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"made_on"}
    assert "Bổ sung số liệu" in page.text
    copy = CouncilSessionFactory(term=made.session.term, rehearsal_of=made.session)
    rehearsed = AgendaItemFactory(session=copy, state="discussed")
    with pytest.raises(SessionRefused, match="task_not_heard"):
        asked(made, rehearsed)


def test_what_was_not_provided_is_reported_to_the_next_session(made, heard):
    asked(made, heard)
    gap = gap_after(made.session, today=date(2026, 12, 1))
    rows = {str(label): rows for label, _source, rows in must_report(gap)}

    (found,) = rows["Việc cần làm sau khi xem xét chưa hoàn thành"]
    assert found.text == "UBND tỉnh: Bổ sung số liệu"


@pytest.mark.django_db(transaction=True)
def test_the_same_task_given_twice_at_once_is_followed_once():
    with time_machine.travel("2026-07-20 10:00:00+07:00", tick=False):
        made = scene()
        item = AgendaItemFactory(session=made.session, state="discussed")

        def give():
            return asked(made, item)

        done = at_once(Commitment, give, give, refused=(SessionRefused,))

    assert done == ["done", "refused"]
