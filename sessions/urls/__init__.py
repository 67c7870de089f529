"""Paths of the sessions app, below `/ky-hop/`; one module for each part of the work."""

from sessions.urls import groups, preparing, reading_room, standing_in

app_name = "sessions"

urlpatterns = [*preparing.paths, *groups.paths, *standing_in.paths, *reading_room.paths]
