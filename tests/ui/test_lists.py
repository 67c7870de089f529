"""List pages: order and paging by key, filters, saved filters, columns, bulk acts, spreadsheet."""

import io
from datetime import date
from random import Random
from types import SimpleNamespace

import openpyxl
import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from hdnd_portal.audit.models import Entry
from hdnd_portal.council.models import Agency
from hdnd_portal.ui.lists import text_column
from hdnd_portal.ui.lists.paging import Mark, Order, count_up_to, decode, ordered, read_page
from hdnd_portal.ui.models import SavedFilter

pytestmark = pytest.mark.urls("tests.ui.list_site")


@pytest.fixture
def fetch(client, officer):
    """Fetches the list as the officer; returns the response."""
    client.force_login(officer)

    def get(query="", **headers):
        return client.get(f"/co-quan/{query}", headers=headers)

    return get


def names(response) -> list[str]:
    return [row.name for row in response.context["object_list"]]


def sheet_rows(response, sheet: int = 0) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return list(book.worksheets[sheet].iter_rows(values_only=True))


def queries_on(table: str, captured) -> int:
    return sum(1 for query in captured if f'FROM "{table}"' in query["sql"])


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_queries_do_not_grow(fetch, make_agencies, item_count):
    make_agencies(item_count)
    with CaptureQueriesContext(connection) as captured:
        response = fetch()
    assert len(response.context["object_list"]) == item_count
    assert queries_on("council_agency", captured) == 1
    assert queries_on("ui_savedfilter", captured) == 1
    assert len(captured) <= 8  # those two, session, user, permissions, the frame's counters


def test_a_long_list_costs_one_more_query_for_its_count(fetch, make_agencies):
    make_agencies(12)
    with CaptureQueriesContext(connection) as captured:
        response = fetch()
    assert response.context["count_text"] == "12"
    assert queries_on("council_agency", captured) == 2


@pytest.mark.parametrize("field", ["name", "valid_from", "valid_to", "parent__name"])
@pytest.mark.parametrize("is_down", [False, True])
def test_pages_walked_forwards_and_back_give_the_whole_order(make_agencies, field, is_down):
    make_agencies(23)
    Agency.objects.filter(code__in=["S003", "S007"]).update(parent=Agency.objects.first())
    order = Order(field, is_down)
    expected = [row.pk for row in ordered(Agency.objects.all(), order)]
    assert len(expected) == 23

    walked, after, last = [], "", None
    while True:
        last = read_page(Agency.objects.all(), order, 5, after=after)
        walked += [row.pk for row in last.rows]
        after = last.after
        if not after:
            break
    assert walked == expected

    returned, before = [row.pk for row in last.rows], last.before
    while before:
        there = read_page(Agency.objects.all(), order, 5, before=before)
        returned = [row.pk for row in there.rows] + returned
        before = there.before
    assert returned == expected


def walk(queryset, order: Order, size: int, way: str, mark: str = "") -> list[int]:
    """The keys of all pages from the mark on, as one clicks through them."""
    page = read_page(queryset, order, size, **{way: mark})
    keys = [row.pk for row in page.rows]
    further = getattr(page, way)
    if not further:
        return keys
    beyond = walk(queryset, order, size, way, further)
    return keys + beyond if way == "after" else beyond + keys


@pytest.mark.parametrize("seed", range(4))
def test_no_row_is_lost_or_doubled_at_the_border_of_a_page(make_agencies, seed):
    """Few different days, many missing; also of rows that a join has doubled and DISTINCT not."""
    chance = Random(seed)  # noqa: S311 -- a test
    made = make_agencies(chance.randrange(1, 25))
    for one in made:
        one.valid_to = chance.choice([None, date(2027, 1, 1), date(2027, 1, 2)])
        for _child in range(chance.randrange(3)):
            Agency.objects.create(
                council=one.council,
                kind="agency",
                name="x",
                code=f"{one.code}-{_child}",
                parent=one,
            )
    Agency.objects.bulk_update(made, ["valid_to"])
    parents = Agency.objects.filter(agency__name="x").distinct()
    for queryset in (Agency.objects.all(), parents):
        for is_down in (False, True):
            order, size = Order("valid_to", is_down), chance.randrange(1, 7)
            expected = [row.pk for row in ordered(queryset, order)]
            assert walk(queryset, order, size, "after") == expected
            if not expected:
                continue
            last = ordered(queryset, order).get(pk=expected[-1])
            end = Mark(last.valid_to, last.pk).encode()
            assert walk(queryset, order, size, "before", end) == expected[:-1]


