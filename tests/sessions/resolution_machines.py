"""The machines behind resolutions and minutes: a record put into a state, with what it needs."""

from __future__ import annotations

import io
from typing import Any

import pgtrigger
from django.utils import timezone

from hdnd_portal.documents.models import Version
from hdnd_portal.documents.registers import take_number
from hdnd_portal.documents.services import store_made
from sessions.models import Minutes, Resolution
from sessions.workflow import ItemState
from sessions.workflow.resolution import MinutesState, ResolutionState
from tests.documents import material

S = ResolutionState
OUT = frozenset({S.ISSUED, S.SENT_UP, S.PUBLISHED})
NUMBERED = OUT | {S.SIGNED}


def kept(found: Resolution) -> Version:
    """A PDF in the store, as the paper of a resolution."""
    return store_made(
        found.council,
        data=io.BytesIO(material.pdf(1)),
        name="nghi-quyet.pdf",
        media_type="application/pdf",
        by=None,
    )


def put_resolution(key: object, state: str) -> None:
    """A resolution in a state, with all that the database asks of it there."""
    found = Resolution.objects.get(pk=key)
    fields: dict[str, Any] = {"state": state}
    if state in NUMBERED:
        day = found.adopted_on
        document = found.document or take_number(
            found.council, kind="NQ-QPPL", symbol="HĐND", on=day, by=None, summary=found.title
        )
        version = found.paper or kept(found)
        fields |= {
            "document": document, "signed_on": day, "paper": version, "signed_file": version,
            "signer": found.session.term.bodies.get(code="TT").memberships.get().person,
        }  # fmt: skip
    else:
        fields |= dict.fromkeys(("document", "signed_on", "paper", "signed_file", "signer"))
    Resolution.objects.filter(pk=key).update(**fields)
    item = found.item
    if item is not None:
        item.state = _ITEM[ResolutionState(state)]
        item.save()


_ITEM = {
    S.DRAFT: ItemState.PASSED,
    S.CHECKED: ItemState.PASSED,
    S.SIGNED: ItemState.SIGNED,
    S.ISSUED: ItemState.ISSUED,
    S.SENT_UP: ItemState.SENT_UP,
    S.PUBLISHED: ItemState.SENT_UP,
}


def put_minutes(key: object, state: str) -> None:
    """Minutes in a state; approved ones are frozen and stay so."""
    fields: dict[str, Any] = {"state": state}
    found = Minutes.objects.get(pk=key)
    if state == MinutesState.APPROVED:
        fields |= {"approved_at": timezone.now(), "approved_by": found.created_by, "sha256": "0"}
    with pgtrigger.ignore("council_sessions.Minutes:approved_minutes_stay"):
        Minutes.objects.filter(pk=key).update(**fields)
