"""Paths of the sessions app, below `/ky-hop/`; one module for each part of the work."""

from sessions.urls import (
    blocks,
    delegate_record,
    groups,
    hotline,
    paper_questions,
    preparing,
    questioning,
    reading_room,
    resolutions,
    sitting,
    standing_in,
    voting,
)

app_name = "sessions"

urlpatterns = [
    *preparing.paths,
    *blocks.paths,
    *questioning.paths,
    *groups.paths,
    *hotline.paths,
    *paper_questions.paths,
    *reading_room.paths,
    *resolutions.paths,
    *sitting.paths,
    *standing_in.paths,
    *voting.paths,
    *delegate_record.paths,
]
