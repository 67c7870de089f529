"""The tone of each state of this app's machines: one meaning, one colour, in all apps."""

from collections.abc import Mapping

from hdnd_portal.ui.tones import Tone
from sessions.duty import Kept
from sessions.tally import Outcome
from sessions.workflow import GroupReportState, ItemState, PartState, SessionState
from sessions.workflow.poll import EntryState, PollState
from sessions.workflow.resolution import MinutesState, ResolutionState, Standing

TONES: dict[str, Mapping[str, Tone]] = {
    "sessions.session": {
        SessionState.PLANNED: Tone.GREY,
        SessionState.AGREED: Tone.BLUE,
        SessionState.CONVENED: Tone.BLUE,
        SessionState.READY: Tone.GREEN,
        SessionState.POSTPONED: Tone.AMBER,
        SessionState.OPEN: Tone.BLUE,
        SessionState.ADJOURNED: Tone.AMBER,
        SessionState.CLOSED: Tone.GREEN,
        SessionState.PUBLISHED: Tone.GREEN,
        SessionState.ARCHIVED: Tone.GREY,
        SessionState.CANCELLED: Tone.RED,
    },
    "sessions.hotline": {"standing": Tone.GREEN, "struck": Tone.GREY},
    "sessions.later": {
        "none": Tone.GREY,
        "once": Tone.AMBER,
        "differing": Tone.RED,
        "settled": Tone.GREEN,
    },
    "sessions.milestone": {
        "ahead": Tone.BLUE,
        "waiting": Tone.GREY,
        "missed": Tone.RED,
        "done": Tone.GREEN,
        "done_late": Tone.AMBER,
    },
    "sessions.item": {
        ItemState.REGISTERED: Tone.GREY,
        ItemState.ASSIGNED: Tone.AMBER,
        ItemState.SUBMITTED: Tone.BLUE,
        ItemState.RETURNED: Tone.RED,
        ItemState.VERIFIED: Tone.BLUE,
        ItemState.SENT: Tone.GREEN,
        ItemState.PRESENTED: Tone.BLUE,
        ItemState.DISCUSSED: Tone.BLUE,
        ItemState.REVISED: Tone.BLUE,
        ItemState.VOTED: Tone.BLUE,
        ItemState.PASSED: Tone.GREEN,
        ItemState.REJECTED: Tone.RED,
        ItemState.SIGNED: Tone.GREEN,
        ItemState.ISSUED: Tone.GREEN,
        ItemState.SENT_UP: Tone.GREEN,
        ItemState.WITHDRAWN: Tone.GREY,
        ItemState.DEFERRED: Tone.GREY,
    },
    "sessions.resolution": {
        ResolutionState.DRAFT: Tone.GREY,
        ResolutionState.CHECKED: Tone.AMBER,
        ResolutionState.SIGNED: Tone.BLUE,
        ResolutionState.ISSUED: Tone.GREEN,
        ResolutionState.SENT_UP: Tone.GREEN,
        ResolutionState.PUBLISHED: Tone.GREEN,
    },
    "sessions.standing": {
        Standing.NOT_OUT: Tone.GREY,
        Standing.NOT_YET: Tone.BLUE,
        Standing.IN_FORCE: Tone.GREEN,
        Standing.EXPIRED: Tone.GREY,
        Standing.REPLACED: Tone.GREY,
        Standing.REPEALED: Tone.RED,
    },
    "sessions.minutes": {
        MinutesState.DRAFT: Tone.GREY,
        MinutesState.SUBMITTED: Tone.AMBER,
        MinutesState.APPROVED: Tone.GREEN,
    },
    "sessions.opinion": {
        "waiting": Tone.AMBER,
        "accepted": Tone.GREEN,
        "partly": Tone.BLUE,
        "explained": Tone.GREY,
    },
    "sessions.part": {
        PartState.AWAITED: Tone.AMBER,
        PartState.SUBMITTED: Tone.BLUE,
        PartState.RETURNED: Tone.RED,
        PartState.RECEIVED: Tone.GREEN,
        PartState.CANCELLED: Tone.GREY,
    },
    "sessions.group_report": {
        GroupReportState.DRAFT: Tone.GREY,
        GroupReportState.SUBMITTED: Tone.AMBER,
        GroupReportState.RETURNED: Tone.RED,
        GroupReportState.RECEIVED: Tone.GREEN,
    },
    "sessions.duty": {
        Kept.PRESENT: Tone.GREEN,
        Kept.JUSTIFIED: Tone.AMBER,
        Kept.UNJUSTIFIED: Tone.RED,
        Kept.NOT_TAKEN: Tone.GREY,
        Kept.SUSPENDED: Tone.GREY,
    },
    "sessions.group_stance": {
        "agree": Tone.GREEN,
        "disagree": Tone.RED,
        "amend": Tone.AMBER,
        "clarify": Tone.BLUE,
    },
    "sessions.letter": {
        "waiting": Tone.GREY,
        "sending": Tone.BLUE,
        "sent": Tone.GREEN,
        "failed": Tone.RED,
        "given_up": Tone.RED,
    },
    "sessions.answer": {"none": Tone.GREY, "coming": Tone.GREEN, "absent": Tone.AMBER},
    "sessions.absence": {
        "waiting": Tone.AMBER,
        "accepted": Tone.GREEN,
        "refused": Tone.RED,
        "withdrawn": Tone.GREY,
    },
    "sessions.poll": {
        PollState.PREPARED: Tone.GREY,
        PollState.OPEN: Tone.BLUE,
        PollState.CLOSED: Tone.AMBER,
        PollState.PUBLISHED: Tone.GREEN,
        PollState.ABANDONED: Tone.GREY,
    },
    "sessions.outcome": {
        Outcome.PASSED: Tone.GREEN,
        Outcome.SHORT: Tone.RED,
        Outcome.TIE: Tone.RED,
        Outcome.NO_VOTES: Tone.RED,
        Outcome.NO_QUORUM: Tone.RED,
    },
    "sessions.roll": {
        EntryState.PRESENT: Tone.GREEN,
        EntryState.LATE: Tone.GREEN,
        EntryState.ABLE: Tone.GREEN,
        EntryState.ABSENT: Tone.AMBER,
        EntryState.SUSPENDED: Tone.RED,
        EntryState.ENDED: Tone.GREY,
    },
    "sessions.file_signature": {
        "waiting": Tone.GREY,
        "none": Tone.GREY,
        "valid": Tone.GREEN,
        "invalid": Tone.RED,
        "unread": Tone.AMBER,
    },
    "sessions.presence": {"here": Tone.GREEN, "left": Tone.AMBER, "away": Tone.GREY},
}
