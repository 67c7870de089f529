"""People: who they are and what is known of them; the trail keeps every old value (N10)."""

from typing import Any

from django.db import transaction

from hdnd_portal.audit import log
from hdnd_portal.council.models import Person
from hdnd_portal.ui.text import fold, name_sort_key, tidy

EDITABLE = ("name", "sex", "birth_date", "email", "phone")


def with_keys(person: Person) -> Person:
    """Fill what lists sort by (given name first) and what a search without diacritics reads."""
    person.name = tidy(person.name)
    person.sort_key = name_sort_key(person.name)[:250]
    person.folded = fold(person.name)[:120]
    return person


@transaction.atomic
def register_person(*, by: Any, **fields: Any) -> Person:
    """Enter a person; `fields` are those of the model."""
    person = with_keys(Person(**fields))
    person.save()
    log.record("person.registered", person, by=by, name=person.name)
    return person


@transaction.atomic
def update_person(person: Person, *, by: Any, **fields: Any) -> Person:
    """Correct what is known of a person. The trail keeps old and new values (N10).

    Locks the person. Raises ValueError for a field that is not editable.
    """
    unknown = set(fields) - set(EDITABLE)
    if unknown:
        raise ValueError(f"not editable: {sorted(unknown)}")
    person = Person.objects.select_for_update().get(pk=person.pk)
    changes = {
        name: [getattr(person, name), value]
        for name, value in fields.items()
        if getattr(person, name) != value
    }
    if not changes:
        return person
    for name, (_old, new) in changes.items():
        setattr(person, name, new)
    with_keys(person).save(update_fields=[*changes, "sort_key", "folded"])
    note_person_change(person, changes, by=by)
    return person


def note_person_change(person: Person, changes: dict[str, list[Any]], *, by: Any) -> None:
    """Write old and new values of a change into the trail, in the caller's transaction."""
    log.record(
        "person.changed",
        person,
        by=by,
        fields=", ".join(sorted(changes)),
        changes={
            name: [None if v is None else str(v) for v in values]
            for name, values in changes.items()
        },
    )
