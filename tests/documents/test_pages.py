"""The list of documents, the page of one, and the register of a year."""

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council, Person
from hdnd_portal.documents.models import Document
from hdnd_portal.documents.registers import take_number, void_number

ON = date(2026, 11, 18)


def issue(council: Council, clerk: User, **more: object) -> Document:
    signer, _made = Person.objects.get_or_create(name="Lê Văn Chủ", sex="male")
    values = {"kind": "GM", "symbol": "HĐND", "on": ON, "summary": "Mời dự kỳ họp", **more}
    return take_number(council, by=clerk, signer=signer, **values)


@pytest.fixture
def desk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def listed(desk: Client, **query: str) -> list[str]:
    response = desk.get(reverse("documents:list"), query)
    return [row.reference for row in response.context["object_list"]]


@pytest.mark.parametrize("year", ["0", "10000", "-1", "2026.5", "hai nghìn"])
@pytest.mark.parametrize("page", ["documents:list", "sessions:list"])
def test_a_year_that_no_record_has_is_refused_in_words(desk: Client, page: str, year: str) -> None:
    response = desk.get(reverse(page), {"year": year})
    assert response.status_code == 200
    assert "Ghi năm bằng bốn chữ số, từ 1900 đến 2200." in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_do_not_grow(
    desk: Client, council: Council, clerk: User, count: int, django_assert_num_queries
) -> None:
    for _number in range(count):
        issue(council, clerk)
    desk.get(reverse("documents:list"))
    with django_assert_num_queries(6):
        desk.get(reverse("documents:list"))


def test_the_list_filters(
    desk: Client, council: Council, other_council: Council, clerk: User
) -> None:
    issue(council, clerk, recipients="Ủy ban nhân dân tỉnh")
    issue(council, clerk, kind="TB", on=date(2025, 5, 6), summary="Thông báo kết luận về Đất đai")
    issue(other_council, clerk, kind="BC")
    void_number(issue(council, clerk, kind="KH"), reason="Trùng", by=clerk)

    assert sorted(listed(desk)) == ["01/GM-HĐND", "01/KH-HĐND", "01/TB-HĐND"]
    assert listed(desk, kind="TB") == ["01/TB-HĐND"]
    assert listed(desk, year="2025") == ["01/TB-HĐND"]
    assert listed(desk, state="void") == ["01/KH-HĐND"]
    assert listed(desk, q="dat dai") == ["01/TB-HĐND"]
    assert listed(desk, q="ĐẤT ĐAI") == ["01/TB-HĐND"]
    assert listed(desk, q="uy ban") == ["01/GM-HĐND"]
    assert listed(desk, q="gm-hdnd") == ["01/GM-HĐND"]
    assert listed(desk, q="không có") == []


def test_a_number_is_given_up_with_a_reason(desk: Client, council: Council, clerk: User) -> None:
    document = issue(council, clerk)
    page = reverse("documents:document", args=[document.pk])
    act = reverse("documents:void_number", args=[document.pk])
    assert act in desk.get(page).content.decode()

    refused = desk.post(act, {"reason": "x" * 201})
    assert refused.status_code == 422
    assert "x" * 201 in refused.content.decode()
    assert "Dài quá 200 ký tự" in refused.content.decode()
    assert "Cần điền mục này." in desk.post(act, {"reason": "  "}).content.decode()
    document.refresh_from_db()
    assert document.state == "issued"

    answer = desk.post(act, {"reason": "Ghi sai ngày"}, follow=True).content.decode()
    document.refresh_from_db()
    assert (document.state, document.void_reason) == ("void", "Ghi sai ngày")
    assert "đã bỏ số: Ghi sai ngày" in answer
    assert act not in answer
    assert "Chỉ bỏ được số" in desk.post(act, {"reason": "Nữa"}, follow=True).content.decode()


def test_the_register_holds_every_number_with_its_ten_columns(
    desk: Client, council: Council, other_council: Council, clerk: User
) -> None:
    issue(council, clerk, recipients="Đại biểu", kept_by="VT", copies=12)
    void_number(issue(council, clerk), reason="Ghi sai ngày", by=clerk)
    issue(council, clerk, kind="BC", summary="=1+1")
    issue(council, clerk, on=date(2025, 5, 6))
    issue(other_council, clerk, kind="KH")
    url = reverse("documents:register", args=[2026])

    response = desk.get(url)
    shown = response.context["sequences"]
    assert [(name, [row.reference for row, _cells in rows]) for name, rows in shown] == [
        ("BC-HĐND", ["01/BC-HĐND"]),
        ("GM-HĐND", ["01/GM-HĐND", "02/GM-HĐND"]),
    ]
    assert "Số bỏ: Ghi sai ngày" in response.content.decode()
    assert response.context["other_years"] == [2025]

    file = b"".join(desk.get(url, {"xuat": "xlsx"}).streaming_content)  # type: ignore[attr-defined]
    head, report, first, void = load_workbook(io.BytesIO(file)).worksheets[0].values
    assert head == (
        "Sổ", "Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu", "Người ký", "Nơi nhận",
        "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú",
    )  # fmt: skip
    assert report[3] == "Báo cáo: =1+1"
    assert first[1:2] + first[4:8] == ("01/GM-HĐND", "Lê Văn Chủ", "Đại biểu", "VT", 12)
    assert (void[1], void[10]) == ("02/GM-HĐND", "Số bỏ: Ghi sai ngày")


def test_queries_of_the_register_do_not_grow(
    desk: Client, council: Council, clerk: User, django_assert_max_num_queries
) -> None:
    for _number in range(6):
        issue(council, clerk)
    with django_assert_max_num_queries(6):
        desk.get(reverse("documents:register", args=[2026]))
