"""The session, its sittings and its milestones."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.labels import session_kinds_choices, session_states_choices


class CouncilSession(models.Model):
    """Kỳ họp: a session of the council, with the plan that leads to it."""

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="sessions"
    )
    term = models.ForeignKey(
        "council.Term", models.PROTECT, verbose_name=_("nhiệm kỳ"), related_name="sessions"
    )
    kind = models.CharField(_("loại kỳ họp"), max_length=20, choices=session_kinds_choices)
    name = models.CharField(_("tên kỳ họp"), max_length=200)
    ordinal = models.PositiveSmallIntegerField(_("kỳ họp thứ"), null=True, blank=True)
    opening_on = models.DateField(_("ngày khai mạc"))
    days = models.DecimalField(_("số ngày họp"), max_digits=4, decimal_places=1)
    closing_on = models.DateField(_("ngày bế mạc dự kiến"))
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)
    state = models.CharField(
        _("trạng thái"),
        max_length=20,
        choices=session_states_choices,
        default="planned",
    )
    regime = models.CharField(_("chế độ pháp lý"), max_length=20)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("kỳ họp")
        verbose_name_plural = _("kỳ họp")
        ordering = ["-opening_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "ordinal"],
                condition=~models.Q(state="cancelled"),
                name="session_ordinal_once_a_term",
            ),
            models.CheckConstraint(condition=models.Q(days__gt=0), name="session_has_days"),
            models.CheckConstraint(
                condition=models.Q(closing_on__gte=models.F("opening_on")),
                name="session_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sitting(models.Model):
    """Phiên họp của kỳ họp: one half-day of it."""

    session = models.ForeignKey(
        CouncilSession, models.CASCADE, verbose_name=_("kỳ họp"), related_name="sittings"
    )
    starts_at = models.DateTimeField(_("bắt đầu"))
    ends_at = models.DateTimeField(_("kết thúc"))
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("phiên họp")
        verbose_name_plural = _("phiên họp")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="sitting_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%d/%m/%Y %H:%M}"


class Milestone(models.Model):
    """Mốc chuẩn bị: what must be done by a day counted from the opening (or closing) day."""

    session = models.ForeignKey(
        CouncilSession, models.CASCADE, verbose_name=_("kỳ họp"), related_name="milestones"
    )
    step = models.CharField(_("mã"), max_length=60)
    name = models.CharField(_("việc"), max_length=300)
    rule_key = models.CharField(_("quy tắc"), max_length=80, blank=True)
    anchor = models.CharField(_("tính từ"), max_length=20)
    due_on = models.DateField(_("hạn"))
    explanation = models.JSONField(_("cách tính"), default=dict)
    owner_roles = ArrayField(
        models.CharField(max_length=30), verbose_name=_("vai trò phụ trách"), default=list
    )
    owner_body = models.ForeignKey(
        "council.Body",
        models.PROTECT,
        verbose_name=_("cơ quan phụ trách"),
        null=True,
        blank=True,
        related_name="+",
    )
    owner_user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name=_("người phụ trách"),
        null=True,
        blank=True,
        related_name="+",
    )
    done_on = models.DateField(_("xong ngày"), null=True, blank=True)
    done_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mốc chuẩn bị")
        verbose_name_plural = _("mốc chuẩn bị")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "step"], name="milestone_step_once")
        ]

    def __str__(self) -> str:
        return self.name
