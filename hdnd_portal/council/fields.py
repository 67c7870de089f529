"""The fields (lĩnh vực) of what people raise, with whom each is usually sent to. Plain Python."""

import json
from dataclasses import dataclass
from pathlib import Path

FIELDS = Path(__file__).parent / "data" / "fields.json"


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """A field to set up; `leads` are codes of agencies, the first that a council has is taken.

    `committee` is the code of the Ban that follows the field; empty where none does.
    """

    code: str
    name: str
    topics: tuple[str, ...]
    leads: tuple[str, ...]
    committee: str


def field_plans() -> list[FieldPlan]:
    """The fields usual in the reports of councils, in their order."""
    rows = json.loads(FIELDS.read_text(encoding="utf-8"))
    return [
        FieldPlan(
            row["code"], row["name"], tuple(row["topics"]), tuple(row["leads"]), row["committee"]
        )
        for row in rows
    ]
