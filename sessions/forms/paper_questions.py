"""What people type about papers of a dossier. Forms clean and never write."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.forms import VietnameseForm
from sessions.models import FrozenFile


class AskForm(VietnameseForm):
    """Hỏi cơ quan soạn thảo: the page, the words it is about, the question."""

    page = forms.IntegerField(label=_("Trang"), min_value=1, max_value=99999, required=False)
    quote = forms.CharField(
        label=_("Đoạn cần làm rõ (nếu cần)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text = forms.CharField(
        label=_("Câu hỏi"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, sealed: bool, **kwargs: Any) -> None:
        super().__init__(*args, prefix="hoi", **kwargs)
        if not self.is_bound:
            # The reader writes the page on the screen into it until somebody types there.
            self.fields["page"].widget.attrs["data-follow-page"] = ""
        if sealed:
            # What is read in the reading room is not copied out of it.
            del self.fields["quote"]


class PaperChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Papers of a dossier by part and file."""

    def label_from_instance(self, obj: FrozenFile) -> str:
        """The part, then the file."""
        return f"{obj.part_title} – {obj.name}"


class PaperAnswerForm(VietnameseForm):
    """Trả lời câu hỏi về tài liệu: in words, perhaps with a page of the dossier."""

    text = forms.CharField(
        label=_("Nội dung trả lời"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    paper = PaperChoice(
        label=_("Xem tại tài liệu (nếu có)"),
        queryset=FrozenFile.objects.none(),
        required=False,
        empty_label=_("Không dẫn tài liệu"),
    )
    page = forms.IntegerField(label=_("Trang"), min_value=1, max_value=99999, required=False)

    def __init__(self, *args: Any, papers: QuerySet[FrozenFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["paper"].queryset = papers
