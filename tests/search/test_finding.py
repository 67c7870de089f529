"""Finding on PostgreSQL: marks, spellings, numbers, and what is not theirs to see."""

import unicodedata
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import AdministrativeUnit, Person, Term
from hdnd_portal.documents.models import Document, Register
from hdnd_portal.search import indexing, words
from hdnd_portal.search.finding import find, jump
from hdnd_portal.search.models import SearchEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def paper(council, reference: str, summary: str, day: date = date(2026, 11, 1)) -> Document:
    """A numbered document, or a draft where the reference is empty."""
    paper = Document(council=council, kind="NQ", summary=summary, issued_on=day)
    if reference:
        number, _, code = reference.partition("/")
        paper.kind, _, symbol = code.partition("-")
        paper.register, _made = Register.objects.get_or_create(
            council=council, kind=paper.kind, symbol=symbol, year=day.year
        )
        paper.number, paper.reference, paper.state = int(number), reference, "issued"
    paper.save()
    return paper


def titles(found) -> list[str]:
    return [entry.title for entry in found.entries]


@pytest.mark.parametrize(
    "typed",
    ["hội đồng", "hoi dong", "HOI DONG", "hội đô", unicodedata.normalize("NFD", "hội đồng")],
)
def test_words_are_found_with_and_without_marks_in_either_form(council, officer, typed):
    paper(council, "12/NQ-HĐND", "Quy chế của Hội đồng nhân dân")
    indexing.reindex()
    assert titles(find(typed, officer)) == ["12/NQ-HĐND Quy chế của Hội đồng nhân dân"]


def test_both_places_of_the_tone_mean_the_same(council, officer):
    paper(council, "1/NQ-HĐND", "Công tác hoà giải")
    indexing.reindex()
    for typed in ("hòa giải", "hoà giải", "hoa giai"):
        assert len(find(typed, officer).entries) == 1


def test_exact_marks_stand_before_the_same_letters_with_others(council, officer):
    paper(council, "1/NQ-HĐND", "Giá đất năm 2027", date(2026, 11, 3))
    paper(council, "2/NQ-HĐND", "Gia đạt chuẩn văn hóa", date(2026, 11, 2))
    paper(council, "3/NQ-HĐND", "Già dắt trẻ", date(2026, 11, 1))
    indexing.reindex()

    assert titles(find("gia dat", officer))[0].startswith(("1/", "2/", "3/"))
    assert find("gia dat", officer).count == 3
    assert titles(find("già dắt", officer))[0] == "3/NQ-HĐND Già dắt trẻ"
    assert titles(find("giá đất", officer))[0] == "1/NQ-HĐND Giá đất năm 2027"
    assert find("giá đất", officer).count == 3


def test_a_word_in_the_title_stands_before_one_in_the_text(council, officer):
    unit = AdministrativeUnit.objects.create(code="7", name="Bình Minh", kind="commune")
    person = Person.objects.create(name="Lê Văn Minh", sex="male")
    term = Term.objects.create(
        council=council, name="2026–2031", ordinal="XI", valid_from=date(2026, 3, 30),
        seats_statutory=85, elected_at_start=85,
    )  # fmt: skip
    term.mandates.create(person=person, constituency="Bình Minh", valid_from=date(2026, 3, 30))
    indexing.reindex()
    assert titles(find("binh minh", officer)) == [str(unit), "Lê Văn Minh"]


@pytest.mark.parametrize("typed", ["12/NQ", "12/NQ-HĐND", "12/nq-hdnd", "012/NQ", "12/2026/NQ"])
def test_a_number_leads_to_its_document(client, council, officer, typed):
    document = paper(council, "12/NQ-HĐND", "Kế hoạch đầu tư công")
    paper(council, "112/NQ-HĐND", "Số gần giống")
    paper(council, "12/BC-BPC", "Báo cáo thẩm tra")
    indexing.reindex()
    client.force_login(officer)

    response = client.get(reverse("search"), {"q": typed})
    assert response.url == reverse("documents:document", args=[document.pk])
    assert client.get(response.url).status_code == 200


