"""The pages of group discussions: forms, papers, queries, work lists."""

from __future__ import annotations

import io
import zipfile

import pdfplumber
import pytest
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.worklist.registry import tasks_for
from sessions.models import GroupOpinion, GroupReport
from sessions.services import group_reports, groups
from tests.factories import (
    AgencyFactory,
    AgendaItemFactory,
    CouncilSessionFactory,
    UserFactory,
)
from tests.sessions.groups import ENDS, STARTS, account_of, arranged, group_of

pytestmark = pytest.mark.django_db


def here(name, report, **more):
    """The address of a page of the report."""
    return reverse(
        f"sessions:{name}",
        kwargs={"session": report.sitting.session_id, "report": report.pk, **more},
    )


def received(report, seat, by, text="Đề nghị nâng mức hỗ trợ lên 3 triệu đồng."):
    """The report with one opinion, received."""
    group_reports.write_opinion(
        report, mandate=seat, stance="amend", point="khoản 2 Điều 3", text=text, by=by
    )
    return group_reports.receive_report(group_reports.submit_report(report, by=by), by=by)


def test_rapporteur_writes_corrects_and_submits(client):
    _sitting, seats, report = arranged()
    user = account_of(seats[1])
    agency = AgencyFactory(council=report.sitting.session.council)
    client.force_login(user)
    sent = {
        "mandate": seats[2].pk,
        "stance": "amend",
        "point": "Điều 3",
        "text": "Nâng mức hỗ trợ",
        "addressee": f"agency:{agency.pk}",
    }
    client.post(here("write_opinion", report), sent)
    opinion = report.opinions.get()
    assert (opinion.mandate, opinion.agency, opinion.point) == (seats[2], agency, "Điều 3")
    page = client.get(here("change_group_opinion", report, opinion=opinion.pk))
    assert page.context["form"].initial["addressee"] == f"agency:{agency.pk}"
    client.post(
        here("change_group_opinion", report, opinion=opinion.pk),
        {**sent, "mandate": "", "addressee": "body:x"},
    )
    assert report.opinions.get().mandate == seats[2]
    client.post(
        here("change_group_opinion", report, opinion=opinion.pk),
        {**sent, "mandate": "", "addressee": ""},
    )
    assert report.opinions.get().addressee == ""
    client.post(here("submit_group_report", report))
    assert GroupReport.objects.get().state == "submitted"


def test_refused_opinion_keeps_what_was_typed(client):
    _sitting, seats, report = arranged()
    client.force_login(account_of(seats[1]))
    page = client.post(here("write_opinion", report), {"text": "Nâng mức hỗ trợ", "stance": ""})
    assert page.status_code == 200
    assert "Nâng mức hỗ trợ" in page.content.decode()
    assert GroupOpinion.objects.count() == 0
    other = group_of(report.sitting.session, "Người Ngoài")[1][0]
    page = client.post(
        here("write_opinion", report), {"mandate": other.pk, "stance": "agree", "text": "x"}
    )
    assert "mandate" in page.context["form"].errors


