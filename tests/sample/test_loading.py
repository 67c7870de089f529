"""Loading the invented province, refusing to, and taking it out again."""

import io
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council, Field, Person
from hdnd_portal.sample.services import load_sample
from hdnd_portal.sample.wiping import WipeRefused, wipe_sample
from tests.factories import AgencyFactory, MandateFactory, PostFactory, RoleAssignmentFactory


def out(*command, **options):
    stream = io.StringIO()
    call_command(*command, stdout=stream, **options)
    return stream.getvalue()


@pytest.mark.django_db
def test_accounts_without_a_sample_get_a_sentence():
    with pytest.raises(CommandError, match="Chưa có tỉnh mẫu") as refused:
        out("sample_accounts", json=True)
    assert refused.value.returncode == 2


@pytest.mark.django_db
def test_load_is_refused_in_a_real_office(settings):
    settings.SAMPLE_ALLOWED = False
    with pytest.raises(CommandError, match="vận hành thật"):
        out("load_sample")
    assert not Council.objects.exists()


def counts():
    """Rows of each table; the fields of the country belong to no council, and stay."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in {"audit", "auth", "contenttypes"} and model is not Field
    }


@pytest.mark.django_db(transaction=True)
def test_wipe_is_refused_while_others_hang_on_it_then_leaves_nothing_but_the_trail():
    council = MandateFactory().term.council  # a real one
    agency = AgencyFactory(council=council)
    before = counts()
    load_sample()
    assert counts() != before
    post = PostFactory(person=Person.objects.filter(is_sample=True).first(), agency=agency)
    user = User.objects.filter(is_sample=True).first()
    role = RoleAssignmentFactory(user=user, council=council)
    hanging = counts()
    with pytest.raises(WipeRefused):
        wipe_sample()
    assert counts() == hanging
    role.delete()
    post.delete()
    files = Path(storages["default"].location)
    wiped = wipe_sample()
    assert wiped.rows > 500
    assert counts() == before
    assert [p for p in files.rglob("*") if p.is_file()] == []
    assert wipe_sample().rows == 0
