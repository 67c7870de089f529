"""The agenda (chương trình): its items, and the chair's decisions on late ones."""

from typing import Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE
from hdnd_portal.ui.choices import Choices
from sessions.labels import item_states_choices
from sessions.models.block import ITEM_FITS_ITS_BLOCK
from sessions.models.dossier import DossierPart
from sessions.workflow import ITEM_DECIDED, ITEM_GONE, ITEM_UNSENT


def agenda_item_kind_choices() -> Choices:
    return AgendaItem.Kind.choices


def agenda_item_urgency_choices() -> Choices:
    return AgendaItem.Urgency.choices


class ChairDecisionQuerySet(models.QuerySet["ChairDecision"]):
    """Selectors of the chair's decisions."""

    def visible_to(self, user: User) -> Self:
        """All decisions inside the council; an agency sees those on items it sees."""
        return self.filter(
            models.Q(session__council__in=user.councils(*INSIDE))
            | models.Q(
                pk__in=AgendaItem.objects.visible_to(user)
                .filter(chair_decision__isnull=False)
                .values("chair_decision")
            )
        )


class ChairDecision(models.Model):
    """Ý kiến của Chủ tọa: the recorded decision that lets a late or urgent item in (A5)."""

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.CASCADE,
        verbose_name=_("kỳ họp"),
        related_name="chair_decisions",
    )
    decided_by = models.ForeignKey(
        "council.Person", models.PROTECT, verbose_name=_("người quyết định"), related_name="+"
    )
    decided_on = models.DateField(_("ngày"))
    text = models.TextField(_("nội dung"))
    reference = models.CharField(_("văn bản"), max_length=100, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ChairDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("ý kiến của Chủ tọa")
        verbose_name_plural = _("ý kiến của Chủ tọa")

    def __str__(self) -> str:
        return self.text[:80]


class ItemQuerySet(models.QuerySet["AgendaItem"]):
    """Selectors of agenda items."""

    def visible_to(self, user: User) -> Self:
        """All items inside the council; an agency sees those it presents or owes papers for."""
        agencies = user.agencies()
        return self.filter(
            models.Q(session__council__in=user.councils(*INSIDE))
            | models.Q(presenter__in=agencies)
            | models.Q(
                pk__in=DossierPart.objects.asked_for()
                .filter(agency__in=agencies)
                .values("dossier__item")
            ),
            session__rehearsal_of=None,
        )

    def unsent(self) -> Self:
        """Those with a dossier of their own whose papers the delegates do not have."""
        with_papers = [AgendaItem.Kind.REPORT, AgendaItem.Kind.RESOLUTION]
        return self.filter(kind__in=with_papers, state__in=ITEM_UNSENT)

    def undecided(self) -> Self:
        """Those still on the agenda that need a resolution (`has_draft`) and have no result."""
        drafts = models.Q(needs_resolution=True) | models.Q(kind=AgendaItem.Kind.RESOLUTION)
        return self.filter(drafts).exclude(state__in=ITEM_DECIDED | ITEM_GONE)

    def for_agenda(self) -> Self:
        """With what a row of the agenda shows."""
        return self.select_related(
            "presenter",
            "presenting_body",
            "verifying_body",
            "sitting",
            "block",
            "chair_decision__decided_by",
        ).order_by("position")


class AgendaItem(models.Model):
    """Nội dung chương trình: what the session will hear, debate or decide."""

    class Kind(models.TextChoices):
        REPORT = "report", _("Báo cáo")
        RESOLUTION = "resolution", _("Dự thảo nghị quyết")
        PERSONNEL = "personnel", _("Công tác nhân sự")
        QUESTIONING = "questioning", _("Chất vấn và trả lời chất vấn")
        PROCEDURE = "procedure", _("Thủ tục, nghi thức")

    class Urgency(models.TextChoices):
        NORMAL = "normal", _("Đúng hạn")
        LATE = "late", _("Bổ sung muộn")
        URGENT = "urgent", _("Cấp bách")

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.CASCADE,
        verbose_name=_("kỳ họp"),
        related_name="items",
    )
    position = models.PositiveIntegerField(_("thứ tự"))
    section = models.CharField(_("phần"), max_length=200, blank=True)
    number = models.CharField(_("số mục"), max_length=20, blank=True)
    public_reference = models.CharField(_("mã cố định"), max_length=30, blank=True)
    title = models.CharField(_("nội dung"), max_length=500)
    kind = models.CharField(_("loại"), max_length=20, choices=agenda_item_kind_choices)
    for_information = models.BooleanField(_("chỉ để đại biểu nghiên cứu"), default=False)
    needs_resolution = models.BooleanField(_("ban hành nghị quyết"), default=False)
    is_closed = models.BooleanField(_("họp kín"), default=False)
    urgency = models.CharField(
        _("tính chất"), max_length=10, choices=agenda_item_urgency_choices, default="normal"
    )
    chair_decision = models.ForeignKey(
        ChairDecision,
        models.PROTECT,
        verbose_name=_("ý kiến của Chủ tọa"),
        null=True,
        blank=True,
        related_name="items",
    )
    presenter = models.ForeignKey(
        "council.Agency",
        models.PROTECT,
        verbose_name=_("cơ quan trình"),
        null=True,
        blank=True,
        related_name="+",
    )
    presenting_body = models.ForeignKey(
        "council.Body",
        models.PROTECT,
        verbose_name=_("cơ quan của HĐND trình"),
        null=True,
        blank=True,
        related_name="+",
    )
    verifying_body = models.ForeignKey(
        "council.Body",
        models.PROTECT,
        verbose_name=_("Ban thẩm tra"),
        null=True,
        blank=True,
        related_name="+",
    )
    sitting = models.ForeignKey(
        "council_sessions.Sitting",
        models.RESTRICT,  # a session goes with both; a sitting alone keeps what is placed in it
        verbose_name=_("phiên"),
        null=True,
        blank=True,
        related_name="items",
    )
    block = models.ForeignKey(
        "council_sessions.AgendaBlock",
        models.RESTRICT,
        verbose_name=_("nhóm nội dung"),
        null=True,
        blank=True,
        related_name="items",
    )
    planned_minutes = models.PositiveSmallIntegerField(
        _("thời gian dự kiến (phút)"), null=True, blank=True
    )
    template_key = models.CharField(max_length=60, blank=True)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=20,
        choices=item_states_choices,
        default="registered",
    )
    gone_reason = models.TextField(_("lý do rút hoặc chuyển"), blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("nội dung chương trình")
        verbose_name_plural = _("nội dung chương trình")
        ordering = ["session", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "position"],
                name="agenda_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(urgency="normal") | models.Q(chair_decision__isnull=False),
                name="late_item_has_chair_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(presenter__isnull=True) | models.Q(presenting_body__isnull=True),
                name="agenda_item_one_presenter",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="item_fits_its_block",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    ITEM_FITS_ITS_BLOCK
                ),
            ),
            # What stands in a frozen dossier keeps its name, its place and its reference (A6, A7).
            pgtrigger.Trigger(
                name="frozen_item_keeps_identity",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    """
                    IF EXISTS (SELECT 1 FROM council_sessions_frozenfile line
                               WHERE line.item_id = OLD.id)
                       AND (TG_OP = 'DELETE'
                            OR ROW(OLD.session_id, OLD.title)
                               IS DISTINCT FROM ROW(NEW.session_id, NEW.title)
                            OR (OLD.public_reference <> ''
                                AND OLD.public_reference <> NEW.public_reference)) THEN
                        RAISE EXCEPTION 'the agenda item stands in a frozen dossier';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_draft(self) -> bool:
        """Whether the council is to adopt a draft resolution."""
        return self.needs_resolution or self.kind == self.Kind.RESOLUTION