def test_a_number_given_twice_shows_both(client, council, officer):
    paper(council, "12/NQ-HĐND", "Năm trước", date(2025, 12, 1))
    paper(council, "12/NQ-HĐND", "Năm nay")
    indexing.reindex()
    assert jump("12/NQ", officer) == ""
    client.force_login(officer)
    response = client.get(reverse("search"), {"q": "12/NQ"})
    assert [hit.note for hit in response.context["hits"]] == ["đã ban hành", "đã ban hành"]


def test_what_one_may_not_open_leaves_no_trace(client, council, other_council, officer, make_user):
    hidden = paper(other_council, "7/NQ-HĐND", "Chuyện riêng của tỉnh bạn")
    shown = paper(council, "8/NQ-HĐND", "Chuyện chung")
    indexing.reindex()
    neighbour = make_user("binh", Role.OFFICER, of=other_council)
    delegate = make_user("cuc", Role.DELEGATE)

    assert titles(find("chuyện", neighbour)) == [str(hidden).replace(" – ", " ")]
    found = find("chuyện", officer)
    assert (titles(found), found.count, found.kinds) == (
        ["8/NQ-HĐND Chuyện chung"],
        1,
        {"document": 1},
    )
    assert jump("7/NQ", officer) == ""
    assert find("rieng cua tinh", officer).count == 0
    assert find("chuyen rienq", officer).entries == []  # nor by likeness
    # A delegate does not read the registers.
    assert (find("chuyện", delegate).count, jump("8/NQ", delegate)) == (0, "")
    client.force_login(officer)
    assert client.get(reverse("documents:document", args=[hidden.pk])).status_code == 404
    assert client.get(reverse("documents:document", args=[shown.pk])).status_code == 200


def test_every_hit_opens_and_every_other_address_does_not(
    client, council, other_council, officer, make_user
):
    for home, name in [(council, "Lê Văn Sáng"), (other_council, "Lê Văn Tối")]:
        term = Term.objects.create(
            council=home, name="2026–2031", ordinal="XI", valid_from=date(2026, 3, 30),
            seats_statutory=85, elected_at_start=85,
        )  # fmt: skip
        person = Person.objects.create(name=name, sex="male")
        term.mandates.create(person=person, constituency="Số 1", valid_from=date(2026, 3, 30))
        paper(home, f"{home.pk}/NQ-HĐND", f"Giấy của {name}")
    AdministrativeUnit.objects.create(code="7", name="Lê Lợi", kind="commune")
    indexing.reindex()

    # A record of another council is hidden; all documents are refused to a delegate.
    for user, documents in [
        (officer, 404),
        (make_user("binh", Role.DELEGATE), 403),
        (make_user("cuc", Role.CHAIR), 404),
    ]:
        closed = {"person": 404, "document": documents}
        client.force_login(user)
        found = find("lê", user)
        urls = {entry.url for entry in found.entries}
        assert found.count == len(urls) > 0
        answers = {
            entry: client.get(entry.url).status_code
            for entry in SearchEntry.objects.all()
            if "le" in words.folded(entry.title).split()
        }
        assert answers == {
            entry: 200 if entry.url in urls else closed[entry.kind] for entry in answers
        }
        assert {entry.kind for entry in answers if entry.url not in urls} == {"person", "document"}


def test_a_slip_of_the_finger_is_offered_what_is_alike(council, officer):
    paper(council, "1/NQ-HĐND", "Quy hoạch nghĩa trang")
    indexing.reindex()
    found = find("nghiax trang", officer)
    assert (titles(found), found.is_guess) == (["1/NQ-HĐND Quy hoạch nghĩa trang"], True)


def test_facets_count_and_narrow(client, council, officer):
    for year in (2024, 2025, 2025):
        paper(council, "", f"Dự toán ngân sách {year}", date(year, 5, 1))
    AdministrativeUnit.objects.create(code="7", name="Ngân Sách", kind="commune")
    indexing.reindex()
    client.force_login(officer)

    page = client.get(reverse("search"), {"q": "ngân sách"})
    assert {str(f.label): f.count for f in page.context["kinds"]} == {
        "Văn bản": "3",
        "Đơn vị hành chính": "1",
    }
    assert [(f.label, f.count) for f in page.context["years"]] == [("2025", "2"), ("2024", "1")]
    narrowed = client.get(reverse("search"), {"q": "ngân sách", "loai": "document", "nam": "2025"})
    assert narrowed.context["found"].count == 2
    assert len(narrowed.context["hits"]) == 2


