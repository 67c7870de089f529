"""Lays out HTML texts of a paper in a process of its own: `python -m … FONTS < texts > pages`.

It holds no secret and no connection: texts come on standard input, the PDF goes to standard output.
"""

import sys

from django.conf import settings


def main() -> None:
    """Read the texts, write their pages."""
    settings.configure(PAPER_FONTS_DIR=sys.argv[1])
    from hdnd_portal.documents.papers.pdf import (  # noqa: PLC0415 -- settings first
        SEPARATOR,
        pdf_of_html,
    )

    texts = sys.stdin.buffer.read().decode().split(SEPARATOR)
    sys.stdout.buffer.write(pdf_of_html(texts))


if __name__ == "__main__":
    main()
