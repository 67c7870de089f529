"""Official papers in the form of Decree 30/2020/NĐ-CP: one description, a PDF and a DOCX of it.

paper = Paper(kind_key="invitation", issuer=standing_committee_issuer("tỉnh …"), …)
render_pdf(paper), render_docx(paper)
"""

from hdnd_portal.documents.papers.blocks import (
    Align,
    Article,
    Block,
    Bullets,
    Cell,
    Centred,
    Chapter,
    Clause,
    Column,
    Heading,
    Paragraph,
    Part,
    Point,
    QRCode,
    Run,
    Section,
    Sitting,
    Subsection,
    Table,
    programme_table,
)
from hdnd_portal.documents.papers.description import (
    Appendix,
    CopyBlock,
    Issuer,
    Mark,
    Number,
    Paper,
    PlaceDate,
    Recipients,
    Signature,
    Style,
    Urgency,
    body_issuer,
    council_issuer,
    office_issuer,
    standing_committee_issuer,
)
from hdnd_portal.documents.papers.errors import (
    FontsMissing,
    LayoutFailed,
    LettersMissing,
    PaperError,
)
from hdnd_portal.documents.papers.fonts import missing_letters, printable
from hdnd_portal.documents.papers.kinds import CopyKind
from hdnd_portal.documents.papers.parallel import render_pdf_in_parts
from hdnd_portal.documents.papers.pdf import render_pdf
from hdnd_portal.documents.papers.series import DocxSeries
from hdnd_portal.documents.papers.word import render_docx
from hdnd_portal.documents.papers.writing import date_words

__all__ = [
    "Align",
    "Appendix",
    "Article",
    "Block",
    "Bullets",
    "Cell",
    "Centred",
    "Chapter",
    "Clause",
    "Column",
    "CopyBlock",
    "CopyKind",
    "DocxSeries",
    "FontsMissing",
    "Heading",
    "Issuer",
    "LayoutFailed",
    "LettersMissing",
    "Mark",
    "Number",
    "Paper",
    "PaperError",
    "Paragraph",
    "Part",
    "PlaceDate",
    "Point",
    "QRCode",
    "Recipients",
    "Run",
    "Section",
    "Signature",
    "Sitting",
    "Style",
    "Subsection",
    "Table",
    "Urgency",
    "body_issuer",
    "council_issuer",
    "date_words",
    "missing_letters",
    "office_issuer",
    "printable",
    "programme_table",
    "render_docx",
    "render_pdf",
    "render_pdf_in_parts",
    "standing_committee_issuer",
]
