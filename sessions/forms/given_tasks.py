"""What people type about a task that a resolution gives. They clean and never write."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.commitments.forms import TaskForm
from hdnd_portal.council.models import Agency, Body
from hdnd_portal.council.terms import term_of
from sessions.models import Resolution


class GiveTaskForm(TaskForm):
    """Nhiệm vụ: what, who, what must be reached, by when."""

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
    words = {
        "text": {"label": _("Nhiệm vụ")},
        "said_at": {"help_text": _("Điểm, khoản, điều của nghị quyết.")},
        "lead": {"empty_label": _("Chọn cơ quan")},
        "due_on": {
            "label": _("Hạn hoàn thành"),
            "help_text": _("Để trống khi nghị quyết không định hạn; nhiệm vụ vẫn được theo dõi."),
        },
    }

    def __init__(self, *args: Any, resolution: Resolution, on: date, **kwargs: Any) -> None:
        council = resolution.council
        agencies = Agency.objects.filter(council=council).in_force(on).order_by("name")
        super().__init__(*args, agencies=agencies, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["contributors"].queryset = agencies
        fields["lead_body"].queryset = (
            Body.objects.filter(term=term_of(council, on))
            .exclude(kind=Body.Kind.DELEGATE_GROUP)
            .order_by("position", "name")
        )
