"""Admin pages of accounts, roles and deputies. A password is never shown, not even its hash."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hdnd_portal.accounts import services
from hdnd_portal.accounts.lockout import locked_until, locks
from hdnd_portal.accounts.models import Deputyship, RoleAssignment, User
from hdnd_portal.audit import log
from hdnd_portal.ui.language import in_office_language


class AccountForm(forms.ModelForm[User]):
    """An account without its password: the user sets it by the link in the mail."""

    class Meta:
        model = User
        fields = ("username", "name", "email", "person")

    def clean_username(self) -> str:
        """Small letters, so that nobody has to remember which were capital."""
        return str(self.cleaned_data["username"]).lower()


class AssignmentInline(admin.TabularInline[RoleAssignment, User]):
    """Phân vai trò."""

    model = RoleAssignment
    fk_name = "user"
    extra = 0
    autocomplete_fields = ()


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Tài khoản."""

    form = AccountForm
    inlines = (AssignmentInline,)
    list_display = ("username", "name", "email", "is_active", "state", "last_login")
    list_filter = ("is_active", "role_assignments__role", "is_sample")
    search_fields = ("username", "name", "email")
    ordering = ("username",)
    list_per_page = 50
    raw_id_fields = ("person",)
    # Opening, closing and asking for a new password are actions of the list, which record them.
    readonly_fields = (
        "is_active",
        "must_change_password",
        "last_login",
        "password_changed_at",
        "state",
        "is_superuser",
        "is_sample",
    )
    actions = (
        "unlock_accounts",
        "require_new_password",
        "send_password_links",
        "reset_second_factors",
        "deactivate_accounts",
        "activate_accounts",
    )
    fieldsets = (
        (None, {"fields": ("username", "name", "email", "person")}),
        (
            gettext_lazy("Đăng nhập"),
            {
                "fields": (
                    "is_active",
                    "must_change_password",
                    "state",
                    "last_login",
                    "password_changed_at",
                    "is_superuser",
                    "is_sample",
                )
            },
        ),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": ("username", "name", "email", "person"),
                "description": gettext_lazy(
                    "Người dùng nhận thư có liên kết để tự đặt mật khẩu. "
                    "Quản trị không đặt và không biết mật khẩu."
                ),
            },
        ),
    )

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Fewer fields for a new account."""
        return self.fieldsets if obj else self.add_fieldsets

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """An account is closed, never deleted: what it did stays under its name."""
        return False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Ask for the locks of the whole page at once."""
        page = super().get_changelist_instance(request)
        found = locks([user.username for user in page.result_list])
        for user in page.result_list:
            user.__dict__["lock_ends_at"] = found.get(user.username)
        return page

    @admin.display(description=gettext_lazy("tình trạng"))
    def state(self, user: User) -> str:
        """Locked until when, or waiting for a password."""
        known = user.__dict__
        until = known["lock_ends_at"] if "lock_ends_at" in known else locked_until(user.username)
        if until is not None:
            return _("khóa đến {time}").format(time=f"{until.astimezone():%H:%M %d/%m/%Y}")
        if not user.has_usable_password():
            return _("chưa đặt mật khẩu")
        return _("phải đổi mật khẩu") if user.must_change_password else "–"

    def save_model(
        self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool
    ) -> None:
        """A new account gets no password but a mail with the link to set one."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if change:
            log.record("account.changed", obj, by=request.user, fields=", ".join(form.changed_data))
            return
        if services.invite(obj, by=_admin(request), base_url=request.build_absolute_uri("/")):
            text = _("Thư đặt mật khẩu đang được gửi tới {email}.").format(email=obj.email)
            messages.success(request, text)
        else:
            messages.warning(
                request, _("Tài khoản chưa có thư điện tử, nên chưa gửi được liên kết mật khẩu.")
            )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Changes of roles are recorded, each with what it was about."""
        super().save_formset(request, form, formset, change)
        for event, rows in (
            ("account.role_given", formset.new_objects),
            ("account.role_changed", [row for row, _fields in formset.changed_objects]),
            ("account.role_taken", formset.deleted_objects),
        ):
            for row in rows:
                log.record(
                    event,
                    form.instance,
                    by=request.user,
                    council=row.council_id,
                    key=row.role,
                    role=_role_words(row),
                )

    @admin.action(description=gettext_lazy("Mở khóa"))
    def unlock_accounts(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Forget failed sign-ins."""
        count = sum(services.unlock(user, by=_admin(request)) for user in queryset)
        _tell(
            request,
            ngettext("Đã mở khóa {n} tài khoản.", "Đã mở khóa {n} tài khoản.", count),
            count,
        )

    @admin.action(description=gettext_lazy("Buộc đổi mật khẩu"))
    def require_new_password(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Ask for a new password at the next page."""
        for user in queryset:
            services.require_password_change(user, by=_admin(request))
        _tell(request, _("{n} tài khoản phải đổi mật khẩu ở lần mở trang tới."), len(queryset))

    @admin.action(description=gettext_lazy("Gửi lại thư đặt mật khẩu"))
    def send_password_links(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Send the link again."""
        base = request.build_absolute_uri("/")
        open_accounts = [user for user in queryset if user.is_active]
        count = sum(
            services.invite(user, by=_admin(request), base_url=base) for user in open_accounts
        )
        _tell(request, _("{n} thư đặt mật khẩu đang được gửi."), count)

    @admin.action(description=gettext_lazy("Gỡ xác thực hai lớp (mất điện thoại)"))
    def reset_second_factors(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Take away the second factor."""
        count = sum(bool(services.reset_second_factor(u, by=_admin(request))) for u in queryset)
        _tell(request, _("Đã gỡ xác thực hai lớp của {n} tài khoản."), count)

    @admin.action(description=gettext_lazy("Vô hiệu hóa"))
    def deactivate_accounts(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Close accounts; not one's own."""
        others = queryset.exclude(pk=_admin(request).pk)
        count = sum(
            services.deactivate(user, by=_admin(request), reason="admin") for user in others
        )
        _tell(request, _("Đã vô hiệu hóa {n} tài khoản."), count)

    @admin.action(description=gettext_lazy("Mở lại"))
    def activate_accounts(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Open accounts again."""
        count = sum(services.activate(user, by=_admin(request)) for user in queryset)
        _tell(request, _("Đã mở lại {n} tài khoản."), count)


@admin.register(Deputyship)
class DeputyshipAdmin(admin.ModelAdmin[Deputyship]):
    """Thay thế khi vắng: for somebody who fell ill and could not name a deputy."""

    list_display = ("absent", "deputy", "valid_from", "valid_to", "reason")
    list_select_related = ("absent", "deputy")
    search_fields = ("absent__name", "deputy__name")
    date_hierarchy = "valid_from"
    autocomplete_fields = ("absent", "deputy")

    def save_model(
        self, request: HttpRequest, obj: Deputyship, form: ModelForm[Deputyship], change: bool
    ) -> None:
        """Recorded as if the absent had done it, by the admin."""
        super().save_model(request, obj, form, change)
        log.record(
            "deputy.appointed",
            obj.absent,
            by=request.user,
            deputy=obj.deputy_id,
            valid_from=obj.valid_from.isoformat(),
            valid_to=obj.valid_to.isoformat(),
        )


@in_office_language
def _role_words(row: RoleAssignment) -> str:
    """The role as the trail names it, with the body or agency it is held for."""
    return row.words


def _admin(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 -- the site lets in nobody else
    return request.user


def _tell(request: HttpRequest, text: str, count: int) -> None:
    messages.success(request, text.format(n=count))
