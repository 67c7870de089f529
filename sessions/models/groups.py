"""Group discussion (thảo luận tổ): who sits where, what each group reports, what is released."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from hdnd_portal.ui.choices import Choices
from sessions.models.dossier import CHAIRS
from sessions.models.rehearsal import only_of_real_sessions
from sessions.workflow import GROUP_REPORT_SENT, GROUP_WRITES, GroupReportState

# Those who see what every group submitted before the synthesis is released.
GATHERERS = (*STAFF, *CHAIRS)

GROUP_REPORT_STATES = {
    GroupReportState.DRAFT: _("Đang ghi"),
    GroupReportState.SUBMITTED: _("Đã gửi, chờ tiếp nhận"),
    GroupReportState.RETURNED: _("Trả lại"),
    GroupReportState.RECEIVED: _("Đã tiếp nhận"),
}


def group_report_states_choices() -> Choices:
    return list(GROUP_REPORT_STATES.items())


def group_opinion_stance_choices() -> Choices:
    return GroupOpinion.Stance.choices


def kept_by(user: User, prefix: str = "") -> models.Q:
    """Sittings whose rapporteur or chair the user is, and those of groups the user heads."""
    heads = models.Q(**{f"{prefix}group__in": user.bodies(Role.GROUP_HEAD)})
    if user.person_id is None:
        return heads
    councils = user.councils(Role.DELEGATE, Role.GROUP_HEAD)
    named = models.Q(**{f"{prefix}rapporteur": user.person_id}) | models.Q(
        **{f"{prefix}chair": user.person_id}
    )
    return heads | (named & models.Q(**{f"{prefix}session__council__in": councils}))


class GroupSittingQuerySet(models.QuerySet["GroupSitting"]):
    """Selectors of group sittings."""

    def visible_to(self, user: User) -> Self:
        """When and where each group meets, for everybody inside the council."""
        return self.filter(session__council__in=user.councils(*INSIDE))

    def kept_by(self, user: User) -> Self:
        """Sittings on which the user writes the report."""
        return self.visible_to(user).filter(kept_by(user))

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related("group", "chair", "rapporteur").order_by(
            "starts_at", "group__position", "group__name"
        )


class GroupSitting(models.Model):
    """Phiên thảo luận tổ: one delegate group at one time and place, with its items."""

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.CASCADE,
        verbose_name=_("kỳ họp"),
        related_name="group_sittings",
    )
    group = models.ForeignKey(
        "council.Body", models.PROTECT, verbose_name=_("Tổ"), related_name="+"
    )
    starts_at = models.DateTimeField(_("bắt đầu"))
    ends_at = models.DateTimeField(_("kết thúc"))
    place = models.CharField(_("địa điểm"), max_length=200)
    chair = models.ForeignKey(
        "council.Person", models.PROTECT, verbose_name=_("chủ trì"), related_name="+"
    )
    rapporteur = models.ForeignKey(
        "council.Person", models.PROTECT, verbose_name=_("thư ký"), related_name="+"
    )
    report_due_at = models.DateTimeField(_("hạn gửi kết quả"))
    present = models.ManyToManyField(
        "council.Mandate", verbose_name=_("đại biểu có mặt"), blank=True, related_name="+"
    )
    arranged_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    arranged_at = models.DateTimeField(auto_now_add=True)

    objects = GroupSittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiên thảo luận tổ")
        verbose_name_plural = _("phiên thảo luận tổ")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="group_sitting_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(report_due_at__gte=models.F("starts_at")),
                name="group_report_due_after_start",
            ),
            models.UniqueConstraint(
                fields=["session", "group", "starts_at"], name="group_sits_once_at_a_time"
            ),
        ]
        triggers = [only_of_real_sessions()]

    def __str__(self) -> str:
        return f"{self.group}: {timezone.localtime(self.starts_at):%d/%m/%Y %H:%M}"


class GroupReportQuerySet(models.QuerySet["GroupReport"]):
    """Selectors of groups' reports."""

    def visible_to(self, user: User) -> Self:
        """A draft is its group's; what was submitted is the office's and the chairs', too.

        Everybody inside the council sees what was received once the synthesis is released.
        """
        return self.filter(
            models.Q(
                sitting__session__council__in=user.councils(*GATHERERS),
                state__in=GROUP_REPORT_SENT,
            )
            | models.Q(
                sitting__session__council__in=user.councils(*INSIDE),
                state=GroupReportState.RECEIVED,
                item__group_release__taken_back_at=None,
                item__group_release__isnull=False,
            )
            | kept_by(user, "sitting__")
        )

    def kept_by(self, user: User) -> Self:
        """Reports the user writes."""
        return self.filter(kept_by(user, "sitting__"))

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related("sitting__group", "item", "submitted_by", "decided_by")


