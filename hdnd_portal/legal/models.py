"""Rules of a council that win over the register, corrected days, and the open deadlines."""

from datetime import date
from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models.bodies import interval
from hdnd_portal.legal.calendar import DayKind
from hdnd_portal.legal.overrides import check_override
from hdnd_portal.legal.register import Mark, RuleRefused, Unit
from hdnd_portal.legal.words import MARK_WORDS, UNIT_WORDS
from hdnd_portal.ui.choices import Choices


def unit_choices() -> Choices:
    return [(unit.value, UNIT_WORDS[unit]) for unit in Unit]


def mark_choices() -> Choices:
    return [(mark.value, f"{mark.value}: {MARK_WORDS[mark.value]}") for mark in Mark]


def day_kind_choices() -> Choices:
    return [(DayKind.WORK.value, _("ngày làm việc")), (DayKind.OFF.value, _("ngày nghỉ"))]


def deadline_state_choices() -> Choices:
    return ComputedDeadline.State.choices


class RuleOverrideQuerySet(models.QuerySet["RuleOverride"]):
    """Selectors of overrides."""

    def of(self, council: int) -> Self:
        """Overrides of the council (primary key)."""
        return self.filter(council_id=council)


class RuleOverride(models.Model):
    """Quy tắc riêng của đơn vị: a dated value that wins over the shipped register."""

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="rule_overrides"
    )
    key = models.CharField(_("mã quy tắc"), max_length=80)
    value = models.CharField(
        _("giá trị"), max_length=200, help_text=_("Ví dụ: 7, 2/3, 03-01 (ngày 01 tháng 3)")
    )
    unit = models.CharField(_("đơn vị tính"), max_length=20, choices=unit_choices)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    source = models.CharField(
        _("căn cứ"), max_length=300, help_text=_("Văn bản, điều, khoản của đơn vị")
    )
    mark = models.CharField(
        _("độ tin cậy"), max_length=2, choices=mark_choices, default=Mark.SEEN.value
    )
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("người nhập"), null=True, editable=False
    )

    objects = RuleOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy tắc riêng của đơn vị")
        verbose_name_plural = _("quy tắc riêng của đơn vị")
        ordering = ["council", "key", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="override_ends_after_start",
            ),
            ExclusionConstraint(
                name="override_one_at_a_time",
                expressions=[
                    ("council", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    (interval("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Đã có quy tắc riêng khác của mã này trong khoảng ngày đó."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"

    def clean(self) -> None:
        """Hold the days to each other, and key, unit and value to the register."""
        # Asked here, by field, so that no range that ends before it begins reaches PostgreSQL.
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("Ngày kết thúc không được trước ngày bắt đầu.")})
        try:
            self.key = check_override(self.key, self.value, self.unit)
        except RuleRefused as error:
            raise ValidationError(str(error)) from error


class CalendarDayQuerySet(models.QuerySet["CalendarDay"]):
    """Selectors of corrected days."""

    def seen_by(self, council: int | None) -> Self:
        """Days of the whole country and of the council (primary key); the country's first."""
        whole = models.Q(council__isnull=True)
        wanted = whole if council is None else whole | models.Q(council_id=council)
        return self.filter(wanted).order_by(models.F("council").asc(nulls_first=True), "day")


class CalendarDay(models.Model):
    """Điều chỉnh lịch: a day decreed off or worked, for the country or for one council."""

    council = models.ForeignKey(
        "council.Council",
        models.PROTECT,
        verbose_name=_("HĐND"),
        null=True,
        blank=True,
        related_name="calendar_days",
        help_text=_("Để trống khi áp dụng cho cả nước"),
    )
    day = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=5, choices=day_kind_choices)
    reason = models.CharField(
        _("lý do"), max_length=200, help_text=_("Ghi như sẽ hiện cạnh hạn, ví dụ: nghỉ hoán đổi")
    )
    source = models.CharField(_("căn cứ"), max_length=300, blank=True)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("ngày điều chỉnh")
        verbose_name_plural = _("lịch: ngày điều chỉnh")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "day"],
                name="calendar_day_once",
                nulls_distinct=False,
                violation_error_message=_("Ngày này đã được điều chỉnh."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.get_kind_display()}"


class ComputedDeadlineQuerySet(models.QuerySet["ComputedDeadline"]):
    """Selectors of computed deadlines."""

    def open(self) -> Self:
        """Deadlines that still run or stand still."""
        return self.exclude(state=ComputedDeadline.State.CLOSED)

    def about(self, subject: models.Model) -> Self:
        """Deadlines of a record."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def overdue(self, on: date) -> Self:
        """Open deadlines whose last day is over; one that stands still is never overdue."""
        return self.filter(state=ComputedDeadline.State.OPEN, due_on__lt=on)


class ComputedDeadline(models.Model):
    """Hạn đã tính: the deadline of a record for one purpose, with its explanation.

    What it was counted from stays in the row, so that a new holiday or rule counts it again.
    """

    class State(models.TextChoices):
        OPEN = "open", _("đang tính")
        STOPPED = "stopped", _("tạm đình chỉ")
        CLOSED = "closed", _("đã kết thúc")

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="deadlines"
    )
    subject_type = models.ForeignKey(ContentType, models.PROTECT, verbose_name=_("loại hồ sơ"))
    subject_id = models.PositiveBigIntegerField(_("hồ sơ"))
    subject = GenericForeignKey("subject_type", "subject_id")
    purpose = models.CharField(_("việc"), max_length=60)
    key = models.CharField(_("mã quy tắc"), max_length=80)
    start_on = models.DateField(_("tính từ ngày"))
    start_at = models.DateTimeField(_("tính từ lúc"), null=True, blank=True)
    stops = models.JSONField(_("các lần tạm đình chỉ"), default=list)
    extensions = models.JSONField(_("gia hạn"), default=list)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    due_at = models.DateTimeField(_("hạn đến lúc"), null=True, blank=True)
    regime = models.CharField(_("chế độ pháp lý"), max_length=20)
    explanation = models.JSONField(_("cách tính"), default=dict)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=deadline_state_choices, default="open"
    )
    closed_on = models.DateField(_("kết thúc ngày"), null=True, blank=True)

    objects = ComputedDeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("hạn đã tính")
        verbose_name_plural = _("hạn đã tính")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["council", "state", "due_on"], name="deadline_open_by_day"),
            models.Index(fields=["subject_type", "subject_id"], name="deadline_of_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "purpose"],
                condition=~models.Q(state="closed"),
                name="deadline_open_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="open") | models.Q(due_on__isnull=False),
                name="deadline_open_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.due_on:%d/%m/%Y}" if self.due_on else self.purpose
