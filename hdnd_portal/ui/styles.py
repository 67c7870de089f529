"""One stylesheet for the browser from many files for the reader.

`static/css/portal.css` imports one file per subject, each into its layer. A browser would fetch
them one after the other; the finder hands out one file with the imports written in. Nothing is
built ahead: the file is made when it is asked for and a source is newer.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/portal.css"
# Imports of our own files; those of vendor/ stay as they are.
_IMPORT = re.compile(r'@import url\("(?P<file>[a-z_]+\.css)"\) layer\((?P<layer>[a-z]+)\);')


class StyleFinder(BaseFinder):
    """Finds `css/portal.css` with the imports of its own folder written in."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The path of the joined stylesheet, or nothing for any other path."""
        if path.replace(os.sep, "/") != NAME:
            return []
        found = str(joined_file())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """The joined stylesheet, for `collectstatic`."""
        joined_file()
        yield NAME, FileSystemStorage(location=str(_folder()))

    def check(self, **kwargs: Any) -> Any:
        """Nothing to configure."""
        return []


def joined_file() -> Path:
    """Write the joined stylesheet where it is missing or older than a source; returns its path."""
    source = Path(settings.BASE_DIR) / "static" / NAME
    target = _folder() / NAME
    newest = max(file.stat().st_mtime_ns for file in source.parent.glob("*.css"))
    if not target.exists() or target.stat().st_mtime_ns < newest:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=target.parent, delete=False
        ) as file:
            file.write(join(source))
        Path(file.name).replace(target)
        target.chmod(0o644)
    return target


def join(source: Path) -> str:
    """The text of a stylesheet with the imports of its own folder as blocks of their layers.

    Imports of other folders must stand before them: a stylesheet may import only at its top.
    """

    def written_in(found: re.Match[str]) -> str:
        text = (source.parent / found["file"]).read_text(encoding="utf-8")
        return f"@layer {found['layer']} {{\n{text}}}\n"

    return _IMPORT.sub(written_in, source.read_text(encoding="utf-8"))


def _folder() -> Path:
    return Path(settings.RUN_DIR) / "styles"
