"""The register on screen and in the admin."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from hdnd_portal.legal.models import CalendarDay, ComputedDeadline, RuleOverride
from hdnd_portal.legal.services import open_deadline

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november():
    with time_machine.travel("2026-11-20T09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def page(client, officer):
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

    def get(name, *args, **query):
        return client.get(reverse(f"legal:{name}", args=args), query)

    return get


def keys(response):
    return [row["rule"].key for row in response.context["page"].object_list]


@pytest.mark.parametrize("path", ["/quy-tac/", "/quy-tac/kn.accept/", "/quy-tac/tinh-thu/"])
def test_pages_are_for_those_who_work_here(client, stranger, path):
    assert client.get(path).status_code == 302
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(path).status_code == 403


def test_list_finds_words_without_diacritics(page):
    assert "kn.accept" in keys(page("rules", q="thu ly khieu nai"))
    assert keys(page("rules", q="complaint.report.ban")) == ["gs.report.ban"]
    assert keys(page("rules", q="không có gì như thế")) == []


def test_list_filters_by_mark(page):
    response = page("rules", mark="unverified", q="kỳ họp")
    assert keys(response)
    assert all(not row["rule"].is_verified for row in response.context["page"].object_list)
    assert "chưa xác minh" in response.content.decode()


def test_list_pages_keep_the_search(page):
    response = page("rules", q="a", page="2")
    assert response.context["page"].number == 2
    assert "q=a&amp;page=1" in response.content.decode()


def test_list_takes_few_queries(page, council, django_assert_max_num_queries):
    for number in range(3):
        RuleOverride.objects.create(
            council=council,
            key=f"tc.{['send', 'publish', 'notify'][number]}",
            value="9",
            unit="working_day",
            valid_from=date(2026, 1, 1),
            source="Quy chế",
        )
    with django_assert_max_num_queries(12):
        page("rules")


def test_list_shows_the_rule_of_the_council(page, council):
    RuleOverride.objects.create(
        council=council, key="kn.accept", value="5", unit="working_day",
        valid_from=date(2026, 1, 1), source="Quy chế, Điều 3",
    )  # fmt: skip
    html = page("rules", q="kn.accept").content.decode()
    assert "quy tắc riêng" in html
    assert "5 ngày làm việc" in html


def test_detail_shows_every_row(page):
    html = page("rule", "KN.ACCEPT").content.decode()
    assert "10 ngày" in html
    assert "7 ngày làm việc" in html
    assert "KN-2011" in html


def test_detail_of_unknown_key_is_not_found(page):
    assert page("rule", "kn.acept").status_code == 404


def test_trial_explains_the_days_skipped(page):
    html = page("try", key="kn.accept", start="2026-11-20").content.decode()
    assert "01/12/2026" in html
    assert "Chủ nhật" in html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"key": "kn.acept", "start": "2026-11-20"}, "kn.accept"),
        ({"key": "kn.accept", "start": "31/02/2026"}, "Tháng 2 không có ngày 31"),
        ({"key": "kn.accept", "start": "1990-01-01"}, "Lịch chỉ có"),
        ({"key": "vote.resolution", "start": "2026-11-20"}, "tỷ lệ"),
        ({"key": "tx.before", "start": "2026-11-20"}, "chưa có con số"),
        ({"key": "tc.settle", "start": "2026-11-02", "stop_from": "2026-11-05"}, "cả ngày"),
        ({"key": "tc.settle", "start": "2026-11-02", "stop_from": "2026-11-05",
          "stop_to": "2026-11-04"}, "phải sau"),
        ({"key": "tc.settle", "start": "2026-11-02", "stop_from": "2026-11-05",
          "stop_to": "9999-12-31"}, "hợp lý"),
    ],
)  # fmt: skip
def test_wrong_trial_gets_a_sentence_and_keeps_what_was_typed(page, query, words):
    response = page("try", **query)
    html = response.content.decode()
    assert response.status_code == 200
    assert words in html
    assert f'value="{query["key"]}"' in html


def test_trial_escapes_what_was_typed(page):
    html = page("try", key="<script>alert(1)</script>", start="2026-11-20").content.decode()
    assert "<script>alert" not in html


@pytest.fixture
def admin_client(client, admin_user):
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db(transaction=True)
def test_day_saved_in_the_admin_counts_again(admin_client, admin_user, council):
    row = open_deadline(
        council, "accept", "kn.accept", date(2026, 11, 20), council=council, by=admin_user
    )
    response = admin_client.post(
        reverse("admin:legal_calendarday_add"),
        {"day": "24/11/2026", "kind": "off", "reason": "Ngày Văn hóa Việt Nam", "source": "NQ"},
        follow=True,
    )
    row.refresh_from_db()
    assert CalendarDay.objects.count() == 1
    assert "Đã tính lại 1 hạn, mốc." in response.content.decode()
    assert row.due_on == date(2026, 12, 2)


def test_day_given_twice_is_refused_in_the_admin(admin_client):
    CalendarDay.objects.create(day=date(2026, 11, 24), kind="off", reason="nghỉ")
    response = admin_client.post(
        reverse("admin:legal_calendarday_add"),
        {"day": "24/11/2026", "kind": "work", "reason": "làm", "source": ""},
    )
    assert "đã được điều chỉnh" in response.content.decode()
    assert CalendarDay.objects.count() == 1


def test_override_saved_in_the_admin_names_who_did_it(admin_client, admin_user, council):
    data = {
        "council": council.pk, "key": "SESSION.DOCS", "value": "7", "unit": "day",
        "valid_from": "01/01/2026", "valid_to": "", "source": "Quy chế làm việc, Điều 9",
        "mark": "F", "note": "",
    }  # fmt: skip
    admin_client.post(reverse("admin:legal_ruleoverride_add"), data)
    row = RuleOverride.objects.get()
    assert (row.key, row.by) == ("session.docs", admin_user)
    wrong = admin_client.post(
        reverse("admin:legal_ruleoverride_add"), data | {"key": "session.doc"}
    )
    assert "session.docs" in wrong.content.decode()
    assert RuleOverride.objects.count() == 1


def test_computed_deadlines_are_read_only_in_the_admin(admin_client, council, admin_user):
    row = open_deadline(
        council, "accept", "kn.accept", date(2026, 11, 20), council=council, by=admin_user
    )
    listed = admin_client.get(reverse("admin:legal_computeddeadline_changelist"))
    assert listed.status_code == 200
    changed = admin_client.post(
        reverse("admin:legal_computeddeadline_change", args=[row.pk]), {"due_on": "2030-01-01"}
    )
    assert changed.status_code == 403
    assert ComputedDeadline.objects.get().due_on == date(2026, 12, 1)
