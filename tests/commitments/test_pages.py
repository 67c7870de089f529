"""The pages: as few queries for many as for one, and each form to its end."""

from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.labels import LinkKind
from hdnd_portal.commitments.models import Commitment, Reply, Verification
from hdnd_portal.commitments.services import following
from hdnd_portal.commitments.workflow import Claim, Finding
from tests.commitments.test_following import report
from tests.documents import material
from tests.factories import CommitmentFactory
from tests.route_cases import World


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def owed(world) -> Commitment:
    return CommitmentFactory(council=world.council, lead=world.agency)


def signed_in(world, role) -> Client:
    client = Client()
    client.force_login(world.user(role))
    return client


def address(name, owed, **kwargs) -> str:
    return reverse(f"commitments:{name}", kwargs={"commitment": owed.pk, **kwargs})


@pytest.mark.parametrize("count", [1, 3])
def test_list_queries_do_not_grow(world, django_assert_max_num_queries, count):
    for _ in range(count):
        report(CommitmentFactory(council=world.council, lead=world.agency), world)
    client = signed_in(world, Role.OFFICER)
    client.get(reverse("commitments:list"))
    with django_assert_max_num_queries(10):
        response = client.get(reverse("commitments:list"))
    assert len(response.context["object_list"]) == count


@time_machine.travel("2026-12-11T02:00:00Z", tick=False)
@pytest.mark.parametrize(("due", "count"), [("pending", 3), ("overdue", 2), ("escalated", 1)])
def test_list_filters_by_what_is_late(world, due, count):
    for day in (date(2026, 11, 30), date(2026, 12, 8), date(2026, 12, 31)):
        CommitmentFactory(council=world.council, due_on=day)
    CommitmentFactory(council=world.council, due_on=date(2026, 11, 1), stage="verified")
    response = signed_in(world, Role.OFFICER).get(reverse("commitments:list"), {"due": due})
    assert len(response.context["object_list"]) == count


def test_what_was_done_in_time_is_not_shown_as_late(world, owed):
    reply = report(owed, world)
    by = world.user(Role.OFFICER)
    following.verify(owed, finding=Finding.DONE, reason="Đã xem", reply=reply, by=by)
    with time_machine.travel("2027-03-01T02:00:00Z", tick=False):
        page = signed_in(world, Role.OFFICER).get(reverse("commitments:list")).content.decode()
    assert "quá hạn" not in page


def test_list_is_exported_as_shown(world, owed):
    response = signed_in(world, Role.OFFICER).get(reverse("commitments:list"), {"xuat": "xlsx"})
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    response.close()


@pytest.mark.parametrize("count", [1, 3])
def test_page_queries_do_not_grow(world, owed, django_assert_max_num_queries, count):
    by = world.user(Role.OFFICER)
    for _ in range(count):
        reply = report(owed, world)
        following.verify(owed, finding=Finding.PARTLY, reason="Mới một phần", reply=reply, by=by)
        other = CommitmentFactory(council=world.council)
        following.link(owed, other, kind=LinkKind.FOLLOWS, by=by)
    client = signed_in(world, Role.OFFICER)
    client.get(address("commitment", owed))
    with django_assert_max_num_queries(16):
        text = client.get(address("commitment", owed)).content.decode()
    assert text.count("Mới một phần") >= count


def test_agency_writes_leaves_and_sends(world, owed):
    client = signed_in(world, Role.AGENCY)
    data = {"claimed": "under_way", "text": "Đã làm 3 km", "measure": "Tăng ca", "done_on": ""}
    client.post(address("reply", owed), data)
    assert (Reply.objects.get().sent_at, Commitment.objects.get().stage) == (None, "open")
    client.post(address("add_files", owed), {"files": ContentFile(material.pdf(1), name="a.pdf")})
    page = client.get(address("reply", owed)).content.decode()
    assert "Đã làm 3 km" in page
    assert "a.pdf" in page
    client.post(address("reply", owed), {**data, "send": "1"})
    sent = Reply.objects.get()
    assert (sent.number, sent.files.count(), Commitment.objects.get().stage) == (1, 1, "replied")


def test_an_empty_file_does_not_keep_the_others_out(world, owed):
    files = [ContentFile(material.pdf(1), name="a.pdf"), ContentFile(b"", name="b.pdf")]
    response = signed_in(world, Role.AGENCY).post(
        address("add_files", owed), {"files": files}, headers={"accept": "application/json"}
    )
    said = response.json()
    assert (said["taken"], len(said["refusals"])) == (1, 1)
    assert "b.pdf" in said["refusals"][0]


def test_done_needs_its_day(world, owed):
    response = signed_in(world, Role.AGENCY).post(
        address("reply", owed), {"claimed": "done", "text": "Xong", "done_on": "", "send": "1"}
    )
    assert response.status_code == 422
    assert "Ghi ngày hoàn thành." in response.content.decode()


def test_draft_is_not_shown_to_the_office(world, owed):
    signed_in(world, Role.AGENCY).post(
        address("reply", owed), {"claimed": "under_way", "text": "Bí mật nội bộ"}
    )
    page = signed_in(world, Role.OFFICER).get(address("commitment", owed)).content.decode()
    assert Reply.objects.filter(text="Bí mật nội bộ").exists()
    assert "Bí mật nội bộ" not in page


def test_office_verifies_what_it_saw(world, owed):
    reply = report(owed, world)
    client = signed_in(world, Role.OFFICER)
    page = client.get(address("verify", owed)).content.decode()
    assert "Đã thông xe 12 km" in page
    data = {"finding": "done", "reason": "Đã đi kiểm tra", "reply": reply.pk}
    client.post(address("verify", owed), data)
    assert Commitment.objects.get().stage == "verified"
    assert Verification.objects.get().reply == reply


