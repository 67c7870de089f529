"""Tables of answers that an agency brought back, between looking at them and sending them."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.labels import sheet_state_choices
from hdnd_portal.commitments.sheet_rows import AnswerRow


class AnswerSheetQuerySet(models.QuerySet["AnswerSheet"]):
    """Selectors of tables of answers."""

    def visible_to(self, user: User) -> Self:
        """Those the user brought: what is not sent yet is nobody else's."""
        return self.filter(made_by=user)


class AnswerSheet(models.Model):
    """Bảng trả lời: rows as they were read, looked at, then sent, kept as drafts, or dropped."""

    name = models.CharField(_("tệp"), max_length=255)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=sheet_state_choices, default="read"
    )
    # As `AnswerRow.as_dict`; of a row that was taken, `reply` is the key of its reply.
    rows = models.JSONField(default=list)
    empty = models.PositiveIntegerField(_("dòng để trống"), default=0)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("nộp lúc"), auto_now_add=True)
    settled_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)

    objects = AnswerSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("bảng trả lời")
        verbose_name_plural = _("bảng trả lời")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="read", settled_at__isnull=True)
                | (~models.Q(state="read") & models.Q(settled_at__isnull=False)),
                name="answer_sheet_settled_at_its_time",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def read_rows(self) -> list[AnswerRow]:
        """The rows as they were read."""
        names = AnswerRow.__dataclass_fields__
        return [
            AnswerRow(**{name: kept[name] for name in names if name in kept}) for kept in self.rows
        ]

    @property
    def taken(self) -> dict[int, Any]:
        """The key of the reply of each row that was taken, by its place."""
        return {at: row["reply"] for at, row in enumerate(self.rows) if row.get("reply")}
