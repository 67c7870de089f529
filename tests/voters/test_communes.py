"""Matters of communes go to the commune's own authority, without anybody entering it first."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Agency
from hdnd_portal.council.refusals import CouncilRefused
from hdnd_portal.council.services.communes import CommuneBody, commune_authority
from tests.everybody import signed_in, undone
from tests.factories import AgencyFactory, CommuneFactory, UserFactory
from tests.voters.sorted import SPEECH, Sorted
from voters.models import Referral, VoterRecommendation
from voters.services import referring
from voters.services.leads import lead_for
from voters.services.sorting import Place
from voters.sorting import Competence


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for the module; each test undoes what it did."""
    with django_db_blocker.unblock(), undone():
        yield Sorted()


@pytest.fixture
def it(world, db):
    return world


def typed(it, opinion, **more):
    return {
        "pieces": [f"{opinion.pk}-0"],
        "track": "recommendation",
        "field": it.water.pk,
        "competence": "commune",
        **more,
    }


def desk(opinion):
    return reverse("voters:sort_opinion", kwargs={"opinion": opinion.pk})


def test_a_matter_of_a_commune_goes_to_its_committee(it):
    officer, opinion = signed_in(it.officer), it.say(SPEECH)
    officer.post(desk(opinion), typed(it, opinion))
    row = VoterRecommendation.objects.get()
    unit = it.meeting.unit
    assert (row.lead.kind, row.lead.unit, row.lead.name) == (
        Agency.Kind.COMMUNE,
        unit,
        f"Ủy ban nhân dân {unit}",
    )
    referring.send_on([row], by=it.chair)
    assert Referral.objects.get().agency == row.lead
    # The next one finds the same row.
    other = it.say("Sửa cầu thôn Đông")
    officer.post(desk(other), typed(it, other))
    assert Agency.objects.filter(kind=Agency.Kind.COMMUNE).count() == 1


def test_the_council_of_another_commune_can_be_chosen(it):
    officer, opinion = signed_in(it.officer), it.say(SPEECH)
    unit = it.ground.units[2]
    chosen = f"HDND-{unit.pk}"
    assert chosen in officer.get(desk(opinion)).content.decode()
    wrong = officer.post(desk(opinion), typed(it, opinion, authority=chosen, competence="province"))
    assert wrong.status_code == 422
    officer.post(desk(opinion), typed(it, opinion, authority=chosen))
    row = VoterRecommendation.objects.get()
    assert row.lead.name == f"Thường trực Hội đồng nhân dân {unit}"
    form = officer.get(reverse("voters:sort", kwargs={"recommendation": row.pk}))
    assert f'<option value="{chosen}" selected>' in form.content.decode()


def test_what_the_administrator_keeps_for_a_commune_is_taken_first(it):
    unit = it.meeting.unit
    kept = AgencyFactory(council=it.council, kind=Agency.Kind.COMMUNE, unit=unit)
    found = commune_authority(it.council, unit, body=CommuneBody.COMMITTEE, by=it.officer)
    assert found == kept
    council = commune_authority(it.council, unit, body=CommuneBody.COUNCIL, by=it.officer)
    assert council != kept


def test_a_commune_elsewhere_is_refused(it):
    elsewhere = CommuneFactory()
    with pytest.raises(CouncilRefused, match="unit_elsewhere"):
        commune_authority(it.council, elsewhere, body=CommuneBody.COMMITTEE, by=it.officer)
    found = lead_for(
        it.council.pk, it.water, "commune", units=[elsewhere.pk, it.meeting.unit_id], by=it.officer
    )
    assert found is None


def test_what_is_asked_of_the_centre_stands_in_its_own_list(it):
    between = AgencyFactory(council=it.council, code="DDBQH", name="Đoàn đại biểu Quốc hội")
    row = it.sorted(place=Place(it.water, Competence.CENTRAL, between), text="Sửa luật")
    it.sorted(it.say("Sửa cầu"))
    referring.send_on([row], by=it.chair)
    officer = signed_in(it.officer)
    page = reverse("voters:proposals")
    shown = officer.get(page).content.decode()
    assert "Sửa luật" in shown
    assert between.name in shown
    assert "Sửa cầu" not in shown
    assert officer.get(page, {"lead": between.pk, "stage": "open"}).status_code == 200
    file = officer.get(page, {"xuat": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(file.streaming_content)))
    assert any("Sửa luật" in str(cell) for line in book.active.values for cell in line)
    stranger = UserFactory(role=Role.AGENCY, role__council=it.council, role__agency=it.hospital)
    assert "Sửa luật" not in signed_in(stranger).get(page).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_few(it, count, django_assert_num_queries):
    between = AgencyFactory(council=it.council, code="DDBQH", name="Đoàn đại biểu Quốc hội")
    place = Place(it.water, Competence.CENTRAL, between)
    rows = [it.sorted(it.say(f"Sửa luật số {n}"), place=place) for n in range(count)]
    referring.send_on(rows, by=it.chair)
    officer = signed_in(it.officer)
    officer.get(reverse("voters:proposals"))
    with django_assert_num_queries(8):
        officer.get(reverse("voters:proposals"))
    with django_assert_num_queries(9):
        officer.get(reverse("voters:referrals"))
