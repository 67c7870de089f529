"""Tasks: buckets by day, once each, and those done for somebody absent marked."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from hdnd_portal.accounts.models import Deputyship
from hdnd_portal.accounts.roles import Role
from hdnd_portal.worklist import registry
from hdnd_portal.worklist.registry import Bucket, Lead, Task

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _no_other_providers(monkeypatch):
    monkeypatch.setattr(registry, "_providers", [])
    monkeypatch.setattr(registry, "_leads", [])


def task(key: str, due_on: date | None = None, **more) -> Task:
    return Task(
        key=key, what=f"Làm {key}", record="Kỳ họp thứ hai", url=f"/{key}/", due_on=due_on, **more
    )


@pytest.mark.parametrize(
    ("given", "bucket"),
    [
        (task("a", TODAY - timedelta(days=1)), Bucket.OVERDUE),
        (task("a", TODAY), Bucket.TODAY),
        (task("a", TODAY + timedelta(days=1)), Bucket.SOON),
        (task("a", TODAY + timedelta(days=14)), Bucket.SOON),
        (task("a", TODAY + timedelta(days=15)), Bucket.LATER),
        (task("a"), Bucket.LATER),
        (task("a", TODAY - timedelta(days=1), waiting_for="Sở Tài chính"), Bucket.WAITING),
        (task("a", bucket=Bucket.TODAY), Bucket.TODAY),
    ],
)
def test_a_task_stands_in_its_bucket(given, bucket):
    assert given.bucket_on(TODAY) is bucket
    assert registry.grouped([given], TODAY)[bucket] == [given]


def test_a_task_told_twice_is_shown_once_and_the_earliest_stands_first(officer):
    registry.provider(lambda _user, _on: [task("b", TODAY), task("c")])
    registry.provider(lambda _user, _on: [task("a", TODAY - timedelta(days=3)), task("b", TODAY)])
    assert [t.key for t in registry.tasks_for(officer, TODAY)] == ["a", "b", "c"]


def test_tasks_of_the_absent_are_marked_and_private_ones_left_out(make_user, council):
    clerk = make_user("cuc", Role.CLERK, name="Trần Thị Cúc")
    head = make_user("hai", Role.OFFICE_HEAD, Role.DELEGATE, name="Lê Văn Hải")
    today = date.today()  # noqa: DTZ011 -- the deputyship of this very day
    Deputyship.objects.create(
        absent=head, deputy=clerk, valid_from=today, valid_to=today, reason="nghỉ phép"
    )

    @registry.provider
    def signing(user, _on):
        if user.has_role(Role.OFFICE_HEAD, council=council.pk):
            yield task("sign")
        if user.has_role(Role.CLERK, council=council.pk):
            yield task("stamp")
        if user.has_role(Role.DELEGATE, own=True):
            yield task("own-notes")

    assert {(t.key, t.stands_in_for) for t in registry.tasks_for(clerk, today)} == {
        ("stamp", ""),
        ("sign", "Lê Văn Hải"),
    }
    assert {(t.key, t.stands_in_for) for t in registry.tasks_for(head, today)} == {
        ("sign", ""),
        ("own-notes", ""),
    }


def test_the_lead_with_the_lowest_order_that_has_something_to_say_is_shown(officer):
    registry.lead(order=1)(lambda _user, _on: None)
    registry.lead(order=3)(lambda _user, _on: Lead("later.html", {}))
    registry.lead(order=2)(lambda _user, _on: Lead("first.html", {}))
    assert registry.lead_for(officer, TODAY) == Lead("first.html", {})


def test_the_first_page_shows_the_parts_and_links_to_where_it_is_done(client, officer):
    today = date.today()  # noqa: DTZ011 -- as the page asks
    registry.provider(
        lambda _user, _on: [
            task("late", today - timedelta(days=400)),
            task("watch", waiting_for="Sở Tài chính"),
            task("far", today + timedelta(days=60)),
        ]
    )
    client.force_login(officer)

    response = client.get(reverse("home"))

    assert [(part.name, part.count) for part in response.context["parts"]] == [
        ("overdue", 1),
        ("waiting", 1),
        ("later", 1),
    ]
    page = response.content.decode()
    assert '<a href="/late/">Làm late</a>' in page
    assert "chờ Sở Tài chính" in page
    assert "quá hạn 400 ngày" in page


def test_a_part_shows_a_hundred_and_says_how_many_more(client, officer):
    registry.provider(lambda _user, on: [task(f"t{index}", on) for index in range(130)])
    client.force_login(officer)
    page = client.get(reverse("home")).content.decode()
    assert page.count('<li class="task">') == 100
    assert "Còn 30 việc nữa" in page


def test_the_empty_page_says_what_belongs_here(client, officer, make_user):
    client.force_login(officer)
    assert "Không có việc nào đang chờ" in client.get(reverse("home")).content.decode()
    client.force_login(make_user("moi"))
    assert "chưa được phân vai trò" in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize("number", [1, 300])
def test_the_page_itself_costs_the_same_for_any_number(
    client, officer, number, django_assert_max_num_queries
):
    registry.provider(lambda _user, on: [task(f"t{index}", on) for index in range(number)])
    client.force_login(officer)
    client.get(reverse("home"))
    with django_assert_max_num_queries(10) as captured:
        client.get(reverse("home"))
    assert len(captured) <= 10


def test_nobody_reads_the_page_without_signing_in(client, db):
    assert client.get(reverse("home")).status_code == 302
