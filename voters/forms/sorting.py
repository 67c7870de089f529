"""Forms of sorting. They clean and never write."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models import AdministrativeUnit, Agency, Field
from hdnd_portal.council.services.communes import CommuneBody
from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.forms import VietnameseForm
from voters.labels import track_choices
from voters.models import VoterRecommendation
from voters.services.leads import Authority
from voters.services.sorting import Place
from voters.sorting import Competence
from voters.sorting_labels import competence_choices
from voters.sorting_sentences import SORTING_SENTENCES
from voters.spans import Span, found_in
from voters.workflow import Track

LONGEST = 20_000
AUTHORITIES: dict[CommuneBody, Label] = {
    CommuneBody.COMMITTEE: _("Ủy ban nhân dân"),
    CommuneBody.COUNCIL: _("Thường trực HĐND"),
}


def authority_key(body: CommuneBody, unit: int) -> str:
    """How the form names the authority of a commune."""
    return f"{body}-{unit}"


def _competences() -> Choices:
    return [("", _("Chưa xác định")), *competence_choices()]


class PlaceForm(VietnameseForm):
    """Where a recommendation belongs."""

    track = forms.ChoiceField(label=_("Loại"), choices=track_choices, widget=forms.RadioSelect)
    field = forms.ModelChoiceField(
        label=_("Lĩnh vực"), queryset=Field.objects.none(), required=False
    )
    competence = forms.ChoiceField(label=_("Thẩm quyền"), choices=_competences, required=False)
    lead = forms.ModelChoiceField(
        label=_("Cơ quan chủ trì"),
        queryset=Agency.objects.none(),
        required=False,
        help_text=_("Để trống thì lấy cơ quan thường chủ trì lĩnh vực đã chọn."),
    )
    authority = forms.ChoiceField(
        label=_("Chính quyền cấp xã"),
        required=False,
        help_text=_("Với việc thuộc cấp xã; để trống thì lấy UBND nơi cử tri kiến nghị."),
    )
    contributors = forms.ModelMultipleChoiceField(
        label=_("Cơ quan phối hợp"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        agencies: QuerySet[Agency],
        communes: Sequence[AdministrativeUnit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        authority = self.fields["authority"]
        assert isinstance(authority, forms.ChoiceField)  # noqa: S101 -- for the type checker
        # By name alone within its group, so that typing the first letters finds a commune.
        authority.choices = [
            ("", "---------"),
            *(
                (label, [(authority_key(body, one.pk), str(one.name)) for one in communes])
                for body, label in AUTHORITIES.items()
            ),
        ]
        querysets: dict[str, Any] = {
            "field": Field.objects.in_use(),
            "lead": agencies,
            "contributors": agencies,
        }
        for name, rows in querysets.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the checker
            field.queryset = rows

    def clean_track(self) -> Track:
        """The track as its code."""
        return Track(self.cleaned_data["track"])

    def clean_authority(self) -> Authority | None:
        """The authority as body and commune."""
        body, _dash, unit = self.cleaned_data["authority"].partition("-")
        return (CommuneBody(body), int(unit)) if unit else None

    def clean(self) -> dict[str, Any]:
        """Field and competence go together; who leads does not help besides."""
        data = super().clean() or self.cleaned_data
        if data.get("field") and not data.get("competence") and "competence" not in self.errors:
            self.add_error("competence", _("Hãy chọn thẩm quyền."))
        if data.get("competence") and not data.get("field") and "field" not in self.errors:
            self.add_error("field", _("Hãy chọn lĩnh vực."))
        if data.get("authority") and data.get("competence") != Competence.COMMUNE:
            self.add_error("authority", _("Chỉ chọn khi thẩm quyền là cấp xã."))
        return data

    def place(self, usual_lead: Agency | None) -> Place | None:
        """Where it belongs; None while that is left open."""
        data = self.cleaned_data
        if not data["field"]:
            return None
        return Place(
            data["field"],
            Competence(data["competence"]),
            usual_lead if data["authority"] else data["lead"] or usual_lead,
            tuple(data["contributors"]),
        )


class SortForm(PlaceForm):
    """Phân loại: the wording and where it belongs."""

    text = forms.CharField(
        label=_("Nội dung tổng hợp"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Viết lại cho gọn, rõ; lời cử tri vẫn được giữ nguyên bên cạnh."),
    )
    field_order = ("text", "track", "field", "competence", "lead", "authority", "contributors")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("field", "competence"):
            self.fields[name].required = True


class TakeForm(PlaceForm):
    """Lấy kiến nghị từ một ý kiến: which words, and where it belongs."""

    pieces = forms.MultipleChoiceField(
        label=_("Câu của cử tri"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("Hoặc chỉ lấy các từ"),
        required=False,
        max_length=LONGEST,
        help_text=_("Chép nguyên văn một đoạn khi câu có nhiều kiến nghị."),
    )
    text = forms.CharField(
        label=_("Nội dung tổng hợp"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Để trống thì dùng nguyên lời cử tri."),
    )
    relation = forms.ChoiceField(
        label=_("So với kiến nghị đã có"), required=False, widget=forms.RadioSelect
    )
    field_order = (
        "pieces", "words", "text", "track", "field", "competence", "lead", "authority",
        "contributors", "relation",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        opinion_text: str,
        pieces: Sequence[tuple[str, str, Span]],
        relations: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.opinion_text = opinion_text
        self.spans = {key: span for key, _words, span in pieces}
        choices: dict[str, list[tuple[Any, Any]]] = {
            "pieces": [(key, words) for key, words, _span in pieces],
            "relation": [("", _("Kiến nghị mới")), *relations],
        }
        for name, some in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
            field.choices = some

    def clean_words(self) -> Span | None:
        """Where the words stand; refused where they stand nowhere."""
        words = self.cleaned_data["words"]
        if not words:
            return None
        found = found_in(self.opinion_text, words)
        if found is None:
            raise forms.ValidationError(str(SORTING_SENTENCES["words_elsewhere"]), "elsewhere")
        return found

    def taken(self) -> list[Span]:
        """What is taken: the words typed, else the sentences chosen."""
        words = self.cleaned_data["words"]
        return [words] if words else [self.spans[key] for key in self.cleaned_data["pieces"]]


class SplitForm(VietnameseForm):
    """Tách: which sentences go to the part, and how it is worded."""

    pieces = forms.MultipleChoiceField(
        label=_("Lời cử tri của kiến nghị mới"), widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label=_("Nội dung kiến nghị mới"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, pieces: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pieces"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = pieces


class WhyForm(VietnameseForm):
    """Why it goes back or leaves."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(VietnameseForm):
    """What was answered at the meeting."""

    answer = forms.CharField(
        label=_("Nội dung đã trả lời"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


class DecisionForm(VietnameseForm):
    """On what the Standing Committee approved."""

    decision = forms.CharField(
        label=_("Văn bản, ý kiến phê duyệt"),
        required=False,
        max_length=300,
        help_text=_("Để trống khi chính Thường trực HĐND duyệt tại đây."),
    )


class PaperDecisionForm(DecisionForm):
    """The same for whoever does not approve here: the paper must be named."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].required = True
        self.fields["decision"].help_text = _("Số, ký hiệu và ngày văn bản hoặc cuộc họp đã duyệt.")


class OtherForm(VietnameseForm):
    """Another recommendation."""

    other = forms.ModelChoiceField(
        label=_("Kiến nghị"), queryset=VoterRecommendation.objects.none()
    )

    def __init__(self, *args: Any, among: QuerySet[VoterRecommendation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = among


class ReceiptForm(VietnameseForm):
    """How the office knows that the agency has the letter."""

    note = forms.CharField(
        label=_("Nhận qua"),
        required=False,
        max_length=200,
        help_text=_("Ví dụ: văn thư gọi điện xác nhận, trục liên thông văn bản."),
    )
