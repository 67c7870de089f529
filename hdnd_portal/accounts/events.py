"""What happens to accounts, as sentences of the audit trail."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "account.signed_in": _("đã đăng nhập"),
    "account.signed_out": _("đã đăng xuất"),
    "account.sign_in_failed": _("đăng nhập không thành công từ địa chỉ {address}"),
    "account.locked": _("bị khóa đăng nhập do nhập sai nhiều lần"),
    "account.unlocked": _("đã mở khóa đăng nhập"),
    "account.invited": _("đã gửi thư đặt mật khẩu"),
    "account.password_changed": _("đã đổi mật khẩu"),
    "account.password_change_required": _("đã buộc đổi mật khẩu"),
    "account.deactivated": _("đã vô hiệu hóa tài khoản"),
    "account.activated": _("đã mở lại tài khoản"),
    "account.changed": _("đã sửa tài khoản: {fields}"),
    "account.created": _("đã lập tài khoản"),
    "account.role_given": _("đã giao vai trò {role}"),
    "account.role_changed": _("đã sửa vai trò {role}"),
    "account.role_taken": _("đã bỏ vai trò {role}"),
    "account.role_ended": _("đã kết thúc vai trò {role}, đến hết ngày {on}"),
    "account.second_factor_added": _("đã thêm cách xác thực hai lớp"),
    "account.second_factor_removed": _("đã gỡ cách xác thực hai lớp"),
    "account.second_factor_failed": _("nhập sai mã xác thực hai lớp"),
    "account.second_factor_reset": _("đã gỡ xác thực hai lớp của tài khoản"),
    "account.reviewed": _("đã rà soát tài khoản"),
    "deputy.appointed": _("đã cử người thay từ {valid_from} đến {valid_to}"),
    "deputy.ended": _("đã thôi cử người thay"),
}
