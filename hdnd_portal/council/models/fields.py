"""Fields (lĩnh vực) by which voters' words, questions and petitions are sorted."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models.bodies import Agency, Body, Council


class FieldQuerySet(models.QuerySet["Field"]):
    """Selectors of fields."""

    def in_use(self) -> Self:
        """Those that are still chosen; old records keep the others."""
        return self.filter(is_in_use=True)


class Field(models.Model):
    """Lĩnh vực: one row for all councils, with the words by which it is recognised."""

    code = models.CharField(_("mã"), max_length=10, unique=True)
    name = models.CharField(_("tên"), max_length=150)
    topics = models.TextField(
        _("từ thường gặp"),
        blank=True,
        help_text=_(
            "Mỗi dòng một từ hoặc cụm từ; phần mềm dựa vào đó để gợi ý lĩnh vực và nêu rõ từ nào."
        ),
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_in_use = models.BooleanField(_("đang dùng"), default=True)

    objects = FieldQuerySet.as_manager()

    class Meta:
        verbose_name = _("lĩnh vực")
        verbose_name_plural = _("lĩnh vực")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> list[str]:
        """The topics, one each."""
        return [line.strip() for line in self.topics.splitlines() if line.strip()]


class FieldDeskQuerySet(models.QuerySet["FieldDesk"]):
    """Selectors of who deals with a field."""

    def visible_to(self, user: Any) -> Self:
        """Those of the user's councils."""
        return self.filter(council__in=user.councils())


class FieldDesk(models.Model):
    """Cơ quan phụ trách lĩnh vực: to whom a council usually sends it, and which Ban follows it."""

    council = models.ForeignKey(
        Council, models.CASCADE, verbose_name=_("HĐND"), related_name="field_desks"
    )
    field = models.ForeignKey(
        Field, models.CASCADE, verbose_name=_("lĩnh vực"), related_name="desks"
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        verbose_name=_("cơ quan thường chủ trì"),
        null=True,
        blank=True,
        related_name="+",
    )
    committee = models.ForeignKey(
        Body,
        models.PROTECT,
        verbose_name=_("Ban theo dõi"),
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": "committee"},
    )

    objects = FieldDeskQuerySet.as_manager()

    class Meta:
        verbose_name = _("cơ quan phụ trách lĩnh vực")
        verbose_name_plural = _("cơ quan phụ trách lĩnh vực")
        ordering = ["field__position", "field__code"]
        constraints = [models.UniqueConstraint(fields=["council", "field"], name="field_desk_once")]

    def __str__(self) -> str:
        return f"{self.field}: {self.agency or '–'}"
