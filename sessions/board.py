"""What the board of a sitting shows: one state for every screen, and its parts as HTML (S9).

The state is plain data. It is put into words once, in the office's language, and pushed; the pages
show the same parts when they are opened.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.ui.language import in_office_language
from sessions.course import next_item
from sessions.models import (
    AgendaItem,
    CouncilSession,
    FrozenFile,
    Proceeding,
    SpeechRequest,
)
from sessions.poll_state import poll_state, titles_of
from sessions.presence import Presence, quorum_at
from sessions.workflow import SessionState
from sessions.workflow.blocks import BlockForm
from sessions.workflow.poll import PollState
from sessions.workflow.sitting import SPEECH_ON, SPEECH_QUEUED, ProceedingKind, SpeechState

# The pieces of a page that are replaced when the state changes.
PARTS = ("now", "poll", "papers", "speaker", "queue", "next", "quorum", "announcements")
QUEUE_SHOWN = 40
# What scripts may ask of the vote; its words are a part.
POLL_VALUES = ("pk", "round", "state", "answered", "able")


@in_office_language
def board_state(session: CouncilSession) -> dict[str, Any]:
    """The state of the session for those inside the council, as plain values. Eight queries, two
    more while a vote is open, one while a block of items is on, one while it is voted on.
    """
    now = timezone.now()
    on = session.proceedings.filter(Q(ends_at=None) | Q(shown_until__gt=now))
    on = on.select_related("item__presenter", "item__presenting_body", "block")
    entries = list(on.order_by("starts_at", "pk"))
    running = next((row for row in entries if row.ends_at is None), None)
    return {
        "session": session.pk,
        "name": session.name,
        "state": session.state,
        "state_label": str(session.get_state_display()),
        "is_held": session.state in {SessionState.OPEN, SessionState.ADJOURNED},
        "at": _stamp(now),
        "running": _running(running),
        "papers": _papers(session, running),
        "poll": poll_state(session),
        "next": _next(session, running),
        "quorum": _quorum(quorum_at(session, now)),
        "announcements": [
            {"pk": row.pk, "text": row.text, "at": _clock(row.starts_at)}
            for row in entries
            if row.shown_until is not None and row.shown_until > now
        ],
        **_speeches(session),
    }


def _stamp(at: datetime) -> int:
    """Milliseconds since 1970, as scripts count."""
    return int(at.timestamp() * 1000)


def _clock(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M}"


def _item(item: AgendaItem) -> dict[str, Any]:
    return {
        "item": item.pk,
        "number": item.number,
        "title": item.title,
        "is_closed": item.is_closed,
        "minutes": item.planned_minutes,
    }


def _running(row: Proceeding | None) -> dict[str, Any] | None:
    if row is None:
        return None
    on: dict[str, Any] = {
        "pk": row.pk,
        "kind": row.kind,
        "kind_label": str(row.get_kind_display()),
        "since": _clock(row.starts_at),
        "since_ms": _stamp(row.starts_at),
        "is_closed": False,
    }
    if row.item is not None:
        presenter = row.item.presenter or row.item.presenting_body
        on |= _item(row.item)
        on |= {
            "phase": row.phase,
            "phase_label": str(row.get_phase_display()) if row.phase else "",
            "presenter": str(presenter) if presenter else "",
        }
    elif row.block is not None:
        on |= {
            "item": None,
            "block": row.block_id,
            "number": "",
            "title": row.block.title,
            "is_closed": row.block.is_closed,
            "minutes": row.block.planned_minutes,
            "phase": row.phase,
            "phase_label": str(row.get_phase_display()) if row.phase else "",
            "presenter": "",
            "is_consent": row.block.form == BlockForm.CONSENT,
            "items": titles_of(row.block),
            "url": reverse(
                "sessions:block", kwargs={"session": row.session_id, "block": row.block_id}
            ),
        }
    return on


def _papers(session: CouncilSession, running: Proceeding | None) -> list[dict[str, Any]]:
    """The frozen papers of the item that is on, each in its last version."""
    if running is None or running.matter is None:
        return []
    on = Q(item=running.item) if running.item else Q(item__block=running.block)
    rows = FrozenFile.objects.filter(on, freeze__session=session)
    replaced = rows.filter(replaces__isnull=False).values("replaces")
    current = rows.exclude(pk__in=replaced).order_by("position")
    return [
        {"pk": pk, "name": f"{part} – {name}"}
        for pk, part, name in current.values_list("pk", "part_title", "name")
    ]


def _next(session: CouncilSession, running: Proceeding | None) -> dict[str, Any] | None:
    item = next_item(session, running)
    if item is None:
        return None
    block = {"pk": item.block.pk, "title": item.block.title} if item.block else None
    return {**_item(item), "block": block}


def _quorum(presence: Presence | None) -> dict[str, Any] | None:
    if presence is None:
        return None
    return {
        "present": presence.present,
        "needed": presence.needed,
        "base": presence.base,
        "base_name": str(presence.base_name),
        "held": presence.held,
        "missing": presence.missing,
    }


def _speeches(session: CouncilSession) -> dict[str, Any]:
    rows = (
        session.speeches.filter(state__in=SPEECH_ON | SPEECH_QUEUED)
        .select_related("mandate__person", "group")
        .order_by("position", "pk")
    )
    speaking, interrupted, queue = None, [], []
    for row in rows:
        words = _speech(row)
        if row.state == SpeechState.SPEAKING:
            speaking = words
        elif row.state == SpeechState.INTERRUPTED:
            interrupted.append(words)
        else:
            queue.append(words)
    return {"speaker": speaking, "interrupted": interrupted, "queue": queue}


def _speech(row: SpeechRequest) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "mandate": row.mandate_id,
        "name": row.mandate.person.name if row.mandate else row.speaker,
        "group": row.group.name if row.group else "",
        "group_pk": row.group_id,
        "kind": row.kind,
        "kind_label": str(row.get_kind_display()),
        "state": row.state,
        "state_label": str(row.get_state_display()),
        "topic": row.topic,
        "limit": row.limit_seconds,
        "started": _stamp(row.started_at) if row.started_at else None,
        "paused": _stamp(row.paused_at) if row.paused_at else None,
        "paused_seconds": row.paused_seconds,
    }


def for_observers(state: Mapping[str, Any]) -> dict[str, Any]:
    """What observers may see of the state: of a closed item only that it is closed (SES-11)."""
    seen = {**state, "papers": [], "poll": _public_poll(state["poll"])}
    following = state["next"]
    if following and following["is_closed"]:
        seen["next"] = {
            "is_closed": True,
            "item": None,
            "number": "",
            "title": "",
            "minutes": None,
            "block": None,
        }
    running = state["running"]
    if running and running.get("url"):
        seen["running"] = {**running, "url": ""}
    if running and running["is_closed"]:
        seen["running"] = {
            "pk": None,
            "kind": "closed",
            "is_closed": True,
            "since": running["since"],
            "since_ms": running["since_ms"],
        }
        seen |= {"speaker": None, "interrupted": [], "queue": [], "announcements": [], "poll": None}
        return seen
    seen["speaker"] = _without_topic(state["speaker"])
    for name in ("interrupted", "queue"):
        seen[name] = [_without_topic(one) for one in state[name]]
    return seen


def _public_poll(poll: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A vote as observers see it: not on a closed item, its result once it is announced."""
    if poll is None or poll["is_closed"]:
        return None
    return {**poll, "url": "", "result": poll["result"] if poll["is_published"] else None}