class GroupReport(models.Model):
    """Kết quả thảo luận của tổ về một nội dung: written by the rapporteur, received by the office.

    The opinions are its lines; `summary` is what the group says as a whole.
    """

    sitting = models.ForeignKey(
        GroupSitting, models.CASCADE, verbose_name=_("phiên"), related_name="reports"
    )
    item = models.ForeignKey(
        "council_sessions.AgendaItem",
        models.PROTECT,
        verbose_name=_("nội dung"),
        related_name="group_reports",
    )
    summary = models.TextField(_("nhận xét chung"), blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=group_report_states_choices, default="draft"
    )
    submitted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_submitted_at = models.DateTimeField(_("gửi lần đầu lúc"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("xử lý lúc"), null=True, blank=True)
    return_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)

    objects = GroupReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("kết quả thảo luận tổ")
        verbose_name_plural = _("kết quả thảo luận tổ")
        ordering = ["item__position", "sitting__group__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "item"], name="group_reports_item_once"),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(submitted_at__isnull=False),
                name="sent_group_report_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(return_reason=""),
                name="returned_group_report_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting.group} – {self.item}"

    @property
    def is_written(self) -> bool:
        """Whether the turn is with the group."""
        return self.state in GROUP_WRITES


class GroupOpinion(models.Model):
    """Ý kiến tại tổ: what one delegate said (or the group as a whole), on which point, to whom."""

    class Stance(models.TextChoices):
        AGREE = "agree", _("Tán thành")
        DISAGREE = "disagree", _("Không tán thành")
        AMEND = "amend", _("Đề nghị sửa đổi, bổ sung")
        CLARIFY = "clarify", _("Đề nghị làm rõ")

    report = models.ForeignKey(GroupReport, models.CASCADE, related_name="opinions")
    mandate = models.ForeignKey(
        "council.Mandate",
        models.PROTECT,
        verbose_name=_("đại biểu phát biểu"),
        null=True,
        blank=True,
        related_name="group_opinions",
    )
    stance = models.CharField(_("quan điểm"), max_length=10, choices=group_opinion_stance_choices)
    point = models.CharField(_("điểm được góp ý"), max_length=200, blank=True)
    # Under which point the office gathers it; what the rapporteur wrote stays in `point`.
    gathered_under = models.CharField(_("tổng hợp vào điểm"), max_length=200, blank=True)
    text = models.TextField(_("ý kiến"))
    agency = models.ForeignKey(
        "council.Agency",
        models.PROTECT,
        verbose_name=_("gửi cơ quan"),
        null=True,
        blank=True,
        related_name="+",
    )
    body = models.ForeignKey(
        "council.Body",
        models.PROTECT,
        verbose_name=_("gửi cơ quan của HĐND"),
        null=True,
        blank=True,
        related_name="+",
    )
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("ý kiến thảo luận tổ")
        verbose_name_plural = _("ý kiến thảo luận tổ")
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agency__isnull=True) | models.Q(body__isnull=True),
                name="group_opinion_to_one",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def heading(self) -> str:
        """The point it is gathered under."""
        return self.gathered_under or self.point

    @property
    def addressee(self) -> str:
        """To whom it is addressed, or nothing."""
        return str(self.agency or self.body or "")


class GroupRelease(models.Model):
    """Công bố tổng hợp thảo luận tổ về một nội dung: from here on all delegates read it."""

    item = models.OneToOneField(
        "council_sessions.AgendaItem", models.PROTECT, related_name="group_release"
    )
    released_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    released_at = models.DateTimeField(_("công bố lúc"))
    taken_back_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    taken_back_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    take_back_reason = models.CharField(_("lý do thu hồi"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("công bố tổng hợp thảo luận tổ")
        verbose_name_plural = _("công bố tổng hợp thảo luận tổ")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True) | ~models.Q(take_back_reason=""),
                name="taken_back_release_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def is_open(self) -> bool:
        """Whether the synthesis stands released."""
        return self.taken_back_at is None