def test_hits_come_in_pages(client, council, officer):
    for number in range(45):
        paper(council, "", f"Tờ trình {number:02}", date(2026, 1, 1))
    indexing.reindex()
    client.force_login(officer)
    seen = []
    query = "q=t%E1%BB%9D+tr%C3%ACnh"
    while query:
        page = client.get(f"{reverse('search')}?{query}")
        seen += [hit.url for hit in page.context["hits"]]
        query = page.context["next"]
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize(
    "typed", ["", "   ", "'", "<script>alert(1)</script>", "a" * 5000, "%00", "& | !", "12/", "😀"]
)
def test_whatever_is_typed_gets_a_page(client, council, officer, typed):
    client.force_login(officer)
    page = client.get(reverse("search"), {"q": typed, "trang": "x", "nam": "99999", "loai": "'"})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_titles_are_shown_as_text_with_the_words_marked(client, council, officer):
    paper(council, "", "<b>Đậm</b> & nghiêng")
    indexing.reindex()
    client.force_login(officer)
    page = client.get(reverse("search"), {"q": "dam"}).content.decode()
    assert "&lt;b&gt;<mark>Đậm</mark>&lt;/b&gt; &amp; nghiêng" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    client, council, officer, number, django_assert_max_num_queries
):
    for index in range(number):
        paper(council, "", f"Tờ trình {index}")
    indexing.reindex()
    client.force_login(officer)
    with django_assert_max_num_queries(12):
        response = client.get(reverse("search"), {"q": "tờ trình"})
    assert len(response.context["hits"]) == number


@pytest.mark.django_db(transaction=True)
def test_the_index_follows_saved_renamed_and_deleted_rows(council, officer):
    unit = AdministrativeUnit.objects.create(code="7", name="Hoa Sen", kind="commune")
    assert find("hoa sen", officer).count == 1
    unit.name = "Hoa Đào"
    unit.save()
    assert (find("hoa sen", officer).count, find("hoa đào", officer).count) == (0, 1)

    term = Term.objects.create(
        council=council, name="2026–2031", ordinal="XI", valid_from=date(2026, 3, 30),
        seats_statutory=85, elected_at_start=85,
    )  # fmt: skip
    person = Person.objects.create(name="Lê Văn Sáng", sex="male")
    term.mandates.create(person=person, constituency="Cánh Diều", valid_from=date(2026, 3, 30))
    assert titles(find("cánh diều", officer)) == ["Lê Văn Sáng"]

    unit.delete()
    assert not SearchEntry.objects.filter(kind="unit", title__contains="Hoa").exists()


def test_the_sweep_takes_up_bulk_rows_and_drops_what_is_gone(council, officer):
    indexing.reindex()
    AdministrativeUnit.objects.bulk_create(
        [AdministrativeUnit(code=str(number), name="Hoa Sen", kind="ward") for number in range(30)]
    )
    assert indexing.catch_up() == 30
    assert find("hoa sen", officer).count == 30
    AdministrativeUnit.objects.filter(name="Hoa Sen")._raw_delete("default")
    assert find("hoa sen", officer).count == 0
    indexing.catch_up()
    assert not SearchEntry.objects.filter(title__contains="Hoa Sen").exists()


def test_the_command_makes_the_index_anew(council, capsys):
    SearchEntry.objects.create(
        kind="gone", object_id=1, title="x", url="/", sorted_on=date(2026, 1, 1)
    )
    call_command("reindex")
    assert "Đã lập chỉ mục 1 mục." in capsys.readouterr().out
    assert not SearchEntry.objects.filter(kind="gone").exists()
    with pytest.raises(CommandError, match="khong-co") as refused:
        call_command("reindex", "khong-co")
    assert refused.value.returncode == 2


@pytest.mark.parametrize("query", [{"q": "\0"}, {"q": "a\0b"}, {"q": "a", "loai": "\0"}])
def test_the_character_zero_finds_nothing_and_breaks_nothing(client, query):
    client.force_login(UserFactory(role="officer"))
    assert client.get(reverse("search"), query).status_code == 200
