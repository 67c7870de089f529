"""Taking the sample province out: its rows, whatever guards them, and its files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.apps import apps
from django.core.files.storage import storages
from django.db import models, transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import AdministrativeUnit, Council, Person
from hdnd_portal.documents.models import Version
from hdnd_portal.notices.models import CaughtMail
from hdnd_portal.search.indexing import drop_orphans

# The trail of acts is append-only: it stays, and says that the sample was here and was wiped.
KEPT = {"audit"}
BATCH = 5000
Rows = dict[type[models.Model], set[Any]]


class WipeRefused(Exception):
    """Records of another council hang on the sample; `models` names their kinds."""

    def __init__(self, kinds: list[str]) -> None:
        super().__init__(", ".join(kinds))
        self.kinds = kinds


@dataclass(frozen=True, slots=True)
class Wiped:
    """What went."""

    rows: int
    files: int


def wipe_sample() -> Wiped:
    """Remove the sample province, everything that points at it, and the stored files.

    Idempotent. Rows go in one transaction in which the triggers that guard them are silent; the
    files go after it, so a failure leaves files without rows and never the reverse. Raises
    WipeRefused.
    """
    with transaction.atomic():
        rows = _closure(
            {
                Council: _keys(Council.objects.filter(is_sample=True)),
                AdministrativeUnit: _keys(AdministrativeUnit.objects.filter(is_sample=True)),
                Person: _keys(Person.objects.filter(is_sample=True)),
                User: _keys(User.objects.filter(is_sample=True)),
            }
        )
        _refuse_others(rows)
        blobs = [
            key
            for some in _batches(rows.get(Version, set()))
            for key in Version.objects.filter(pk__in=some).values_list("key", flat=True)
        ]
        count = sum(len(keys) for keys in rows.values())
        with pgtrigger.ignore():
            # Foreign keys are checked at the end of the transaction, so the order is free.
            for model, keys in rows.items():
                for some in _batches(keys):
                    found = model._base_manager.filter(pk__in=some)
                    found._raw_delete(found.db)
        # Mail that was kept instead of being sent exists only beside sample data.
        CaughtMail.objects.all().delete()
        drop_orphans()
        if count:
            log.record("sample.wiped", None, by=None, rows=count, files=len(blobs))
    storage = storages["default"]
    for key in blobs:
        storage.delete(key)
    return Wiped(count, len(blobs))


def _keys(rows: models.QuerySet[Any]) -> set[Any]:
    return set(rows.values_list("pk", flat=True))


def _batches(keys: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = list(keys)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def _closure(first: Rows) -> Rows:
    """The rows and all that point at them over foreign keys, however far."""
    rows: Rows = {model: set(keys) for model, keys in first.items()}
    fresh: Rows = {model: set(keys) for model, keys in first.items()}
    pointers = _pointers()
    while any(fresh.values()):
        reached: Rows = {}
        for target, keys in fresh.items():
            for model, name in pointers.get(target, []):
                for some in _batches(keys):
                    found = _keys(model._base_manager.filter(**{f"{name}__in": some}))
                    new = found - rows.get(model, set())
                    if new:
                        rows.setdefault(model, set()).update(new)
                        reached.setdefault(model, set()).update(new)
        fresh = reached
    return rows


def _pointers() -> dict[type[models.Model], list[tuple[type[models.Model], str]]]:
    """For each model, the foreign keys of other models that lead to it."""
    found: dict[type[models.Model], list[tuple[type[models.Model], str]]] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in KEPT or model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            target = field.related_model
            if isinstance(field, models.ForeignKey) and isinstance(target, type):
                found.setdefault(target, []).append((model, field.name))
    return found


def _refuse_others(rows: Rows) -> None:
    councils = rows[Council]
    kinds = []
    for model, keys in rows.items():
        for field in model._meta.concrete_fields:
            if field.related_model is not Council or model is Council:
                continue
            others = any(
                model._base_manager.filter(pk__in=some)
                .exclude(**{f"{field.name}__in": councils})
                .exists()
                for some in _batches(keys)
            )
            if others:
                kinds.append(str(model._meta.verbose_name))
    if kinds:
        raise WipeRefused(sorted(set(kinds)))
