"""People, the seats they hold, and the spans in which a seat is suspended."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models.bodies import IntervalQuerySet, interval
from hdnd_portal.council.models.spans import Spanned
from hdnd_portal.ui.choices import Choices


def person_sex_choices() -> Choices:
    return Person.Sex.choices


def mandate_basis_choices() -> Choices:
    return Mandate.Basis.choices


def mandate_end_reason_choices() -> Choices:
    return Mandate.EndReason.choices


class PersonQuerySet(models.QuerySet["Person"]):
    """Selectors of people."""

    def visible_to(self, user: Any) -> Self:
        """People with a seat, a place or a post in one of the user's councils, now or before."""
        councils = user.councils()
        return self.filter(
            models.Q(mandates__term__council__in=councils)
            | models.Q(memberships__body__term__council__in=councils)
            | models.Q(posts__agency__council__in=councils)
        ).distinct()


class Person(models.Model):
    """Người: known by name, without account or seat of their own."""

    class Sex(models.TextChoices):
        MALE = "male", _("Ông")
        FEMALE = "female", _("Bà")

    name = models.CharField(_("họ và tên"), max_length=100)
    sex = models.CharField(_("xưng hô"), max_length=10, choices=person_sex_choices)
    birth_date = models.DateField(_("ngày sinh"), null=True, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    sort_key = models.CharField(max_length=250, editable=False, db_index=True, default="")
    folded = models.CharField(max_length=120, editable=False, default="")
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("người")
        verbose_name_plural = _("người")
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name


class MandateQuerySet(IntervalQuerySet["Mandate"]):
    """Selectors of seats."""

    def visible_to(self, user: Any) -> Self:
        """Seats in the user's councils."""
        return self.filter(term__council__in=user.councils())

    def in_office(self, on: date) -> Self:
        """Seats held on the day; a suspended delegate still holds the seat (CNT-7)."""
        return self.in_force(on)

    def able_to_act(self, on: date) -> Self:
        """Seats held and not suspended on the day."""
        return self.in_office(on).filter(~_is_suspended(on))

    def with_status(self, on: date) -> Self:
        """Annotate `status` of the day: in_office, suspended, left or coming."""
        return self.annotate(
            status=models.Case(
                models.When(valid_to__lt=on, then=models.Value("left")),
                models.When(valid_from__gt=on, then=models.Value("coming")),
                models.When(_is_suspended(on), then=models.Value("suspended")),
                default=models.Value("in_office"),
            )
        )


def _is_suspended(on: date) -> models.Exists:
    """Whether the seat of the outer query is suspended on the day."""
    return models.Exists(Suspension.objects.in_force(on).filter(mandate=models.OuterRef("pk")))


class Mandate(Spanned):
    """Ghế đại biểu: a person's seat in a term, with its interval and the reason of its end."""

    class Basis(models.TextChoices):
        ELECTED = "elected", _("bầu cử")
        BY_ELECTION = "by_election", _("bầu cử bổ sung")
        CARRIED_OVER = "carried_over", _("chuyển tiếp khi sắp xếp đơn vị")

    class EndReason(models.TextChoices):
        TERM = "term", _("hết nhiệm kỳ")
        RELEASED = "released", _("cho thôi làm nhiệm vụ đại biểu")
        DISMISSED = "dismissed", _("bãi nhiệm")
        LOST = "lost", _("mất quyền đại biểu")
        DIED = "died", _("qua đời")

    term = models.ForeignKey(
        "council.Term", models.PROTECT, verbose_name=_("nhiệm kỳ"), related_name="mandates"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("người"), related_name="mandates"
    )
    constituency = models.CharField(_("đơn vị bầu cử"), max_length=200)
    is_full_time = models.BooleanField(_("chuyên trách"), default=False)
    basis = models.CharField(
        _("hình thành từ"), max_length=20, choices=mandate_basis_choices, default="elected"
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    end_reason = models.CharField(
        _("lý do kết thúc"), max_length=20, choices=mandate_end_reason_choices, blank=True
    )
    end_document = models.CharField(_("văn bản kết thúc"), max_length=200, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("đại biểu")
        verbose_name_plural = _("đại biểu")
        ordering = ["person__sort_key"]
        constraints = [
            ExclusionConstraint(
                name="mandate_once_at_a_time",
                expressions=[
                    ("term", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (interval("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Người này đã là đại biểu của nhiệm kỳ đó trong khoảng ngày đó."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | ~models.Q(end_reason=""),
                name="mandate_end_has_reason",
                violation_error_message=_("Ngày kết thúc cần kèm lý do kết thúc."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class SuspensionQuerySet(IntervalQuerySet["Suspension"]):
    """Selectors of suspensions."""


class Suspension(Spanned):
    """Tạm đình chỉ thực hiện nhiệm vụ, quyền hạn của đại biểu (Law 72/2025, Art. 38)."""

    mandate = models.ForeignKey(
        Mandate, models.PROTECT, verbose_name=_("đại biểu"), related_name="suspensions"
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    reason = models.TextField(_("lý do"))
    document = models.CharField(_("văn bản"), max_length=200)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("tạm đình chỉ")
        verbose_name_plural = _("tạm đình chỉ")
        ordering = ["-valid_from"]
        constraints = [
            ExclusionConstraint(
                name="suspension_once_at_a_time",
                expressions=[
                    ("mandate", RangeOperators.EQUAL),
                    (interval("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Đại biểu này đã bị tạm đình chỉ trong khoảng ngày đó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mandate}: {self.valid_from:%d/%m/%Y}"
