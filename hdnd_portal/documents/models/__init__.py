"""Files and their versions, official documents, and the registers that number them."""

from hdnd_portal.documents.models.files import Bundle, File, Version
from hdnd_portal.documents.models.registers import Document, Register
from hdnd_portal.documents.models.wordings import Wording

__all__ = ["Bundle", "Document", "File", "Register", "Version", "Wording"]
