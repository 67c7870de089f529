"""Notices to people with an account, letters to anybody, and what became of each letter."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.audit import subject
from hdnd_portal.ui.choices import Choices


def delivery_state_choices() -> Choices:
    return Delivery.State.choices


def delivery_channel_choices() -> Choices:
    return Delivery.Channel.choices


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Selectors of notices."""

    def visible_to(self, user: User) -> Self:
        """A notice is for its recipient alone, whatever roles others hold."""
        return self.filter(recipient=user)

    def unread(self) -> Self:
        """Notices whose recipient has not opened them."""
        return self.filter(read_at__isnull=True)

    def for_list(self) -> Self:
        """Unread first, newest first."""
        return self.order_by(models.F("read_at").desc(nulls_first=True), "-created_at", "-pk")

    def about(self, record: models.Model) -> Self:
        """Notices about the record."""
        return self.filter(
            about_type=subject.kind_of(record), about_id=subject.key_of(record)
        ).order_by("pk")


class Notice(models.Model):
    """Thông báo: one line in the inbox of one account.

    Title and body may be shown by mail programs on locked screens and travel unencrypted: they hold
    no protected data (no denouncer, no ballot, no text of a closed matter), only what waits and
    where.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("người nhận"),
        related_name="notices",
    )
    event = models.CharField(_("sự kiện"), max_length=80)
    title = models.CharField(_("tiêu đề"), max_length=300)
    body = models.TextField(_("nội dung"), blank=True)
    url = models.CharField(_("đường dẫn"), max_length=500, blank=True)
    about_type = models.CharField(_("loại hồ sơ"), max_length=100, blank=True)
    about_id = models.CharField(_("mã hồ sơ"), max_length=64, blank=True)
    is_urgent = models.BooleanField(_("khẩn"), default=False)
    key = models.CharField(max_length=150, blank=True)
    created_at = models.DateTimeField(_("thời điểm"), auto_now_add=True)
    read_at = models.DateTimeField(_("đã xem lúc"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("thông báo")
        verbose_name_plural = _("thông báo")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notice_inbox"),
            models.Index(
                fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"
            ),
            models.Index(fields=["about_type", "about_id"], name="notice_about"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "key"], condition=~Q(key=""), name="notice_once_per_key"
            )
        ]

    def __str__(self) -> str:
        return self.title


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Selectors of letters."""

    def visible_to(self, user: User) -> Self:
        """The office sees its council's letters; an admin sees those of no council, too."""
        if user.is_superuser:
            return self
        mine = Q(council_id__in=user.councils(*STAFF, Role.ADMIN))
        if user.has_role(Role.ADMIN):
            mine |= Q(council__isnull=True)
        return self.filter(mine)

    def due(self, now: datetime) -> Self:
        """Letters to be sent now, and those whose worker has not been heard of since its lease."""
        return self.filter(state__in=Delivery.OPEN, next_try_at__lte=now)

    def undelivered(self) -> Self:
        """Letters that failed at least once and have not gone out since."""
        return self.filter(state__in=[Delivery.State.FAILED, Delivery.State.GIVEN_UP])

    def about(self, record: models.Model) -> Self:
        """Letters about the record."""
        return self.filter(
            about_type=subject.kind_of(record), about_id=subject.key_of(record)
        ).order_by("pk")

    def for_list(self) -> Self:
        """With the recipient's telephone, newest first."""
        return self.select_related("notice__recipient__person").order_by("-created_at", "-pk")


