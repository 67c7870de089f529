"""The search page, and the pages of the floor's own records."""

from hdnd_portal.search.views.records import ShowPerson, ShowUnit
from hdnd_portal.search.views.results import Search

__all__ = ["Search", "ShowPerson", "ShowUnit"]
