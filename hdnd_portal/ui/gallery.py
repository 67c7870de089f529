"""Every component in every state, for those who build pages and those who check them."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from hdnd_portal.ui.components import Crumb, MenuItem, Tab, TimelineEntry
from hdnd_portal.ui.forms import VietnameseForm
from hdnd_portal.ui.tones import Tone

ON = date(2026, 11, 20)
EXPLANATION = {
    "key": "session.docs",
    "rule": _("Gửi tài liệu đến đại biểu trước ngày khai mạc"),
    "value": 10,
    "unit": "working_day",
    "start": "2026-12-08",
    "source": _("Luật 72/2025/QH15, Điều 35"),
    "mark": "U",
    "skipped": [["2026-11-21", _("thứ Bảy")], ["2026-11-22", _("Chủ nhật")]],
    "warning": _("Quy tắc này chưa được đối chiếu với văn bản gốc."),
}
TONE_WORDS = (
    (Tone.GREY, _("Dự thảo")),
    (Tone.BLUE, _("Đang làm")),
    (Tone.AMBER, _("Chờ Ban thẩm tra")),
    (Tone.GREEN, _("Đã thông qua")),
    (Tone.RED, _("Bị trả lại")),
    (Tone.VIOLET, _("Mật")),
    (Tone.GOLD, _("Chủ tịch đã quyết định")),
)


class ReasonForm(VietnameseForm):
    """What a returned dossier is asked for."""

    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea)


class SampleForm(VietnameseForm):
    """One field of each kind."""

    name = forms.CharField(
        label=_("Tên kỳ họp"), help_text=_("Ghi như trong quyết định triệu tập.")
    )
    opening_on = forms.DateField(label=_("Ngày khai mạc"))
    kind = forms.ChoiceField(
        label=_("Loại kỳ họp"), choices=[("a", _("Thường lệ")), ("b", _("Chuyên đề"))]
    )
    place = forms.ChoiceField(
        label=_("Hình thức"),
        choices=[("a", _("Trực tiếp")), ("b", _("Trực tuyến"))],
        widget=forms.RadioSelect,
    )
    groups = forms.MultipleChoiceField(
        label=_("Gửi cho"),
        choices=[("a", _("Đại biểu")), ("b", _("Khách mời")), ("c", _("Báo chí"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_open = forms.BooleanField(label=_("Họp công khai"), required=False)
    note = forms.CharField(label=_("Ghi chú"), widget=forms.Textarea, required=False)


class Gallery(PermissionRequiredMixin, TemplateView):
    """The page of components; no record is read."""

    permission_required = "ui.see_components"
    template_name = "ui/gallery.html"

    def has_permission(self) -> bool:
        """Developers always, others by permission."""
        return settings.DEBUG or super().has_permission()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One value for each thing shown."""
        at = datetime(2026, 11, 18, 14, 30, tzinfo=timezone.get_default_timezone())
        return super().get_context_data(
            page_title=_("Các thành phần của trang"),
            crumbs=[Crumb(_("Kỳ họp"), "."), Crumb(_("Kỳ họp thứ Ba"), "."), Crumb(_("Mẫu"))],
            on=ON,
            later_on=ON + timedelta(days=7),
            explanation=EXPLANATION,
            tones=TONE_WORDS,
            dues=[
                {"due_on": ON - timedelta(days=2), "explanation": EXPLANATION},
                {"due_on": ON},
                {"due_on": ON + timedelta(days=2), "explanation": EXPLANATION},
                {"due_on": ON + timedelta(days=20)},
                {"due_on": ON, "done": ON - timedelta(days=1)},
                {"due_on": ON - timedelta(days=6), "done": ON - timedelta(days=3)},
                {"due_on": None},
            ],
            tab_items=[
                Tab(_("Chương trình"), ".", current=True, count=24),
                Tab(_("Hồ sơ"), ".", count=61),
                Tab(_("Giấy mời"), "."),
            ],
            menu_items=[
                MenuItem(_("Sao chép chương trình"), ".", icon="copy"),
                MenuItem(
                    _("Đóng băng hồ sơ"), icon="lock", why_not=_("Còn 3 hồ sơ chưa thẩm tra.")
                ),
                MenuItem(_("Hủy kỳ họp"), ".", icon="trash", is_danger=True),
            ],
            form=SampleForm({"opening_on": "31/02/2026", "name": "Kỳ họp thứ Ba"}),
            reason_form=ReasonForm(prefix="reason"),
            jobs=[
                SimpleNamespace(done=34, total=97, state="running", message=_("Đang gửi.")),
                SimpleNamespace(done=97, total=97, state="done", message=_("2 thư chưa gửi được.")),
            ],
            people=["Nguyễn Thị Hồng Ánh", "Đặng Văn Ơn"],
            levels=["info", "success", "warning", "error"],
            entries=[
                TimelineEntry(
                    at, _("trả lại hồ sơ"), by="Nguyễn Thị Hồng Ánh",
                    note=_("Tờ trình chưa ký."), icon="arrow-back-up", tone=Tone.RED,
                ),
                TimelineEntry(at, _("nộp hồ sơ"), by="Sở Tài chính", icon="upload", tone=Tone.BLUE),
                TimelineEntry(ON, _("Đã phân công thẩm tra"), icon="users"),
            ],
            **kwargs,
        )  # fmt: skip
