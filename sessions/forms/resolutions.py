"""What people type about resolutions. They clean and never write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.documents.kinds import ACCEPT
from hdnd_portal.ui.forms import DayField, VietnameseForm
from sessions.models import DraftOpinion, Resolution
from sessions.resolution_labels import link_kinds_choices, resolution_forms_choices
from sessions.services.signers import SignerChoice
from sessions.workflow.resolution import RESOLUTION_OUT, LinkKind, ResolutionForm

KEY_FILES = ".p12,.pfx,application/x-pkcs12"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DraftResolutionForm(VietnameseForm):
    """Lập nghị quyết: which form, adopted when."""

    form = forms.ChoiceField(label=_("Hình thức"), choices=resolution_forms_choices)
    adopted_on = DayField(label=_("Ngày thông qua"))

    def clean_form(self) -> ResolutionForm:
        """The form as its code."""
        return ResolutionForm(self.cleaned_data["form"])


class StandingResolutionForm(VietnameseForm):
    """Nghị quyết của Thường trực: its name and day."""

    title = forms.CharField(label=_("Trích yếu"), max_length=500)
    adopted_on = DayField(label=_("Ngày thông qua"))


class TextForm(VietnameseForm):
    """The whole text of a resolution."""

    title = forms.CharField(label=_("Trích yếu"), max_length=500, widget=_area(2))
    bases = forms.CharField(
        label=_("Căn cứ"),
        widget=_area(6),
        help_text=_("Mỗi dòng một căn cứ, không cần dấu cuối dòng."),
    )
    enacting = forms.CharField(label=_("Câu ban hành"), widget=_area(2), required=False)
    articles = forms.CharField(
        label=_("Các điều"),
        widget=_area(20),
        help_text=_(
            "Mỗi điều bắt đầu bằng “Điều 1. Tên điều”; khoản bắt đầu bằng “1.”, điểm bằng “a)”."
        ),
    )
    effective_on = DayField(label=_("Ngày có hiệu lực"), required=False)
    is_shortened = forms.BooleanField(
        label=_("Theo trình tự rút gọn hoặc trường hợp đặc biệt"), required=False
    )
    shortened_reason = forms.CharField(
        label=_("Căn cứ áp dụng trình tự rút gọn"), max_length=500, required=False
    )
    expires_on = DayField(
        label=_("Hết hiệu lực sau ngày"),
        required=False,
        help_text=_("Chỉ ghi khi nghị quyết tự định thời hạn."),
    )
    closing = forms.CharField(
        label=_("Câu thông qua (in nghiêng)"), widget=_area(2), required=False
    )
    recipients = forms.CharField(
        label=_("Nơi nhận"), widget=_area(8), help_text=_("Mỗi dòng một nơi nhận.")
    )
    archive = forms.CharField(label=_("Lưu"), max_length=100)

    def __init__(self, *args: Any, legal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not legal:
            for name in ("enacting", "closing", "is_shortened", "shortened_reason"):
                del self.fields[name]


class ReasonForm(VietnameseForm):
    """Why something goes back."""

    reason = forms.CharField(label=_("Lý do"), max_length=200)


class RemarkForm(VietnameseForm):
    """What stands in the minutes beside the figures; empty takes it out."""

    text = forms.CharField(label=_("Ghi thêm"), max_length=20_000, required=False)


class ApprovedForm(VietnameseForm):
    """Where the minutes were approved."""

    where = forms.CharField(label=_("Nơi thông qua"), max_length=200)


class SignForm(VietnameseForm):
    """Ký và cấp số: who, which day, and the key, or none for a paper signed by hand."""

    signer = forms.TypedChoiceField(label=_("Người ký"), coerce=int)
    on = DayField(
        label=_("Ngày ghi trên văn bản"),
        help_text=_("Số được lấy trong sổ của năm này, cùng lúc với chữ ký."),
    )
    key = forms.FileField(
        label=_("Khóa ký (PKCS#12)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": KEY_FILES}),
        help_text=_("Khóa chỉ dùng cho lần ký này, không được lưu lại."),
    )
    passphrase = forms.CharField(
        label=_("Mật khẩu của khóa"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, choices: list[SignerChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signer"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [
            (one.person.pk, f"{one.person.name} – {' / '.join(one.block)}") for one in choices
        ]


class SignedFileForm(VietnameseForm):
    """Nộp bản đã ký: the file, and that a scan was compared."""

    file = forms.FileField(
        label=_("Bản đã ký (PDF)"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )
    compared = forms.BooleanField(
        label=_("Tôi đã đối chiếu số, ngày, chữ ký, dấu và nội dung với bản gốc"), required=False
    )


class StepForm(VietnameseForm):
    """Ghi xong một việc: when, and what proves it."""

    on = DayField(label=_("Xong ngày"))
    reference = forms.CharField(label=_("Số văn bản, nơi đăng"), max_length=200, required=False)
    proof = forms.FileField(
        label=_("Tệp chứng minh"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )


class LinkForm(VietnameseForm):
    """What this resolution does to an earlier one."""

    kind = forms.ChoiceField(label=_("Quan hệ"), choices=link_kinds_choices)
    target = forms.ModelChoiceField(label=_("Nghị quyết trước"), queryset=Resolution.objects.none())
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, resolution: Resolution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["target"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = (
            Resolution.objects.filter(
                council=resolution.council_id,
                issuer=resolution.issuer,
                adopted_on__lte=resolution.adopted_on,
                state__in=sorted(RESOLUTION_OUT),
            )
            .exclude(pk=resolution.pk)
            .exclude(links_from__source=resolution)
            .select_related("document")
        )

    def clean_kind(self) -> LinkKind:
        """The kind as its code."""
        return LinkKind(self.cleaned_data["kind"])


class AmendForm(VietnameseForm):
    """Một điều của nghị quyết trước, in its new wording; empty takes it out."""

    number = forms.RegexField(
        label=_("Điều số"),
        regex=r"^\d{1,3}[a-zđ]?$",
        max_length=8,
        error_messages={"invalid": _("Ghi số của điều, ví dụ 5 hoặc 5a.")},
        help_text=_("Điều bổ sung mang số của điều đứng trước và thêm chữ: 5a."),
    )
    title = forms.CharField(label=_("Tên điều"), max_length=300, required=False)
    text = forms.CharField(
        label=_("Nội dung mới"),
        required=False,
        widget=_area(8),
        help_text=_("Để trống cả tên và nội dung khi điều này bị bãi bỏ."),
    )


class TargetsForm(VietnameseForm):
    """Chỉ tiêu: one a line, with its yearly values, as a table pasted from a spreadsheet."""

    table = forms.CharField(
        label=_("Bảng chỉ tiêu"),
        required=False,
        widget=_area(12),
        help_text=_(
            "Mỗi dòng một chỉ tiêu: tên | đơn vị tính | năm=mục tiêu | năm=mục tiêu. "
            "Thêm “/số” cho kết quả thực hiện: 2026=95,5/96. Chỉ tiêu không được vượt, ví dụ tỷ lệ "
            "hộ nghèo, ghi dấu ≤ trước đơn vị: ≤ %."
        ),
    )


class OpinionForm(VietnameseForm):
    """Một ý kiến về dự thảo."""

    provision = forms.CharField(label=_("Điều, khoản"), max_length=100)
    draft_text = forms.CharField(label=_("Dự thảo trình"), required=False, widget=_area(3))
    author = forms.CharField(label=_("Người, cơ quan có ý kiến"), max_length=300)
    opinion = forms.CharField(label=_("Nội dung ý kiến"), widget=_area(3))


class AnswerForm(VietnameseForm):
    """Trả lời của cơ quan soạn thảo."""

    answer = forms.ChoiceField(
        label=_("Kết quả"),
        choices=lambda: [one for one in DraftOpinion.Answer.choices if one[0] != "waiting"],
    )
    reply = forms.CharField(label=_("Giải trình"), required=False, widget=_area(3))
    final_text = forms.CharField(label=_("Văn bản sau tiếp thu"), required=False, widget=_area(3))
