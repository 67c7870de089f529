"""The units of the country in the database."""

from datetime import date

import pytest

from hdnd_portal.council.models import AdministrativeUnit, UnitChange
from hdnd_portal.council.services import load_units
from tests.everybody import undone

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The whole country, loaded once for this module and taken out after it."""
    with django_db_blocker.unblock(), undone():
        yield load_units()


def test_load_brings_provinces_and_communes_of_each_day(loaded):
    units = AdministrativeUnit.objects
    assert units.in_force(date(2025, 6, 30)).provinces().count() == 63
    assert units.in_force(date(2026, 11, 22)).provinces().count() == 34
    assert units.in_force(date(2026, 11, 22)).filter(kind="city").count() == 9
    communes = units.in_force(date(2026, 11, 22)).filter(
        kind__in=["commune", "ward", "special_zone"]
    )
    assert communes.count() == 3321


def test_load_again_changes_nothing(loaded):
    again = load_units()
    assert (again.units_added, again.units_changed, again.changes_added) == (0, 0, 0)


def test_dong_nai_keeps_its_communes_through_its_change_of_kind(loaded):
    province = AdministrativeUnit.objects.get(code="75", valid_from=date(2025, 7, 1))
    city = AdministrativeUnit.objects.get(code="75", kind="city")
    assert (province.valid_to, city.valid_from) == (date(2026, 4, 29), date(2026, 4, 30))
    for unit in (province, city):
        communes = AdministrativeUnit.objects.communes_of(unit).in_force(date(2026, 5, 1))
        assert communes.count() == 95
        assert communes.filter(kind="ward").count() == 33


def test_change_of_communes_names_its_resolution(loaded):
    change = UnitChange.objects.get(from_units__code="26368", kind="kind")
    assert change.effective_on == date(2026, 4, 30)
    assert "237/NQ-UBTVQH16" in change.legal_basis
    assert [str(u) for u in change.to_units.all()] == ["phường Long Thành"]


def test_merger_of_provinces_is_one_change(loaded):
    change = UnitChange.objects.get(to_units__code="79", to_units__kind="city", kind="merge")
    assert sorted(str(u) for u in change.from_units.all()) == [
        "thành phố Hồ Chí Minh",
        "tỉnh Bà Rịa - Vũng Tàu",
        "tỉnh Bình Dương",
    ]
    assert change.legal_basis == "Nghị quyết 202/2025/QH15"


def test_units_are_found_without_diacritics(loaded):
    found = AdministrativeUnit.objects.filter(folded="dong nai", kind="city")
    assert [str(u) for u in found] == ["thành phố Đồng Nai"]


def test_rows_entered_by_hand_are_left_alone(loaded):
    mine = UnitChange.objects.create(
        kind="rename", effective_on=date(2026, 10, 1), legal_basis="NQ của tỉnh"
    )
    load_units()
    assert UnitChange.objects.filter(pk=mine.pk).exists()
    mine.delete()
