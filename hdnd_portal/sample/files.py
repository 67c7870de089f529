"""Files of the sample: made by the portal's own renderers, and stored like any other."""

import hashlib
from datetime import datetime
from io import BytesIO

import pypdfium2

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from hdnd_portal.documents import store
from hdnd_portal.documents.models import File, Version
from hdnd_portal.documents.papers import render_docx, render_pdf
from hdnd_portal.sample.texts import Text

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Cabinet:
    """Keeps files for one council."""

    def __init__(self, council: Council) -> None:
        self.council = council

    def paper(
        self,
        text: Text,
        name: str,
        *,
        at: datetime,
        by: User | None,
        into: File | None = None,
    ) -> Version:
        """The paper as PDF or DOCX, whichever the name says."""
        is_pdf = name.endswith(".pdf")
        data = render_pdf(text.paper) if is_pdf else render_docx(text.paper)
        return self.keep(data, name, PDF if is_pdf else DOCX, text.words, at=at, by=by, into=into)

    def keep(
        self,
        data: bytes,
        name: str,
        media_type: str,
        words: str,
        *,
        at: datetime,
        by: User | None,
        into: File | None = None,
    ) -> Version:
        """Store bytes whose words are known: no worker has to read them."""
        key = store.new_key(at)
        store.write(key, BytesIO(data))
        file = into or File.objects.create(council=self.council, title=name.rpartition(".")[0])
        return Version.objects.create(
            file=file,
            number=file.versions.count() + 1,
            name=name,
            key=key,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            media_type=media_type,
            pages=_pages(data) if media_type == PDF else None,
            text=words,
            text_state=Version.TextState.DONE,
            added_by=by,
        )


def _pages(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as book:
        return len(book)
