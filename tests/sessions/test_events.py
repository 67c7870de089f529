"""Every event that sessions write into the trail has its sentence."""

import re
from pathlib import Path

import sessions
from hdnd_portal.audit import wording
from sessions.events import EXCEPTION_EVENTS, SESSION_EVENTS
from sessions.models import AbsenceRequest

WRITTEN = re.compile(r"""log\.record\(\s*"([a-z_.]+)"(?:\s+if\s[^"]+"([a-z_.]+)")?""")


def written_events():
    """The events named in the sources of the app."""
    found = set()
    for path in Path(sessions.__file__).parent.rglob("*.py"):
        for event, other in WRITTEN.findall(path.read_text(encoding="utf-8")):
            found |= {event, other} - {""}
    return found


def test_every_event_has_its_sentence():
    events = written_events() | {*SESSION_EVENTS.values(), *EXCEPTION_EVENTS.values()}
    events |= {
        f"absence.{state}" for state in AbsenceRequest.State.values if state not in {"waiting"}
    }

    assert {"session.planned", "agenda_item.deferred", "dossier.part_returned"} <= events
    assert [event for event in sorted(events) if not wording.is_known(event)] == []
