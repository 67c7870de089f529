"""The words in which refused files and files are spoken of."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, gettext_lazy, ngettext

from hdnd_portal.documents.kinds import DOCX, ODS, ODT, PPTX, XLSX, FileRefused, Refusal
from hdnd_portal.documents.models import Version
from hdnd_portal.ui.choices import Label

REFUSALS: dict[Refusal, Label] = {
    Refusal.EMPTY: gettext_lazy(
        "Tệp “{name}” trống (0 byte) nên chưa được nhận. Hãy mở lại tệp gốc, lưu rồi gửi lại."
    ),
    Refusal.TOO_LARGE: gettext_lazy(
        "Tệp “{name}” vượt quá dung lượng cho phép là {limit} nên chưa được nhận. "
        "Hãy quét ở độ phân giải thấp hơn hoặc tách thành nhiều tệp."
    ),
    Refusal.TOO_MANY_PAGES: gettext_lazy(
        "Tệp “{name}” có {pages} trang, quá số trang cho phép là {limit} nên chưa được nhận. "
        "Hãy tách thành nhiều tệp."
    ),
    Refusal.EXECUTABLE: gettext_lazy(
        "Tệp “{name}” là chương trình máy tính, không phải văn bản, nên không được nhận."
    ),
    Refusal.MACROS: gettext_lazy(
        "Tệp “{name}” có chứa macro nên không được nhận. "
        "Hãy lưu lại thành .docx hoặc .xlsx (không có macro) rồi gửi lại."
    ),
    Refusal.PASSWORD: gettext_lazy(
        "Tệp “{name}” là tệp đặt mật khẩu nên không được nhận. Hãy bỏ mật khẩu rồi gửi lại."
    ),
    Refusal.BROKEN: gettext_lazy(
        "Tệp “{name}” bị lỗi, không đọc được, nên chưa được nhận. "
        "Hãy mở thử tệp gốc, lưu lại rồi gửi lại."
    ),
    Refusal.ARCHIVE: gettext_lazy(
        "Tệp “{name}” là tệp nén nên không được nhận. "
        "Hãy giải nén và gửi từng văn bản; có thể chọn nhiều tệp một lần."
    ),
    Refusal.WEB_PAGE: gettext_lazy(
        "Tệp “{name}” là trang web hoặc hình vẽ có thể chứa mã lệnh nên không được nhận. "
        "Hãy lưu thành PDF rồi gửi lại."
    ),
    Refusal.OLD_OFFICE: gettext_lazy(
        "Tệp “{name}” ở định dạng Office cũ (.doc, .xls, .ppt) nên chưa được nhận. "
        "Hãy mở bằng Word hoặc Excel, chọn Lưu thành .docx, .xlsx hoặc PDF rồi gửi lại."
    ),
    Refusal.UNKNOWN: gettext_lazy(
        "Tệp “{name}” không thuộc loại được nhận: "
        "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), ODT, ODS, ảnh JPEG, PNG, TIFF."
    ),
    Refusal.OTHER_EXTENSION: gettext_lazy(
        "Tệp “{name}” có nội dung là loại .{found}, không khớp với phần mở rộng của tên tệp, "
        "nên chưa được nhận. Hãy đổi tên cho đúng loại rồi gửi lại."
    ),
    Refusal.EXPANDS: gettext_lazy(
        "Tệp “{name}” khi mở ra lớn bất thường nên không được nhận. "
        "Hãy mở tệp gốc, lưu lại hoặc xuất ra PDF rồi gửi lại."
    ),
    Refusal.TOO_SLOW: gettext_lazy(
        "Tệp “{name}” quá phức tạp, không kiểm tra xong trong thời gian cho phép, nên chưa được "
        "nhận. Hãy xuất lại ra PDF hoặc tách thành nhiều tệp."
    ),
    Refusal.UNCHANGED: gettext_lazy(
        "Tệp “{name}” giống hệt phiên bản đang có nên không tạo phiên bản mới."
    ),
}


def refusal_sentence(refused: FileRefused) -> str:
    """What to tell the person who sent the file: what happened and what to do."""
    details = dict(refused.details)
    if refused.refusal is Refusal.TOO_LARGE:
        details["limit"] = filesizeformat(details["limit"])
    return gettext(str(REFUSALS[refused.refusal])).format(name=refused.name, **details)


MEDIA_TYPES: dict[str, Label] = {
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel",
    "pptx": "PowerPoint",
    "odt": "ODT",
    "ods": "ODS",
    "jpg": gettext_lazy("Ảnh JPEG"),
    "png": gettext_lazy("Ảnh PNG"),
    "tif": gettext_lazy("Ảnh TIFF"),
    "zip": "ZIP",
}


def extent_words(version: Version) -> str:
    """How long the file is; pages that only the file itself states are said to be so."""
    n = version.pages or version.stated_count
    if not n:
        return ""
    if version.pages:
        words = ngettext("{n} trang", "{n} trang", n)
    elif version.media_type in {DOCX.media_type, ODT.media_type}:
        words = ngettext("{n} trang (theo tệp)", "{n} trang (theo tệp)", n)
    elif version.media_type == PPTX.media_type:
        words = ngettext("{n} trang chiếu", "{n} trang chiếu", n)
    elif version.media_type in {XLSX.media_type, ODS.media_type}:
        words = ngettext("{n} trang tính", "{n} trang tính", n)
    else:
        return ""
    return words.format(n=n)
