"""What happens at the sittings of a session (diễn biến), and who speaks."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.agenda import AgendaItem
from sessions.models.block import AgendaBlock
from sessions.sitting_labels import (
    phase_choices,
    proceeding_kind_choices,
    speech_kind_choices,
    speech_state_choices,
)


def _of_item(item: AgendaItem, begun: str) -> models.Q:
    """Rows on the item, or on the block it stands in or stood in until it was taken out; `begun`
    names the field that says when a row began.
    """
    in_block = models.Q(block__isnull=False, block=item.block_id)
    before = models.Q(block__removals__item=item) & models.Q(
        **{f"{begun}__lt": models.F("block__removals__asked_at")}
    )
    return models.Q(item=item) | in_block | before


class ProceedingQuerySet(models.QuerySet["Proceeding"]):
    """Selectors of the course."""

    def of_item(self, item: AgendaItem) -> Self:
        """Entries of the item, and of its block while it stood in it."""
        return self.filter(_of_item(item, "starts_at")).distinct()


class SpeechQuerySet(models.QuerySet["SpeechRequest"]):
    """Selectors of requests to speak."""

    def of_item(self, item: AgendaItem) -> Self:
        """Speeches on the item, and on its block while it stood in it."""
        return self.filter(_of_item(item, "started_at")).distinct()


class Proceeding(models.Model):
    """Diễn biến: the item or the break that is on, or what was said or happened beside it.

    What lasts has no end while it is on, one at a time; what is said at a moment ends as it begins.
    """

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        related_name="proceedings",
    )
    sitting = models.ForeignKey(
        "council_sessions.Sitting",
        models.PROTECT,
        verbose_name=_("phiên"),
        null=True,
        blank=True,
        related_name="proceedings",
    )
    item = models.ForeignKey(
        "council_sessions.AgendaItem",
        models.PROTECT,
        verbose_name=_("nội dung"),
        null=True,
        blank=True,
        related_name="proceedings",
    )
    block = models.ForeignKey(
        "council_sessions.AgendaBlock",
        models.PROTECT,
        verbose_name=_("nhóm nội dung"),
        null=True,
        blank=True,
        related_name="proceedings",
    )
    kind = models.CharField(_("loại"), max_length=20, choices=proceeding_kind_choices)
    phase = models.CharField(_("bước"), max_length=10, choices=phase_choices, blank=True)
    text = models.TextField(_("nội dung ghi"), blank=True)
    starts_at = models.DateTimeField(_("từ lúc"))
    ends_at = models.DateTimeField(_("đến lúc"), null=True, blank=True)
    # An announcement stays on the board until then; nothing else has it.
    shown_until = models.DateTimeField(_("hiện trên bảng đến"), null=True, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ProceedingQuerySet.as_manager()

    class Meta:
        verbose_name = _("diễn biến")
        verbose_name_plural = _("diễn biến")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gte=models.F("starts_at")),
                name="proceeding_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="item")
                | models.Q(item__isnull=False)
                | models.Q(block__isnull=False),
                name="proceeding_of_item_has_item",
            ),
            models.CheckConstraint(
                condition=models.Q(item__isnull=True) | models.Q(block__isnull=True),
                name="proceeding_on_item_or_block",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["item", "break"]) | models.Q(ends_at__isnull=False),
                name="only_items_and_breaks_last",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(ends_at__isnull=True),
                name="one_proceeding_on_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {timezone.localtime(self.starts_at):%d/%m/%Y %H:%M}"

    @property
    def matter(self) -> AgendaItem | AgendaBlock | None:
        """What was on: an item, or a block of them."""
        return self.item or self.block


class SpeechRequest(models.Model):
    """Đăng ký phát biểu: asked, called, spoken; with its time and its limit (S10).

    `mandate` is the delegate's seat; whoever answers without a seat is named in `speaker`.
    """

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        related_name="speeches",
    )
    sitting = models.ForeignKey(
        "council_sessions.Sitting",
        models.PROTECT,
        verbose_name=_("phiên"),
        null=True,
        blank=True,
        related_name="speeches",
    )
    item = models.ForeignKey(
        "council_sessions.AgendaItem",
        models.PROTECT,
        verbose_name=_("nội dung"),
        null=True,
        blank=True,
        related_name="speeches",
    )
    block = models.ForeignKey(
        "council_sessions.AgendaBlock",
        models.PROTECT,
        verbose_name=_("nhóm nội dung"),
        null=True,
        blank=True,
        related_name="speeches",
    )
    mandate = models.ForeignKey(
        "council.Mandate",
        models.PROTECT,
        verbose_name=_("đại biểu"),
        null=True,
        blank=True,
        related_name="speeches",
    )
    speaker = models.CharField(_("người trả lời"), max_length=200, blank=True)
    # The delegate's group on the day of the request: budgets and the report are counted by it.
    group = models.ForeignKey(
        "council.Body",
        models.PROTECT,
        verbose_name=_("Tổ đại biểu"),
        null=True,
        blank=True,
        related_name="+",
    )
    kind = models.CharField(_("hình thức"), max_length=10, choices=speech_kind_choices)
    topic = models.CharField(_("nội dung đăng ký"), max_length=300, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=15, choices=speech_state_choices, default="waiting"
    )
    position = models.PositiveIntegerField(_("thứ tự"))
    asked_at = models.DateTimeField(_("đăng ký lúc"))
    called_at = models.DateTimeField(_("mời lúc"), null=True, blank=True)
    started_at = models.DateTimeField(_("bắt đầu lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    paused_at = models.DateTimeField(_("tạm dừng lúc"), null=True, blank=True)
    paused_seconds = models.PositiveIntegerField(_("thời gian dừng (giây)"), default=0)
    limit_seconds = models.PositiveIntegerField(_("thời lượng (giây)"))
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = SpeechQuerySet.as_manager()

    class Meta:
        verbose_name = _("đăng ký phát biểu")
        verbose_name_plural = _("đăng ký phát biểu")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(item__isnull=True) | models.Q(block__isnull=True),
                name="speech_on_item_or_block",
            ),
            models.CheckConstraint(
                condition=models.Q(mandate__isnull=False, speaker="")
                | (models.Q(mandate__isnull=True) & ~models.Q(speaker="")),
                name="speech_has_one_speaker",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True)
                | models.Q(started_at__isnull=True)
                | models.Q(ended_at__gte=models.F("started_at")),
                name="speech_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["speaking", "interrupted", "done"])
                | models.Q(started_at__isnull=False),
                name="spoken_speech_has_start",
            ),
            # A point of order may cut in on an interrupted speech; two never speak at once.
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(state="speaking"),
                name="one_speaker_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["session", "mandate", "item", "block", "kind"],
                condition=models.Q(state__in=["waiting", "called"], mandate__isnull=False),
                nulls_distinct=False,
                name="one_open_speech_request",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.mandate_id or self.speaker}"

    @property
    def matter(self) -> AgendaItem | AgendaBlock | None:
        """What is spoken on: an item, or a block of them."""
        return self.item or self.block

    def used(self, at: datetime) -> timedelta:
        """Time spoken up to the moment, without interruptions."""
        if self.started_at is None:
            return timedelta()
        until = self.ended_at or self.paused_at or at
        return max(until - self.started_at - timedelta(seconds=self.paused_seconds), timedelta())


class TimeBudget(models.Model):
    """Quỹ thời gian: minutes set for an item, for a group of delegates, or for both (S10)."""

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.CASCADE,
        verbose_name=_("kỳ họp"),
        related_name="time_budgets",
    )
    item = models.ForeignKey(
        "council_sessions.AgendaItem",
        models.CASCADE,
        verbose_name=_("nội dung"),
        null=True,
        blank=True,
        related_name="time_budgets",
    )
    group = models.ForeignKey(
        "council.Body",
        models.PROTECT,
        verbose_name=_("Tổ đại biểu"),
        null=True,
        blank=True,
        related_name="+",
    )
    minutes = models.PositiveSmallIntegerField(_("số phút"))
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("quỹ thời gian")
        verbose_name_plural = _("quỹ thời gian")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "item", "group"],
                nulls_distinct=False,
                name="time_budget_once",
            ),
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="time_budget_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.minutes}"
