"""The fields by which voters' words are sorted, and who deals with them in a council."""

import pytest

from hdnd_portal.council.bodies import agency_plans, body_plans
from hdnd_portal.council.fields import field_plans
from hdnd_portal.council.models import Field, FieldDesk
from hdnd_portal.council.services import load_fields
from hdnd_portal.ui.text import nfc
from tests.factories import AgencyFactory, BodyFactory, TermFactory

# Domain C1: the code, the usual lead, the Ban.
USUAL = {
    "GT": ("SXD", "BKTNS"), "XD": ("SXD", "BKTNS"), "DD": ("SNNMT", "BKTNS"),
    "MT": ("SNNMT", "BKTNS"), "TL": ("SNNMT", "BKTNS"), "NN": ("SNNMT", "BKTNS"),
    "NS": ("SNNMT", "BKTNS"), "DL": ("SCT", "BKTNS"), "CT": ("SCT", "BKTNS"),
    "TC": ("STC", "BKTNS"), "VT": ("SKHCN", "BKTNS"), "YT": ("SYT", "BVHXH"),
    "BH": ("BHXH", "BVHXH"), "GD": ("SGDDT", "BVHXH"), "VH": ("SVHTTDL", "BVHXH"),
    "NC": ("SNV", "BVHXH"), "LD": ("SNV", "BVHXH"), "DT": ("SDTTG", "BDT"), "NV": ("SNV", "BPC"),
    "CCHC": ("SNV", "BPC"), "AN": ("CA", "BPC"), "QP": ("BCHQS", "BPC"), "TP": ("STP", "BPC"),
    "TTHA": ("TAND", "BPC"), "TTR": ("TTR", "BPC"), "HDND": ("", ""), "KHAC": ("", ""),
}  # fmt: skip


def test_every_field_has_its_usual_lead_and_ban():
    plans = {plan.code: (next(iter(plan.leads), ""), plan.committee) for plan in field_plans()}
    assert plans == USUAL


def test_every_code_is_one_of_an_agency_or_a_ban():
    agencies = {p.code for p in agency_plans(unit="tỉnh Thử", is_city=False, has_ethnic=True)}
    bodies = {p.code for p in body_plans(is_city=True, has_ethnic=True, groups=0)}
    for plan in field_plans():
        assert set(plan.leads) <= agencies, plan.code
        assert plan.committee in bodies | {""}, plan.code


def test_a_topic_belongs_to_one_field_and_is_written_in_one_spelling():
    topics = [topic for plan in field_plans() for topic in plan.topics]
    assert len(topics) == len(set(topics))
    assert all(topic == nfc(topic).strip().lower() for topic in topics)


@pytest.mark.django_db
def test_a_council_gets_the_agencies_and_bans_it_has():
    term = TermFactory()
    interior = AgencyFactory(council=term.council, code="SNV")
    ban = BodyFactory(term=term, code="BPC")
    assert load_fields(term.council, term)
    desks = {desk.field.code: desk for desk in FieldDesk.objects.select_related("field")}
    assert set(desks) == set(USUAL)
    assert (desks["NV"].agency, desks["NV"].committee) == (interior, ban)
    # Without a department for ethnic minorities their matters go to home affairs, without a Ban.
    assert (desks["DT"].agency, desks["DT"].committee) == (interior, None)
    assert desks["GT"].agency is None


@pytest.mark.django_db
def test_what_an_administrator_changed_stays():
    term = TermFactory()
    load_fields(term.council, term)
    Field.objects.filter(code="GT").update(name="Giao thông", topics="đường")
    agency = AgencyFactory(council=term.council, code="SXD")
    FieldDesk.objects.filter(field__code="GD").delete()
    assert load_fields(term.council, term)
    assert Field.objects.get(code="GT").words == ["đường"]
    assert not FieldDesk.objects.filter(agency=agency).exists()
    assert FieldDesk.objects.count() == len(USUAL)
    assert not load_fields(term.council, term)


@pytest.mark.django_db
def test_another_council_shares_the_fields_and_has_its_own_desks():
    first, second = TermFactory(), TermFactory()
    for term in (first, second):
        load_fields(term.council, term)
    assert Field.objects.count() == len(USUAL)
    assert FieldDesk.objects.filter(council=second.council).count() == len(USUAL)
