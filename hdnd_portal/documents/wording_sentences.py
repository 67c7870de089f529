"""What the page of sentences says when a text may not stand in its place."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hdnd_portal.documents.wordings import LONGEST, WordingRefused

SENTENCES: dict[str, Promise] = {
    "empty": _("Hãy ghi câu cần dùng."),
    "long": _("Câu dài quá {longest} chữ. Hãy rút gọn."),
    "braces": _("Dấu ngoặc nhọn chỉ dùng cho chỗ điền, ví dụ {{unit}}. Hãy sửa lại các dấu ngoặc."),
    "unknown": _("Không có chỗ điền {names}. Hãy dùng các chỗ điền liệt kê bên dưới."),
    "missing": _("Câu phải có chỗ điền {names}; thiếu thì người nhận không biết nói về việc nào."),
    "letters": _("Phông chữ của văn bản không có ký tự: {names}. Hãy thay ký tự khác."),
    "same": _("Câu này đang được dùng, không có gì để phát hành."),
}


def wording_sentence(refusal: WordingRefused) -> str:
    """Why a text is refused, and what to do."""
    names = refusal.names
    if refusal.code in {"unknown", "missing"}:
        names = [f"{{{name}}}" for name in names]
    return str(SENTENCES[refusal.code]).format(names=", ".join(names), longest=LONGEST)
