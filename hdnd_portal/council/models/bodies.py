"""Councils (HĐND), their terms and bodies, the agencies beside them, posts and memberships."""

from datetime import date
from typing import Any, Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models.spans import Spanned
from hdnd_portal.ui.choices import Choices


def body_kind_choices() -> Choices:
    return Body.Kind.choices


def agency_kind_choices() -> Choices:
    return Agency.Kind.choices


def membership_role_choices() -> Choices:
    return Membership.Role.choices


class DateRange(Func):
    """`daterange(from, to, '[]')`: an interval of whole days with both ends counted."""

    function = "DATERANGE"
    output_field = DateRangeField()


def interval(lower: str, upper: str) -> DateRange:
    """Days from `lower` to `upper`, both inclusive; an empty end is open."""
    return DateRange(models.F(lower), models.F(upper), models.Value("[]"))


Row = TypeVar("Row", bound=models.Model)


class IntervalQuerySet(models.QuerySet[Row]):
    """Selectors of rows that hold from `valid_from` to `valid_to`, both inclusive."""

    def in_force(self, on: date) -> Self:
        """Rows that hold on the day."""
        return self.filter(
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on), valid_from__lte=on
        )


class CouncilQuerySet(models.QuerySet["Council"]):
    """Selectors of councils."""

    def visible_to(self, user: Any) -> Self:
        """Councils in which the user holds a role today."""
        return self.filter(pk__in=user.councils())

    def of_person(self, person: models.Model) -> Self:
        """Councils in which the person has or had a seat, a place, or a post beside them."""
        return self.filter(
            models.Q(terms__mandates__person=person)
            | models.Q(terms__bodies__memberships__person=person)
            | models.Q(agencies__posts__person=person)
        ).distinct()


class Council(models.Model):
    """Hội đồng nhân dân: the tenant. Every record of the portal belongs to one."""

    code = models.SlugField(_("mã"), max_length=20, unique=True)
    unit = models.ForeignKey(
        "council.AdministrativeUnit",
        models.PROTECT,
        verbose_name=_("đơn vị"),
        related_name="councils",
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("HĐND cấp trên"), null=True, blank=True
    )
    name = models.CharField(_("tên"), max_length=200)
    place = models.CharField(_("địa danh ghi trên văn bản"), max_length=100)
    symbol = models.CharField(_("ký hiệu"), max_length=30, default="HĐND")
    office_symbol = models.CharField(_("ký hiệu văn phòng"), max_length=30, default="VP")
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = _("hội đồng nhân dân")
        verbose_name_plural = _("hội đồng nhân dân")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class TermQuerySet(IntervalQuerySet["Term"]):
    """Selectors of terms."""


