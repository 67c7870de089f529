"""Items considered together (nhóm nội dung), and those a delegate had taken out again (A16)."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.block_labels import block_form_choices
from sessions.models.rehearsal import deleted_only_in_rehearsals
from sessions.workflow.blocks import BlockForm

# A vote in one of these states has begun: what is voted on no longer changes.
BEGUN = "('open', 'closed', 'published')"

# What an item must be to stand in its block, and that it stays there once the vote has begun.
ITEM_FITS_ITS_BLOCK = f"""
    IF TG_OP = 'UPDATE' AND NEW.block_id IS DISTINCT FROM OLD.block_id
       AND EXISTS (SELECT 1 FROM council_sessions_poll p
                   WHERE p.block_id IN (OLD.block_id, NEW.block_id) AND p.state IN {BEGUN}) THEN
        RAISE EXCEPTION 'the vote on the block has begun';
    END IF;
    IF NEW.block_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM council_sessions_agendablock b
        WHERE b.id = NEW.block_id AND b.session_id = NEW.session_id
          AND b.is_closed = NEW.is_closed
          AND b.has_draft = (NEW.needs_resolution OR NEW.kind = 'resolution')
          AND NEW.kind IN ('report', 'resolution') AND NOT NEW.for_information
          AND NEW.state NOT IN ('withdrawn', 'deferred')) THEN
        RAISE EXCEPTION 'the item does not fit its block';
    END IF;
    RETURN NEW;
"""  # noqa: S608 -- our own words

# A vote on a block needs the chair's decision; its items have no vote of their own meanwhile.
POLL_ON_ITEM_OR_BLOCK = """
    IF NEW.state <> 'abandoned' AND NEW.block_id IS NOT NULL AND (
        NOT EXISTS (SELECT 1 FROM council_sessions_agendablock b
                    WHERE b.id = NEW.block_id AND b.session_id = NEW.session_id
                      AND b.chair_decision_id IS NOT NULL)
        OR EXISTS (SELECT 1 FROM council_sessions_poll p
                   JOIN council_sessions_agendaitem i ON i.id = p.item_id
                   WHERE i.block_id = NEW.block_id AND p.state <> 'abandoned')) THEN
        RAISE EXCEPTION 'the block is not to be voted on as one';
    END IF;
    IF NEW.state <> 'abandoned' AND NEW.item_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM council_sessions_agendaitem i
        JOIN council_sessions_poll p ON p.block_id = i.block_id
        WHERE i.id = NEW.item_id AND p.state <> 'abandoned') THEN
        RAISE EXCEPTION 'the item is voted on with its block';
    END IF;
    RETURN NEW;
"""

# A published vote on a block has decided every item of it.
NO_ITEM_LEFT_BEHIND = """
    IF NEW.state = 'published' AND NEW.block_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM council_sessions_agendaitem i
        WHERE i.block_id = NEW.block_id
          AND i.state NOT IN ('passed', 'rejected', 'signed', 'issued', 'sent_up')) THEN
        RAISE EXCEPTION 'an item of the block has no result';
    END IF;
    RETURN NULL;
"""


class AgendaBlock(models.Model):
    """Nhóm nội dung: neighbouring items taken up, discussed and, if the chair so decides, voted on
    together. What applies to all of its items stands here; the database keeps them to it.
    """

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.CASCADE,
        verbose_name=_("kỳ họp"),
        related_name="blocks",
    )
    title = models.CharField(_("tên nhóm"), max_length=300)
    form = models.CharField(
        _("cách xem xét"),
        max_length=10,
        choices=block_form_choices,
        default=BlockForm.JOINT.value,
    )
    is_closed = models.BooleanField(_("họp kín"))
    has_draft = models.BooleanField(_("ban hành nghị quyết"))
    planned_minutes = models.PositiveSmallIntegerField(
        _("thời gian dự kiến (phút)"), null=True, blank=True
    )
    # By it the block may be put to one vote.
    chair_decision = models.ForeignKey(
        "council_sessions.ChairDecision",
        models.PROTECT,
        verbose_name=_("ý kiến của Chủ tọa"),
        null=True,
        blank=True,
        related_name="blocks",
    )
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    # The items have numbers of their own.
    number = ""

    class Meta:
        verbose_name = _("nhóm nội dung")
        verbose_name_plural = _("nhóm nội dung")
        ordering = ["session", "pk"]

    def __str__(self) -> str:
        return self.title


class BlockRemoval(models.Model):
    """Tách khỏi nhóm: a delegate asked that the council decide on the item by itself."""

    block = models.ForeignKey(AgendaBlock, models.CASCADE, related_name="removals")
    item = models.OneToOneField(
        "council_sessions.AgendaItem",
        models.RESTRICT,
        verbose_name=_("nội dung"),
        related_name="block_removal",
    )
    mandate = models.ForeignKey(
        "council.Mandate",
        models.PROTECT,
        verbose_name=_("đại biểu đề nghị"),
        related_name="+",
    )
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("đề nghị lúc"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("nội dung tách khỏi nhóm")
        verbose_name_plural = _("nội dung tách khỏi nhóm")
        ordering = ["asked_at", "pk"]
        triggers = [
            pgtrigger.Protect(name="block_removal_stays", operation=pgtrigger.Update),
            deleted_only_in_rehearsals("block_removal_never_deleted", of="block"),
        ]

    def __str__(self) -> str:
        return f"{self.block}: {self.item}"
