"""List pages: columns, filters kept in the address, key paging, bulk acts, XLSX."""

from hdnd_portal.ui.lists.bulk import BulkAct, BulkLine
from hdnd_portal.ui.lists.columns import (
    Column,
    date_column,
    deadline_column,
    number_column,
    person_column,
    state_column,
    text_column,
)
from hdnd_portal.ui.lists.day_range import DayRangeFilter
from hdnd_portal.ui.lists.page import Empty, ListPage
from hdnd_portal.ui.lists.year import YearFilter

__all__ = [
    "BulkAct",
    "BulkLine",
    "Column",
    "DayRangeFilter",
    "Empty",
    "ListPage",
    "YearFilter",
    "date_column",
    "deadline_column",
    "number_column",
    "person_column",
    "state_column",
    "text_column",
]
