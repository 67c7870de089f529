"""Minutes made from records: one function per subject, figures never typed (D2).

`content(session, sitting)` gives every section with its paragraphs and tables; the page, the PDF,
the DOCX and the frozen copy are all made of it, so that they cannot differ.
"""

from sessions.minutes.content import Content, content, frozen, thaw
from sessions.minutes.pieces import Grid, Part

__all__ = ["Content", "Grid", "Part", "content", "frozen", "thaw"]
