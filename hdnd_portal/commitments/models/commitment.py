"""A commitment (cam kết) and its ties to others."""

from datetime import date, timedelta
from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from hdnd_portal.commitments.codes import code_of
from hdnd_portal.commitments.labels import (
    Kind,
    kind_choices,
    link_kind_choices,
    quality_choices,
    stage_choices,
)
from hdnd_portal.commitments.workflow import AWAITED, PENDING
from hdnd_portal.council.models import Agency, Body, Mandate
from hdnd_portal.ui.text import fold

# Who answers for a Ban or a Tổ that owes something.
BODY_DESK = (Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER, Role.GROUP_HEAD)
# Who acts for the own seat; nobody else does.
SEATED = (Role.DELEGATE, Role.GROUP_HEAD)
# Who sees what each delegate promised to voters, besides the delegate and the head of the Tổ.
PROMISE_READERS = (*STAFF, Role.STANDING_COMMITTEE, Role.CHAIR)
# Who may owe something, and reply to it.
Owner = Agency | Body | Mandate


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Selectors of commitments."""

    def owed_by(self, user: User) -> Self:
        """Those the user, their agencies and Ban lead, and those the agencies contribute to."""
        return self.filter(_owed(user))

    def by_table(self, user: User) -> Self:
        """Those of them that may be answered in a table: what is promised to voters is not."""
        return self.owed_by(user).exclude(kind=Kind.VOTER_PROMISE)

    def visible_to(self, user: User) -> Self:
        """All inside the council; an agency sees those it leads or contributes to.

        What a delegate promised to voters is seen by the delegate, the head of the Tổ, the office,
        the Standing Committee and the chair.
        """
        inside = models.Q(council__in=user.councils(*INSIDE)) & ~models.Q(kind=Kind.VOTER_PROMISE)
        return self.filter(inside | _promised(user) | _owed(user))

    def pending(self) -> Self:
        """Neither verified nor closed."""
        return self.filter(stage__in=PENDING)

    def awaited(self) -> Self:
        """Those of which the agency owes word."""
        return self.filter(stage__in=AWAITED)

    def overdue(self, on: date) -> Self:
        """Pending ones whose day has passed."""
        return self.pending().filter(due_on__lt=on)

    def due_within(self, days: int, *, on: date) -> Self:
        """Pending ones whose day comes within so many days, today counted."""
        last = on + timedelta(days=days)
        return self.pending().filter(due_on__gte=on, due_on__lte=last)

    def saying(self, words: str) -> Self:
        """Those in whose text, source or occasion all the words stand, with or without marks."""
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found

    def of(self, source: models.Model) -> Self:
        """Those that came from the record."""
        return self.filter(
            source_type=ContentType.objects.get_for_model(source), source_id=source.pk
        )

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related(
            "council", "lead", "lead_body", "lead_delegate__person", "promised_by", "field"
        )


def _owed(user: User) -> models.Q:
    """What the user's agencies and Ban lead or contribute to."""
    agencies = user.agencies()
    helping = Commitment.contributors.through.objects.filter(agency__in=agencies)
    return (
        models.Q(lead__in=agencies)
        | models.Q(lead_body__in=user.bodies(*BODY_DESK), lead_delegate__isnull=True)
        | models.Q(lead_delegate__in=own_seats(user))
        | models.Q(pk__in=helping.values("commitment"))
    )


def own_seats(user: User) -> models.QuerySet[Mandate]:
    """The user's own seats, past ones too, in councils where the user is a delegate today."""
    councils = {one.council_id for one in user.own_assignments if one.role in SEATED}
    return Mandate.objects.filter(person=user.person_id, term__council__in=councils)


def _promised(user: User) -> models.Q:
    """What was promised to voters, as far as the user sees it."""
    return models.Q(kind=Kind.VOTER_PROMISE) & (
        models.Q(council__in=user.councils(*PROMISE_READERS))
        | models.Q(lead_body__in=user.bodies(Role.GROUP_HEAD))
        | models.Q(promised_by__in=own_seats(user).values("person"))
    )


