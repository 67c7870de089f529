"""The manifest of frozen dossiers as XLSX."""

from django.utils.translation import gettext as _

from hdnd_portal.documents.labels import extent_words
from sessions.models import DossierFreeze
from sessions.room_marks import in_room
from sessions.sheets import table_sheet


def as_xlsx(freeze: DossierFreeze) -> bytes:
    """Every line with its hash, the supplements after the freeze."""
    header = [
        _("TT"),
        _("Mã cố định"),
        _("Nội dung"),
        _("Thành phần"),
        _("Tên tệp"),
        _("Phiên bản"),
        _("Số trang"),
        _("Số trang theo tệp"),
        _("Dung lượng (byte)"),
        "SHA-256",
        _("Bổ sung số"),
        _("Thay cho dòng"),
        _("Chỉ đọc tại phòng đọc"),
    ]
    found = freeze.files.select_related("version", "supplement", "replaces", "item")
    lines = list(found.order_by("position"))
    room = in_room(lines)
    rows = [
        [
            line.position,
            line.reference,
            line.item_title,
            line.part_title,
            line.name,
            line.version.number,
            line.pages,
            extent_words(line.version) if line.pages is None else "",
            line.size,
            line.sha256,
            line.supplement.number if line.supplement else None,
            line.replaces.position if line.replaces else None,
            "x" if line.pk in room else "",
        ]
        for line in lines
    ]
    title = _("Danh mục tài liệu {session}; SHA-256 của danh mục khi chốt: {sha256}").format(
        session=freeze.session.name, sha256=freeze.manifest_sha256
    )
    widths = [6, 12, 50, 28, 44, 10, 10, 18, 14, 68, 12, 12, 14]
    return table_sheet(title, header, rows, widths, sheet_name=_("Danh mục"))
