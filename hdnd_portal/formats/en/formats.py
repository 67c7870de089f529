"""Dates and numbers of the English pages: as in Vietnamese, so that no date is read two ways."""

from hdnd_portal.formats.vi.formats import *  # noqa: F403
