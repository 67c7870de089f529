"""Refusals of the services of oversight; the pages put them into Vietnamese."""

from hdnd_portal.ui.refusals import Refused


class OversightRefused(Refused):
    """A rule of oversight says no (`sentences.py`)."""
