"""What is told of a session to whoever follows it: its day, its papers, its state."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hdnd_portal.notices import followed
from sessions.models import CouncilSession

followed.register(
    followed.Followable(
        model=CouncilSession,
        slug="ky-hop",
        name=_("Kỳ họp"),
        url=lambda session: reverse("sessions:plan", kwargs={"session": session.pk}),
        visible=CouncilSession.objects.visible_to,
        events={
            "session.moved": _("đổi ngày khai mạc từ {before} thành {after}"),
            "session.dossiers_frozen": _("đã chốt và gửi tài liệu đến đại biểu"),
            "session.dossiers_supplemented": _("bổ sung tài liệu số {number}"),
            "session.agreed": _("hội nghị liên tịch đã thống nhất"),
            "session.convened": _("đã triệu tập"),
            "session.made_ready": _("đã đủ tài liệu"),
            "session.postponed": _("hoãn kỳ họp"),
            "session.replanned": _("chuẩn bị lại kỳ họp"),
            "session.opened": _("đã khai mạc"),
            "session.opened_by_exception": _("đã khai mạc"),
            "session.opened_without_quorum": _("đã khai mạc"),
            "session.adjourned": _("tạm nghỉ"),
            "session.resumed": _("họp tiếp"),
            "session.closed": _("đã bế mạc"),
            "session.closed_undecided": _("đã bế mạc"),
            "session.published": _("nghị quyết đã được ban hành"),
            "session.cancelled": _("hủy kỳ họp"),
            "session.taken_back": _("đưa về dự kiến"),
            "session.convening_taken_back": _("bỏ ghi nhận triệu tập"),
            "session.ready_taken_back": _("bỏ xác nhận đủ tài liệu"),
            "session.opening_taken_back": _("bỏ ghi nhận khai mạc"),
            "session.reopened": _("mở lại kỳ họp"),
        },
    )
)
