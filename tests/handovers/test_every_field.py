"""Every field that names an account is decided on: it passes, it is history, or it is personal."""

from django.apps import apps

from hdnd_portal.accounts.models import User
from hdnd_portal.handovers.registry import ownerships

OURS = {"hdnd_portal", "sessions", "voters", "petitions", "oversight", "confidence_votes"}
# Who did something: `…_by`, the actor of the trail. It stays under the name of who did it.
HISTORY = {"audit.entry.actor", "council_sessions.roomopening.user", "legal.ruleoverride.by"}
# The account itself, and what belongs to one person alone.
PERSONAL = {
    "accounts.roleassignment.user",
    "accounts.deputyship.absent",
    "accounts.deputyship.deputy",
    "accounts.passwordrecord.user",
    "council_sessions.note.user",
    "council_sessions.readingreceipt.user",
    "handovers.handover.leaver",
    "handovers.handover.successor",
    "notices.follow.user",
    "notices.notice.recipient",
    "reports.job.owner",
    "sample.sampleaccount.user",
    "ui.savedfilter.user",
    "worklist.calendarfeed.user",
    "worklist.digest.user",
    "worklist.digestchoice.user",
}


def test_every_field_that_names_an_account_is_decided_on():
    named = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        if model.__module__.split(".")[0] in OURS
        for field in model._meta.concrete_fields
        if field.related_model is User
    }
    passing = {kind.field for kind in ownerships()}
    left = {name for name in named if not name.endswith("_by")} - HISTORY - PERSONAL - passing
    assert left == set(), "register an Ownership, or say here why it stays"
    assert passing | HISTORY | PERSONAL <= named, "no such field any more"
