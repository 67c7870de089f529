"""Pages of files, documents and registers."""

from hdnd_portal.documents.views.files import ReadVersion
from hdnd_portal.documents.views.lists import DocumentList
from hdnd_portal.documents.views.records import DocumentPage, VoidNumber
from hdnd_portal.documents.views.registers import RegisterPage
from hdnd_portal.documents.views.wordings import WordingPage, Wordings

__all__ = [
    "DocumentList",
    "DocumentPage",
    "ReadVersion",
    "RegisterPage",
    "VoidNumber",
    "WordingPage",
    "Wordings",
]