def test_a_row_chosen_by_one_of_several_others_is_shown_once(make_agencies):
    """The condition that joins it to one of them may not be left out."""
    above, *below = make_agencies(4)
    Agency.objects.filter(pk__in=[one.pk for one in below]).update(parent=above)
    # By the reverse of a foreign key, as filters by what is below a row do.
    rows = Agency.objects.filter(agency__name=below[0].name)
    assert [one.pk for one in read_page(rows, Order("name"), 2).rows] == [above.pk]


def test_missing_days_stand_last_both_ways(make_agencies):
    make_agencies(8)
    for is_down in (False, True):
        rows = list(ordered(Agency.objects.all(), Order("valid_from", is_down)))
        assert [row.valid_from is None for row in rows] == [False] * 6 + [True] * 2


@given(st.text(max_size=60))
def test_a_broken_mark_is_no_mark(text):
    assert decode(text, Agency.objects.all(), Order("valid_from")) is None or text


@pytest.mark.parametrize(
    "mark",
    [
        "x",
        "WzEsMl0",
        "bnVsbA",
        "W10",
        "WyJcdTAwMDAiLCIxIl0",
        "é",
        "WzEsMWU5OTld",
        "WzEsSW5maW5pdHld",
        "WyJcdWQ4MDAiLCAiMSJd",  # half a character: ["\\ud800", "1"]
        "WyJhIiwgMWUzOTld",  # infinity: ["a", 1e399]
        "WyJhIiwgOTk5OTk5OTk5OTk5OTk5OTk5OTk5OTldXQ",  # a key beyond the column
        "W" * 3996,
    ],
)
def test_a_foreign_mark_shows_a_page_not_an_error(fetch, make_agencies, mark):
    make_agencies(7)
    assert fetch(f"?sau={mark}").status_code == 200
    assert fetch(f"?truoc={mark}").status_code == 200


def test_a_mark_of_another_order_gives_the_first_page(make_agencies):
    make_agencies(7)
    by_name = read_page(Agency.objects.all(), Order("name"), 3)
    by_day = read_page(Agency.objects.all(), Order("valid_from"), 3, after=by_name.after)
    assert by_day.before == ""


def test_count_looks_no_further_than_its_limit(make_agencies):
    make_agencies(12)
    assert count_up_to(Agency.objects.all(), 10) == 11


def test_a_count_beyond_the_limit_is_shown_with_a_plus(fetch, make_agencies, monkeypatch):
    monkeypatch.setattr("hdnd_portal.ui.lists.page.COUNT_LIMIT", 10)
    make_agencies(12)
    assert fetch().context["count_text"] == "10+"


def test_sorting_by_a_column_and_back(fetch, make_agencies):
    make_agencies(3)
    assert names(fetch("?sap_xep=-name")) == ["Sở 002", "Sở 001", "Sở 000"]
    response = fetch("?sap_xep=name")
    assert names(response) == ["Sở 000", "Sở 001", "Sở 002"]
    head = next(head for head in response.context["heads"] if head.column.name == "name")
    assert (head.order, head.query) == ("ascending", "sap_xep=-name")


@pytest.mark.parametrize("order", ["password", "-", "name;drop", "council__code"])
def test_an_unknown_order_is_the_default_one(fetch, make_agencies, order):
    make_agencies(3)
    assert names(fetch(f"?sap_xep={order}")) == ["Sở 000", "Sở 001", "Sở 002"]


