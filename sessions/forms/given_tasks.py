"""What people type about a task that a resolution gives. They clean and never write."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models import Agency, Body
from hdnd_portal.council.terms import term_of
from hdnd_portal.ui.forms import DayField, VietnameseForm
from sessions.models import Resolution


class GiveTaskForm(VietnameseForm):
    """Nhiệm vụ: what, who, what must be reached, by when."""

    text = forms.CharField(
        label=_("Nhiệm vụ"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    said_at = forms.CharField(
        label=_("Ghi tại"),
        required=False,
        max_length=300,
        help_text=_("Điểm, khoản, điều của nghị quyết."),
    )
    lead = forms.ModelChoiceField(
        label=_("Cơ quan thực hiện"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("Chọn cơ quan"),
    )
    lead_body = forms.ModelChoiceField(
        label=_("Hoặc cơ quan của HĐND"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("Không"),
        help_text=_("Chỉ ghi một cơ quan chịu trách nhiệm chính."),
    )
    contributors = forms.ModelMultipleChoiceField(
        label=_("Cơ quan phối hợp"), queryset=Agency.objects.none(), required=False
    )
    measure = forms.CharField(
        label=_("Biện pháp, kết quả phải đạt"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = DayField(
        label=_("Hạn hoàn thành"),
        required=False,
        help_text=_("Để trống khi nghị quyết không định hạn; nhiệm vụ vẫn được theo dõi."),
    )

    def __init__(self, *args: Any, resolution: Resolution, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        council = resolution.council
        agencies = Agency.objects.filter(council=council).in_force(on).order_by("name")
        fields["lead"].queryset = agencies
        fields["contributors"].queryset = agencies
        fields["lead_body"].queryset = (
            Body.objects.filter(term=term_of(council, on))
            .exclude(kind=Body.Kind.DELEGATE_GROUP)
            .order_by("position", "name")
        )
