"""Paging by key: a page begins after a row, not after a number of rows.

However deep the page, the database reads only its rows. The mark of a place is the sort value and
the primary key of a row, in the address.
"""

import base64
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import BooleanField, F, Field, Func, Model, OrderBy, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.db.models.sql import Query
from django.db.models.sql.datastructures import Join
from django.db.models.sql.where import WhereNode
from django.utils import timezone

COUNT_LIMIT = 10_000
# Letters of a mark in the address, and the biggest number a column holds.
LONGEST_MARK = 4000
BIGGEST = 2**63 - 1
# What reading a foreign text may end in.
UNREADABLE = (ArithmeticError, RecursionError, TypeError, ValidationError, ValueError)


@dataclass(frozen=True, slots=True)
class Order:
    """One order of a list: a field (with its lookup path) and the primary key behind it."""

    field: str
    is_down: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of a row in an order."""

    value: Any
    pk: Any

    def encode(self) -> str:
        """The mark as it stands in the address."""
        value = self.value
        if isinstance(value, date | datetime):
            value = value.isoformat()
        elif isinstance(value, Decimal):
            value = str(value)
        packed = json.dumps([value, str(self.pk)], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page and the marks of its neighbours, empty where there is none."""

    rows: list[Any]
    before: str
    after: str


def field_at(model: type[Model], path: str) -> Field[Any, Any] | None:
    """The model field at a lookup path; None for an annotation."""
    found: Any = None
    for step in path.split(LOOKUP_SEP):
        try:
            found = model._meta.pk if step == "pk" else model._meta.get_field(step)
        except FieldDoesNotExist:
            return None
        if found.is_relation and found.related_model:
            model = found.related_model
    return found if isinstance(found, Field) else None


def is_nullable(model: type[Model], path: str) -> bool:
    """Whether the value may be missing: the field or a relation on the way; annotations may."""
    steps = path.split(LOOKUP_SEP)
    for end in range(1, len(steps) + 1):
        field = field_at(model, LOOKUP_SEP.join(steps[:end]))
        if field is None or field.null:
            return True
    return False


def key_field(queryset: QuerySet[Any], path: str) -> Field[Any, Any] | None:
    """The field whose values the rows are sorted by, also that of an annotation."""
    annotation = queryset.query.annotations.get(path)
    if annotation is not None:
        found = getattr(annotation, "output_field", None)
        return found if isinstance(found, Field) else None
    return field_at(queryset.model, path)


def decode(text: str, queryset: QuerySet[Any], order: Order) -> Mark | None:
    """Read a mark of the address; None for one that is broken or belongs to another order."""
    if len(text) > LONGEST_MARK:
        return None
    field, key = key_field(queryset, order.field), queryset.model._meta.pk
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        value, pk = json.loads(packed, parse_constant=_refused)
        value = None if value is None or field is None else stored(field, value)
        return Mark(value, stored(key, pk))
    except UNREADABLE:
        return None


def _refused(constant: str) -> None:
    raise ValueError(constant)


def stored(field: Field[Any, Any], value: Any) -> Any:
    """The value as the field holds it. Raises ValueError and its like for one it cannot hold."""
    if not isinstance(value, str | int | float):
        raise TypeError(type(value))
    value = field.to_python(value)
    if isinstance(value, datetime) and timezone.is_naive(value):
        value = timezone.make_aware(value)
    if isinstance(value, int) and abs(value) > BIGGEST:
        raise ValueError(value)
    # PostgreSQL refuses a text that holds the character zero, and one that is no Unicode.
    if "\0" in str(value).encode().decode():
        raise ValueError(value)
    return value