@time_machine.travel("2026-11-23T02:00:00Z", tick=False)
def test_day_promised_in_the_last_report_is_offered_as_the_new_one(world, owed):
    def offered():
        page = signed_in(world, Role.OFFICER).get(address("commitment", owed))
        return page.context["move_form"].initial.get("due_on")

    before = owed.due_on
    report(owed, world, claimed=Claim.UNDER_WAY, promised_on=date(2027, 6, 30))
    assert offered() == date(2027, 6, 30)
    owed.refresh_from_db()
    assert owed.due_on == before
    report(owed, world, claimed=Claim.UNDER_WAY)
    assert offered() is None


def test_refused_day_and_finding_keep_what_was_typed(world, owed):
    client = signed_in(world, Role.OFFICER)
    typed = {"han-due_on": f"{owed.due_on:%d/%m/%Y}", "han-reason": "Theo mùa khô"}
    said = client.post(address("move_due", owed), typed)
    assert (said.status_code, "Theo mùa khô" in said.content.decode()) == (422, True)
    reply = report(owed, world)
    typed = {"finding": "done", "reason": "Đã đi xem", "reply": ""}
    said = client.post(address("verify", owed), typed)
    page = said.content.decode()
    assert (said.status_code, "Đã đi xem" in page, reply.text in page) == (422, True, True)
    assert not Verification.objects.exists()
    client.post(address("verify", owed), {**typed, "reply": said.context["form"]["reply"].value()})
    assert Verification.objects.get().reply == reply


def test_refused_reason_is_shown_on_the_page(world, owed):
    response = signed_in(world, Role.OFFICER).post(address("close", owed), {"reason": ""})
    assert response.status_code == 422
    assert "Cần điền mục này." in response.content.decode()
    assert Commitment.objects.get().stage == "open"


def test_unknown_source_gives_no_link(world, owed):
    response = signed_in(world, Role.OFFICER).get(address("commitment", owed))
    assert response.context["source_url"] == ""


@pytest.fixture
def asked(world) -> Commitment:
    return CommitmentFactory(
        council=world.council,
        lead=world.agency,
        kind="recommendation",
        text="Sửa đường liên xã Tân Lập",
        source_label="Kiến nghị cử tri KN012, Kỳ họp thứ 9",
        occasion="Kỳ họp thứ 9",
        due_on=date(2026, 11, 30),
    )


def test_answer_is_refused_with_a_sentence_for_each_thing_and_kept(world, asked):
    client = signed_in(world, Role.AGENCY)
    data = {"claimed": "planned", "text": "Sẽ đầu tư giai đoạn 2027", "amount": "1,2 tỷ"}
    answer = client.post(address("reply", asked), {**data, "send": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    for sentence in ("Ghi biện pháp", "Ghi ngày sẽ hoàn thành", "Ghi nguồn kinh phí"):
        assert sentence in page
    assert "Sẽ đầu tư giai đoạn 2027" in page
    assert Reply.objects.get().amount == 1_200_000_000
    assert not Reply.objects.sent().exists()


def test_file_is_evidence_enough(world, asked):
    client = signed_in(world, Role.AGENCY)
    data = {"claimed": "done", "text": "Đã sửa 3 km", "done_on": "02/11/2026", "send": "1"}
    assert client.post(address("reply", asked), data).status_code == 422
    client.post(address("add_files", asked), {"files": ContentFile(material.pdf(1), name="a.pdf")})
    client.post(address("reply", asked), data)
    asked.refresh_from_db()
    sent = Reply.objects.get()
    assert (asked.stage, asked.quality, sent.quality) == ("replied", "evidenced", "evidenced")
    page = signed_in(world, Role.OFFICER).get(address("commitment", asked)).content.decode()
    assert "Có kết quả, có căn cứ" in page


def test_result_of_another_kind_is_not_offered(world, owed, asked):
    client = signed_in(world, Role.AGENCY)
    for found, claimed in ((owed, "planned"), (asked, "cannot")):
        answer = client.post(address("reply", found), {"claimed": claimed, "text": "x"})
        assert answer.status_code == 422


def test_list_counts_how_good_the_answers_are(world, asked):
    said = {"claimed": Claim.UNDER_WAY, "measure": "Thi công", "promised_on": date(2030, 3, 1)}
    report(asked, world, **said)
    answer = signed_in(world, Role.OFFICER).get(reverse("commitments:list"))
    assert [one[0::2] for one in answer.context["qualities"]] == [("dated", 1)]
    found = signed_in(world, Role.OFFICER).get(reverse("commitments:list"), {"quality": "bare"})
    assert not found.context["object_list"]


@time_machine.travel("2026-11-23T02:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        ({"text": "tan lap"}, 1),
        ({"text": "kn012"}, 1),
        ({"occasion": "Kỳ họp thứ 9"}, 1),
        ({"due": "soon"}, 1),
        ({"due": "awaited"}, 2),
        ({"quality": "dated"}, 0),
    ],
)
def test_agency_finds_its_own(world, asked, chosen, count):
    CommitmentFactory(council=world.council, lead=world.agency, due_on=date(2026, 12, 31))
    CommitmentFactory(council=world.council, text="Sửa đường Tân Lập", occasion="Kỳ họp thứ 9")
    answer = signed_in(world, Role.AGENCY).get(reverse("commitments:list"), chosen)
    assert len(answer.context["object_list"]) == count
    assert "Kiến nghị của tôi" in answer.content.decode()


def test_code_finds_the_one(world, asked):
    CommitmentFactory(council=world.council)
    answer = signed_in(world, Role.OFFICER).get(reverse("commitments:list"), {"text": asked.code})
    assert list(answer.context["object_list"]) == [asked]
