"""Loading the sample province, and taking it out again."""

from dataclasses import dataclass

from django.db import transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import AdministrativeUnit, Council, Mandate
from hdnd_portal.sample.accounts import make_accounts
from hdnd_portal.sample.people import make_people
from hdnd_portal.sample.province import make_province
from hdnd_portal.sample.sessions import kept_files, make_sessions
from hdnd_portal.ui.refusals import Refused


class SampleRefused(Refused):
    """The sample cannot be loaded; `code` says why: loaded."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was made."""

    council: Council
    communes: int
    delegates: int
    accounts: int
    files: int


@transaction.atomic
def load_sample() -> Loaded:
    """Load the invented province in one transaction. Raises SampleRefused: loaded."""
    if Council.objects.filter(is_sample=True).exists():
        raise SampleRefused("loaded")
    province = make_province()
    people = make_people(province)
    accounts = make_accounts(province, people)
    make_sessions(province, people, accounts)
    return Loaded(
        province.council,
        AdministrativeUnit.objects.filter(parent=province.council.unit).count(),
        Mandate.objects.filter(term=province.term).count(),
        len(accounts),
        kept_files(province),
    )


def sample_is_loaded() -> bool:
    """Whether the sample province, or any account of it, is there."""
    return (
        Council.objects.filter(is_sample=True).exists()
        or User.objects.filter(is_sample=True).exists()
    )