def _without_topic(speech: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {**speech, "topic": ""} if speech else None


def mode(state: Mapping[str, Any]) -> str:
    """What fills the board: a vote, its result until something else begins, a speaker, a break, an
    item, or nothing yet.
    """
    poll, speaker, running = state["poll"], state["speaker"], state["running"]
    if poll and poll["state"] == PollState.OPEN:
        return "vote"
    begun = max(running["since_ms"] if running else 0, speaker["started"] if speaker else 0)
    if poll and begun <= poll["closed_ms"]:
        return "result"
    if speaker:
        return "speaker"
    if running is None or running["kind"] == "closed":
        return "none"
    return "break" if running["kind"] == ProceedingKind.BREAK else "item"


@in_office_language
def rendered(state: Mapping[str, Any]) -> dict[str, Any]:
    """The state as screens take it: the values that scripts need, and the parts as HTML."""
    context = {"state": state, "queue_shown": QUEUE_SHOWN}
    parts = {name: render_to_string(f"sessions/live/{name}.html", context) for name in PARTS}
    return {
        "at": state["at"],
        "state": state["state"],
        "running": state["running"]["pk"] if state["running"] else None,
        "item": state["running"].get("item") if state["running"] else None,
        "poll": {name: state["poll"][name] for name in POLL_VALUES} if state["poll"] else None,
        "mode": mode(state),
        "queue": [speech["mandate"] for speech in state["queue"]],
        "speaking": state["speaker"]["mandate"] if state["speaker"] else None,
        "parts": parts,
    }
