"""What people type about a letter and its parts. Forms clean and never write."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.commitments.answers import Answer
from hdnd_portal.commitments.codes import key_of
from hdnd_portal.commitments.forms import ReplyForm
from hdnd_portal.commitments.labels import Kind
from hdnd_portal.commitments.workflow import Claim
from hdnd_portal.council.models import Agency
from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.forms import DayField, VietnameseForm

# What is asked of each result; the page hides the others, and they are left out here.
DONE_ONLY, AHEAD_ONLY = ("done_on", "evidence"), ("promised_on", "measure")
MONEY = ("amount", "money_source")


class OfLetter(VietnameseForm):
    """What says by number and day which letter it is."""

    def clean_signed_on(self) -> date | None:
        """Nobody has a letter of tomorrow."""
        day: date | None = self.cleaned_data["signed_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(_("Ngày công văn chưa đến. Hãy xem lại."))
        return day


class LetterForm(OfLetter):
    """Công văn trả lời."""

    agency = forms.ModelChoiceField(
        label=gettext_lazy("Cơ quan trả lời"), queryset=Agency.objects.none()
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp công văn"),
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf"}),
        help_text=gettext_lazy("Word (.docx) hoặc PDF có lớp chữ; bản quét phải nhận dạng chữ."),
    )
    reference = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Để trống thì lấy số và ngày ghi ở đầu công văn."),
    )
    signed_on = DayField(label=gettext_lazy("Ngày công văn"), required=False)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = agencies


class NumberForm(OfLetter):
    """Số, ngày của công văn."""

    reference = forms.CharField(label=gettext_lazy("Số, ký hiệu"), max_length=60)
    signed_on = DayField(label=gettext_lazy("Ngày công văn"))


class PartForm(ReplyForm):
    """Một phần của công văn: what it answers, and what it says."""

    answers = forms.MultipleChoiceField(
        label=gettext_lazy("Trả lời kiến nghị"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    codes = forms.CharField(
        label=gettext_lazy("Kiến nghị khác, theo mã"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Ví dụ CK000123; nhiều mã thì cách nhau bằng dấu phẩy."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, among: Sequence[tuple[int, Label]], **kwargs: Any) -> None:
        super().__init__(*args, kind=Kind.RECOMMENDATION, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["answers"].choices = among
        fields["claimed"].choices = [("", _("Chọn kết quả")), *fields["claimed"].choices]
        fields["answers"].needed = _("chọn hoặc ghi mã")
        fields["text"].help_text, fields["text"].needed = "", _("cần khi gửi")
        fields["evidence"].help_text = _(
            "Ví dụ: Biên bản số 45/BB-BQL ngày 21/10/2026; chính công văn này không phải căn cứ."
        )
        fields["text"].widget.attrs["rows"] = 8

    def clean_codes(self) -> list[int]:
        """The keys that the codes stand for."""
        keys = []
        for code in re.split(r"[,;\n]+", self.cleaned_data["codes"]):
            if not code.strip():
                continue
            key = key_of(code)
            if key is None:
                text = _("Mã “{code}” không đọc được; ghi dạng CK000123.").format(code=code.strip())
                raise forms.ValidationError(text, "code")
            keys.append(key)
        return keys

    def chosen(self) -> list[int]:
        """Keys of the commitments that the part answers."""
        ticked = [int(key) for key in self.cleaned_data["answers"]]
        return list(dict.fromkeys([*ticked, *self.cleaned_data["codes"]]))

    def said(self) -> Answer:
        """The answer, without what is not asked of its result."""
        data = self.cleaned_data
        claimed: Claim = data["claimed"]
        left_out: tuple[str, ...] = DONE_ONLY
        if claimed is Claim.DONE:
            left_out = AHEAD_ONLY
        elif claimed is Claim.EXPLAINED:
            left_out = (*DONE_ONLY, *AHEAD_ONLY, *MONEY)
        empty: dict[str, Any] = {"amount": None, "done_on": None, "promised_on": None}
        names = ("text", "measure", "done_on", "evidence", "promised_on", *MONEY)
        fields: dict[str, Any] = {
            name: empty.get(name, "") if name in left_out else data[name] for name in names
        }
        return Answer(claimed=claimed, **fields)


class SplitForm(VietnameseForm):
    """Where a part is cut in two: at one of the paragraphs after its first."""

    place = forms.ChoiceField(label=gettext_lazy("Phần mới bắt đầu từ đoạn"))

    def __init__(self, *args: Any, answer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = answer.split("\n")
        field: Any = self.fields["place"]
        # With how many there were: a page that is out of date cuts nowhere.
        field.choices = [
            (f"{at}-{len(lines)}", Truncator(line.strip()).chars(100))
            for at, line in enumerate(lines)
            if at and line.strip()
        ]

    def clean_place(self) -> tuple[int, int]:
        """The paragraph, counted from 0, and how many there are."""
        at, of = self.cleaned_data["place"].split("-")
        return int(at), int(of)


class SettleForm(VietnameseForm):
    """Which parts are left out."""

    leave_out = forms.BooleanField(
        label=gettext_lazy("Bỏ qua các phần chưa xem và các phần còn thiếu"), required=False
    )
