"""A vote (biểu quyết): the question, its rule and, once it has ended, its result."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE
from sessions.models.agenda import AgendaItem
from sessions.models.block import NO_ITEM_LEFT_BEHIND, POLL_ON_ITEM_OR_BLOCK, AgendaBlock
from sessions.models.rehearsal import deleted_only_in_rehearsals
from sessions.poll_labels import (
    outcome_choices,
    poll_kind_choices,
    poll_source_choices,
    poll_state_choices,
    poll_subject_choices,
)
from sessions.workflow.poll import POLL_UNFINISHED, PollState

COUNTED = (
    "closed_at, closed_by_id, able_count, votes_for, votes_against, votes_abstain, not_voted, "
    "ballots_issued, ballots_returned, ballots_invalid, closing_present, is_passed, outcome, "
    "arithmetic"
)
ASKED = (
    "session_id, item_id, block_id, kind, subject, about_id, question, may_change, due_at, "
    "rule_key, rule, base, base_name, needed, opened_at, opened_by_id, present_count, quorum_needed"
)


def row_of(record: str, columns: str) -> str:
    """`ROW(OLD.a, OLD.b)`, for a trigger."""
    return f"ROW({', '.join(f'{record}.{name.strip()}' for name in columns.split(','))})"


# An opened vote keeps its question and its rule, an ended one its result; a reset begins anew.
RESULT_STAYS = f"""
    IF OLD.state IN ('published', 'abandoned') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'the vote is over';
    END IF;
    IF NEW.round <> OLD.round THEN
        IF NEW.round <> OLD.round + 1 OR NEW.state <> 'prepared'
           OR OLD.state NOT IN ('open', 'closed')
           OR NOT EXISTS (SELECT 1 FROM council_sessions_pollround r
                          WHERE r.poll_id = OLD.id AND r.number = OLD.round) THEN
            RAISE EXCEPTION 'a new round keeps the one before';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.opened_at IS NOT NULL
       AND {row_of("OLD", ASKED)} IS DISTINCT FROM {row_of("NEW", ASKED)} THEN
        RAISE EXCEPTION 'an opened vote keeps its question and its rule';
    END IF;
    IF OLD.closed_at IS NOT NULL
       AND {row_of("OLD", COUNTED)} IS DISTINCT FROM {row_of("NEW", COUNTED)} THEN
        RAISE EXCEPTION 'the result of a vote is written once';
    END IF;
    RETURN NEW;
