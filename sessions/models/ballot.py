"""Who may vote, what they answered, and what was counted where no name stands beside an answer.

Of a secret ballot only totals are kept: nothing here links a ballot with a delegate.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices
from sessions.models.poll import Poll
from sessions.models.rehearsal import deleted_only_in_rehearsals
from sessions.poll_labels import entry_state_choices, vote_choices


def vote_source_choices() -> Choices:
    return CastVote.Source.choices


# Whatever the program does: nothing is added or changed once the vote has ended.
OPEN_ONLY = """
    IF NOT EXISTS (SELECT 1 FROM council_sessions_poll p
                   WHERE p.id = NEW.poll_id AND p.state = 'open' AND p.round = NEW.round{more}) THEN
        RAISE EXCEPTION 'the vote is not open';
    END IF;
    RETURN NEW;
"""


def only_while_open(name: str, more: str = "") -> pgtrigger.Trigger:
    """A trigger: rows of the table come and change only while their vote is open."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=pgtrigger.Func(OPEN_ONLY.format(more=more)),  # type: ignore[no-untyped-call]
    )


class RollEntry(models.Model):
    """Dòng danh sách biểu quyết: one delegate of the term as they stood when the vote opened."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="roll")
    round = models.PositiveSmallIntegerField(default=1)
    mandate = models.ForeignKey("council.Mandate", models.PROTECT, related_name="+")
    state = models.CharField(_("trạng thái"), max_length=10, choices=entry_state_choices)
    changed_at = models.DateTimeField(null=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("dòng danh sách biểu quyết")
        verbose_name_plural = _("danh sách biểu quyết")
        ordering = ["mandate__person__sort_key", "mandate_id"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "round", "mandate"], name="roll_entry_once")
        ]
        triggers = [
            only_while_open("roll_only_while_open"),
            deleted_only_in_rehearsals("roll_entry_never_deleted"),
        ]

    def __str__(self) -> str:
        return f"{self.mandate}: {self.get_state_display()}"


class CastVote(models.Model):
    """Lựa chọn của đại biểu in an open vote: one for each line of the roll.

    `key` is made by the device before it sends, so that a vote sent twice is counted once;
    `revision` counts the changes, so that an older one never overwrites a newer.
    """

    class Source(models.TextChoices):
        DEVICE = "device", _("thiết bị của đại biểu")
        TABLE = "table", _("Văn phòng ghi khi gọi tên")
        SHEET = "sheet", _("phiếu lấy ý kiến")

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="votes")
    round = models.PositiveSmallIntegerField(default=1)
    entry = models.OneToOneField(RollEntry, models.PROTECT, related_name="vote")
    choice = models.CharField(_("lựa chọn"), max_length=10, choices=vote_choices)
    source = models.CharField(_("nguồn"), max_length=10, choices=vote_source_choices)
    key = models.UUIDField(unique=True)
    earlier_keys = ArrayField(models.UUIDField(), default=list)
    revision = models.PositiveSmallIntegerField(default=1)
    cast_at = models.DateTimeField(_("ghi nhận lúc"))
    received_at = models.DateTimeField(_("nhận phiếu lúc"), null=True)
    scan = models.ForeignKey("documents.Version", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("lựa chọn của đại biểu")
        verbose_name_plural = _("lựa chọn của đại biểu")
        ordering = ["entry__mandate__person__sort_key"]
        triggers = [
            only_while_open("vote_only_while_open", " AND p.kind <> 'secret_paper'"),
            deleted_only_in_rehearsals("vote_never_deleted"),
            pgtrigger.Trigger(
                name="vote_of_one_on_the_roll",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    """
                    IF NOT EXISTS (SELECT 1 FROM council_sessions_rollentry e
                                   WHERE e.id = NEW.entry_id AND e.poll_id = NEW.poll_id
                                   AND e.round = NEW.round
                                   AND e.state IN ('present', 'late', 'able')) THEN
                        RAISE EXCEPTION 'the delegate does not vote in this round';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.get_choice_display()}"


class HandCount(models.Model):
    """Kết quả đếm giơ tay: the totals as the office entered them, until the vote ends."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="hand_counts")
    round = models.PositiveSmallIntegerField(default=1)
    in_favour = models.PositiveSmallIntegerField(_("tán thành"))
    against = models.PositiveSmallIntegerField(_("không tán thành"))
    abstained = models.PositiveSmallIntegerField(_("không biểu quyết"))
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("nhập lúc"))

    class Meta:
        verbose_name = _("kết quả đếm giơ tay")
        verbose_name_plural = _("kết quả đếm giơ tay")
        constraints = [
            models.UniqueConstraint(fields=["poll", "round"], name="hand_count_once_a_round")
        ]
        triggers = [
            only_while_open("hands_only_while_open", " AND p.kind = 'show_of_hands'"),
            deleted_only_in_rehearsals("hands_never_deleted"),
        ]

    def __str__(self) -> str:
        return f"{self.in_favour}/{self.against}/{self.abstained}"


class PaperCount(models.Model):
    """Kết quả kiểm phiếu do một người nhập: the first two do not see each other's figures."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="paper_counts")
    round = models.PositiveSmallIntegerField(default=1)
    attempt = models.PositiveSmallIntegerField(_("lần kiểm"), default=1)
    place = models.PositiveSmallIntegerField(_("người nhập thứ"))
    issued = models.PositiveSmallIntegerField(_("phiếu phát ra"))
    returned = models.PositiveSmallIntegerField(_("phiếu thu về"))
    valid = models.PositiveSmallIntegerField(_("phiếu hợp lệ"))
    invalid = models.PositiveSmallIntegerField(_("phiếu không hợp lệ"))
    in_favour = models.PositiveSmallIntegerField(_("tán thành"))
    against = models.PositiveSmallIntegerField(_("không tán thành"))
    abstained = models.PositiveSmallIntegerField(_("không biểu quyết"))
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("nhập lúc"))

    class Meta:
        verbose_name = _("kết quả kiểm phiếu")
        verbose_name_plural = _("kết quả kiểm phiếu")
        ordering = ["round", "attempt", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "round", "attempt", "place"], name="paper_count_place_once"
            ),
            models.UniqueConstraint(
                fields=["poll", "round", "attempt", "entered_by"],
                name="paper_count_once_a_person",
            ),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=3), name="paper_count_by_three_at_most"
            ),
            models.CheckConstraint(
                condition=Q(returned__lte=F("issued"), returned=F("valid") + F("invalid")),
                name="paper_count_sums_to_returned",
            ),
            models.CheckConstraint(
                condition=Q(valid=F("in_favour") + F("against") + F("abstained")),
                name="paper_count_sums_to_valid",
            ),
        ]
        triggers = [
            only_while_open("ballots_only_while_open", " AND p.kind = 'secret_paper'"),
            pgtrigger.Protect(name="ballots_stay", operation=pgtrigger.Update),
            deleted_only_in_rehearsals("ballots_never_deleted"),
        ]

    def __str__(self) -> str:
        return f"{self.poll}: {self.place}"
