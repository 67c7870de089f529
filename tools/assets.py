"""Copies the front-end files that npm installed into `static/vendor/`, which is never committed.

Only what a browser or the PDF writer reads is copied. The `sourceMappingURL` comments are cut out:
the maps are not copied, and the manifest storage of production refuses a stylesheet or script that
points to a missing file.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S+)\s*$")
SCREEN_WEIGHTS = (400, 500, 600, 700)
SCREEN_SUBSETS = ("vietnamese", "latin-ext", "latin")
SCREEN_FAMILY = "fonts/be-vietnam-pro"


@dataclass(frozen=True)
class Copy:
    """One row of the table: `pattern` inside the npm package goes to the folder, or to the file,
    `target`.
    """

    package: str
    pattern: str
    target: str


COPIES = (
    Copy("@tabler/core", "dist/css/tabler.min.css", "tabler/css/"),
    Copy("@tabler/core", "dist/css/tabler-vendors.min.css", "tabler/css/"),
    Copy("@tabler/core", "dist/js/tabler.min.js", "tabler/js/"),
    Copy("@tabler/icons", "icons/outline/*.svg", "tabler/icons/outline/"),
    Copy("@tabler/icons", "icons/filled/*.svg", "tabler/icons/filled/"),
    Copy("@tabler/icons", "LICENSE", "tabler/"),
    Copy("htmx.org", "dist/htmx.min.js", "htmx/"),
    Copy("htmx.org", "LICENSE", "htmx/"),
    # The "legacy" build is the same viewer for the older tablets that delegates carry.
    Copy("pdfjs-dist", "legacy/build/pdf.min.mjs", "pdfjs/build/"),
    Copy("pdfjs-dist", "legacy/build/pdf.worker.min.mjs", "pdfjs/build/"),
    Copy("pdfjs-dist", "legacy/build/pdf.renderer.min.mjs", "pdfjs/build/"),
    Copy("pdfjs-dist", "legacy/web/pdf_viewer.mjs", "pdfjs/web/"),
    Copy("pdfjs-dist", "legacy/web/pdf_viewer.css", "pdfjs/web/"),
    Copy("pdfjs-dist", "legacy/web/images/*", "pdfjs/web/images/"),
    Copy("pdfjs-dist", "cmaps/*", "pdfjs/cmaps/"),
    Copy("pdfjs-dist", "standard_fonts/*", "pdfjs/standard_fonts/"),
    Copy("pdfjs-dist", "iccs/*", "pdfjs/iccs/"),
    # Scans hold JPEG 2000 and JBIG2 pictures; the viewer decodes them with these files.
    Copy("pdfjs-dist", "wasm/*openjpeg*", "pdfjs/wasm/"),
    Copy("pdfjs-dist", "wasm/*jbig2*", "pdfjs/wasm/"),
    Copy("pdfjs-dist", "wasm/qcms_bg.wasm", "pdfjs/wasm/"),
    Copy("pdfjs-dist", "LICENSE", "pdfjs/"),
    # Whole fonts: a subset made for the web prints wrong letters in a PDF.
    Copy(
        "@expo-google-fonts/tinos",
        "400Regular/Tinos_400Regular.ttf",
        "fonts/tinos/Tinos-Regular.ttf",
    ),
    Copy("@expo-google-fonts/tinos", "700Bold/Tinos_700Bold.ttf", "fonts/tinos/Tinos-Bold.ttf"),
    Copy(
        "@expo-google-fonts/tinos",
        "400Regular_Italic/Tinos_400Regular_Italic.ttf",
        "fonts/tinos/Tinos-Italic.ttf",
    ),
    Copy(
        "@expo-google-fonts/tinos",
        "700Bold_Italic/Tinos_700Bold_Italic.ttf",
        "fonts/tinos/Tinos-BoldItalic.ttf",
    ),
    Copy("@expo-google-fonts/tinos", "LICENSE_FONT", "fonts/tinos/"),
    Copy("@fontsource/be-vietnam-pro", "LICENSE", f"{SCREEN_FAMILY}/"),
)


def copy_assets(node_modules: Path, vendor: Path) -> int:
    """Fill `vendor` anew from `node_modules` and return how many files it holds.

    The new folder is made beside the old one and then takes its place, so a killed run leaves no
    half of it. Raises FileNotFoundError where a row of the table finds nothing.
    """
    fresh = vendor.with_name(f"{vendor.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for row in COPIES:
        found = sorted((node_modules / row.package).glob(row.pattern))
        if not found:
            raise FileNotFoundError(f"{row.package}/{row.pattern}")
        for source in found:
            target = fresh / row.target
            _copy_file(source, target / source.name if row.target.endswith("/") else target)
    _write_screen_font(node_modules / "@fontsource/be-vietnam-pro", fresh / SCREEN_FAMILY)
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)
    return sum(1 for path in vendor.rglob("*") if path.is_file())


def _copy_file(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix in {".css", ".js", ".mjs"}:
        target.write_bytes(SOURCE_MAP.sub(b"\n", source.read_bytes()))
    else:
        shutil.copyfile(source, target)


def _write_screen_font(package: Path, folder: Path) -> None:
    """Write one stylesheet for the weights and letters that the screens use, without the old .woff
    copies.
    """
    rules = []
    for weight in SCREEN_WEIGHTS:
        sheet = (package / f"{weight}.css").read_text(encoding="utf-8")
        sheet = re.sub(r",\s*url\([^)]*\.woff\)\s*format\('woff'\)", "", sheet)
        rules.append(sheet.strip())
        for subset in SCREEN_SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            _copy_file(package / "files" / name, folder / "files" / name)
    sheet = "\n".join(rules) + "\n"
    if ".woff)" in sheet or "./files/" not in sheet:
        raise ValueError(f"{package} names its files in another way than before")
    (folder / "be-vietnam-pro.css").write_text(sheet, encoding="utf-8")
