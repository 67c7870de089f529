"""Forms of votes. They clean and never write."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.council.models import Mandate
from hdnd_portal.documents.kinds import ACCEPT
from hdnd_portal.ui.forms import DayTimeField, VietnameseForm
from sessions.models import AgendaBlock, AgendaItem, CouncilSession, Poll
from sessions.poll_labels import CHOICES, POLL_KINDS, POLL_SUBJECTS
from sessions.tally import Ballots
from sessions.workflow.agenda import ITEM_GONE
from sessions.workflow.poll import PollKind, PollMove

RULES = [
    ("", gettext_lazy("Theo nội dung quyết định (mặc định)")),
    ("vote.resolution", gettext_lazy("Quá nửa tổng số đại biểu")),
    ("vote.dismiss_delegate", gettext_lazy("Ít nhất hai phần ba tổng số đại biểu")),
    ("vote.reduced_council", gettext_lazy("Trên hai phần ba số đại biểu đương nhiệm")),
]


class ItemChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An agenda item by number and title."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        """`3. Tờ trình về …`."""
        return f"{obj.number}. {obj.title}" if obj.number else obj.title


class WholeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The vote on the whole to which a part belongs."""

    def label_from_instance(self, obj: Poll) -> str:
        """Its title."""
        return obj.title


class QuestionForm(VietnameseForm):
    """What is put to the vote, how, and by which majority."""

    item = ItemChoice(
        label=gettext_lazy("Nội dung chương trình"),
        queryset=AgendaItem.objects.none(),
        required=False,
        help_text=gettext_lazy("Để trống khi biểu quyết việc không có trong chương trình."),
    )
    block = forms.ModelChoiceField(
        label=gettext_lazy("Nhóm nội dung"),
        queryset=AgendaBlock.objects.none(),
        required=False,
        help_text=gettext_lazy("Khi Chủ tọa quyết định biểu quyết chung cả nhóm."),
    )
    parent = WholeChoice(
        label=gettext_lazy("Là một phần của"),
        queryset=Poll.objects.none(),
        required=False,
        help_text=gettext_lazy(
            "Chọn biểu quyết toàn văn khi chỉ biểu quyết một điều, một phần của nội dung đó."
        ),
    )
    title = forms.CharField(
        label=gettext_lazy("Tên"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Toàn văn Nghị quyết về dự toán; Điều 5, khoản 2"),
    )
    question = forms.CharField(
        label=gettext_lazy("Câu hỏi biểu quyết"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Đại biểu thấy đúng câu này trên thiết bị, trên bảng và trong biên bản."
        ),
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("Quyết định về"), choices=lambda: list(POLL_SUBJECTS.items())
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Hình thức"), choices=lambda: list(POLL_KINDS.items())
    )
    kind_reason = forms.CharField(
        label=gettext_lazy("Lý do chọn hình thức khác"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Cần ghi khi biểu quyết về nhân sự mà không bỏ phiếu kín."),
    )
    about = forms.ModelChoiceField(
        label=gettext_lazy("Đại biểu được xem xét"),
        queryset=Mandate.objects.none(),
        required=False,
        help_text=gettext_lazy("Khi cho thôi làm nhiệm vụ hoặc bãi nhiệm đại biểu."),
    )
    due_at = DayTimeField(
        label=gettext_lazy("Hạn gửi phiếu"),
        required=False,
        help_text=gettext_lazy("Chỉ dùng cho phiếu lấy ý kiến giữa hai phiên họp."),
    )
    tellers = forms.CharField(
        label=gettext_lazy("Ban kiểm phiếu"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Mỗi người một dòng, Trưởng ban đứng đầu."),
    )
    rule_key = forms.ChoiceField(
        label=gettext_lazy("Tỷ lệ để thông qua"), choices=RULES, required=False
    )
    rule_reason = forms.CharField(
        label=gettext_lazy("Lý do chọn tỷ lệ khác"), max_length=300, required=False
    )

    def __init__(
        self, *args: Any, session: CouncilSession, is_correction: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        items = session.items.filter(for_information=False).exclude(state__in=sorted(ITEM_GONE))
        self._offer("item", items.order_by("position"))
        self._offer("block", session.blocks.filter(chair_decision__isnull=False))
        wholes = session.polls.filter(item__isnull=False, parent=None, state="prepared")
        self._offer("parent", wholes.order_by("position"))
        seats = Mandate.objects.filter(term=session.term_id).select_related("person")
        self._offer("about", seats.order_by("person__sort_key", "pk"))
        if is_correction:
            for name in ("item", "block", "parent"):
                del self.fields[name]

    def _offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """The item of a part is that of the whole; a deadline is for sheets only."""
        data = super().clean() or self.cleaned_data
        parent = data.get("parent")
        if parent is not None:
            data["item"] = parent.item
        if data.get("kind") != PollKind.OPINION_SHEET:
            data["due_at"] = None
        return data


class CarryPollForm(VietnameseForm):
    """A move of a vote, the round the page showed, and the reason."""

    move = forms.ChoiceField(
        choices=[(move.value, move.value) for move in PollMove if move is not PollMove.RESET]
    )
    round = forms.IntegerField(min_value=1, max_value=1000)
    reason = forms.CharField(max_length=300, required=False)


class ReasonForm(VietnameseForm):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=500)


class ResetForm(VietnameseForm):
    """The second person's answer to a request to vote again."""

    act = forms.ChoiceField(choices=[("confirm", "confirm"), ("drop", "drop")])


class EntryForm(VietnameseForm):
    """What became of a delegate on the roll while the vote is open."""

    act = forms.ChoiceField(
        choices=[("admit", "admit"), ("ended", "ended"), ("suspended", "suspended")]
    )
    reason = forms.CharField(max_length=300, required=False)


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "is-short"}),
    )


