"""What people type about tasks that a decision gives. They clean and never write."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.commitments.forms import TaskForm
from hdnd_portal.council.models import Agency, Body, Council
from hdnd_portal.council.terms import term_of
from hdnd_portal.ui.forms import DayField


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
    field_order = ("text", "said_at", "lead", "lead_body", "contributors", "measure", "due_on")
    words = {
        "text": {"label": _("Nhiệm vụ")},
        "said_at": {"help_text": _("Điểm, khoản, điều của nghị quyết.")},
        "lead": {"empty_label": _("Chọn cơ quan")},
        "due_on": {
            "label": _("Hạn hoàn thành"),
            "help_text": _("Để trống khi nghị quyết không định hạn; nhiệm vụ vẫn được theo dõi."),
        },
    }

    def __init__(self, *args: Any, council: Council, on: date, **kwargs: Any) -> None:
        agencies = Agency.objects.filter(council=council).in_force(on).order_by("name")
        super().__init__(*args, agencies=agencies, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["contributors"].queryset = agencies
        fields["lead_body"].queryset = (
            Body.objects.filter(term=term_of(council, on))
            .exclude(kind=Body.Kind.DELEGATE_GROUP)
            .order_by("position", "name")
        )


class ItemTaskForm(GiveTaskForm):
    """Việc cần làm sau khi xem xét một nội dung: the same, with the day of the conclusion."""

    made_on = DayField(label=_("Ngày kết luận"))
    field_order = ("text", "made_on", "said_at", "lead", "lead_body", "contributors", "measure")
    words = {
        **GiveTaskForm.words,
        "text": {"label": _("Việc cần làm")},
        "said_at": {"help_text": _("Kết luận của Chủ tọa, số văn bản, trang biên bản.")},
        "due_on": {
            "label": _("Hạn hoàn thành"),
            "help_text": _("Để trống khi kết luận không định hạn; việc vẫn được theo dõi."),
        },
    }
