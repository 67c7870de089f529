"""Template filters of files."""

from django import template

from hdnd_portal.documents.labels import extent_words
from hdnd_portal.documents.models import Version

register = template.Library()


@register.filter
def extent(version: Version) -> str:
    """How long the file is, in words; empty where nobody knows."""
    return extent_words(version)
