"""The sample province, loaded once for the tests of a module that only read it."""

import pytest
from django.core.files.storage import storages

from hdnd_portal.council.models import Field
from hdnd_portal.sample.services import load_sample
from hdnd_portal.sample.wiping import wipe_sample


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        loaded = load_sample()
        yield loaded
        wipe_sample()
        # The country's fields belong to no council: what takes the sample out leaves them.
        Field.objects.all().delete()


@pytest.fixture(scope="module")
def sample_store(sample):
    """Where its files are: loaded before the store of one test takes over."""
    return storages["default"]
