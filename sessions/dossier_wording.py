"""What the audit trail says of dossiers."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "dossier.part_requested": _("đã yêu cầu gửi {part}, hạn {due_on}"),
    "dossier.part_cancelled": _("đã thôi yêu cầu {part}: {reason}"),
    "dossier.file_removed": _("đã bỏ tệp {name} khỏi hồ sơ"),
    "dossier.part_submitted": _("đã gửi {part}, lần {number}"),
    "dossier.part_received": _("đã tiếp nhận {part}, lần {number}"),
    "dossier.part_reviewed": _("{level}: đã đồng ý {part}, lần {number}"),
    "dossier.part_returned": _("đã trả lại {part}, lần {number}"),
    "session.part_deadlines_moved": _("đã tính lại hạn của {count} thành phần hồ sơ"),
    "session.dossiers_frozen": _("đã chốt hồ sơ kỳ họp: {files} tài liệu"),
    "session.dossiers_supplemented": _("đã bổ sung tài liệu số {number}: {files} tài liệu"),
}
