"""The bodies that the law gives a council, and the agencies usual beside it. Plain Python."""

import json
from dataclasses import dataclass
from pathlib import Path

AGENCIES = Path(__file__).parent / "data" / "agencies.json"


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """A body to set up; codes are those used in the numbers of documents."""

    kind: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class AgencyPlan:
    """An agency to set up; `parent` is the code of the agency above it."""

    kind: str
    code: str
    name: str
    parent: str | None = None


def body_plans(*, is_city: bool, has_ethnic: bool, groups: int) -> list[BodyPlan]:
    """Thường trực, the Ban of Law 72/2025, Art. 29(3)(a) and 29(6) (STR-5), Tổ and Văn phòng.

    A province has Pháp chế, Kinh tế – Ngân sách, Văn hóa – Xã hội; a city Đô thị besides; Dân tộc
    where the Standing Committee of the National Assembly gives one.
    """
    plans = [
        BodyPlan("standing_committee", "TT", "Thường trực HĐND"),
        BodyPlan("committee", "BPC", "Ban Pháp chế"),
        BodyPlan("committee", "BKTNS", "Ban Kinh tế – Ngân sách"),
        BodyPlan("committee", "BVHXH", "Ban Văn hóa – Xã hội"),
    ]
    if is_city:
        plans.append(BodyPlan("committee", "BĐT", "Ban Đô thị"))
    if has_ethnic:
        plans.append(BodyPlan("committee", "BDT", "Ban Dân tộc"))
    plans.append(BodyPlan("office", "VP", "Văn phòng Đoàn ĐBQH và HĐND"))
    plans += [
        BodyPlan("delegate_group", f"TĐB{n}", f"Tổ đại biểu số {n}") for n in range(1, groups + 1)
    ]
    return plans


def agency_plans(*, unit: str, is_city: bool, has_ethnic: bool) -> list[AgencyPlan]:
    """Agencies usual since 2025 (Decree 150/2025): departments, vertical bodies, the Front.

    `unit` is the province with its kind ("tỉnh Lâm Đồng"). A province adds and ends them later.
    """
    level = "thành phố" if is_city else "tỉnh"
    rows = json.loads(AGENCIES.read_text(encoding="utf-8"))
    return [
        AgencyPlan(
            row["kind"],
            row["code"],
            row["name"].format(unit=unit, level=level),
            row.get("parent"),
        )
        for row in rows
        if row.get("only") != "ethnic" or has_ethnic
    ]
