"""The app `hdnd_portal.legal`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegalConfig(AppConfig):
    name = "hdnd_portal.legal"
    label = "legal"
    verbose_name = "Quy tắc pháp luật"

    def ready(self) -> None:
        """Enter permissions, the sentences of the audit trail, and how working days are counted."""
        from hdnd_portal.audit import wording  # noqa: PLC0415 -- app ready
        from hdnd_portal.legal import at_work, permissions  # noqa: F401, PLC0415 -- app ready
        from hdnd_portal.ui import navigation, signs  # noqa: PLC0415 -- app ready

        navigation.register(
            navigation.NavItem(
                _("Bộ quy tắc"), "legal:rules", "scale", "legal.view_rules", order=105, phone=False
            )
        )
        signs.register_working_days(at_work.working_days_between)
        wording.register(
            {
                "deadline.opened": _("đã mở hạn {purpose}: {due_on}"),
                "deadline.stopped": _("đã tạm đình chỉ thời hạn {purpose} từ {on}: {reason}"),
                "deadline.resumed": _("đã cho thời hạn {purpose} chạy tiếp từ {on}: {after}"),
                "deadline.extended": _("đã gia hạn {purpose} từ {before} thành {after}: {reason}"),
                "deadline.closed": _("đã kết thúc hạn {purpose}"),
                "deadline.recomputed": _("đã tính lại hạn {purpose} từ {before} thành {after}"),
                "deadline.kept": _("giữ nguyên hạn vì không tính lại được: {reason}"),
                "calendar.corrected": _("đã điều chỉnh lịch ngày {day}: {reason}"),
                "calendar.restored": _("đã bỏ điều chỉnh lịch ngày {day}"),
                "rule.overridden": _("đã đặt quy tắc {key} bằng {value} từ {valid_from}"),
                "rule.restored": _("đã bỏ quy tắc riêng {key}"),
            }
        )