class Delivery(models.Model):
    """Thư gửi đi: one letter to one address, with its state. The text is kept as it was sent.

    `next_try_at` is when it may be sent (again); while a worker sends it, it is the end of that
    worker's lease.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("chờ gửi")
        SENDING = "sending", _("đang gửi")
        SENT = "sent", _("đã gửi")
        FAILED = "failed", _("chưa gửi được, sẽ gửi lại")
        GIVEN_UP = "given_up", _("không gửi được")

    class Channel(models.TextChoices):
        EMAIL = "email", _("thư điện tử")

    OPEN = (State.WAITING, State.SENDING, State.FAILED)

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), null=True, blank=True
    )
    notice = models.ForeignKey(
        Notice,
        models.CASCADE,
        verbose_name=_("thông báo"),
        null=True,
        blank=True,
        related_name="deliveries",
    )
    event = models.CharField(_("sự kiện"), max_length=80)
    channel = models.CharField(
        _("kênh"), max_length=10, choices=delivery_channel_choices, default="email"
    )
    address = models.CharField(_("địa chỉ"), max_length=254, blank=True)
    name = models.CharField(_("người nhận"), max_length=200, blank=True)
    telephone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    subject = models.CharField(_("tiêu đề"), max_length=300)
    body = models.TextField(_("nội dung"))
    attachments = models.ManyToManyField(
        "documents.Version", verbose_name=_("tệp kèm theo"), blank=True, related_name="+"
    )
    about_type = models.CharField(_("loại hồ sơ"), max_length=100, blank=True)
    about_id = models.CharField(_("mã hồ sơ"), max_length=64, blank=True)
    is_urgent = models.BooleanField(_("khẩn"), default=False)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=delivery_state_choices, default="waiting"
    )
    attempts = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    next_try_at = models.DateTimeField(_("gửi vào lúc"))
    last_error = models.CharField(_("lý do chưa gửi được"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("đã gửi lúc"), null=True, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    # The path by which the receiver wants no more of the kind, without signing in.
    unsubscribe = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=150, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("thời điểm lập"), auto_now_add=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("thư gửi đi")
        verbose_name_plural = _("thư gửi đi")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state__in=["waiting", "sending", "failed"]),
                name="delivery_due",
            ),
            models.Index(
                fields=["council", "-created_at"],
                condition=Q(state__in=["failed", "given_up"]),
                name="delivery_undelivered",
            ),
            models.Index(fields=["about_type", "about_id"], name="delivery_about"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="delivery_once_per_key"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="delivery_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.address or self.name}"

    @property
    def is_private(self) -> bool:
        """Whether it is for its receiver alone: shown to nobody, forgotten once sent.

        So is a letter with a link that sets a password, and one that gathers what waits for one
        person.
        """
        return self.event.startswith(("account.", "digest."))

    @property
    def phone(self) -> str:
        """Telephone to call when the letter does not arrive; load with `for_list()`."""
        if self.telephone or self.notice is None:
            return self.telephone
        person = self.notice.recipient.person
        return person.phone if person else ""


class MailHours(models.Model):
    """Giờ gửi thư: when letters that are not urgent may go out. Without a row they go at once."""

    council = models.OneToOneField(
        "council.Council", models.CASCADE, verbose_name=_("HĐND"), related_name="mail_hours"
    )
    starts_at = models.TimeField(_("từ"), default="07:00")
    ends_at = models.TimeField(_("đến trước"), default="19:00")
    working_days_only = models.BooleanField(_("chỉ ngày làm việc"), default=True)

    class Meta:
        verbose_name = _("giờ gửi thư")
        verbose_name_plural = _("giờ gửi thư")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="mail_hours_end_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.council}: {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


class FollowQuerySet(models.QuerySet["Follow"]):
    """Selectors of what people follow."""

    def visible_to(self, user: User) -> Self:
        """What somebody follows is nobody else's business."""
        return self.filter(user=user)

    def of(self, record: models.Model) -> Self:
        """Who follows the record."""
        return self.filter(about_type=subject.kind_of(record), about_id=subject.key_of(record))


class Follow(models.Model):
    """Theo dõi: one account wants to hear what changes in one matter (K1).

    It gives no right to see it: that is asked anew whenever something is told.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("tài khoản"),
        related_name="follows",
    )
    about_type = models.CharField(_("loại hồ sơ"), max_length=100)
    about_id = models.CharField(_("mã hồ sơ"), max_length=64)
    created_at = models.DateTimeField(_("theo dõi từ"), auto_now_add=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc đang theo dõi")
        verbose_name_plural = _("việc đang theo dõi")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["about_type", "about_id"], name="follow_by_matter")]
        constraints = [
            models.UniqueConstraint(fields=["user", "about_type", "about_id"], name="follow_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.about_type} {self.about_id}"


class Change(models.Model):
    """Thay đổi: an entry of the trail that says something of a matter somebody follows."""

    about_type = models.CharField(max_length=100)
    about_id = models.CharField(max_length=64)
    entry = models.ForeignKey("audit.Entry", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("thời điểm"))
    told_at = models.DateTimeField(_("đã báo lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("thay đổi của việc được theo dõi")
        verbose_name_plural = _("thay đổi của việc được theo dõi")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["about_type", "about_id", "-at"], name="change_by_matter"),
            models.Index(fields=["at"], condition=Q(told_at=None), name="change_untold"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["about_type", "about_id", "entry"], name="change_once")
        ]

    def __str__(self) -> str:
        return f"{self.about_type} {self.about_id} {self.entry_id}"


class ReadUpTo(models.Model):
    """How far the trail has been read for changes: one row, the last link of the chain read."""

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    sequence = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("nhật ký đã đọc đến")
        verbose_name_plural = _("nhật ký đã đọc đến")
        constraints = [models.CheckConstraint(condition=Q(only=True), name="read_up_to_once")]

    def __str__(self) -> str:
        return str(self.sequence)


class CaughtMail(models.Model):
    """Thư đã giữ: a letter of the sample set-up, kept here instead of being sent."""

    message_id = models.CharField(max_length=200, unique=True)
    sender = models.CharField(_("người gửi"), max_length=254)
    recipients = models.CharField(_("người nhận"), max_length=1000)
    subject = models.CharField(_("tiêu đề"), max_length=500)
    source = models.BinaryField()
    caught_at = models.DateTimeField(_("thời điểm"), auto_now_add=True)

    class Meta:
        verbose_name = _("thư đã giữ")
        verbose_name_plural = _("thư đã giữ")
        ordering = ["-caught_at", "-pk"]

    def __str__(self) -> str:
        return self.subject
