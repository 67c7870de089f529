"""What the acts of this app are called in a timeline."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "person.registered": _("đã lập hồ sơ người {name}"),
    "person.changed": _("đã sửa thông tin: {fields}"),
    "mandate.begun": _("đã ghi nhận tư cách đại biểu từ {day}"),
    "mandate.ended": _("đã ghi nhận thôi làm đại biểu, ngày cuối {day}"),
    "mandate.suspended": _("đã ghi nhận tạm đình chỉ từ {day} theo {document}"),
    "mandate.restored": _("đã ghi nhận khôi phục, ngày tạm đình chỉ cuối {day}"),
    "membership.begun": _("đã thêm thành viên vào {body}"),
    "membership.ended": _("đã ghi nhận thôi là thành viên, ngày cuối {day}"),
    "reference.added": _("đã thêm {name}"),
    "reference.changed": _("đã sửa {name}: {fields}"),
    "reference.removed": _("đã xóa {name}"),
    "council.set_up": _("đã thiết lập {name}"),
}
