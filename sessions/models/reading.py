"""A delegate's reading: receipts, private notes, and the request to be absent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices
from sessions.models.rehearsal import only_of_real_sessions


def absence_request_reason_choices() -> Choices:
    return AbsenceRequest.Reason.choices


def absence_request_state_choices() -> Choices:
    return AbsenceRequest.State.choices


class ReadingReceipt(models.Model):
    """Lượt đọc: who opened which version, and how far (A9)."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="reading_receipts")
    session = models.ForeignKey("council_sessions.CouncilSession", models.CASCADE, related_name="+")
    version = models.ForeignKey(
        "documents.Version", models.PROTECT, related_name="reading_receipts"
    )
    opened_at = models.DateTimeField(_("mở lần đầu"))
    last_page = models.PositiveIntegerField(_("trang đọc gần nhất"), default=1)
    read_through_at = models.DateTimeField(_("đọc hết lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lượt đọc")
        verbose_name_plural = _("lượt đọc")
        constraints = [
            models.UniqueConstraint(fields=["user", "version"], name="one_receipt_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} – {self.version_id}"


class Note(models.Model):
    """Ghi chú riêng: a delegate's own words, kept encrypted; nobody else reads them (A11)."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    session = models.ForeignKey("council_sessions.CouncilSession", models.CASCADE, related_name="+")
    version = models.ForeignKey(
        "documents.Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    page = models.PositiveIntegerField(_("trang"), null=True, blank=True)
    secret_text = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("ghi chú riêng")
        verbose_name_plural = _("ghi chú riêng")
        ordering = ["session", "page", "created_at"]

    def __str__(self) -> str:
        return str(self.pk)


class AbsenceRequest(models.Model):
    """Xin vắng mặt: with a class of reason that decides whether it counts (S7)."""

    class Reason(models.TextChoices):
        HEALTH = "health", _("Lý do sức khỏe")
        DUTY = "duty", _("Công tác, nhiệm vụ đột xuất")
        STUDY = "study", _("Học tập tập trung")
        FAMILY = "family", _("Việc gia đình")
        OTHER = "other", _("Lý do khác")

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ ý kiến Chủ tọa")
        ACCEPTED = "accepted", _("Đồng ý")
        REFUSED = "refused", _("Không đồng ý")
        WITHDRAWN = "withdrawn", _("Đã rút")

    session = models.ForeignKey(
        "council_sessions.CouncilSession", models.PROTECT, related_name="absence_requests"
    )
    mandate = models.ForeignKey("council.Mandate", models.PROTECT, related_name="+")
    reason = models.CharField(
        _("loại lý do"), max_length=10, choices=absence_request_reason_choices
    )
    text = models.TextField(_("trình bày"))
    from_sitting = models.ForeignKey(
        "council_sessions.Sitting", models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_sitting = models.ForeignKey(
        "council_sessions.Sitting", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=10,
        choices=absence_request_state_choices,
        default="waiting",
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("xin vắng mặt")
        verbose_name_plural = _("xin vắng mặt")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "mandate"],
                condition=models.Q(state__in=["waiting", "accepted"]),
                name="one_open_absence_request",
            )
        ]
        triggers = [only_of_real_sessions()]

    def __str__(self) -> str:
        return f"{self.mandate_id} – {self.session_id}"

    @property
    def is_waiting(self) -> bool:
        """Whether the chair has not decided yet."""
        return self.state == self.State.WAITING

    @property
    def is_accepted(self) -> bool:
        """Whether the chair agreed."""
        return self.state == self.State.ACCEPTED
