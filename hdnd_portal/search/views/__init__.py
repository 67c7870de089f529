"""The search page, and the pages of the floor's own record of a unit."""

from hdnd_portal.search.views.records import ShowUnit
from hdnd_portal.search.views.results import Search

__all__ = ["Search", "ShowUnit"]