def test_filters_narrow_the_list_and_stand_as_chips(fetch, make_agencies):
    make_agencies(3)
    Agency.objects.filter(code="S001").update(kind="commune")
    response = fetch("?kind=commune&valid_from_after=02/01/2026&sap_xep=-name")
    assert names(response) == ["Sở 001"]
    shown = [(chip.label, chip.value) for chip in response.context["list"].chips]
    assert shown == [("Loại", "Cấp xã"), ("Hoạt động từ", "từ 02/01/2026")]
    without = [chip.without for chip in response.context["list"].chips]
    assert without == [
        "valid_from_after=02%2F01%2F2026&sap_xep=-name",
        "kind=commune&sap_xep=-name",
    ]


def test_a_mistyped_filter_shows_nothing_and_says_why(fetch, make_agencies):
    make_agencies(3)
    response = fetch("?valid_from_after=31/02/2026")
    assert names(response) == []
    assert "Tháng 2 không có ngày 31." in response.content.decode()


def test_a_range_that_runs_backwards_is_refused_and_empty_ends_are_open(fetch, make_agencies):
    make_agencies(3)
    response = fetch("?valid_from_after=03/01/2026&valid_from_before=01/01/2026")
    assert "Ngày đầu phải không sau ngày cuối." in response.content.decode()
    assert names(fetch("?valid_from_before=2/1/2026")) == ["Sở 001"]


