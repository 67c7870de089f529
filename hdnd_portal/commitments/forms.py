"""What people type about commitments. Forms clean and never write."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hdnd_portal.commitments.answers import ANSWERED_KINDS, Fault
from hdnd_portal.commitments.escalation import StepKind
from hdnd_portal.commitments.labels import (
    LinkKind,
    claim_choices_for,
    finding_choices_for,
    impression_choices,
    link_kind_choices,
)
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.sentences import FAULTS, FIELD_OF
from hdnd_portal.commitments.workflow import Claim, Finding, Impression
from hdnd_portal.council.models import Agency, Council, Person
from hdnd_portal.documents.kinds import ACCEPT
from hdnd_portal.documents.papers import Signature
from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.forms import DayField, ManyFilesField, ManyFilesInput, VietnameseForm
from hdnd_portal.ui.money import MoneyField

# What only answers to recommendations and proposals say.
ANSWER_FIELDS = ("evidence", "promised_on", "amount", "money_source")


class ReplyForm(VietnameseForm):
    """Báo cáo kết quả, trả lời kiến nghị: the parts that the kind of commitment asks for.

    A draft may be left half written: what an answer must say is asked when it is sent.
    """

    claimed = forms.ChoiceField(label=_("Kết quả"))
    text = forms.CharField(
        label=_("Kết quả cụ thể"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Nêu kết quả, số liệu; không chỉ giải trình."),
    )
    measure = forms.CharField(
        label=_("Biện pháp đã làm, sẽ làm"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    done_on = DayField(label=_("Ngày hoàn thành"), required=False)
    evidence = forms.CharField(
        label=_("Số, ký hiệu văn bản làm căn cứ"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: Quyết định số 123/QĐ-UBND ngày 05/11/2026. Hoặc kèm tệp ở dưới."),
    )
    promised_on = DayField(label=_("Ngày sẽ hoàn thành"), required=False)
    amount = MoneyField(
        label=_("Kinh phí"),
        required=False,
        help_text=_("Đồng, ví dụ 1.200.000.000 hoặc 1,2 tỷ."),
    )
    money_source = forms.CharField(
        label=_("Nguồn kinh phí"),
        max_length=300,
        required=False,
        help_text=_("Không dùng kinh phí thì ghi “không cần kinh phí”."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["claimed"].choices = claim_choices_for(kind)
        if kind in ANSWERED_KINDS:
            for name in ("measure", "done_on", *ANSWER_FIELDS):
                fields[name].needed = _("tùy kết quả")
            fields["text"].label = _("Nội dung trả lời")
            fields["text"].help_text = _(
                "Đã làm gì, giải trình, hoặc nguyên nhân chưa giải quyết được; nêu số liệu."
            )
        else:
            for name in ANSWER_FIELDS:
                del fields[name]

    def clean_claimed(self) -> Claim:
        """The claim as its code."""
        return Claim(self.cleaned_data["claimed"])

    def say(self, found: Iterable[Fault]) -> None:
        """Put each fault to its field."""
        for fault in found:
            self.add_error(FIELD_OF[fault], str(FAULTS[fault]))


class AnswerSheetForm(VietnameseForm):
    """Bảng đã ghi trả lời."""

    file = forms.FileField(
        label=_("Bảng Excel đã ghi trả lời"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Bảng đã tải từ danh sách “Kiến nghị của tôi”; giữ nguyên cột “Mã”."),
    )


class SettleForm(VietnameseForm):
    """Which rows of a table are taken."""

    leave_out = forms.BooleanField(label=_("Bỏ qua các dòng có vấn đề"), required=False)


class VerifyForm(VietnameseForm):
    """Xác minh kết quả."""

    finding = forms.ChoiceField(label=_("Kết quả xác minh"), widget=forms.RadioSelect)
    impression = forms.ChoiceField(
        label=_("Đánh giá câu trả lời"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Trả lời chung chung hoặc cử tri chưa đồng tình thì chuyển lại cơ quan."),
    )
    reason = forms.CharField(
        label=_("Căn cứ, nhận xét"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Đã kiểm tra bằng cách nào, tài liệu hoặc ý kiến nào làm căn cứ."),
    )
    reply = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["finding"].choices = finding_choices_for(kind)
        fields["impression"].choices = [("", _("Không đánh giá")), *impression_choices()]
        if kind not in ANSWERED_KINDS:
            del fields["impression"]

    def clean_impression(self) -> Impression | None:
        """The impression as its code."""
        said = self.cleaned_data["impression"]
        return Impression(said) if said else None

    def clean_finding(self) -> Finding:
        """The finding as its code."""
        return Finding(self.cleaned_data["finding"])


class ReasonForm(VietnameseForm):
    """Lý do."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class StepForm(ReasonForm):
    """Chuyển bước."""

    kind = forms.ChoiceField(label=_("Bước tiếp theo"), widget=forms.RadioSelect)
    is_complex = forms.BooleanField(
        label=_("Vụ việc phức tạp: hạn giải trình dài hơn"), required=False
    )
    place = forms.ChoiceField(
        label=_("Kỳ họp"),
        required=False,
        help_text=_("Khi đưa ra chất vấn hoặc báo cáo HĐND."),
    )
    subject = forms.CharField(
        label=_("Tên nội dung"),
        required=False,
        max_length=300,
        help_text=_(
            "Tên nhóm vấn đề chất vấn, phiên giải trình, đề xuất giám sát hoặc nội dung chương "
            "trình được lập. Để trống thì lấy theo kiến nghị."
        ),
    )
    reference = forms.CharField(label=_("Số, ký hiệu văn bản"), required=False, max_length=100)
    decided_on = DayField(label=_("Ngày quyết định"))
    field_order = (
        "kind", "is_complex", "place", "subject", "reason", "reference", "decided_on",
    )  # fmt: skip

    def __init__(
        self, *args: Any, kinds: Choices, places: Choices, is_recorded: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = kinds
        offered = {key for key, _words in kinds}
        if StepKind.EXPLANATION not in offered:
            del fields["is_complex"]
        if places and offered & {StepKind.QUESTIONING, StepKind.REPORT}:
            fields["place"].choices = [("", _("Chưa chọn")), *places]
        else:
            del fields["place"]
        fields["reference"].required = is_recorded
        fields["reference"].help_text = (
            _("Văn bản, biên bản ghi quyết định của Thường trực HĐND.")
            if is_recorded
            else _("Có thể để trống khi chưa có văn bản.")
        )

    def clean_kind(self) -> StepKind:
        """The kind as its code."""
        return StepKind(self.cleaned_data["kind"])


class SignerForm(VietnameseForm):
    """Who signs the letter."""

    signer = forms.TypedChoiceField(label=_("Người ký"), coerce=int)

    def __init__(
        self, *args: Any, signers: Sequence[tuple[Person, Signature]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signer"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [
            (person.pk, f"{person.name} – {signature.lines[-1].capitalize()}")
            for person, signature in signers
        ]


class ExplainForm(VietnameseForm):
    """Giải trình."""

    text = forms.CharField(
        label=_("Nội dung giải trình"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Nguyên nhân chậm, trách nhiệm, đã làm gì, bao giờ xong."),
    )
    files = ManyFilesField(  # type: ignore[assignment]  # a field of that name
        label=_("Tệp kèm theo"), required=False, widget=ManyFilesInput(attrs={"accept": ACCEPT})
    )


class TaskForm(VietnameseForm):
    """What somebody is to do by a day: a promise, a task; each says by `words` how it is called."""

    text = forms.CharField(max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    measure = forms.CharField(
        label=_("Biện pháp, kết quả phải đạt"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = DayField(required=False)
    said_at = forms.CharField(label=_("Ghi tại"), required=False, max_length=300)
    lead = forms.ModelChoiceField(
        label=_("Cơ quan thực hiện"), queryset=Agency.objects.none(), required=False
    )
    # By field: its label, its help, what an empty choice says.
    words: ClassVar[Mapping[str, Mapping[str, Label]]] = {}

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name, words in self.words.items():
            for attribute, text in words.items():
                setattr(fields[name], attribute, text)
        fields["lead"].queryset = agencies


class DrawForm(VietnameseForm):
    """Chọn kiến nghị để kiểm tra thực tế."""

    council = forms.ModelChoiceField(label=_("HĐND"), queryset=Council.objects.none())
    occasion = forms.ChoiceField(label=_("Kỳ họp"), required=False)
    percent = forms.IntegerField(label=_("Tỷ lệ (%)"), min_value=1, max_value=100, initial=10)
    seed = forms.IntegerField(
        label=_("Số gieo"),
        required=False,
        min_value=0,
        max_value=999_999_999,
        help_text=_("Để trống thì máy chọn. Cùng số gieo và cùng danh sách cho cùng kết quả."),
    )

    def __init__(
        self, *args: Any, councils: QuerySet[Council], occasions: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["council"].queryset = councils
        fields["council"].initial = councils.first()
        fields["occasion"].choices = [("", _("Mọi kỳ họp")), *occasions]


class MoveDueForm(ReasonForm):
    """Đổi hạn."""

    due_on = DayField(label=_("Hạn mới"))
    field_order = ("due_on", "reason")


class LinkForm(VietnameseForm):
    """Liên kết với một kiến nghị, cam kết khác."""

    kind = forms.ChoiceField(label=_("Quan hệ"), choices=link_kind_choices)
    target = forms.ModelChoiceField(
        label=_("Với kiến nghị, cam kết"), queryset=Commitment.objects.none()
    )

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["target"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = among

    def clean_kind(self) -> LinkKind:
        """The kind as its code."""
        return LinkKind(self.cleaned_data["kind"])


def initial_of(reply: Any) -> dict[str, Any]:
    """The starting values of a report from its draft."""
    if reply is None:
        return {"claimed": Claim.UNDER_WAY.value}
    names = ("claimed", "text", "measure", "done_on", *ANSWER_FIELDS)
    return {name: getattr(reply, name) for name in names}
