"""Who may be questioned (QST-1): Law 72/2025/QH15, Art. 33(7).

The Chair and members of the People's Committee, heads of its agencies, the Chief Judge and the
Chief Procurator of the same level. A deputy of an agency or its officer may not.
"""

from hdnd_portal.council.heads import HEADS, JUSTICE

COMMITTEE = ("chủ tịch", "phó chủ tịch", "ủy viên")
TITLES: dict[str, tuple[str, ...]] = {
    "peoples_committee": COMMITTEE,
    "department": HEADS,
    "judicial": JUSTICE,
}


def may_be_questioned(agency_kind: str, title: str) -> bool:
    """Whether a post of this title in an agency of this kind may be questioned."""
    return title.strip().lower().startswith(TITLES.get(agency_kind, ("\0",)))
