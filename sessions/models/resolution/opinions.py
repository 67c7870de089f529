"""Opinions on a draft, and what the drafting agency answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices


def draft_opinion_answer_choices() -> Choices:
    return DraftOpinion.Answer.choices


class DraftOpinion(models.Model):
    """Ý kiến về dự thảo: one row of the "bảng tiếp thu, giải trình" of an agenda item (A17)."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("Chưa trả lời")
        ACCEPTED = "accepted", _("Tiếp thu")
        PARTLY = "partly", _("Tiếp thu một phần")
        EXPLAINED = "explained", _("Giải trình, giữ nguyên")

    item = models.ForeignKey(
        "council_sessions.AgendaItem",
        models.CASCADE,
        verbose_name=_("nội dung chương trình"),
        related_name="opinions",
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    provision = models.CharField(_("điều, khoản"), max_length=100)
    draft_text = models.TextField(_("dự thảo trình"), blank=True)
    author = models.CharField(_("người, cơ quan có ý kiến"), max_length=300)
    opinion = models.TextField(_("ý kiến"))
    answer = models.CharField(
        _("kết quả"),
        max_length=10,
        choices=draft_opinion_answer_choices,
        default="waiting",
    )
    reply = models.TextField(_("trả lời của cơ quan soạn thảo"), blank=True)
    replied_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    final_text = models.TextField(_("văn bản thông qua"), blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("ý kiến về dự thảo")
        verbose_name_plural = _("ý kiến về dự thảo")
        ordering = ["position", "pk"]
        constraints = [
            # "Giải trình" without a word of explanation is no answer.
            models.CheckConstraint(
                condition=models.Q(answer__in=["waiting", "accepted"]) | ~models.Q(reply=""),
                name="opinion_not_taken_is_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provision}: {self.author}"
