"""Whether a record belongs to a rehearsal: found over its own foreign keys, never guessed (S12)."""

from functools import cache

from django.db import models

from hdnd_portal.audit import rehearsing
from sessions.models import CouncilSession

LONGEST_PATH = 3
# Of their own session they are told, rehearsal or not.
REAL = frozenset({"council_sessions.rehearsal"})


@cache
def _path_to_session(model: type[models.Model]) -> tuple[str, ...] | None:
    """Names of the foreign keys from the model to its session, the shortest way."""
    if model._meta.app_label != CouncilSession._meta.app_label or model._meta.label_lower in REAL:
        return None
    ways: list[tuple[type[models.Model], tuple[str, ...]]] = [(model, ())]
    for _step in range(LONGEST_PATH):
        further = []
        for here, way in ways:
            for field in here._meta.concrete_fields:
                target = field.related_model
                if not isinstance(target, type) or target is here:
                    continue
                if target is CouncilSession:
                    return (*way, field.name)
                if target._meta.app_label == CouncilSession._meta.app_label:
                    further.append((target, (*way, field.name)))
        ways = further
    return None


def is_rehearsed(record: models.Model) -> bool:
    """Whether the record is a rehearsal, or belongs to one. One query where it is not loaded."""
    if isinstance(record, CouncilSession):
        return record.rehearsal_of_id is not None
    path = _path_to_session(record._meta.model)
    if path is None:
        return False
    step: models.Model | None = record
    for name in path:
        if step is None:
            return False
        if name not in step._state.fields_cache:
            rows = record._meta.model._base_manager.filter(pk=record.pk)
            lookup = "__".join([*path, "rehearsal_of"])
            return rows.exclude(**{lookup: None}).exists()
        step = getattr(step, name)
    return isinstance(step, CouncilSession) and step.rehearsal_of_id is not None


rehearsing.register(is_rehearsed)