"""  # noqa: S608 -- names of our own columns


class PollQuerySet(models.QuerySet["Poll"]):
    """Selectors of votes."""

    def visible_to(self, user: User) -> Self:
        """Votes of the councils inside which the user works; rehearsed ones are none."""
        return self.real().filter(session__council__in=user.councils(*INSIDE))

    def real(self) -> Self:
        """Without votes of rehearsals."""
        return self.filter(session__rehearsal_of=None)

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("item", "block", "parent", "sitting")

    def on_item(self, item: AgendaItem) -> Self:
        """Votes on the item, by itself or with the block it stands in."""
        return self.filter(Q(item=item) | Q(block__items=item))

    def decided(self) -> Self:
        """Published votes on the whole of what they are on."""
        return self.filter(parent=None, state=PollState.PUBLISHED)

    def unfinished(self) -> Self:
        """Votes that are not decided yet."""
        return self.filter(state__in=["prepared", "open", "closed"])


class Poll(models.Model):
    """Biểu quyết: one question put to the council, on an item, on a part of it, or by itself.

    A reset begins a new round of the same vote; the rounds before stand in `PollRound`.
    """

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        related_name="polls",
    )
    sitting = models.ForeignKey(
        "council_sessions.Sitting",
        models.PROTECT,
        verbose_name=_("phiên"),
        null=True,
        blank=True,
        related_name="polls",
    )
    item = models.ForeignKey(
        "council_sessions.AgendaItem",
        models.PROTECT,
        verbose_name=_("nội dung"),
        null=True,
        blank=True,
        related_name="polls",
    )
    # Several items decided by one vote (A16): then `item` is empty.
    block = models.ForeignKey(
        "council_sessions.AgendaBlock",
        models.PROTECT,
        verbose_name=_("nhóm nội dung"),
        null=True,
        blank=True,
        related_name="polls",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("biểu quyết toàn văn"),
        null=True,
        blank=True,
        related_name="parts",
    )
    position = models.PositiveIntegerField(_("thứ tự"))
    kind = models.CharField(_("hình thức"), max_length=20, choices=poll_kind_choices)
    kind_reason = models.CharField(_("lý do chọn hình thức"), max_length=300, blank=True)
    subject = models.CharField(_("quyết định về"), max_length=20, choices=poll_subject_choices)
    about = models.ForeignKey(
        "council.Mandate",
        models.PROTECT,
        verbose_name=_("đại biểu được xem xét"),
        null=True,
        blank=True,
        related_name="+",
    )
    title = models.CharField(_("tên"), max_length=300)
    question = models.TextField(_("câu hỏi biểu quyết"))
    due_at = models.DateTimeField(_("hạn gửi phiếu"), null=True, blank=True)
    tellers = models.TextField(_("Ban kiểm phiếu"), blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=poll_state_choices, default="prepared"
    )
    round = models.PositiveSmallIntegerField(_("lần"), default=1)
    source = models.CharField(
        _("nguồn số liệu"), max_length=10, choices=poll_source_choices, default="room"
    )
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    # The majority: chosen when the vote is prepared, fixed when it opens.
    rule_key = models.CharField(_("quy tắc"), max_length=60)
    rule_reason = models.CharField(_("lý do chọn quy tắc khác"), max_length=300, blank=True)
    rule = models.JSONField(_("quy tắc khi mở"), default=dict)
    base = models.PositiveSmallIntegerField(_("tổng số để tính"), null=True)
    base_name = models.CharField(_("cách tính tổng số"), max_length=100, blank=True)
    needed = models.PositiveSmallIntegerField(_("số tán thành cần có"), null=True)
    may_change = models.BooleanField(_("được sửa trước khi kết thúc"), default=False)
    opened_at = models.DateTimeField(_("mở lúc"), null=True)
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    present_count = models.PositiveSmallIntegerField(_("có mặt khi mở"), null=True)
    quorum_needed = models.PositiveSmallIntegerField(_("số cần có mặt"), null=True)
    quorum_rule = models.JSONField(default=dict)
    quorum_reason = models.CharField(_("lý do mở khi thiếu đại biểu"), max_length=300, blank=True)

    # The result, written once when the vote ends.
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True)
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    closing_present = models.PositiveSmallIntegerField(_("có mặt khi kết thúc"), null=True)
    able_count = models.PositiveSmallIntegerField(_("được biểu quyết"), null=True)
    votes_for = models.PositiveSmallIntegerField(_("tán thành"), null=True)
    votes_against = models.PositiveSmallIntegerField(_("không tán thành"), null=True)
    votes_abstain = models.PositiveSmallIntegerField(_("không biểu quyết"), null=True)
    not_voted = models.PositiveSmallIntegerField(_("không trả lời"), null=True)
    ballots_issued = models.PositiveSmallIntegerField(_("phiếu phát ra"), null=True)
    ballots_returned = models.PositiveSmallIntegerField(_("phiếu thu về"), null=True)
    ballots_invalid = models.PositiveSmallIntegerField(_("phiếu không hợp lệ"), null=True)
    is_passed = models.BooleanField(_("thông qua"), null=True)
    outcome = models.CharField(_("kết quả"), max_length=10, choices=outcome_choices, blank=True)
    arithmetic = models.CharField(_("phép tính"), max_length=100, blank=True)

    published_at = models.DateTimeField(_("công bố lúc"), null=True)
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    publish_reason = models.CharField(_("ghi chú khi công bố"), max_length=300, blank=True)
    abandoned_at = models.DateTimeField(_("bỏ lúc"), null=True)
    abandoned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    abandon_reason = models.CharField(_("lý do bỏ"), max_length=500, blank=True)
    reset_asked_at = models.DateTimeField(_("đề nghị làm lại lúc"), null=True)
    reset_asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    reset_reason = models.CharField(_("lý do làm lại"), max_length=500, blank=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("biểu quyết")
        verbose_name_plural = _("biểu quyết")
        ordering = ["session", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "position"],
                name="poll_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            # One question at a time in the hall; sheets lie with the delegates meanwhile.
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(state="open") & ~Q(kind="opinion_sheet"),
                name="poll_one_open_in_the_hall",
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(parent__isnull=True) & ~Q(state="abandoned"),
                name="poll_one_on_the_whole_item",
            ),
            models.UniqueConstraint(
                fields=["block"],
                condition=~Q(state="abandoned"),
                name="poll_one_on_the_block",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=True) | Q(block__isnull=True),
                name="poll_on_item_or_block",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(item__isnull=False),
                name="poll_part_has_item",
            ),
            models.CheckConstraint(
                condition=Q(kind="opinion_sheet", due_at__isnull=False)
                | (~Q(kind="opinion_sheet") & Q(due_at__isnull=True)),
                name="poll_sheet_has_deadline",
            ),
            models.CheckConstraint(
                condition=Q(state="prepared", opened_at__isnull=True)
                | Q(state="abandoned")
                | Q(opened_at__isnull=False, base__isnull=False, needed__isnull=False),
                name="poll_opened_with_its_rule",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["closed", "published"], is_passed__isnull=False)
                | Q(state__in=["prepared", "open"], is_passed__isnull=True)
                | Q(state="abandoned"),
                name="poll_result_when_ended",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="poll_ends_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(able_count__isnull=True)
                | Q(
                    able_count=F("votes_for")
                    + F("votes_against")
                    + F("votes_abstain")
                    + F("not_voted")
                ),
                name="poll_sums_to_its_roll",
            ),
            models.CheckConstraint(
                condition=Q(is_passed__isnull=True)
                | Q(is_passed=True, votes_for__gte=F("needed"))
                | Q(is_passed=False, votes_for__lt=F("needed"))
                | Q(is_passed=False, outcome="no_quorum"),
                name="poll_passes_by_its_rule",
            ),
            models.CheckConstraint(
                condition=Q(abandoned_at__isnull=True, abandon_reason="")
                | (Q(abandoned_at__isnull=False) & ~Q(abandon_reason="")),
                name="poll_abandoned_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(reset_asked_at__isnull=True, reset_reason="")
                | (Q(reset_asked_at__isnull=False) & ~Q(reset_reason="")),
                name="poll_reset_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["session", "state"], name="poll_by_session_state")]
        triggers = [
            pgtrigger.Trigger(
                name="poll_fits_its_block",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    POLL_ON_ITEM_OR_BLOCK
                ),
            ),
            pgtrigger.Trigger(
                name="poll_leaves_no_item_behind",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    NO_ITEM_LEFT_BEHIND
                ),
            ),
            deleted_only_in_rehearsals("poll_never_deleted", of="session"),
            pgtrigger.Trigger(
                name="poll_result_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    RESULT_STAYS
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unfinished(self) -> bool:
        """Whether somebody still has to run it: not decided, not abandoned."""
        return self.state in POLL_UNFINISHED

    @property
    def is_whole(self) -> bool:
        """Whether the result decides the agenda item, or every item of the block."""
        return self.parent_id is None and (self.item_id or self.block_id) is not None

    @property
    def matter(self) -> AgendaItem | AgendaBlock | None:
        """What is voted on: an item, or a block of them."""
        return self.item or self.block


class PollRound(models.Model):
    """Lần biểu quyết đã làm lại: a round that was reset, as it stood then."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("lần"))
    state = models.CharField(_("trạng thái"), max_length=10, choices=poll_state_choices)
    opened_at = models.DateTimeField(_("mở lúc"))
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True)
    figures = models.JSONField(_("số liệu"))
    reason = models.CharField(_("lý do làm lại"), max_length=500)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("đề nghị lúc"))
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("xác nhận lúc"))

    class Meta:
        verbose_name = _("lần biểu quyết đã làm lại")
        verbose_name_plural = _("lần biểu quyết đã làm lại")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "number"], name="poll_round_once"),
            models.CheckConstraint(
                condition=~Q(asked_by=F("confirmed_by")), name="poll_reset_by_two_people"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="poll_round_has_reason"),
        ]
        triggers = [
            pgtrigger.Protect(name="poll_round_stays", operation=pgtrigger.Update),
            deleted_only_in_rehearsals("poll_round_never_deleted"),
        ]

    def __str__(self) -> str:
        return f"{self.poll}, lần {self.number}"
