"""Forms of blocks of items. They clean and never write."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models import Mandate
from hdnd_portal.ui.forms import VietnameseForm
from sessions.block_labels import block_form_choices
from sessions.forms.sitting import MandateChoice
from sessions.models import CouncilSession
from sessions.services import blocks
from sessions.services.attendance import seats
from sessions.workflow.blocks import BlockForm


class MakeBlockForm(VietnameseForm):
    """Which items are considered together, and how."""

    title = forms.CharField(
        label=_("Tên nhóm"),
        max_length=300,
        help_text=_("Ví dụ: Các nghị quyết về phí và lệ phí; Các báo cáo định kỳ"),
    )
    items = forms.TypedMultipleChoiceField(
        label=_("Nội dung"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Chọn các nội dung đứng liền nhau, cùng họp công khai hoặc cùng họp kín. Công tác nhân "
            "sự, chất vấn và nội dung đã biểu quyết không đưa vào nhóm."
        ),
    )
    form = forms.ChoiceField(
        label=_("Cách xem xét"), choices=block_form_choices, widget=forms.RadioSelect
    )
    planned_minutes = forms.IntegerField(
        label=_("Thời gian của cả nhóm (phút)"),
        min_value=1,
        max_value=600,
        required=False,
        help_text=_("Để trống thì lấy tổng thời gian của các nội dung."),
    )

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["items"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [
            (str(item.pk), f"{item.number}. {item.title}" if item.number else item.title)
            for item in blocks.groupable(session)
        ]

    def clean_form(self) -> BlockForm:
        """The way."""
        return BlockForm(self.cleaned_data["form"])


class TakeOutForm(VietnameseForm):
    """Which item is decided by itself, at whose wish, and why. A delegate asks for no one else."""

    item = forms.IntegerField(widget=forms.HiddenInput)
    mandate = MandateChoice(label=_("Đại biểu đề nghị"), queryset=Mandate.objects.none())
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)

    def __init__(
        self, *args: Any, session: CouncilSession, is_own: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["mandate"]
            return
        field = self.fields["mandate"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = seats(session, timezone.now())
