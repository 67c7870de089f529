"""`manage.py paper SAMPLE --format pdf|docx --out FILE`: a sample paper, to look at or measure."""

import hashlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from hdnd_portal.commands import SentenceCommand
from hdnd_portal.documents.papers import (
    FontsMissing,
    LettersMissing,
    Paper,
    render_docx,
    render_pdf,
)
from hdnd_portal.documents.papers.samples import SAMPLES, sample

FORMATS = ("pdf", "docx")


def _refuse(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=2)


class Command(SentenceCommand):
    """Viết một văn bản mẫu ra tệp."""

    help = "Viết một văn bản mẫu (nội dung giả định) theo thể thức Nghị định 30/2020/NĐ-CP ra tệp."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Every value is checked in `handle`, so that a wrong one gets a Vietnamese sentence."""
        parser.add_argument("sample", nargs="?", help="tên văn bản mẫu")
        parser.add_argument("--format", default="", help="pdf hoặc docx")
        parser.add_argument("--out", default="", help="tệp sẽ viết")
        parser.add_argument("--archive", action="store_true", help="PDF/A để lưu trữ")
        parser.add_argument("--list", action="store_true", help="liệt kê các văn bản mẫu")
        parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file or files of one sample, or list the samples."""
        if options["list"]:
            self._list(as_json=options["json"])
            return
        papers = self._papers(options["sample"])
        kind, out = self._target(options["format"], options["out"])
        if options["archive"] and kind != "pdf":
            raise _refuse(_("Chỉ tệp PDF mới có dạng lưu trữ (--archive)."))
        files = [self._write(p, kind, _file(out, n), options) for n, p in enumerate(papers)]
        if options["json"]:
            self.stdout.write(
                json.dumps({"sample": options["sample"], "format": kind, "files": files})
            )
        else:
            for file in files:
                self.stdout.write(_("Đã viết {path} ({bytes} byte): {title}").format(**file))

    def _papers(self, name: str | None) -> tuple[Paper, ...]:
        names = ", ".join(SAMPLES)
        if not name:
            told = _("Cần nêu tên văn bản mẫu. Các tên có thể dùng: {names}.")
            raise _refuse(told.format(names=names))
        if name not in SAMPLES:
            told = _("Không có văn bản mẫu “{name}”. Các tên có thể dùng: {names}.")
            raise _refuse(told.format(name=name, names=names))
        return sample(name)

    def _target(self, kind: str, out: str) -> tuple[str, Path]:
        if not out:
            raise _refuse(_("Cần nêu tệp sẽ viết: --out FILE."))
        path = Path(out)
        kind = kind or path.suffix.lstrip(".").lower()
        if kind not in FORMATS:
            raise _refuse(_("Định dạng phải là pdf hoặc docx: --format pdf, --format docx."))
        if not path.parent.is_dir():
            told = _("Không có thư mục {folder}; hãy tạo thư mục rồi thử lại.")
            raise _refuse(told.format(folder=path.parent))
        if path.is_dir():
            raise _refuse(_("{path} là thư mục; hãy nêu tên tệp sẽ viết.").format(path=path))
        return kind, path

    def _write(
        self, paper: Paper, kind: str, path: Path, options: dict[str, Any]
    ) -> dict[str, Any]:
        try:
            content = (
                render_docx(paper)
                if kind == "docx"
                else render_pdf(paper, archive=options["archive"])
            )
        except FontsMissing as error:
            told = _(
                "Thiếu phông chữ Tinos để in văn bản. Hãy chạy “make run” để cài đặt, hoặc đặt "
                "PAPER_FONTS_DIR trỏ tới thư mục phông chữ. ({reason})"
            )
            raise CommandError(told.format(reason=error)) from error
        except LettersMissing as error:
            told = _("Phông chữ của văn bản không có ký tự: {characters}.")
            raise CommandError(told.format(characters=error.characters)) from error
        try:
            path.write_bytes(content)
        except OSError as error:
            told = _("Không viết được tệp {path}: {reason}.")
            raise _refuse(told.format(path=path, reason=error.strerror)) from error
        return {
            "path": str(path),
            "title": paper.title,
            "kind": paper.kind.key,
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }

    def _list(self, *, as_json: bool) -> None:
        rows = [{"sample": name, "title": sample(name)[0].title} for name in SAMPLES]
        if as_json:
            self.stdout.write(json.dumps({"samples": rows}, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write(f"{row['sample']:24}{row['title']}")


def _file(out: Path, number: int) -> Path:
    """The file given, then beside it `<name>-kem-theo` for a text attached to the first."""
    if number == 0:
        return out
    return out.with_name(f"{out.stem}-kem-theo{number if number > 1 else ''}{out.suffix}")