def read_page(
    queryset: QuerySet[Any], order: Order, size: int, *, after: str = "", before: str = ""
) -> Page:
    """One page of the queryset in the order, after or before a mark; one query.

    A broken mark gives the first page. Missing values stand last in both directions.
    """
    model = queryset.model
    nullable = is_nullable(model, order.field)
    back = decode(before, queryset, order) if before else None
    start = decode(after, queryset, order) if after and back is None else None
    rows = queryset.annotate(list_key=F(order.field))
    if back is not None:
        rows = rows.filter(_beyond(order, back, nullable=nullable, backwards=True))
    elif start is not None:
        rows = rows.filter(_beyond(order, start, nullable=nullable, backwards=False))
    rows = rows.order_by(*_ordering(order, nullable=nullable, backwards=back is not None))
    found = list(_chosen_first(rows, size + 1))
    more = len(found) > size
    found = found[:size]
    if back is not None:
        found.reverse()
    has_before = more if back is not None else start is not None
    has_after = True if back is not None else more
    if not found:
        return Page([], "", "")
    first, last = found[0], found[-1]
    return Page(
        found,
        Mark(first.list_key, first.pk).encode() if has_before else "",
        Mark(last.list_key, last.pk).encode() if has_after else "",
    )


def _chosen_first(rows: QuerySet[Any], size: int) -> QuerySet[Any]:
    """The first rows of an order, found by their keys alone; one query.

    What the cells show is then worked out for these rows only, and not for all that are sorted.
    """
    query = rows.query
    if query.distinct or query.combinator or query.group_by is not None:
        return rows[:size]
    chosen = rows.values("pk")[:size]
    shown = rows.all()
    if _joins_one_each(query):
        # The keys were chosen by all conditions; they need not be asked again of the rows shown.
        shown.query.where = WhereNode()
    return shown.filter(_OneOf(F("pk"), ArraySubquery(chosen)))


def _joins_one_each(query: Query) -> bool:
    """Whether no row is joined to several: without its condition it would be shown for each."""
    fields: list[Any] = [
        join.join_field for join in query.alias_map.values() if isinstance(join, Join)
    ]
    return all(field.many_to_one or field.one_to_one for field in fields)


class _OneOf(Func):
    """The first is in the array of the second, read once; `IN` may be read once for each row."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def ordered(queryset: QuerySet[Any], order: Order) -> QuerySet[Any]:
    """The whole queryset in the order of the pages."""
    nullable = is_nullable(queryset.model, order.field)
    return queryset.order_by(*_ordering(order, nullable=nullable, backwards=False))


def count_up_to(queryset: QuerySet[Any], limit: int = COUNT_LIMIT) -> int:
    """The number of rows, not looking further than `limit` + 1; one query."""
    # Only keys: what is annotated for the cells is not worked out for rows nobody sees.
    return queryset.order_by().values("pk")[: limit + 1].count()


def _ordering(order: Order, *, nullable: bool, backwards: bool) -> list[OrderBy]:
    """Missing values last, so first when read backwards; only named where they can occur,
    because an index in plain order does not serve NULLS LAST.
    """
    is_down = order.is_down != backwards
    key, pk = F(order.field), F("pk")
    if not nullable:
        main = key.desc() if is_down else key.asc()
    elif backwards:
        main = key.desc(nulls_first=True) if is_down else key.asc(nulls_first=True)
    else:
        main = key.desc(nulls_last=True) if is_down else key.asc(nulls_last=True)
    return [main, pk.desc() if is_down else pk.asc()]


def _beyond(order: Order, mark: Mark, *, nullable: bool, backwards: bool) -> Q:
    """Rows after the mark (before it, when read backwards)."""
    sign = "lt" if order.is_down != backwards else "gt"
    further_pk = Q(**{f"pk__{sign}": mark.pk})
    missing = Q(**{f"{order.field}__isnull": True})
    if mark.value is None:
        here = missing & further_pk
        return ~missing | here if backwards else here
    # The first condition alone can be looked up in an index.
    beyond = Q(**{f"{order.field}__{sign}e": mark.value}) & (
        Q(**{f"{order.field}__{sign}": mark.value}) | further_pk
    )
    return beyond | missing if nullable and not backwards else beyond
