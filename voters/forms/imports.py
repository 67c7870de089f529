"""Forms of an import. They clean and never write."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hdnd_portal.ui.forms import VietnameseForm
from voters.import_sentences import IMPORT_SENTENCES
from voters.labels import track_choices

MOST_PASTED = 1_000_000


class ImportForm(VietnameseForm):
    """A file or a pasted table, and what a row is that does not say it."""

    file = forms.FileField(
        label=gettext_lazy("Tệp Excel hoặc Word"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx"}),
        help_text=gettext_lazy("Dòng đầu của bảng là tiêu đề cột; cần có xã/phường và nội dung."),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Hoặc dán bảng"),
        required=False,
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        help_text=gettext_lazy("Chép các ô trong Excel, kể cả dòng tiêu đề, rồi dán vào đây."),
    )
    track_default = forms.ChoiceField(
        label=gettext_lazy("Dòng không ghi loại được coi là"),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["track_default"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [("", gettext_lazy("Dòng có vấn đề, cần sửa")), *track_choices()]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("pasted", "").strip() and not self.errors:
            raise forms.ValidationError(str(IMPORT_SENTENCES["import_empty"]), "empty")
        if cleaned.get("file") and cleaned.get("pasted", "").strip():
            raise forms.ValidationError(
                gettext_lazy("Chỉ chọn một: tệp hoặc bảng dán, để không nhập hai lần."), "both"
            )
        return cleaned


class PlacesForm(VietnameseForm):
    """One question for each name that leads to several communes."""

    def __init__(self, *args: Any, questions: Sequence[dict[str, Any]], **kwargs: Any) -> None:
        """Each question has `written`, `choices` (key and label) and `chosen`."""
        super().__init__(*args, **kwargs)
        self.written: dict[str, str] = {}
        for number, one in enumerate(questions):
            name = f"place_{number}"
            self.written[name] = one["written"]
            self.fields[name] = forms.TypedChoiceField(
                label=f"“{one['written']}”",
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", gettext_lazy("Chưa chọn")), *one["choices"]],
                initial=one["chosen"],
            )

    def chosen(self) -> dict[str, int]:
        """The key of the unit by the name as written; what is not chosen is left out."""
        said = {self.written[name]: value for name, value in self.cleaned_data.items()}
        return {written: value for written, value in said.items() if value}


class RecordForm(VietnameseForm):
    """Which rows are recorded."""

    leave_out = forms.BooleanField(label=gettext_lazy("Bỏ qua các dòng có vấn đề"), required=False)
    with_known = forms.BooleanField(
        label=gettext_lazy("Ghi cả các dòng đã có (cùng lời, cùng cuộc tiếp xúc)"), required=False
    )
