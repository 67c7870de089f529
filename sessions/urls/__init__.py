"""Paths of the sessions app, below `/ky-hop/`; one module for each part of the work."""

from sessions.urls import groups, preparing

app_name = "sessions"

urlpatterns = [*preparing.paths, *groups.paths]
