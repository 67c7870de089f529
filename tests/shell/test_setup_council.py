"""The empty council of a real province, ready for work."""

import io
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.council.models import (
    AdministrativeUnit,
    Agency,
    Body,
    Council,
    Term,
    UnitChange,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def country():
    """Two provinces of today, as the loader would bring them."""
    for code, name, kind in [("51", "Quảng Ngãi", "province"), ("48", "Đà Nẵng", "city")]:
        unit = AdministrativeUnit.objects.create(code=code, name=name, kind=kind)
        AdministrativeUnit.objects.create(
            code=f"{code}001", name="Thử", kind="commune", parent=unit
        )
    UnitChange.objects.create(
        kind="keep", effective_on="2025-07-01", legal_basis="x", loader_key="x"
    )


def set_up(*arguments):
    stream = io.StringIO()
    call_command("setup_council", *arguments, stdout=stream)
    return stream.getvalue()


def test_province_gets_the_bodies_of_the_law(country, client):
    printed = set_up("51", "--term", "2026-2031", "--population", "2161000", "--groups", "4")
    council = Council.objects.get(code="51")
    assert council.name == "Hội đồng nhân dân tỉnh Quảng Ngãi"
    term = Term.objects.get(council=council)
    # 1,000,000 → 50; above it one more per full 70,000 (Law 72/2025, Art. 30(1)).
    assert (term.name, term.seats_statutory) == ("2026–2031", 66)
    names = list(Body.objects.filter(term=term).values_list("name", flat=True))
    assert "Ban Pháp chế" in names
    assert "Ban Đô thị" not in names
    assert "Ban Dân tộc" not in names
    assert sum(name.startswith("Tổ đại biểu") for name in names) == 4
    assert Agency.objects.filter(council=council).count() == 25
    password = re.search(r"mật khẩu: (\S+)", printed)[1]
    client.post(reverse("account_login"), {"login": "quantri", "password": password})
    user = User.objects.get(username="quantri")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.must_change_password


def test_city_gets_do_thi_and_dan_toc_where_asked(country):
    printed = set_up("48", "--term", "2026-2031", "--ethnic")
    codes = set(Body.objects.values_list("code", flat=True))
    assert {"BPC", "BKTNS", "BVHXH", "BĐT", "BDT", "VP", "TT"} <= codes
    assert Agency.objects.filter(code="CA").get().name == "Công an thành phố"
    assert "Chưa biết dân số" in printed


def test_running_again_changes_nothing(country):
    set_up("51", "--term", "2026-2031")
    Body.objects.filter(code="BPC").update(name="Ban Pháp chế (đã đổi tên)")
    again = set_up("51", "--term", "2026-2031")
    assert "Đã có sẵn" in again
    assert "mật khẩu:" not in again
    assert Body.objects.get(code="BPC").name == "Ban Pháp chế (đã đổi tên)"
    assert RoleAssignment.objects.count() == 1


def test_programs_get_json(country):
    answer = json.loads(set_up("51", "--term", "2026-2031", "--json"))
    assert (answer["code"], answer["term"], answer["created"]) == ("51", "2026-2031", True)
    assert answer["admin"]["username"] == "quantri"
    assert User.objects.get(username="quantri").check_password(answer["admin"]["password"])
    again = json.loads(set_up("51", "--term", "2026-2031", "--json"))
    assert (again["created"], again["admin"]) == (False, None)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["51"], "Còn thiếu: --term"),
        (["51", "--term", "2026-2031", "--groups", "ba"], "--groups phải là số nguyên"),
        (["77", "--term", "2026-2031"], "Không có tỉnh, thành phố nào mang mã “77”"),
        (["51", "--term", "2026"], "phải ghi hai năm"),
        (["51", "--term", "2026-2031", "--start", "31/02/2026"], "Không đọc được ngày"),
        (["51", "--term", "2026-2031", "--groups", "0"], "Số Tổ đại biểu"),
        (["51", "--term", "2026-2031", "--population", "-5"], "."),
    ],
)
def test_wrong_input_gets_a_sentence_and_nothing_is_made(country, arguments, words):
    with pytest.raises(CommandError, match=words) as refused:
        set_up(*arguments)
    assert refused.value.returncode == 2
    assert not Council.objects.exists()


def test_taken_user_name_leaves_nothing_half_made(country):
    User.objects.create_user("quantri", name="Người khác")
    with pytest.raises(CommandError, match="đã có"):
        set_up("51", "--term", "2026-2031")
    assert not Council.objects.exists()
