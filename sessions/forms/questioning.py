"""What people type about questions. Forms clean and never write."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.forms import ReasonForm, TaskForm
from hdnd_portal.council.models import Agency, Council, Post
from hdnd_portal.ui.forms import DayField, VietnameseForm
from sessions.models import (
    AgendaItem,
    CouncilSession,
    QuestionGroup,
    QuestioningConclusion,
    Resolution,
)
from sessions.permissions.holding import PLANNERS
from sessions.question_labels import (
    CRITERIA,
    Criterion,
    Form,
    GroupState,
    criterion_choices,
    form_choices,
    question_return_choices,
    rating_choices,
    wish_choices,
    writing_reason_choices,
)
from sessions.services.asking import questionable
from sessions.workflow import SESSION_OVER
from sessions.workflow.question import QuestionReturn, Rating, Wish, WritingReason

__all__ = ["CRITERIA", "ReasonForm"]


class PostChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """People who may be questioned, with what they are."""

    def label_from_instance(self, obj: Post) -> str:
        """Name, post."""
        return f"{obj.person.name} – {obj.title}"

    def offer(self, council: Council) -> None:
        """Those of the council, read once; the choice that was sent is looked up among them."""
        posts = questionable(council)
        self.queryset = Post.objects.filter(pk__in=[post.pk for post in posts]).select_related(
            "person", "agency"
        )
        self.choices = [
            ("", self.empty_label or ""),
            *((post.pk, self.label_from_instance(post)) for post in posts),
        ]


class QuestionForm(VietnameseForm):
    """Phiếu chất vấn (QST-3)."""

    post = PostChoice(label=_("Người bị chất vấn"), queryset=Post.objects.none())
    title = forms.CharField(label=_("Vấn đề chất vấn"), max_length=300)
    text = forms.CharField(
        label=_("Nội dung chất vấn"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Nêu cụ thể, về việc thuộc trách nhiệm của người bị chất vấn; cần có khi gửi."),
    )
    grounds = forms.CharField(
        label=_("Căn cứ"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Số liệu, tài liệu, ý kiến cử tri làm căn cứ; cần có khi gửi."),
    )
    wanted = forms.ChoiceField(label=_("Đề nghị trả lời"), choices=form_choices)
    session = forms.ModelChoiceField(
        label=_("Gửi đến"),
        queryset=CouncilSession.objects.none(),
        required=False,
        empty_label=_("Thường trực HĐND (giữa hai kỳ họp)"),
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["post"].offer(council)
        open_ = CouncilSession.objects.filter(council=council).exclude(state__in=SESSION_OVER)
        fields["session"].queryset = open_.order_by("opening_on")
        fields["session"].label_from_instance = lambda session: session.name

    def clean_wanted(self) -> Form:
        """The form of answer as its code."""
        return Form(self.cleaned_data["wanted"])


class ReturnQuestionForm(VietnameseForm):
    """Trả lại đại biểu."""

    reason = forms.ChoiceField(label=_("Lý do"), choices=question_return_choices)
    note = forms.CharField(
        label=_("Nội dung cần sửa"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reason(self) -> QuestionReturn:
        """The reason as its code."""
        return QuestionReturn(self.cleaned_data["reason"])


def _agencies(council: int) -> QuerySet[Agency]:
    """Those of the council that will not cease, by name."""
    return Agency.objects.filter(council=council, valid_to=None).order_by("name")


class AgencyForm(VietnameseForm):
    """Chuyển chất vấn."""

    agency = forms.ModelChoiceField(
        label=_("Cơ quan trả lời"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("Cơ quan của người bị chất vấn"),
    )

    def __init__(self, *args: Any, council: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["agency"].queryset = _agencies(council)


class WritingForm(AgencyForm):
    """Yêu cầu trả lời bằng văn bản (QST-8)."""

    reason = forms.ChoiceField(label=_("Lý do"), choices=writing_reason_choices)
    from_on = DayField(
        label=_("Ngày chất vấn"),
        required=False,
        help_text=_("Hạn trả lời tính từ ngày này. Để trống: ngày gửi, hoặc ngày hỏi tại phiên."),
    )
    field_order = ("reason", "from_on", "agency")

    def clean_reason(self) -> WritingReason:
        """The reason as its code."""
        return WritingReason(self.cleaned_data["reason"])


class OralAnswerForm(VietnameseForm):
    """Ghi nhận trả lời tại phiên."""

    summary = forms.CharField(
        label=_("Tóm tắt trả lời"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    recording_at = forms.DurationField(
        label=_("Mốc ghi âm"),
        required=False,
        help_text=_("Giờ:phút:giây tính từ đầu bản ghi, ví dụ 01:25:30."),
        error_messages={"invalid": _("Ghi mốc theo dạng giờ:phút:giây, ví dụ 01:25:30.")},
    )


class RatingForm(VietnameseForm):
    """Đánh giá trả lời (Q10)."""

    rating = forms.ChoiceField(label=_("Trả lời"), choices=rating_choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc khi mới trả lời một phần hoặc chưa trả lời vào câu hỏi."),
    )

    def clean_rating(self) -> Rating:
        """The rating as its code."""
        return Rating(self.cleaned_data["rating"])


class DisputeForm(VietnameseForm):
    """Không đồng ý với trả lời (QST-10)."""

    wish = forms.ChoiceField(label=_("Đề nghị"), choices=wish_choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Lý do"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_wish(self) -> Wish:
        """The wish as its code."""
        return Wish(self.cleaned_data["wish"])


class SettleForm(VietnameseForm):
    """Kết quả thảo luận, xem xét."""

    outcome = forms.CharField(
        label=_("Kết quả"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    takes_responsibility = forms.BooleanField(
        label=_("HĐND xem xét trách nhiệm của người bị chất vấn"), required=False
    )


class PromiseForm(TaskForm):
    """Lời hứa trong trả lời (QST-12)."""

    made_on = DayField(label=_("Ngày hứa"))
    words = {
        "text": {"label": _("Lời hứa")},
        "due_on": {"label": _("Hạn thực hiện")},
        "said_at": {"help_text": _("Biên bản, trang hoặc mốc ghi âm.")},
        "lead": {"empty_label": _("Cơ quan của người bị chất vấn")},
    }

    def __init__(self, *args: Any, council: int, **kwargs: Any) -> None:
        super().__init__(*args, agencies=_agencies(council), **kwargs)


class AnswerForm(VietnameseForm):
    """Văn bản trả lời chất vấn (QST-9)."""

    signer = forms.CharField(
        label=_("Người ký"),
        max_length=200,
        required=False,
        help_text=_("Người bị chất vấn trực tiếp ký văn bản trả lời."),
    )
    reference = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    dated_on = DayField(label=_("Ngày văn bản"), required=False)
    summary = forms.CharField(
        label=_("Tóm tắt nội dung trả lời"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class GroupForm(VietnameseForm):
    """Nhóm vấn đề."""

    title = forms.CharField(label=_("Nhóm vấn đề"), max_length=300)
    post = PostChoice(label=_("Người trả lời chính"), queryset=Post.objects.none(), required=False)
    criteria = forms.MultipleChoiceField(
        label=_("Tiêu chí lựa chọn"),
        choices=criterion_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["post"].offer(council)

    def clean_criteria(self) -> list[Criterion]:
        """The criteria as their codes."""
        return [Criterion(one) for one in self.cleaned_data["criteria"]]


class SheetForm(VietnameseForm):
    """Xin ý kiến đại biểu."""

    wanted = forms.IntegerField(label=_("Số nhóm cần chọn"), min_value=1, max_value=20)
    due_on = DayField(label=_("Hạn cho ý kiến"))


class DecideForm(VietnameseForm):
    """Ghi quyết định chọn nhóm vấn đề (QST-4)."""

    chosen = forms.ModelMultipleChoiceField(
        label=_("Nhóm được chọn"),
        queryset=QuestionGroup.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    decided_on = DayField(label=_("Ngày quyết định"))
    decision = forms.CharField(
        label=_("Văn bản, biên bản quyết định"), max_length=300, help_text=_("Ví dụ: 12/NQ-HĐND.")
    )
    reason = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["chosen"].queryset = groups.filter(state=GroupState.PROPOSED)


class ConclusionForm(VietnameseForm):
    """Nghị quyết hoặc kết luận về chất vấn (QST-11)."""

    kind = forms.ChoiceField(label=_("Loại"), choices=lambda: QuestioningConclusion.Kind.choices)
    resolution = forms.ModelChoiceField(
        label=_("Nghị quyết của kỳ họp"), queryset=Resolution.objects.none(), required=False
    )
    reference = forms.CharField(label=_("Số, ký hiệu"), max_length=60)
    dated_on = DayField(label=_("Ngày"))
    summary = forms.CharField(
        label=_("Đánh giá, yêu cầu"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, session: CouncilSession | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if session is None:
            del fields["resolution"]
        else:
            fields["resolution"].queryset = Resolution.objects.filter(session=session)


class DraftConclusionForm(VietnameseForm):
    """Lập nghị quyết về chất vấn: of which passed item, adopted when."""

    item = forms.ModelChoiceField(
        label=_("Nội dung đã thông qua"), queryset=AgendaItem.objects.none()
    )
    adopted_on = DayField(label=_("Ngày thông qua"))

    def __init__(self, *args: Any, items: QuerySet[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["item"].queryset = items


class MakeAgainForm(VietnameseForm):
    """Lập lại các điều: that what was typed may be replaced."""

    over_edited = forms.BooleanField(
        label=_("Thay các điều đã sửa tay bằng nội dung lập từ số liệu"), required=False
    )


class BulkGroupForm(VietnameseForm):
    """Xếp nhóm nhiều chất vấn: an open group, or the name of a new one."""

    group = forms.ModelChoiceField(
        label=_("Nhóm đang có"),
        queryset=QuestionGroup.objects.none(),
        required=False,
    )
    title = forms.CharField(label=_("Hoặc tên nhóm mới"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or self.cleaned_data
        if not data.get("group") and not data.get("title") and "group" not in self.errors:
            self.add_error("title", _("Chọn một nhóm đang có hoặc ghi tên nhóm mới."))
        return data


def grouping_form(user: User) -> type[BulkGroupForm]:
    """The form with the open groups of the councils the user works for, and no others."""

    class OwnGroups(BulkGroupForm):
        group = forms.ModelChoiceField(
            label=BulkGroupForm.base_fields["group"].label,
            queryset=QuestionGroup.objects.filter(
                state=GroupState.PROPOSED, council__in=user.councils(*PLANNERS)
            ),
            required=False,
        )

    return OwnGroups


class BulkWritingForm(VietnameseForm):
    """Yêu cầu trả lời bằng văn bản, nhiều chất vấn."""

    reason = forms.ChoiceField(label=_("Lý do"), choices=writing_reason_choices)

    def clean_reason(self) -> WritingReason:
        """The reason as its code."""
        return WritingReason(self.cleaned_data["reason"])
