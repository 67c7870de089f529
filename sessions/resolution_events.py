"""What the audit trail says of resolutions, of opinions on drafts, and of minutes."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "resolution.drafted": _("đã lập nghị quyết “{title}”"),
    "resolution.changed": _("đã sửa văn bản nghị quyết, {articles} điều"),
    "resolution.form_confirmed": _("đã xác nhận đúng thể thức, {checks} điểm kiểm tra"),
    "resolution.reworked": _("đã trả về hoàn thiện: {reason}"),
    "resolution.discarded": _("đã bỏ bản đang hoàn thiện của nghị quyết “{title}”"),
    "resolution.signed": _("đã ký và cấp số {reference}, người ký {signer}"),
    "resolution.signed_file_added": _("đã nộp bản đã ký"),
    "resolution.signature_checked": _("đã kiểm tra lại chữ ký"),
    "resolution.number_withdrawn": _("đã bỏ số {reference}: {reason}"),
    "resolution.issued": _("đã phát hành {reference}"),
    "resolution.sent_up": _("đã gửi Ủy ban Thường vụ Quốc hội ngày {on}"),
    "resolution.published": _("đã ghi nhận công bố {reference}"),
    "resolution.chain_recounted": _("đã tính lại hạn của {count} việc sau khi thông qua"),
    "resolution.linked": _("đã ghi quan hệ với {target}"),
    "resolution.unlinked": _("đã bỏ quan hệ với {target}"),
    "resolution.article_amended": _("đã ghi Điều {number} theo {source}, từ {since}"),
    "resolution.targets_changed": _("đã sửa chỉ tiêu: {count} chỉ tiêu"),
    "resolution.task_given": _("đã đưa một nhiệm vụ được giao vào theo dõi"),
    "chain.finished": _("đã ghi xong một việc sau khi thông qua ngày {on}"),
    "chain.reopened": _("đã mở lại một việc sau khi thông qua: {reason}"),
    "opinion.recorded": _("đã ghi ý kiến về {provision} của {author}"),
    "opinion.answered": _("đã trả lời ý kiến về {provision} của {author}"),
    "opinion.removed": _("đã bỏ ý kiến về {provision} của {author}"),
    "minutes.begun": _("đã lập biên bản"),
    "minutes.remarked": _("đã ghi thêm vào biên bản"),
    "minutes.submitted": _("đã trình biên bản"),
    "minutes.returned": _("đã trả lại biên bản: {reason}"),
    "minutes.approved": _("đã ghi nhận thông qua biên bản tại {where}"),
}
