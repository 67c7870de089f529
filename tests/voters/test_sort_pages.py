"""Pages of sorting, as the office, the Standing Committee and the agencies meet them."""

from __future__ import annotations

import io
import re

import docx
import pdfplumber
import pytest
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.worklist.registry import tasks_for
from tests.everybody import signed_in, undone
from tests.factories import AgencyFactory, CouncilSessionFactory, UserFactory
from tests.voters.sorted import SPEECH, Sorted
from voters.models import VoterRecommendation
from voters.services import outcomes, referring, sorting
from voters.sorting import State
from voters.spans import Span
from voters.workflow import Track

# The list with its filters, the page of a recommendation, the page on which an opinion is sorted.
LIST_QUERIES, PAGE_QUERIES, SORT_QUERIES = 12, 24, 15


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for the module; each test undoes what it did."""
    with django_db_blocker.unblock(), undone():
        yield Sorted()


@pytest.fixture
def it(world, db):
    return world


@pytest.fixture
def officer(it):
    return signed_in(it.officer)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page(row):
    return reverse("voters:recommendation", kwargs={"recommendation": row.pk})


def desk(opinion):
    return reverse("voters:sort_opinion", kwargs={"opinion": opinion.pk})


def act(name, row):
    return reverse(f"voters:{name}", kwargs={"recommendation": row.pk})


def test_an_opinion_goes_from_the_list_to_a_sorted_recommendation(it, officer):
    opinion, later = it.say(SPEECH), it.say("Sửa cầu thôn Đông")
    assert SPEECH in text_of(officer.get(reverse("voters:opinions_to_sort")))
    shown = officer.get(desk(opinion))
    # The field is suggested with the words that led to it, and chosen beforehand.
    assert "vì có “kênh mương”" in text_of(shown)
    assert f'<option value="{it.health.pk}" selected>' in shown.content.decode()
    typed = {
        "pieces": [f"{opinion.pk}-0", f"{opinion.pk}-1"],
        "text": "Nạo vét kênh mương thôn Đông",
        "track": "recommendation",
        "field": it.water.pk,
        "competence": "province",
    }
    answer = officer.post(desk(opinion), typed)
    assert answer.headers["Location"] == desk(later)
    row = VoterRecommendation.objects.get()
    assert (row.text, row.state) == ("Nạo vét kênh mương thôn Đông", State.SORTED)
    assert row.lead == it.farming  # usual for the field, since none was chosen
    # What is left of the speech is shown, and waits no longer in the list.
    assert "Còn lời chưa thuộc kiến nghị nào: Trạm y tế xã" in text_of(officer.get(desk(opinion)))
    waiting = text_of(officer.get(reverse("voters:opinions_to_sort")))
    assert "Trạm y tế" not in waiting
    assert "Sửa cầu" in waiting


def test_words_typed_are_found_or_refused_and_stay(it, officer):
    opinion = it.say("Đề nghị làm đường và cấp nước")
    typed = {"words": "làm cầu", "track": "recommendation", "text": "Làm cầu"}
    refused = officer.post(desk(opinion), typed)
    assert refused.status_code == 422
    assert "Không tìm thấy đúng các từ này trong lời cử tri" in text_of(refused)
    assert 'value="làm cầu"' in refused.content.decode()
    officer.post(desk(opinion), {**typed, "words": "làm  đường", "stay": "1"})
    [source] = VoterRecommendation.objects.get().sources.all()
    assert source.words == "làm đường"
    # Field without competence, or the reverse, is half a place.
    half = officer.post(desk(opinion), {**typed, "words": "cấp nước", "field": it.water.pk})
    assert "Hãy chọn thẩm quyền." in text_of(half)


def test_what_was_asked_before_is_offered_with_the_words_they_share(it, officer):
    earlier = CouncilSessionFactory(council=it.council, term=it.ground.term)
    text = "Nâng cấp tuyến đường liên xã Đông Hòa – Tây Hòa"
    old = sorting.new_recommendation(
        it.council, earlier.pk, track=Track.RECOMMENDATION, text=text, by=it.officer
    )
    same = it.taken(it.say("Đề nghị sửa đường liên xã Đông Hòa – Tây Hòa"))
    opinion = it.say("duong lien xa dong hoa tay hoa hong nang")
    shown = text_of(officer.get(desk(opinion)))
    assert f"Kiến nghị lại {old.code}" in shown
    assert f"Thêm vào {same.code}" in shown
    assert re.search(r"giống ở [^:]*“duong lien”", shown)
    typed = {"pieces": [f"{opinion.pk}-0"], "track": "recommendation"}
    officer.post(desk(opinion), {**typed, "relation": f"same-{same.pk}", "stay": "1"})
    assert same.sources.count() == 2
    again = it.say("duong lien xa dong hoa tay hoa van hong")
    typed = {"pieces": [f"{again.pk}-0"], "track": "recommendation"}
    officer.post(desk(again), {**typed, "relation": f"repeats-{old.pk}"})
    row = VoterRecommendation.objects.get(repeats=old)
    shown = text_of(officer.get(page(row)))
    assert "kiến nghị lần thứ 2" in shown
    assert "Đã kiến nghị 2 lần" in shown
    officer.post(act("unmark_repeated", row))
    assert not VoterRecommendation.objects.filter(repeats=old).exists()


def test_a_recommendation_is_split_merged_and_worded_on_its_page(it, officer):
    opinion = it.say(SPEECH)
    row = it.sorted(opinion)
    form = officer.get(act("split", row))
    keys = re.findall(r'name="pieces" value="([^"]+)"', form.content.decode())
    assert len(keys) == 3
    answer = officer.post(act("split", row), {"pieces": keys[2], "text": "Thêm bác sĩ"})
    part = VoterRecommendation.objects.get(split_from=row)
    assert answer.headers["Location"] == page(part)
    assert [one.words for one in part.sources.all()] == ["Trạm y tế xã thiếu bác sĩ."]
    typed = {
        "text": "Bổ sung bác sĩ", "track": "recommendation", "field": it.health.pk,
        "competence": "province", "contributors": [it.farming.pk],
    }  # fmt: skip
    officer.post(act("sort", part), typed)
    part.refresh_from_db()
    assert (part.text, part.lead) == ("Bổ sung bác sĩ", it.hospital)
    refused = officer.post(act("sort", part), {**typed, "lead": it.farming.pk})
    assert "nên không ghi là cơ quan phối hợp" in text_of(refused)
    officer.post(act("merge", part), {"other": row.pk})
    assert f"Đã gộp vào {row}" in text_of(officer.get(page(part)))


def test_what_needs_a_reason_is_refused_without(it, officer):
    row = it.sorted()
    for name in ("take_out", "drop", "unsort"):
        answer = officer.post(act(name, row), {"reason": " "})
        assert answer.status_code == 422
        # The form that was sent stands open again.
        assert answer.content.decode().count('<details class="menu confirm" open>') == 1
    row.refresh_from_db()
    assert row.state == State.SORTED


def test_the_chair_approves_several_and_agencies_have_them(it):
    rows = [it.sorted(it.say(f"Sửa kênh {n}")) for n in range(2)]
    raw = it.taken(it.say("Sửa cầu"))
    chair = signed_in(it.chair)
    address = reverse("voters:recommendations")
    chosen = {"do": "bulk:send", "chon": [row.pk for row in [*rows, raw]]}
    preview = text_of(chair.post(address, chosen))
    assert "Duyệt và chuyển cơ quan: 2 dòng" in preview
    done = chair.post(address, {**chosen, "confirm": "1"}, follow=True)
    assert "Đã chuyển 2 kiến nghị đến 1 cơ quan." in text_of(done)
    agent = signed_in(
        UserFactory(role=Role.AGENCY, role__council=it.council, role__agency=it.farming)
    )
    listed = text_of(agent.get(address))
    assert "Sửa kênh 0" in listed
    assert "Sửa cầu" not in listed
    assert "Đang thực hiện" in listed
    other = signed_in(
        UserFactory(
            role=Role.AGENCY, role__council=it.council,
            role__agency=AgencyFactory(council=it.council),
        )
    )  # fmt: skip
    assert "Sửa kênh" not in text_of(other.get(address))


def test_the_office_is_asked_on_what_it_was_approved(it, officer):
    row = it.sorted()
    asked = officer.post(
        reverse("voters:recommendations"), {"do": "bulk:send", "chon": [row.pk], "confirm": "1"}
    )
    assert "Cần điền mục này." in text_of(asked)
    refused = officer.post(act("send_on", row), {"decision": ""}, follow=True)
    assert "Hãy ghi văn bản hoặc ý kiến của Thường trực HĐND" in text_of(refused)
    officer.post(act("send_on", row), {"decision": "Thông báo 12/TB-HĐND"})
    shown = text_of(officer.get(page(row)))
    assert "Thông báo 12/TB-HĐND" in shown
    officer.post(act("misdirect", row), {"reason": "Nhầm cơ quan"})
    assert "Chờ chuyển lại" in text_of(officer.get(page(row)))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("text=kenh+muong", 1), ("text=cầu", 1), ("competence=central", 0), ("state=sorted", 1),
        ("state=bogus", 0), ("track=opinion", 0), ("repeated=true", 0),
    ],
)  # fmt: skip
def test_the_list_is_filtered(it, officer, query, count):
    it.sorted(it.say("Nạo vét kênh mương"))
    it.taken(it.say("Sửa cầu"))
    answer = officer.get(f"{reverse('voters:recommendations')}?{query}")
    assert len(answer.context["object_list"]) == count


def test_the_list_is_filtered_by_session_field_and_commune(it, officer):
    row = it.sorted(it.say("Nạo vét kênh mương"))
    address = reverse("voters:recommendations")
    unit, elsewhere = it.meeting.unit_id, it.ground.units[1].pk
    for query, count in (
        (f"session={row.session_id}", 1), (f"field={it.water.pk}", 1), (f"field={it.health.pk}", 0),
        (f"unit={unit}", 1), (f"unit={elsewhere}", 0), (f"lead={it.farming.pk}", 1),
    ):  # fmt: skip
        answer = officer.get(f"{address}?{query}")
        assert len(answer.context["object_list"]) == count, query


@pytest.mark.parametrize("more", [1, 3])
def test_pages_ask_as_often_for_many_as_for_few(it, officer, more, django_assert_num_queries):
    opinion = it.say(SPEECH)
    rows = [it.sorted(opinion, 0)]
    for number in range(more):
        rows.append(it.sorted(it.say(f"Kênh mương thôn Đông bồi lắng {number}")))
    officer.get(reverse("voters:recommendations"))  # content types are asked for once
    with django_assert_num_queries(LIST_QUERIES):
        officer.get(reverse("voters:recommendations"))
    with django_assert_num_queries(PAGE_QUERIES):
        officer.get(page(rows[0]))
    with django_assert_num_queries(SORT_QUERIES):
        officer.get(desk(opinion))


def test_papers_hold_what_the_records_say(it, officer):
    first = it.sorted(it.say("Nạo vét kênh mương nội đồng"))
    it.sorted(it.say("Sửa đập"))
    it.sorted(it.say("Cảm ơn"), track=Track.OPINION)
    it.taken(it.say("Sửa cầu"))
    shown = text_of(officer.get(reverse("voters:synthesis", kwargs={"session": first.session_id})))
    assert "2 kiến nghị · 1 ý kiến ghi nhận" in shown
    assert "Còn 1 kiến nghị chưa phân loại" in shown
    paper = {"session": first.session_id, "form": "docx"}
    answer = officer.get(reverse("voters:print_synthesis", kwargs=paper))
    document = docx.Document(io.BytesIO(answer.content))
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["1", "Thủy lợi", "2", "0", "2", "0", "0"] in cells
    assert ["", "Tổng số", "2", "0", "2", "0", "0"] in cells
    assert any("Nạo vét kênh mương nội đồng" in row for row in cells)
    [referral] = referring.send_on([first], by=it.chair)
    letter = {"referral": referral.pk, "form": "pdf"}
    answer = officer.get(reverse("voters:print_referral", kwargs=letter))
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        text = " ".join(" ".join(one.extract_text().split()) for one in pdf.pages)
    assert "V/v chuyển kiến nghị của cử tri" in text
    assert "Nạo vét kênh mương nội đồng" in text
    assert f"chậm nhất ngày {referral.due_on:%d/%m/%Y}" in text


def test_one_that_two_communes_made_counts_once_in_the_total(it, officer):
    row = it.sorted(it.say("Sửa kênh"))
    it.say("Sửa kênh", unit=it.ground.units[1])
    opinion = it.meeting.opinions.last()
    sorting.join(opinion, [Span(0, 8)], to=row, by=it.officer)
    answer = officer.get(reverse("voters:synthesis", kwargs={"session": row.session_id}))
    facts = answer.context["facts"]
    assert facts.total.total == 1
    assert [line.total for line in facts.by_unit] == [1, 1]


def test_what_waits_stands_in_my_work(it):
    it.say("Sửa kênh")
    row = it.sorted(it.say("Sửa đập"))
    outcomes.unsort(it.sorted(it.say("Sửa cống")), reason="Xem lại", by=it.chair)
    tasks = {str(task.what): task for task in tasks_for(it.officer, row.sorted_on)}
    sort = tasks["Phân loại 1 ý kiến cử tri"]
    assert sort.due_on > it.plan.ends_on
    assert sort.why["key"] == "tx.summary"
    assert tasks["Duyệt, chuyển kiến nghị cử tri (1)"].waiting_for == "Thường trực HĐND"
    mine = {str(task.what): task for task in tasks_for(it.chair, row.sorted_on)}
    assert mine["Duyệt, chuyển kiến nghị cử tri (1)"].due_on == row.send_by
    assert not mine["Duyệt, chuyển kiến nghị cử tri (1)"].waiting_for
    assert "Phân loại 1 ý kiến cử tri" not in mine
