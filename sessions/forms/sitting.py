"""Forms of the sitting. They clean and never write."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models import Body, Mandate
from hdnd_portal.ui.forms import DayField, DayTimeField, VietnameseForm
from sessions.models import AgendaItem, CouncilSession
from sessions.services.attendance import seats
from sessions.services.proceedings import LONGEST_SHOWN, NOTES
from sessions.services.speeches import LONGEST_EXTENSION
from sessions.sitting_labels import PROCEEDING_KINDS, SPEECH_KINDS
from sessions.workflow.sitting import Phase, ProceedingKind, SpeechKind, SpeechMove

# In which order an operator thinks of them.
NOTE_KINDS = [
    (kind.value, PROCEEDING_KINDS[kind])
    for kind in (
        ProceedingKind.ANNOUNCEMENT,
        ProceedingKind.OCCURRENCE,
        ProceedingKind.CORRESPONDENCE,
    )
    if kind in NOTES
]


class MandateChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A delegate, by name."""

    def label_from_instance(self, obj: Mandate) -> str:
        """The name of the person."""
        return obj.person.name


class MomentForm(VietnameseForm):
    """When something happened today; no time means now."""

    at = forms.TimeField(label=_("Lúc"), required=False, widget=forms.TimeInput(format="%H:%M"))

    def moment(self) -> datetime:
        """The moment today that was typed, or now."""
        typed: time | None = self.cleaned_data.get("at")
        now = timezone.localtime()
        if typed is None:
            return now
        return now.replace(hour=typed.hour, minute=typed.minute, second=0, microsecond=0)


class SeatsForm(MomentForm):
    """Which delegates, and since when."""


class ListForm(SeatsForm):
    """A pasted list of names."""

    text = forms.CharField(
        label=_("Danh sách"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )


class CorrectForm(VietnameseForm):
    """Other times of a stay, and why."""

    arrived_at = DayTimeField(label=_("Có mặt từ"))
    left_at = DayTimeField(label=_("Rời lúc"), required=False)
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class ReasonForm(VietnameseForm):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)


class ExpectedForm(VietnameseForm):
    """Which entry the page showed as running; none, where nothing was on."""

    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)


class StartForm(ExpectedForm):
    """At which step an item begins; why, where its papers are missing."""

    phase = forms.ChoiceField(choices=[(phase.value, phase.value) for phase in Phase])
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)

    def clean_phase(self) -> Phase:
        """The step."""
        return Phase(self.cleaned_data["phase"])


class NoteForm(VietnameseForm):
    """What happened or was said, and how long an announcement stays on the board."""

    kind = forms.ChoiceField(label=_("Loại"), choices=NOTE_KINDS)
    text = forms.CharField(
        label=_("Nội dung ghi"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    minutes = forms.IntegerField(
        label=_("Hiện trên bảng (phút)"),
        required=False,
        min_value=1,
        max_value=LONGEST_SHOWN,
        initial=15,
        help_text=_("Chỉ dùng cho thông báo."),
    )

    def clean_kind(self) -> ProceedingKind:
        """The kind."""
        return ProceedingKind(self.cleaned_data["kind"])


class CorrectNoteForm(VietnameseForm):
    """Other words, and why."""

    text = forms.CharField(
        label=_("Nội dung ghi"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class SpeechForm(VietnameseForm):
    """Who asks to speak, for what."""

    mandate = MandateChoice(label=_("Đại biểu"), queryset=Mandate.objects.none(), required=False)
    speaker = forms.CharField(label=_("Hoặc người trả lời"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Hình thức"), choices=lambda: list(SPEECH_KINDS.items()))
    topic = forms.CharField(label=_("Về việc"), max_length=300, required=False)

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mandate"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = seats(session, timezone.now())

    def clean_kind(self) -> SpeechKind:
        """The kind."""
        return SpeechKind(self.cleaned_data["kind"])


class OwnSpeechForm(VietnameseForm):
    """What a delegate asks to speak for."""

    kind = forms.ChoiceField(
        label=_("Hình thức"),
        choices=lambda: [
            (kind, words) for kind, words in SPEECH_KINDS.items() if kind != SpeechKind.ANSWER
        ],
    )
    topic = forms.CharField(label=_("Về việc"), max_length=300, required=False)

    def clean_kind(self) -> SpeechKind:
        """The kind."""
        return SpeechKind(self.cleaned_data["kind"])


class SpeechMoveForm(VietnameseForm):
    """What happens to a request, and why where it is asked."""

    move = forms.ChoiceField(choices=[(move.value, move.value) for move in SpeechMove])
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)

    def clean_move(self) -> SpeechMove:
        """The move."""
        return SpeechMove(self.cleaned_data["move"])


class ExtendForm(VietnameseForm):
    """How many minutes more."""

    minutes = forms.IntegerField(
        label=_("Thêm (phút)"), min_value=1, max_value=LONGEST_EXTENSION, initial=1
    )


class OrderForm(VietnameseForm):
    """Before whom in the list; nobody means last."""

    before = forms.IntegerField(required=False)
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)


class BudgetForm(VietnameseForm):
    """Minutes for an item, a Tổ, or both; no minutes take the budget away."""

    item = forms.ModelChoiceField(
        label=_("Nội dung"), queryset=AgendaItem.objects.none(), required=False
    )
    group = forms.ModelChoiceField(
        label=_("Tổ đại biểu"), queryset=Body.objects.none(), required=False
    )
    minutes = forms.IntegerField(
        label=_("Số phút (để trống là bỏ)"), required=False, min_value=1, max_value=1440
    )

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items, groups = self.fields["item"], self.fields["group"]
        assert isinstance(items, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        assert isinstance(groups, forms.ModelChoiceField)  # noqa: S101
        items.queryset = session.items.order_by("position")
        groups.queryset = Body.objects.filter(
            term=session.term_id, kind=Body.Kind.DELEGATE_GROUP
        ).order_by("code")


class CarryOverForm(VietnameseForm):
    """On which half-day the items go on, and why."""

    on = DayField(label=_("Ngày họp mới"))
    afternoon = forms.ChoiceField(
        label=_("Buổi"),
        choices=[("", _("Sáng")), ("1", _("Chiều"))],
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    accepts_day_off = forms.BooleanField(label=_("Họp vào ngày nghỉ nếu trùng"), required=False)

    def clean_afternoon(self) -> bool:
        """Whether it is the afternoon."""
        return bool(self.cleaned_data["afternoon"])
