"""Forms about documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.documents.kinds import ACCEPT
from hdnd_portal.documents.released import tried
from hdnd_portal.documents.wording_sentences import wording_sentence
from hdnd_portal.documents.wordings import LONGEST, Phrase, WordingRefused
from hdnd_portal.ui.forms import ManyFilesField, ManyFilesInput, VietnameseForm
from hdnd_portal.ui.text import tidy


class VoidNumberForm(VietnameseForm):
    """Why a number is given up."""

    reason = forms.CharField(label=_("Lý do bỏ số"), max_length=200)


class WordingForm(VietnameseForm):
    """Another text for a sentence, tried on examples."""

    text = forms.CharField(
        label=_("Câu dùng trong văn bản"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, phrase: Phrase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phrase = phrase
        # How the text would read; set once it is clean.
        self.preview = ""

    def clean_text(self) -> str:
        """One paragraph whose places the record can fill."""
        text = tidy(self.cleaned_data["text"])
        try:
            self.preview = tried(self.phrase, text)
        except WordingRefused as refusal:
            raise forms.ValidationError(wording_sentence(refusal), code=refusal.code) from refusal
        return text


class FilesForm(forms.Form):
    """Thêm tệp: one or several, each of which is looked at by the service that takes it."""

    files = ManyFilesField(  # type: ignore[assignment]  # a field of that name
        label=_("Tệp"),
        widget=ManyFilesInput(attrs={"accept": ACCEPT}),
        error_messages={"required": _("Hãy chọn ít nhất một tệp.")},
    )
