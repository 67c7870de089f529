"""Background jobs: rows first, so that a killed worker or a lost broker loses nothing."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.ui.choices import Choices


def job_state_choices() -> Choices:
    return Job.State.choices


class JobQuerySet(models.QuerySet["Job"]):
    """Selectors of background jobs."""

    def visible_to(self, user: User) -> Self:
        """A job and its result are for whoever asked for it."""
        return self.filter(owner=user)

    def to_start(self, now: datetime, lease: timedelta) -> Self:
        """Jobs that wait for a worker, and those whose worker has been silent for the lease."""
        return self.filter(
            Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, beat_at__lt=now - lease)
        )


class Job(models.Model):
    """Việc chạy nền: what was asked, by whom, how far it is, and its result."""

    class State(models.TextChoices):
        QUEUED = "queued", _("đang chờ")
        RUNNING = "running", _("đang chạy")
        DONE = "done", _("đã xong")
        FAILED = "failed", _("không hoàn thành")
        CANCELLED = "cancelled", _("đã dừng")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    council = models.ForeignKey("council.Council", models.PROTECT, verbose_name=_("HĐND"))
    kind = models.CharField(_("loại"), max_length=60)
    arguments = models.JSONField(default=dict)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=job_state_choices, default="queued"
    )
    done = models.PositiveIntegerField(_("đã làm"), default=0)
    total = models.PositiveIntegerField(_("tổng số"), default=0)
    message = models.CharField(_("ghi chú"), max_length=500, blank=True)
    result = models.ForeignKey(
        "documents.Version",
        models.PROTECT,
        verbose_name=_("kết quả"),
        null=True,
        blank=True,
        related_name="+",
    )
    cancel_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    interruptions = models.PositiveSmallIntegerField(default=0)
    beat_at = models.DateTimeField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người yêu cầu"),
        related_name="jobs",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc chạy nền")
        verbose_name_plural = _("việc chạy nền")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="job_of_owner"),
            models.Index(
                fields=["created_at"],
                condition=Q(state__in=["queued", "running"]),
                name="job_to_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {timezone.localtime(self.created_at):%d/%m/%Y %H:%M}"

    @property
    def is_open(self) -> bool:
        """Whether it may still do something by itself."""
        return self.state in {Job.State.QUEUED, Job.State.RUNNING}
