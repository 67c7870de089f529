"""The session, its sittings and its milestones."""

from typing import Self

import pgtrigger
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE
from sessions.labels import milestone_owners_choices, session_kinds_choices, session_states_choices
from sessions.models.agenda import AgendaItem
from sessions.models.dossier import DossierPart
from sessions.models.rehearsal import only_of_real_sessions


class SessionQuerySet(models.QuerySet["CouncilSession"]):
    """Selectors of sessions."""

    def visible_to(self, user: User) -> Self:
        """Sessions of the councils the user works for; an agency sees those it owes papers to."""
        agencies = user.agencies()
        presented = AgendaItem.objects.filter(presenter__in=agencies).values("session")
        owed = DossierPart.objects.asked_for().filter(agency__in=agencies)
        return self.filter(
            models.Q(council__in=user.councils(*INSIDE))
            | models.Q(pk__in=presented)
            | models.Q(pk__in=owed.values("dossier__item__session"))
        )

    def reachable_by(self, user: User) -> Self:
        """Those visible, and rehearsals of the councils inside which the user works."""
        rehearsed = models.Q(rehearsal_of__isnull=False, council__in=user.councils(*INSIDE))
        real = CouncilSession.objects.visible_to(user).values("pk")
        return self.filter(rehearsed | models.Q(rehearsal_of=None, pk__in=real))

    def for_list(self) -> Self:
        """With what a row of the list shows."""
        return self.select_related("council", "term").annotate(item_count=models.Count("items"))

    def with_items_counted(self) -> Self:
        """With what the moves of a session are judged by, and the keys of its items; one query."""
        items = AgendaItem.objects.filter(session=models.OuterRef("pk")).order_by()
        return self.annotate(
            unsent=_count_of(items.unsent()),
            undecided=_count_of(items.undecided()),
            item_keys=ArraySubquery(items.values("pk")),
        )


def _count_of(rows: models.QuerySet[AgendaItem]) -> Coalesce:
    counted = rows.values("session").annotate(count=models.Count("pk")).values("count")
    return Coalesce(models.Subquery(counted), 0)


SessionManager = models.Manager.from_queryset(SessionQuerySet)


class RealSessionManager(SessionManager["CouncilSession"]):
    """Sessions of the council; rehearsals are none, whoever asks (S12)."""

    def get_queryset(self) -> SessionQuerySet:
        """Without rehearsals: lists, figures and searches begin here."""
        found = SessionQuerySet(self.model, using=self._db)
        return found.filter(rehearsal_of=None)


class CouncilSession(models.Model):
    """Kỳ họp: a session of the council, with the plan that leads to it."""

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="sessions"
    )
    term = models.ForeignKey(
        "council.Term", models.PROTECT, verbose_name=_("nhiệm kỳ"), related_name="sessions"
    )
    kind = models.CharField(_("loại kỳ họp"), max_length=20, choices=session_kinds_choices)
    name = models.CharField(_("tên kỳ họp"), max_length=200)
    ordinal = models.PositiveSmallIntegerField(_("kỳ họp thứ"), null=True, blank=True)
    opening_on = models.DateField(_("ngày khai mạc"))
    days = models.DecimalField(_("số ngày họp"), max_digits=4, decimal_places=1)
    closing_on = models.DateField(_("ngày bế mạc dự kiến"))
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)
    stream_url = models.CharField(_("địa chỉ truyền hình trực tiếp"), max_length=300, blank=True)
    state = models.CharField(
        _("trạng thái"),
        max_length=20,
        choices=session_states_choices,
        default="planned",
    )
    regime = models.CharField(_("chế độ pháp lý"), max_length=20)
    number_style = models.CharField(_("cách đánh số"), max_length=20, default="by_section")
    # Set on the copy in which a session is rehearsed; such a copy is no session of the council.
    rehearsal_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="copies"
    )
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    # Set by `with_items_counted`, and only there.
    unsent: int
    undecided: int
    item_keys: list[int]

    objects = RealSessionManager()
    # For what also happens in a rehearsal: locks, and the pages of the sitting and of votes.
    with_rehearsals = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("kỳ họp")
        verbose_name_plural = _("kỳ họp")
        ordering = ["-opening_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "ordinal"],
                condition=~models.Q(state="cancelled"),
                name="session_ordinal_once_a_term",
            ),
            models.CheckConstraint(condition=models.Q(days__gt=0), name="session_has_days"),
            models.CheckConstraint(
                condition=models.Q(closing_on__gte=models.F("opening_on")),
                name="session_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=models.Q(rehearsal_of__isnull=True) | models.Q(ordinal__isnull=True),
                name="rehearsal_has_no_ordinal",
            ),
        ]
        triggers = [
            # What is deleted with a rehearsal is deleted for good: no session ever turns into one.
            pgtrigger.Trigger(
                name="session_stays_what_it_is",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__rehearsal_of__df=pgtrigger.F("new__rehearsal_of")),
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    "RAISE EXCEPTION 'a session never becomes a rehearsal, nor a rehearsal one';"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sitting(models.Model):
    """Phiên họp của kỳ họp: one half-day of it; it lasts when the session's day is moved.

    Agenda items and requests to be absent point at it, so it is known by its `ordinal` in the
    session, not by its hour.
    """

    session = models.ForeignKey(
        CouncilSession, models.CASCADE, verbose_name=_("kỳ họp"), related_name="sittings"
    )
    ordinal = models.PositiveSmallIntegerField(_("phiên thứ"))
    starts_at = models.DateTimeField(_("bắt đầu"))
    ends_at = models.DateTimeField(_("kết thúc"))
    # When it was really held; attendance and speeches left open are closed with it.
    opened_at = models.DateTimeField(_("họp từ"), null=True, blank=True)
    closed_at = models.DateTimeField(_("nghỉ lúc"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("phiên họp")
        verbose_name_plural = _("phiên họp")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="sitting_ends_after_start",
            ),
            models.UniqueConstraint(fields=["session", "ordinal"], name="sitting_ordinal_once"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True)
                | models.Q(opened_at__isnull=False, closed_at__gte=models.F("opened_at")),
                name="sitting_closed_after_opened",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(opened_at__isnull=False, closed_at__isnull=True),
                name="one_sitting_held_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%d/%m/%Y %H:%M}"


class Milestone(models.Model):
    """Mốc chuẩn bị: what must be done by a day counted from the opening (or closing) day."""

    session = models.ForeignKey(
        CouncilSession, models.CASCADE, verbose_name=_("kỳ họp"), related_name="milestones"
    )
    step = models.CharField(_("mã"), max_length=60)
    name = models.CharField(_("việc"), max_length=300)
    rule_key = models.CharField(_("quy tắc"), max_length=80, blank=True)
    anchor = models.CharField(_("tính từ"), max_length=20)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    explanation = models.JSONField(_("cách tính"), default=dict)
    owner = models.CharField(_("phụ trách"), max_length=30, choices=milestone_owners_choices)
    owner_user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name=_("người phụ trách"),
        null=True,
        blank=True,
        related_name="+",
    )
    done_on = models.DateField(_("xong ngày"), null=True, blank=True)
    done_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mốc chuẩn bị")
        verbose_name_plural = _("mốc chuẩn bị")
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "step"], name="milestone_step_once")
        ]
        triggers = [only_of_real_sessions()]

    def __str__(self) -> str:
        return self.name
