"""The index of the search box: one row per record that can be found."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """Mục tìm kiếm: what is shown of a record, and its words with and without marks.

    Whether somebody may see it is never stored: every search asks the record's own `visible_to`.
    """

    kind = models.CharField(_("loại"), max_length=40)
    object_id = models.BigIntegerField()
    council = models.ForeignKey("council.Council", models.CASCADE, null=True, blank=True)
    title = models.CharField(_("tiêu đề"), max_length=500)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    text = models.TextField(_("đoạn đầu"), blank=True)
    url = models.CharField(max_length=300)
    reference_key = models.CharField(max_length=60, blank=True)
    sorted_on = models.DateField()
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    title_vector = SearchVectorField(null=True)
    vector = SearchVectorField(null=True)

    class Meta:
        verbose_name = _("mục tìm kiếm")
        verbose_name_plural = _("mục tìm kiếm")
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")
        ]
        indexes = [
            GinIndex(fields=["title_vector"], name="search_title"),
            GinIndex(fields=["vector"], name="search_text"),
            models.Index(OpClass("reference_key", "varchar_pattern_ops"), name="search_reference"),
            models.Index(fields=["-sorted_on", "-id"], name="search_newest"),
        ]

    def __str__(self) -> str:
        return self.title


class TitleWord(models.Model):
    """Từ trong tiêu đề: every word of every title, folded, to correct a slip of the finger.

    Words are never shown from here, only searched with, so they tell of no hidden record.
    """

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        verbose_name = _("từ trong tiêu đề")
        verbose_name_plural = _("từ trong tiêu đề")
        indexes = [GinIndex(OpClass("word", "gin_trgm_ops"), name="title_word_typos")]

    def __str__(self) -> str:
        return self.word
