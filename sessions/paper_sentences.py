"""What the pages say when a paper cannot be printed."""

from django.utils.translation import gettext as _

from hdnd_portal.documents.papers import LettersMissing, PaperError


def paper_sentence(error: PaperError) -> str:
    """The Vietnamese sentence: which letters the fonts lack, or where to look."""
    if isinstance(error, LettersMissing):
        return _("Chưa in được: phông chữ của văn bản không có ký tự {characters}.").format(
            characters=error.characters
        )
    return _(
        "Chưa in được văn bản đúng thể thức; hãy xem lại họ tên người ký, địa danh và "
        "nội dung kỳ họp."
    )
