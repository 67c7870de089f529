"""What follows a resolution: the chain of its steps, its targets and what was reached."""

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Abs, Cast, Least
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Agency
from sessions.models.resolution.record import Resolution
from sessions.resolution_labels import chain_owners_choices


class ChainStep(models.Model):
    """Việc sau khi thông qua: what must be done with a resolution or with minutes, by when."""

    resolution = models.ForeignKey(
        Resolution,
        models.CASCADE,
        verbose_name=_("nghị quyết"),
        null=True,
        blank=True,
        related_name="steps",
    )
    minutes = models.ForeignKey(
        "council_sessions.Minutes",
        models.CASCADE,
        verbose_name=_("biên bản"),
        null=True,
        blank=True,
        related_name="steps",
    )
    step = models.CharField(_("mã"), max_length=40)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    rule_key = models.CharField(_("quy tắc"), max_length=80, blank=True)
    anchor = models.CharField(_("tính từ"), max_length=20)
    owner = models.CharField(_("phụ trách"), max_length=30, choices=chain_owners_choices)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    explanation = models.JSONField(_("cách tính"), default=dict)
    done_on = models.DateField(_("xong ngày"), null=True, blank=True)
    done_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reference = models.CharField(_("văn bản chứng minh"), max_length=200, blank=True)
    proof = models.ForeignKey(
        "documents.Version", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("việc sau khi thông qua")
        verbose_name_plural = _("việc sau khi thông qua")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(resolution__isnull=False, minutes__isnull=True)
                | models.Q(resolution__isnull=True, minutes__isnull=False),
                name="chain_step_of_one_record",
            ),
            models.UniqueConstraint(fields=["resolution", "step"], name="resolution_step_once"),
            models.UniqueConstraint(fields=["minutes", "step"], name="minutes_step_once"),
        ]

    def __str__(self) -> str:
        return self.step


class Target(models.Model):
    """Chỉ tiêu: what a resolution sets out to reach, so that it can be measured."""

    resolution = models.ForeignKey(
        Resolution, models.CASCADE, verbose_name=_("nghị quyết"), related_name="targets"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("chỉ tiêu"), max_length=300)
    unit = models.CharField(_("đơn vị tính"), max_length=50)
    # "≤" before the unit: what is to be reached is not to be exceeded, as a share of the poor.
    is_ceiling = models.BooleanField(_("không vượt quá"), default=False)
    agency = models.ForeignKey(
        "council.Agency",
        models.PROTECT,
        verbose_name=_("cơ quan theo dõi"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class TargetValueQuerySet(models.QuerySet["TargetValue"]):
    """Selectors of yearly values."""

    def visible_to(self, user: User) -> Self:
        """Those of the resolutions the user may see."""
        return self.filter(target__resolution__in=Resolution.objects.visible_to(user))

    def behind(self) -> Self:
        """Values that fall short of their plan, with `gap`: tenths of a percent of the plan.

        Of a target with "≤" too much is what falls short. A plan of nothing has no percentage.
        """
        short = Case(
            When(target__is_ceiling=True, then=F("actual") - F("planned")),
            default=F("planned") - F("actual"),
        )
        share = Least(1000 * short / Abs(F("planned")), Value(Decimal(10**6)))
        rows = self.filter(planned__isnull=False, actual__isnull=False).exclude(planned=0)
        return rows.annotate(short=short, gap=Cast(share, models.IntegerField())).filter(
            short__gt=0
        )

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related(
            "target__agency", "target__resolution__document", "target__resolution__item__presenter"
        )


class TargetValue(models.Model):
    """Giá trị theo năm của một chỉ tiêu: planned by the resolution, reached as reported."""

    target = models.ForeignKey(
        Target, models.CASCADE, verbose_name=_("chỉ tiêu"), related_name="values"
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    planned = models.DecimalField(_("mục tiêu"), max_digits=18, decimal_places=3, null=True)
    actual = models.DecimalField(
        _("thực hiện"), max_digits=18, decimal_places=3, null=True, blank=True
    )
    source = models.CharField(_("nguồn số liệu"), max_length=300, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    objects = TargetValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("giá trị chỉ tiêu")
        verbose_name_plural = _("giá trị chỉ tiêu")
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["target", "year"], name="target_value_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.year}"

    @property
    def agency(self) -> Agency | None:
        """Who follows the target; where nobody is named, who presented the resolution."""
        item = self.target.resolution.item
        return self.target.agency or (item.presenter if item else None)
