"""What beat starts and when, for the whole portal: the one place to read it.

Every task here is a sweep that selects by state, so one that was missed is caught up by the next.
Times are those of Việt Nam.
"""

from typing import Any

from celery.schedules import crontab

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "audit: seal what a killed process left": {
        "task": "hdnd_portal.audit.tasks.seal_entries",
        "schedule": 60.0,
    },
    "accounts: close what was not used for 45 days": {
        "task": "hdnd_portal.accounts.tasks.close_inactive_accounts",
        "schedule": crontab(hour=1, minute=30),
    },
    "handovers: carry out those whose day has come": {
        "task": "hdnd_portal.handovers.tasks.carry_out_due",
        "schedule": crontab(hour=0, minute=20),
    },
    "documents: read texts whose task was lost": {
        "task": "hdnd_portal.documents.tasks.read_waiting_texts",
        "schedule": crontab(minute="*/10"),
    },
    "sessions: check signatures whose task was lost": {
        "task": "sessions.tasks.check_waiting_signatures",
        "schedule": crontab(minute="5-59/10"),
    },
    "documents: delete blobs never committed": {
        "task": "hdnd_portal.documents.tasks.delete_orphan_blobs",
        "schedule": crontab(hour=2, minute=15),
    },
    "reports: start jobs that wait or lost their worker": {
        "task": "hdnd_portal.reports.tasks.start_waiting_jobs",
        "schedule": 20.0,
        "options": {"queue": "default"},
    },
    "search: take up rows written in bulk": {
        "task": "hdnd_portal.search.tasks.catch_up",
        "schedule": 120.0,
    },
    "search: take everything up again": {
        "task": "hdnd_portal.search.tasks.reindex",
        "schedule": crontab(hour=3, minute=20),
    },
    "sessions: remind of what is due and was missed": {
        "task": "sessions.tasks.remind",
        "schedule": crontab(hour=7, minute=15),
    },
    "commitments: remind of what is due and was missed": {
        "task": "hdnd_portal.commitments.tasks.remind",
        "schedule": crontab(hour=7, minute=20),
    },
    "worklist: send the digests of the morning": {
        "task": "hdnd_portal.worklist.tasks.send_digests",
        "schedule": crontab(minute="*/10", hour="7-9"),
    },
    "notices: tell who follows a matter what changed there": {
        "task": "hdnd_portal.notices.tasks.tell_followers",
        "schedule": 60.0,
    },
    "notices: send what is due": {
        "task": "hdnd_portal.notices.tasks.deliver",
        "schedule": 20.0,
    },
}