class TotalsForm(VietnameseForm):
    """Hands, counted."""

    in_favour = _count(gettext_lazy("Tán thành"))
    against = _count(gettext_lazy("Không tán thành"))
    abstained = _count(gettext_lazy("Không biểu quyết"))


class BallotsForm(VietnameseForm):
    """The count of a secret ballot, by one person."""

    issued = _count(gettext_lazy("Số phiếu phát ra"))
    returned = _count(gettext_lazy("Số phiếu thu về"))
    valid = _count(gettext_lazy("Số phiếu hợp lệ"))
    invalid = _count(gettext_lazy("Số phiếu không hợp lệ"))
    in_favour = _count(gettext_lazy("Số phiếu tán thành"))
    against = _count(gettext_lazy("Số phiếu không tán thành"))
    abstained = _count(gettext_lazy("Số phiếu không biểu quyết"))

    def ballots(self) -> Ballots:
        """The figures."""
        return Ballots(**self.cleaned_data)


class SheetForm(VietnameseForm):
    """The signed opinion sheet of one delegate."""

    entry = forms.TypedChoiceField(label=gettext_lazy("Đại biểu"), coerce=int)
    choice = forms.ChoiceField(label=gettext_lazy("Ý kiến"), choices=lambda: list(CHOICES.items()))
    received_at = DayTimeField(label=gettext_lazy("Nhận phiếu lúc"))
    scan = forms.FileField(
        label=gettext_lazy("Bản chụp phiếu"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        help_text=gettext_lazy("Không bắt buộc; phiếu giấy được lưu cùng hồ sơ kỳ họp."),
    )

    def __init__(self, *args: Any, waiting: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entry"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [("", _("Chọn đại biểu")), *((str(key), name) for key, name in waiting)]


class CastForm(VietnameseForm):
    """A delegate's answer: which, the key of the act, and what the page showed as counted."""

    choice = forms.ChoiceField(choices=lambda: list(CHOICES.items()))
    key = forms.UUIDField()
    seen = forms.IntegerField(min_value=0, max_value=10_000)
