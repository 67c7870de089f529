"""The page of a job, for its owner."""

import pytest
from django.urls import reverse

from hdnd_portal.reports import registry
from hdnd_portal.reports.models import Job


@pytest.fixture
def asked(officer, council, monkeypatch) -> Job:
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    registry.job("tests.print", title="In giấy mời thử")(lambda _running: None)
    return Job.objects.create(kind="tests.print", owner=officer, council=council, total=97, done=12)


def test_the_page_shows_progress_and_can_be_reloaded_by_hand(client, officer, asked):
    Job.objects.update(state="running")
    client.force_login(officer)

    page = client.get(reverse("reports:job", args=[asked.pk])).content.decode()

    assert "In giấy mời thử" in page
    assert "12/97" in page
    assert f'href="/viec-nen/{asked.pk}/"' in page
    piece = client.get(reverse("reports:job_progress", args=[asked.pk]))
    assert "12/97" in piece.content.decode()
    assert "<html" not in piece.content.decode()
    assert "HX-Refresh" not in piece


def test_an_ended_job_makes_the_page_fetch_itself_whole(client, officer, asked):
    Job.objects.update(state="done")
    client.force_login(officer)
    assert client.get(reverse("reports:job_progress", args=[asked.pk]))["HX-Refresh"] == "true"


def test_a_job_is_stopped_and_run_again_from_its_page(
    client, officer, asked, django_capture_on_commit_callbacks
):
    client.force_login(officer)
    page = client.post(reverse("reports:cancel_job", args=[asked.pk]), follow=True)
    assert "Đã dừng. Phần đã làm được giữ lại." in page.content.decode()
    assert Job.objects.get().state == "cancelled"

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("reports:retry_job", args=[asked.pk]))
    assert Job.objects.get().state == "done"


@pytest.mark.parametrize("name", ["job", "job_progress", "cancel_job", "retry_job"])
def test_somebody_elses_job_is_not_there(client, make_user, asked, name):
    client.force_login(make_user("sep", is_superuser=True))
    method = client.get if name in {"job", "job_progress"} else client.post
    assert method(reverse(f"reports:{name}", args=[asked.pk])).status_code == 404
    assert client.get(reverse("reports:jobs")).context["rows"] == []
    assert Job.objects.get().state == "queued"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    client, officer, council, asked, number, django_assert_max_num_queries
):
    for _index in range(number - 1):
        Job.objects.create(kind="tests.print", owner=officer, council=council)
    client.force_login(officer)
    client.get(reverse("reports:jobs"))
    with django_assert_max_num_queries(12):
        response = client.get(reverse("reports:jobs"))
    assert len(response.context["rows"]) == number