class Commitment(models.Model):
    """Kiến nghị, cam kết: what an agency or body owes, by a day, and where it was said."""

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="commitments"
    )
    kind = models.CharField(_("loại"), max_length=20, choices=kind_choices)
    text = models.TextField(_("nội dung"))
    measure = models.TextField(_("biện pháp, kết quả phải đạt"), blank=True)
    field = models.ForeignKey(
        "council.Field",
        models.PROTECT,
        verbose_name=_("lĩnh vực"),
        null=True,
        blank=True,
        related_name="+",
    )
    # The record it came from, by generic reference: the floor knows none of the apps above it.
    source_type = models.ForeignKey(
        "contenttypes.ContentType", models.PROTECT, null=True, blank=True, related_name="+"
    )
    source_id = models.BigIntegerField(null=True, blank=True)
    source = GenericForeignKey("source_type", "source_id")
    source_label = models.CharField(_("nguồn"), max_length=300)
    # The session it belongs to, by its name: the floor knows no sessions.
    occasion = models.CharField(_("kỳ họp"), max_length=200, blank=True)
    said_at = models.CharField(_("ghi tại"), max_length=300, blank=True)
    lead = models.ForeignKey(
        "council.Agency",
        models.PROTECT,
        verbose_name=_("cơ quan chủ trì"),
        null=True,
        blank=True,
        related_name="commitments",
    )
    lead_body = models.ForeignKey(
        "council.Body",
        models.PROTECT,
        verbose_name=_("cơ quan của HĐND chủ trì"),
        null=True,
        blank=True,
        related_name="commitments",
    )
    # The seat in that body (a Tổ) that owes it; empty once it was handed to the whole Tổ.
    lead_delegate = models.ForeignKey(
        "council.Mandate",
        models.PROTECT,
        verbose_name=_("đại biểu thực hiện"),
        null=True,
        blank=True,
        related_name="commitments",
    )
    contributors = models.ManyToManyField(
        "council.Agency",
        verbose_name=_("cơ quan phối hợp"),
        blank=True,
        related_name="contributed_commitments",
    )
    promised_by = models.ForeignKey(
        "council.Person",
        models.PROTECT,
        verbose_name=_("người cam kết"),
        null=True,
        blank=True,
        related_name="+",
    )
    made_on = models.DateField(_("ngày cam kết"))
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    # Why there is no day; needed where there is none.
    no_due_reason = models.CharField(_("vì sao không có hạn"), max_length=300, blank=True)
    explanation = models.JSONField(_("cách tính"), default=dict, blank=True)
    stage = models.CharField(_("tình trạng"), max_length=20, choices=stage_choices, default="open")
    # Of the last answer of the lead; written with it.
    quality = models.CharField(
        _("chất lượng trả lời"), max_length=10, choices=quality_choices, blank=True
    )
    # What the lead said last, and what was found of that; when it answered first, and by when that
    # was due. Kept by the triggers of replies and verifications, never written otherwise.
    lead_claimed = models.CharField(max_length=20, blank=True, default="", editable=False)
    lead_found = models.CharField(max_length=20, blank=True, default="", editable=False)
    first_answer_on = models.DateField(null=True, editable=False)
    first_answer_due = models.DateField(null=True, editable=False)
    stage_reason = models.TextField(_("lý do"), blank=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    # What is searched of it, without marks.
    folded = models.GeneratedField(
        expression=models.Func(
            Concat(
                "text",
                models.Value(" "),
                "source_label",
                models.Value(" "),
                "occasion",
                output_field=models.TextField(),
            ),
            function="hdnd_fold",
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("kiến nghị, cam kết")
        verbose_name_plural = _("kiến nghị, cam kết")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lead__isnull=False, lead_body__isnull=True)
                | models.Q(lead__isnull=True, lead_body__isnull=False),
                name="commitment_has_one_lead",
            ),
            models.CheckConstraint(
                condition=models.Q(lead_delegate__isnull=True) | models.Q(lead_body__isnull=False),
                name="delegate_owes_within_a_body",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="voter_promise")
                | models.Q(lead_body__isnull=False, promised_by__isnull=False),
                name="voter_promise_names_its_delegate",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=False) | ~models.Q(no_due_reason=""),
                name="commitment_due_or_why_not",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True) | models.Q(due_on__gte=models.F("made_on")),
                name="commitment_due_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="closed") | ~models.Q(stage_reason=""),
                name="closed_commitment_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["council", "stage", "due_on"], name="commitment_by_stage"),
            # The last one to each lead is told without reading the rows; so is what is late.
            models.Index(
                fields=["source_type", "source_id", "lead", "id"], name="commitment_last_of_source"
            ),
            models.Index(
                fields=["source_type", "due_on"],
                include=["source_id", "lead", "id"],
                condition=models.Q(stage__in=["open", "returned"]),
                name="commitment_awaited_by_day",
            ),
            # The list in its usual order, and the sessions it offers to filter by.
            models.Index(fields=["due_on", "id"], name="commitment_by_due"),
            models.Index(
                fields=["council", "occasion", "made_on"],
                include=["kind"],
                name="commitment_occasions_by_kind",
            ),
            models.Index(fields=["lead", "occasion", "made_on"], name="commitment_lead_occasions"),
            GinIndex(OpClass("folded", "gin_trgm_ops"), name="commitment_words"),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 120 else f"{self.text[:119]}…"

    @property
    def code(self) -> str:
        """How it is called in tables that leave the portal; never used again for another."""
        return code_of(self.pk)

    @property
    def owner(self) -> Owner:
        """Who owes it."""
        owner = self.lead_delegate or self.lead or self.lead_body
        assert owner is not None  # noqa: S101 -- the check constraint commitment_has_one_lead
        return owner

    @property
    def is_pending(self) -> bool:
        """Whether it is neither verified nor closed."""
        return self.stage in PENDING


class CommitmentLink(models.Model):
    """Liên kết: one commitment repeats another, follows it, or becomes another."""

    source = models.ForeignKey(
        Commitment, models.CASCADE, verbose_name=_("từ"), related_name="links_from"
    )
    target = models.ForeignKey(
        Commitment, models.CASCADE, verbose_name=_("đến"), related_name="links_to"
    )
    kind = models.CharField(_("quan hệ"), max_length=10, choices=link_kind_choices)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("liên kết")
        verbose_name_plural = _("liên kết")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="link_once"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="link_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
