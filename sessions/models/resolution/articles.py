"""Articles of a resolution, each in one wording a day, and what resolutions do to each other."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _

from sessions.models.resolution.record import Resolution
from sessions.resolution_labels import link_kinds_choices


class DayRange(Func):
    """`daterange(from, to, '[]')`; an open end is open for ever."""

    function = "DATERANGE"
    output_field = DateRangeField()


class ResolutionArticle(models.Model):
    """Điều: one article, in the wording that holds from one day to another."""

    resolution = models.ForeignKey(
        Resolution, models.CASCADE, verbose_name=_("nghị quyết"), related_name="articles"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    number = models.CharField(_("số điều"), max_length=8)
    title = models.CharField(_("tên điều"), max_length=300, blank=True)
    text = models.TextField(_("nội dung"), blank=True)
    valid_from = models.DateField(_("áp dụng từ"), null=True, blank=True)
    valid_to = models.DateField(_("áp dụng đến hết"), null=True, blank=True)
    amended_by = models.ForeignKey(
        Resolution,
        models.PROTECT,
        verbose_name=_("sửa đổi bởi"),
        null=True,
        blank=True,
        related_name="amended_articles",
    )

    class Meta:
        verbose_name = _("điều")
        verbose_name_plural = _("điều")
        ordering = ["resolution", "position", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="article_ends_after_start",
            ),
            # On any day one wording of an article holds, never two.
            ExclusionConstraint(
                name="one_wording_of_an_article_a_day",
                expressions=[
                    ("resolution", RangeOperators.EQUAL),
                    ("number", RangeOperators.EQUAL),
                    (
                        DayRange(models.F("valid_from"), models.F("valid_to"), models.Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="checked_article_keeps_text",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Insert,
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    """
                    IF TG_OP = 'INSERT' THEN
                        -- A wording brought by a later resolution comes to one that is out.
                        IF NEW.amended_by_id IS NULL AND EXISTS (
                            SELECT 1 FROM council_sessions_resolution r
                            WHERE r.id = NEW.resolution_id AND r.state <> 'draft') THEN
                            RAISE EXCEPTION 'the text of the resolution is settled';
                        END IF;
                        RETURN NEW;
                    END IF;
                    IF EXISTS (SELECT 1 FROM council_sessions_resolution r
                               WHERE r.id = OLD.resolution_id AND r.state <> 'draft')
                       AND (TG_OP = 'DELETE'
                            OR ROW(OLD.resolution_id, OLD.number, OLD.title, OLD.text)
                               IS DISTINCT FROM
                               ROW(NEW.resolution_id, NEW.number, NEW.title, NEW.text)) THEN
                        RAISE EXCEPTION 'the text of the resolution is settled';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Điều {self.number}. {self.title}".strip()


class ResolutionLink(models.Model):
    """Quan hệ giữa hai nghị quyết: the later one amends, replaces or repeals the earlier one."""

    source = models.ForeignKey(
        Resolution, models.CASCADE, verbose_name=_("nghị quyết sau"), related_name="links_to"
    )
    target = models.ForeignKey(
        Resolution, models.PROTECT, verbose_name=_("nghị quyết trước"), related_name="links_from"
    )
    kind = models.CharField(_("quan hệ"), max_length=10, choices=link_kinds_choices)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("quan hệ nghị quyết")
        verbose_name_plural = _("quan hệ nghị quyết")
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="resolution_link_once"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="resolution_links_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"