def test_office_arranges_several_groups_at_once(client):
    session = CouncilSessionFactory()
    bodies = [group_of(session, f"Trưởng {n}", f"Phó {n}")[0] for n in range(3)]
    item = AgendaItemFactory(session=session)
    client.force_login(UserFactory(role="officer", role__council=session.council))
    address = reverse("sessions:arrange_groups", kwargs={"session": session.pk})
    assert set(client.get(address).context["form"]["groups"].value()) == {
        body.pk for body in bodies
    }
    client.post(
        address,
        {
            "groups": [body.pk for body in bodies],
            "items": [item.pk],
            "starts_at_0": "08/12/2026",
            "starts_at_1": "13:30",
            "ends_at_0": "08/12/2026",
            "ends_at_1": "16:30",
            "place": "Trụ sở",
        },
    )
    assert session.group_sittings.count() == 3
    assert {one.report_due_at for one in session.group_sittings.all()} == {ENDS}


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_no_more_for_many_groups(client, django_assert_max_num_queries, count):
    session = CouncilSessionFactory()
    officer = UserFactory(role="officer", role__council=session.council)
    items = [AgendaItemFactory(session=session) for _n in range(count)]
    bodies = [group_of(session, f"Trưởng {n}", f"Phó {n}")[0] for n in range(count)]
    made = groups.arrange_groups(
        session,
        groups=bodies,
        items=items,
        starts_at=STARTS,
        ends_at=ENDS,
        place="P",
        by=officer,
    )
    for sitting in made:
        for report in sitting.reports.all():
            for seat in groups.seats_of(sitting):
                group_reports.write_opinion(
                    report, mandate=seat, stance="agree", text="x", by=officer
                )
            group_reports.receive_report(
                group_reports.submit_report(report, by=officer), by=officer
            )
    client.force_login(officer)
    place = {"session": session.pk}
    addresses = [
        reverse("sessions:groups", kwargs=place),
        reverse("sessions:group_synthesis", kwargs={**place, "item": items[0].pk}),
        reverse("sessions:group", kwargs={**place, "group_sitting": made[0].pk}),
        here("group_report", made[0].reports.first()),
    ]
    for address in addresses:
        client.get(address)  # what is read once a process
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def words_of(response):
    """The words of a PDF or DOCX answer, spaces made one."""
    if response["Content-Type"] == "application/pdf":
        with pdfplumber.open(io.BytesIO(response.content)) as pdf:
            text = " ".join(page.extract_text() for page in pdf.pages)
    else:
        text = zipfile.ZipFile(io.BytesIO(response.content)).read("word/document.xml").decode()
    return " ".join(text.split())


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_digest_names_authors_groups_and_who_is_missing(client, form):
    sitting, seats, report = arranged(None, "Lê Văn Một", "Phạm Thị Hai")
    session, officer = sitting.session, sitting.arranged_by
    body, _seats = group_of(session, "Ngô Văn Ba", name="Tổ đại biểu số 9")
    groups.arrange_groups(
        session,
        groups=[body],
        items=[report.item],
        starts_at=STARTS,
        ends_at=ENDS,
        place="P",
        by=officer,
    )
    received(report, seats[0], officer)
    client.force_login(officer)
    response = client.get(
        reverse("sessions:syntheses_paper", kwargs={"session": session.pk, "form": form})
    )
    words = words_of(response)
    assert "Lê Văn Một" in words
    assert "01/02 Tổ" in words
    assert "Tổ đại biểu số 9" in words
    assert "nâng mức hỗ trợ lên 3 triệu đồng" in words


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_minutes_of_a_group_name_who_was_there_and_who_was_not(client, form):
    sitting, seats, report = arranged(None, "Lê Văn Một", "Phạm Thị Hai", "Ngô Văn Ba")
    groups.record_present(sitting, mandates=seats[:2], by=sitting.arranged_by)
    received(report, seats[0], sitting.arranged_by)
    client.force_login(account_of(seats[1]))
    response = client.get(
        reverse(
            "sessions:group_minutes",
            kwargs={
                "session": sitting.session_id,
                "group_sitting": sitting.pk,
                "form": form,
            },
        )
    )
    words = words_of(response)
    assert "02/03 đại biểu" in words
    assert "vắng: Ngô Văn Ba" in words


def test_delegate_reads_the_synthesis_only_once_it_is_released(client):
    sitting, seats, report = arranged()
    officer = sitting.arranged_by
    received(report, seats[0], officer)
    address = reverse(
        "sessions:group_synthesis",
        kwargs={"session": sitting.session_id, "item": report.item_id},
    )
    client.force_login(account_of(seats[2]))
    assert client.get(address).status_code == 404
    group_reports.release(report.item, by=officer)
    assert "Lê Văn Trưởng" in client.get(address).content.decode()


def test_work_lists_say_whose_turn_it_is():
    sitting, seats, report = arranged()
    rapporteur, officer = account_of(seats[1]), sitting.arranged_by
    today = timezone.localdate(sitting.report_due_at)

    def keys(user):
        found = {task.key for task in tasks_for(type(user).objects.get(pk=user.pk), today)}
        return {key for key in found if key.startswith("group_report")}

    assert keys(rapporteur) == {f"group_report:{report.pk}"}
    assert keys(officer) == set()
    group_reports.write_summary(report, summary="Thống nhất", by=rapporteur)
    group_reports.submit_report(report, by=rapporteur)
    assert keys(rapporteur) == set()
    assert keys(officer) == {f"group_report_received:{report.pk}"}
    group_reports.return_report(report, reason="Sửa", by=officer)
    assert keys(rapporteur) == {f"group_report:{report.pk}"}
