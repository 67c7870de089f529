"""What the pages of an import say: of the file, of a row, of an act that is refused."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.documents.table_sentences import TABLE_SENTENCES
from voters.importing import Note, Problem

IMPORT_SENTENCES: dict[str, str | Promise] = {
    **TABLE_SENTENCES,
    "import_headings": gettext_lazy("Bảng thiếu cột {columns}. Các cột tìm thấy: {found}."),
    "import_no_rows": gettext_lazy("Bảng có tiêu đề nhưng không có dòng ý kiến nào."),
    "import_other_kind": gettext_lazy(
        "Chỉ nhập được bảng trong tệp Excel (.xlsx) hoặc Word (.docx)."
    ),
    "import_empty": gettext_lazy("Hãy chọn tệp hoặc dán bảng."),
    "import_again": gettext_lazy("Tệp này đã được nhập cho kế hoạch lúc {at}."),
    "import_state": gettext_lazy(
        "Lần nhập không còn ở trạng thái cho phép việc này. Trang đã tải lại."
    ),
    "import_busy": gettext_lazy("Lần nhập đang được xử lý. Hãy chờ xong hoặc dừng việc đang chạy."),
    "import_problems": gettext_lazy(
        "Còn {count} dòng có vấn đề. Hãy chọn bỏ qua các dòng này, hoặc sửa tệp rồi nhập lại."
    ),
    "import_nothing": gettext_lazy("Không có dòng nào ghi được."),
    "no_place_chosen": gettext_lazy("Hãy chọn đơn vị cho ít nhất một tên."),
    "undo_reason_missing": gettext_lazy("Hãy ghi lý do hủy."),
    "undo_signed": gettext_lazy(
        "Chưa hủy được, không ý kiến nào bị bỏ: biên bản đã ký tại {names}. Hãy mở lại biên bản."
    ),
    "undo_sorted": gettext_lazy(
        "Chưa hủy được, không ý kiến nào bị bỏ: đã phân loại ý kiến của {names}."
    ),
}

# Columns as they are named where one is missing.
COLUMNS: dict[str, str | Promise] = {
    "commune": gettext_lazy("xã/phường"),
    "village": gettext_lazy("thôn/tổ"),
    "track": gettext_lazy("loại"),
    "field": gettext_lazy("lĩnh vực"),
    "text": gettext_lazy("nội dung"),
    "answered": gettext_lazy("trả lời tại chỗ"),
    "day": gettext_lazy("ngày"),
    "speaker": gettext_lazy("cử tri"),
    "phone": gettext_lazy("điện thoại"),
}

PROBLEMS: dict[str, str | Promise] = {
    Problem.COMMUNE_MISSING: gettext_lazy("Không ghi xã, phường."),
    Problem.COMMUNE_UNKNOWN: gettext_lazy("Không tìm thấy xã, phường này trong địa bàn."),
    Problem.COMMUNE_SEVERAL: gettext_lazy("Tên này chỉ nhiều xã, phường: cần chọn."),
    Problem.NO_MEETING: gettext_lazy("Xã, phường này không có cuộc tiếp xúc trong kế hoạch."),
    Problem.MEETING_SEVERAL: gettext_lazy(
        "Xã, phường này có nhiều cuộc tiếp xúc trong kế hoạch: ghi đúng ngày của một cuộc."
    ),
    Problem.SIGNED: gettext_lazy("Biên bản cuộc tiếp xúc đã ký."),
    Problem.TEXT_MISSING: gettext_lazy("Không có nội dung."),
    Problem.TEXT_LONG: gettext_lazy("Nội dung dài quá 20.000 ký tự."),
    Problem.ANSWER_LONG: gettext_lazy("Phần trả lời tại chỗ dài quá 20.000 ký tự."),
    Problem.TRACK_MISSING: gettext_lazy("Không ghi là ý kiến hay kiến nghị."),
    Problem.TRACK_UNKNOWN: gettext_lazy("Loại phải là “ý kiến” hoặc “kiến nghị”."),
    Problem.FIELD_UNKNOWN: gettext_lazy("Lĩnh vực không có trong danh mục."),
    Problem.VILLAGE_LONG: gettext_lazy("Tên thôn, tổ dài quá 120 ký tự."),
    Problem.SPEAKER_LONG: gettext_lazy("Tên hoặc số điện thoại cử tri quá dài."),
    Problem.DAY_UNREAD: gettext_lazy("Ngày không đọc được; ghi dạng 08/12/2026."),
    Problem.DAY_OTHER: gettext_lazy("Ngày ghi khác ngày của cuộc tiếp xúc."),
    Problem.FORMULA_EMPTY: gettext_lazy("Ô có công thức nhưng không có kết quả."),
    Problem.CELL_ERROR: gettext_lazy("Ô báo lỗi công thức."),
    Problem.REFUSED: gettext_lazy("Cuộc tiếp xúc đã ký biên bản hoặc hủy trong khi ghi."),
}
NOTES: dict[str, str | Promise] = {
    Note.HIDDEN: gettext_lazy("Dòng ẩn trong tệp, vẫn được nhập."),
    Note.MERGED: gettext_lazy("Lấy giá trị của ô gộp phía trên."),
    Note.FORMULA: gettext_lazy("Lấy kết quả của công thức."),
    Note.MAPPED: gettext_lazy("Tên cũ, đã chuyển sang đơn vị hiện nay."),
    Note.CHOSEN: gettext_lazy("Đơn vị do người nhập chọn."),
}


def failure_sentence(failure: Mapping[str, Any]) -> str:
    """Why a file could not be read."""
    details = {name: _list(value) for name, value in failure.items() if name != "code"}
    return str(IMPORT_SENTENCES[failure["code"]]).format(**details)


def _list(value: object) -> object:
    """Columns by their names; other words, quoted, as they were found."""
    if not isinstance(value, list):
        return value
    known = [str(COLUMNS.get(name, f"“{name}”")) for name in value]
    return ", ".join(known) or _("không có cột nào")


def problem_choices() -> list[tuple[str, str | Promise]]:
    """Problems to filter by."""
    return [(str(code), text) for code, text in PROBLEMS.items()]


def row_sentences(problems: list[str], notes: list[str]) -> list[str]:
    """One sentence for each problem, then for each note."""
    return [str(PROBLEMS[code]) for code in problems] + [str(NOTES[code]) for code in notes]