def test_htmx_gets_the_rows_alone(fetch, make_agencies):
    make_agencies(3)
    piece = fetch("?q=002", **{"HX-Request": "true"})
    assert names(piece) == ["Sở 002"]
    assert "<html" not in piece.content.decode()
    assert 'hx-swap-oob="true"' in piece.content.decode()
    whole = fetch("?q=002", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in whole.content.decode()
    assert "HX-Request" in whole.headers["Vary"]


def test_an_empty_list_teaches_and_an_empty_filter_helps(fetch, make_agencies):
    assert "Chưa có cơ quan" in fetch().content.decode()
    make_agencies(1)
    assert "Không có dòng nào khớp" in fetch("?q=không có").content.decode()


def test_saved_filters_are_kept_overwritten_and_dropped(client, fetch, officer):
    fetch()
    client.post("/co-quan/?kind=commune&sau=abc", {"do": "save_filter", "name": "  Cấp  xã "})
    client.post("/co-quan/?kind=front", {"do": "save_filter", "name": "Cấp xã"})
    saved = SavedFilter.objects.get()
    assert (saved.user, saved.page, saved.name) == (officer, "agencies", "Cấp xã")
    assert saved.query == "kind=front"
    assert "?kind=front" in fetch().content.decode()
    client.post("/co-quan/", {"do": "delete_filter", "key": saved.pk})
    assert not SavedFilter.objects.exists()


def test_nobody_drops_the_filter_of_somebody_else(client, fetch, django_user_model):
    other = django_user_model.objects.create(username="khac", name="Trần Khác")
    saved = SavedFilter.objects.create(user=other, page="agencies", name="Của tôi", query="q=1")
    for key in (saved.pk, "", "abc", "9" * 30):
        client.post("/co-quan/", {"do": "delete_filter", "key": key})
    assert SavedFilter.objects.get() == saved
    assert "Của tôi" not in fetch().content.decode()


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_filter_without_a_fit_name_is_refused(client, fetch, name):
    fetch()
    response = client.post("/co-quan/", {"do": "save_filter", "name": name}, follow=True)
    assert not SavedFilter.objects.exists()
    assert "Chưa lưu được" in response.content.decode()


def test_chosen_columns_are_shown_and_exported(client, fetch, make_agencies):
    make_agencies(1)
    client.post("/co-quan/", {"do": "columns", "column": ["code", "parent", "nothing"]})
    response = fetch()
    assert [head.column.name for head in response.context["heads"]] == ["name", "code", "parent"]
    assert sheet_rows(fetch("?xuat=xlsx"))[0] == ("Tên", "Ký hiệu", "Trực thuộc")


def test_export_holds_what_is_shown_and_its_definition(fetch, make_agencies, officer):
    make_agencies(9)
    Agency.objects.filter(code__in=["S001", "S002", "S003"]).update(kind="commune")
    Agency.objects.filter(code="S002").update(name='=HYPERLINK("x")\x07')
    response = fetch("?kind=commune&sap_xep=-name&xuat=xlsx")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="co-quan-')
    body = b"".join(response.streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(body))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Tên", "Ký hiệu", "Loại", "Hoạt động từ", "Hoạt động đến")
    assert [row[0] for row in rows[1:]] == ["Sở 003", "Sở 001", '=HYPERLINK("x")']
    assert [cell.data_type for cell in book.worksheets[0]["A"]] == ["s"] * 4
    assert rows[1][3].date() == date(2026, 1, 1)
    about = dict(row[:2] for row in book.worksheets[1].iter_rows(values_only=True))
    assert (about["Loại"], about["Số dòng"]) == ("Cấp xã", 3)
    assert (about["Sắp xếp"], about["Người xuất"]) == ("Tên, giảm dần", officer.name)
    entry = Entry.objects.get(event="list.exported")
    assert (entry.actor_id, entry.details["rows"]) == (officer.pk, 3)


def test_an_export_too_long_is_refused_with_a_sentence(fetch, client, make_agencies, monkeypatch):
    monkeypatch.setattr("hdnd_portal.ui.lists.page.ROW_LIMIT", 2)
    make_agencies(3)
    response = fetch("?xuat=xlsx&q=S%E1%BB%9F")
    assert response.headers["Location"] == "/co-quan/?q=S%E1%BB%9F"
    assert "Hãy lọc hẹp hơn" in client.get("/co-quan/").content.decode()


def test_bulk_act_shows_first_and_acts_when_confirmed(client, fetch, make_agencies):
    first, second, _third = make_agencies(3)
    Agency.objects.filter(pk=second.pk).update(kind="commune")
    fetch()
    sent = {"do": "bulk:note", "chon": [first.pk, second.pk, "x", "", "0" * 40]}
    look = client.post("/co-quan/", sent)
    assert [(line.row.pk, bool(line.why_not)) for line in look.context["lines"]] == [
        (first.pk, False),
        (second.pk, True),
    ]
    assert not Agency.objects.filter(phone="gấp").exists()

    refused = client.post("/co-quan/", {**sent, "confirm": "1", "reason": ""})
    assert "Cần điền mục này." in refused.content.decode()

    done = client.post("/co-quan/", {**sent, "confirm": "1", "reason": "gấp"}, follow=True)
    assert "Đã ghi 1 cơ quan." in done.content.decode()
    assert [row.pk for row in Agency.objects.filter(phone="gấp")] == [first.pk]


def test_bulk_act_needs_rows_and_permission(client, fetch, make_agencies, django_user_model):
    rows = make_agencies(1)
    fetch()
    response = client.post("/co-quan/", {"do": "bulk:note"}, follow=True)
    assert "Chưa chọn dòng nào." in response.content.decode()
    assert client.post("/co-quan/", {"do": "bulk:unknown", "chon": rows[0].pk}).status_code == 403


def test_the_list_keeps_the_permission_of_its_view(client, django_user_model):
    user = django_user_model.objects.create(username="khach", name="Khách")
    client.force_login(user)
    assert client.get("/co-quan/").status_code == 403
    assert client.post("/co-quan/", {"do": "columns"}).status_code == 403
    assert client.get("/co-quan/?xuat=xlsx").status_code == 403


def test_a_full_page_stays_light(fetch, make_agencies, monkeypatch):
    monkeypatch.setattr("tests.ui.list_site.AgencyList.page_size", 50)
    make_agencies(60)
    response = fetch()
    assert len(response.context["object_list"]) == 50
    assert len(response.content) < 60_000


def test_row_leads_to_its_record(fetch, make_agencies):
    (row,) = make_agencies(1)
    assert f'<a class="row-open" href="/co-quan/{row.pk}/">' in fetch().content.decode()


def test_a_year_in_a_column_of_text_is_not_written_as_a_figure():
    column = text_column("year", "Năm", "opening_on.year")
    row = SimpleNamespace(opening_on=date(2026, 12, 8))

    assert Template("{{ cell }}").render(Context({"cell": column.cell(row)})) == "2026"
    assert column.value(row) == 2026
