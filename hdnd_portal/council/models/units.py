"""Administrative units (đơn vị hành chính) and their dated changes."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models.spans import Spanned
from hdnd_portal.ui.choices import Choices


def unit_kind_choices() -> Choices:
    return UnitKind.choices


def unit_change_kind_choices() -> Choices:
    return UnitChange.Kind.choices


class UnitKind(models.TextChoices):
    """Kinds of unit; the district level is historic since 2025-07-01 (Law 72/2025, Art. 1)."""

    PROVINCE = "province", _("tỉnh")
    CITY = "city", _("thành phố trực thuộc trung ương")
    DISTRICT = "district", _("cấp huyện (đã kết thúc)")
    COMMUNE = "commune", _("xã")
    WARD = "ward", _("phường")
    TOWNSHIP = "township", _("thị trấn (đã kết thúc)")
    SPECIAL_ZONE = "special_zone", _("đặc khu")


PROVINCE_KINDS = [UnitKind.PROVINCE.value, UnitKind.CITY.value]
COMMUNE_KINDS = [UnitKind.COMMUNE.value, UnitKind.WARD.value, UnitKind.SPECIAL_ZONE.value]


class UnitQuerySet(models.QuerySet["AdministrativeUnit"]):
    """Selectors of units."""

    def in_force(self, on: date) -> Self:
        """Units that exist on the day; the last day of a unit is `valid_to`, inclusive."""
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on),
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on),
        )

    def provinces(self) -> Self:
        """Units of province level."""
        return self.filter(kind__in=PROVINCE_KINDS)

    def communes_of(self, province: "AdministrativeUnit") -> Self:
        """Communes, wards and special zones of the province, whatever span of it is given."""
        return self.filter(
            kind__in=COMMUNE_KINDS,
            parent__code=province.code,
            parent__is_sample=province.is_sample,
        )

    def for_list(self) -> Self:
        """With what a list shows of each."""
        return self.select_related("parent")


class AdministrativeUnit(Spanned):
    """Đơn vị hành chính: one row for each span in which it had this name and kind."""

    code = models.CharField(_("mã"), max_length=20)
    name = models.CharField(
        _("tên"), max_length=100, help_text=_("Không kèm loại, ví dụ: Lâm Đồng")
    )
    kind = models.CharField(_("loại"), max_length=20, choices=unit_kind_choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("trực thuộc"),
        null=True,
        blank=True,
        related_name="children",
    )
    valid_from = models.DateField(_("có từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)
    folded = models.CharField(max_length=120, editable=False, db_index=True, default="")

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị hành chính")
        verbose_name_plural = _("đơn vị hành chính")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "kind", "name", "valid_from"],
                name="unit_once_per_span",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        # The kinds of a district (quận, huyện, thị xã, thành phố) stand in its name.
        if self.kind == UnitKind.DISTRICT:
            return self.name
        if self.kind == UnitKind.CITY:
            return f"thành phố {self.name}"
        if self.kind == UnitKind.TOWNSHIP:
            return f"thị trấn {self.name}"
        return f"{self.get_kind_display()} {self.name}"


def unit_change_mark_choices() -> Choices:
    return UnitChange.Mark.choices


class UnitChange(models.Model):
    """Thay đổi đơn vị hành chính: merge, split, rename, or change of kind, with its legal basis."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("nhập")
        SPLIT = "split", _("chia, tách")
        RENAME = "rename", _("đổi tên")
        KIND = "kind", _("đổi loại")
        KEEP = "keep", _("giữ nguyên")
        DISSOLVE = "dissolve", _("kết thúc hoạt động")

    class Mark(models.TextChoices):
        """How the source is known: read in full, seen quoted, or not verified."""

        FULL = "F", _("đã đọc văn bản")
        QUOTED = "F2", _("theo trích dẫn")
        UNVERIFIED = "U", _("chưa xác minh")

    kind = models.CharField(_("hình thức"), max_length=10, choices=unit_change_kind_choices)
    effective_on = models.DateField(_("hiệu lực từ ngày"))
    legal_basis = models.CharField(_("căn cứ"), max_length=200)
    from_units = models.ManyToManyField(
        AdministrativeUnit, verbose_name=_("từ đơn vị"), related_name="changes_out"
    )
    to_units = models.ManyToManyField(
        AdministrativeUnit, verbose_name=_("thành đơn vị"), related_name="changes_in"
    )
    likely_unit = models.ForeignKey(
        AdministrativeUnit,
        models.SET_NULL,
        verbose_name=_("đơn vị nhận phần lớn"),
        null=True,
        blank=True,
        related_name="+",
    )
    mark = models.CharField(
        _("độ tin cậy"), max_length=2, choices=unit_change_mark_choices, default="U"
    )
    note = models.TextField(_("ghi chú"), blank=True)
    # Where a row of the loader comes from; empty for what the province entered itself.
    loader_key = models.CharField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001 -- unique where set

    class Meta:
        verbose_name = _("thay đổi đơn vị hành chính")
        verbose_name_plural = _("thay đổi đơn vị hành chính")
        ordering = ["-effective_on"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on:%d/%m/%Y}"
