"""How a record is named in rows that outlive it: its kind, its key, and the council it belongs to.

A foreign key would keep the record from being deleted, or vanish with it; text does neither.
"""

from functools import cache

from django.db import models

LONGEST_PATH = 3


def kind_of(record: models.Model) -> str:
    """The record's model as `app.model`, for example `council_sessions.councilsession`."""
    return record._meta.label_lower


def key_of(record: models.Model) -> str:
    """The primary key as text; numbers and UUIDs alike."""
    return str(record.pk)


def council_of(record: models.Model | None) -> int | None:
    """Primary key of the council the record belongs to, or None where it belongs to none.

    It is found over the record's own foreign keys (a paper's session, a seat's term), never guessed
    from who acts. Costs one query where the records on the way are not loaded yet.
    """
    if record is None:
        return None
    if record._meta.label_lower == "council.council":
        return int(record.pk)
    # Not `type(record)`: `request.user` is wrapped, and its type is that of the wrapper.
    path = _path_to_council(record._meta.model)
    if path is None:
        return None
    step: models.Model | None = record
    for name in path[:-1]:
        if step is None:
            return None
        if name not in step._state.fields_cache:
            return _read(record, path)
        step = getattr(step, name)
    return getattr(step, f"{path[-1]}_id", None)


def _read(record: models.Model, path: tuple[str, ...]) -> int | None:
    lookup = "__".join([*path[:-1], f"{path[-1]}_id"])
    rows = record._meta.model._base_manager.filter(pk=record.pk)
    return rows.values_list(lookup, flat=True).first()


@cache
def _path_to_council(model: type[models.Model]) -> tuple[str, ...] | None:
    """Names of the foreign keys that lead from the model to its council, the shortest way."""
    ways: list[tuple[type[models.Model], tuple[str, ...]]] = [(model, ())]
    for _ in range(LONGEST_PATH):
        further = []
        for here, way in ways:
            for field in here._meta.concrete_fields:
                target = field.related_model
                if not isinstance(field, models.ForeignKey) or not isinstance(target, type):
                    continue
                if target._meta.label_lower == "council.council":
                    return (*way, field.name)
                # An account and a person belong to no council; what they did may, by itself.
                if target._meta.label_lower not in {"accounts.user", "council.person"}:
                    further.append((target, (*way, field.name)))
        ways = further
    return None