class Term(Spanned):
    """Nhiệm kỳ (khóa): from a council's first session to that of its successor."""

    council = models.ForeignKey(
        Council, models.PROTECT, verbose_name=_("HĐND"), related_name="terms"
    )
    name = models.CharField(_("nhiệm kỳ"), max_length=20, help_text="2026–2031")
    ordinal = models.CharField(_("khóa"), max_length=10, help_text="XI")
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    seats_statutory = models.PositiveSmallIntegerField(_("số đại biểu được bầu theo luật"))
    elected_at_start = models.PositiveSmallIntegerField(_("số đại biểu đã bầu"))

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhiệm kỳ")
        verbose_name_plural = _("nhiệm kỳ")
        ordering = ["-valid_from"]
        constraints = [
            ExclusionConstraint(
                name="term_one_at_a_time",
                expressions=[
                    ("council", RangeOperators.EQUAL),
                    (interval("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("HĐND này đã có nhiệm kỳ khác trong khoảng ngày đó."),
            ),
        ]

    def __str__(self) -> str:
        return f"khóa {self.ordinal}, nhiệm kỳ {self.name}"


class BodyQuerySet(models.QuerySet["Body"]):
    """Selectors of the council's bodies."""

    def visible_to(self, user: Any) -> Self:
        """Bodies of the user's councils."""
        return self.filter(term__council__in=user.councils())


class Body(models.Model):
    """Cơ quan của HĐND: Thường trực, Ban, Tổ đại biểu, Văn phòng."""

    class Kind(models.TextChoices):
        STANDING_COMMITTEE = "standing_committee", _("Thường trực HĐND")
        COMMITTEE = "committee", _("Ban")
        DELEGATE_GROUP = "delegate_group", _("Tổ đại biểu")
        OFFICE = "office", _("Văn phòng")

    term = models.ForeignKey(
        Term, models.PROTECT, verbose_name=_("nhiệm kỳ"), related_name="bodies"
    )
    kind = models.CharField(_("loại"), max_length=20, choices=body_kind_choices)
    name = models.CharField(_("tên"), max_length=150)
    code = models.CharField(_("ký hiệu"), max_length=20, help_text="BPC, BKTNS, TĐB5")
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    units = models.ManyToManyField(
        "council.AdministrativeUnit",
        verbose_name=_("địa bàn"),
        blank=True,
        related_name="delegate_groups",
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("cơ quan của HĐND")
        verbose_name_plural = _("cơ quan của HĐND")
        ordering = ["term", "position", "name"]
        constraints = [models.UniqueConstraint(fields=["term", "code"], name="body_code_once")]

    def __str__(self) -> str:
        return self.name


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Selectors of agencies."""

    def visible_to(self, user: Any) -> Self:
        """Agencies of the user's councils."""
        return self.filter(council__in=user.councils())

    def in_force(self, on: date) -> Self:
        """Agencies that exist on the day; an empty end is open."""
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on),
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on),
        )


class Agency(Spanned):
    """Cơ quan, tổ chức bên ngoài: UBND, sở, ngành, tòa án, MTTQ, UBND xã."""

    class Kind(models.TextChoices):
        PEOPLES_COMMITTEE = "peoples_committee", _("Ủy ban nhân dân")
        DEPARTMENT = "department", _("Sở, ngành")
        JUDICIAL = "judicial", _("Cơ quan tư pháp")
        FRONT = "front", _("Mặt trận Tổ quốc, đoàn thể")
        COMMUNE = "commune", _("Cấp xã")
        OTHER = "other", _("Cơ quan khác")

    council = models.ForeignKey(
        Council, models.PROTECT, verbose_name=_("HĐND"), related_name="agencies"
    )
    kind = models.CharField(_("loại"), max_length=20, choices=agency_kind_choices)
    name = models.CharField(_("tên"), max_length=200)
    code = models.CharField(_("ký hiệu"), max_length=30)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("trực thuộc"), null=True, blank=True
    )
    unit = models.ForeignKey(
        "council.AdministrativeUnit",
        models.PROTECT,
        verbose_name=_("địa bàn"),
        null=True,
        blank=True,
    )
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("cơ quan kế thừa"),
        null=True,
        blank=True,
        related_name="predecessors",
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("cơ quan, tổ chức")
        verbose_name_plural = _("cơ quan, tổ chức")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "code"], name="agency_code_once")]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(IntervalQuerySet["Membership"]):
    """Selectors of memberships."""

    def visible_to(self, user: Any) -> Self:
        """Memberships in the user's councils."""
        return self.filter(body__term__council__in=user.councils())


class Membership(Spanned):
    """Thành viên: a person in a body of the council, with a role and an interval."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chủ tịch")
        VICE_CHAIR = "vice_chair", _("Phó Chủ tịch")
        HEAD = "head", _("Trưởng ban")
        DEPUTY_HEAD = "deputy_head", _("Phó Trưởng ban")
        GROUP_HEAD = "group_head", _("Tổ trưởng")
        GROUP_DEPUTY = "group_deputy", _("Tổ phó")
        CHIEF = "chief", _("Chánh Văn phòng")
        DEPUTY_CHIEF = "deputy_chief", _("Phó Chánh Văn phòng")
        OFFICER = "officer", _("Chuyên viên")
        CLERK = "clerk", _("Văn thư")
        MEMBER = "member", _("Ủy viên")

    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name=_("cơ quan"), related_name="memberships"
    )
    person = models.ForeignKey(
        "council.Person", models.PROTECT, verbose_name=_("người"), related_name="memberships"
    )
    role = models.CharField(_("vai trò"), max_length=20, choices=membership_role_choices)
    is_full_time = models.BooleanField(_("chuyên trách"), default=False)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    end_reason = models.CharField(_("lý do kết thúc"), max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("thành viên")
        verbose_name_plural = _("thành viên")
        ordering = ["body", "person__sort_key"]
        constraints = [
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (interval("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Người này đã là thành viên của cơ quan đó trong khoảng ngày đó."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_role_display()} {self.body}"


class PostQuerySet(IntervalQuerySet["Post"]):
    """Selectors of posts."""


class Post(Spanned):
    """Chức vụ: what a person is in an agency (or elsewhere), with an interval."""

    person = models.ForeignKey(
        "council.Person", models.PROTECT, verbose_name=_("người"), related_name="posts"
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        verbose_name=_("cơ quan"),
        null=True,
        blank=True,
        related_name="posts",
    )
    title = models.CharField(_("chức vụ"), max_length=200)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("chức vụ")
        verbose_name_plural = _("chức vụ")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return self.title
