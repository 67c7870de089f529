"""Refusals of the services of voter contact; the pages put them into Vietnamese."""

from hdnd_portal.ui.refusals import Refused


class ContactRefused(Refused):
    """A rule of voter contact says no (`sentences.py`)."""
