"""What voters say by telephone while the council sits (đường dây nóng, S17)."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF
from sessions.models.dossier import CHAIRS
from sessions.models.rehearsal import only_of_real_sessions

# Those who see what was said; who said it is another matter (`HotlineCaller`).
FOLLOWERS = (*STAFF, *CHAIRS)
STANDING, STRUCK = "standing", "struck"


class HotlineCallQuerySet(models.QuerySet["HotlineCall"]):
    """Selectors of calls."""

    def visible_to(self, user: User) -> Self:
        """The office and those who preside see what was said."""
        return self.filter(session__council__in=user.councils(*FOLLOWERS))

    def standing(self) -> Self:
        """Without what was entered by mistake."""
        return self.filter(is_struck=False)

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related("item", "unit", "taken_by")


class HotlineCall(models.Model):
    """Ý kiến qua đường dây nóng: what a voter said, on what, from where; never who.

    On an item of the session, or in `topic` on anything else, in the words of whoever took it. A
    correction is a row of its own; the one it corrects stays, struck out, with the reason. The
    trail holds no words of a call: a name that was written there by mistake could never be removed.
    """

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        related_name="hotline_calls",
    )
    sitting = models.ForeignKey(
        "council_sessions.Sitting",
        models.PROTECT,
        verbose_name=_("phiên"),
        null=True,
        blank=True,
        related_name="hotline_calls",
    )
    item = models.ForeignKey(
        "council_sessions.AgendaItem",
        models.PROTECT,
        verbose_name=_("nội dung"),
        null=True,
        blank=True,
        related_name="hotline_calls",
    )
    topic = models.CharField(_("lĩnh vực khác"), max_length=120, blank=True)
    unit = models.ForeignKey(
        "council.AdministrativeUnit",
        models.PROTECT,
        verbose_name=_("địa bàn"),
        null=True,
        blank=True,
        related_name="+",
    )
    gist = models.TextField(_("nội dung ý kiến"))
    called_at = models.DateTimeField(_("gọi lúc"))
    taken_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("người nghe máy"), related_name="+"
    )
    taken_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    is_struck = models.BooleanField(_("đã bỏ"), default=False)
    reason = models.CharField(_("lý do bỏ"), max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("sửa ý kiến"),
        null=True,
        blank=True,
        related_name="corrected_by",
    )

    objects = HotlineCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("ý kiến qua đường dây nóng")
        verbose_name_plural = _("ý kiến qua đường dây nóng")
        ordering = ["called_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(item__isnull=True) | models.Q(topic=""),
                name="hotline_call_on_one_topic",
            ),
            models.CheckConstraint(
                condition=~models.Q(gist=""), name="hotline_call_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(is_struck=False) | ~models.Q(reason=""),
                name="struck_hotline_call_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["session", "called_at"], name="hotline_call_by_time")]
        triggers = [only_of_real_sessions()]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.called_at):%d/%m/%Y %H:%M}: {self.gist[:80]}"

    @property
    def state(self) -> str:
        """Whether it counts."""
        return STRUCK if self.is_struck else STANDING

    @property
    def topic_words(self) -> str:
        """What it is about."""
        return self.item.title if self.item else self.topic or gettext("Lĩnh vực khác")


class HotlineCaller(models.Model):
    """Người gọi đường dây nóng: name and telephone, as far as they were given, kept encrypted.

    Apart from the call, so that no list, search, export or paper of calls can hold them; read by
    `services.hotline.read_caller` alone.
    """

    call = models.OneToOneField(HotlineCall, models.CASCADE, related_name="caller")
    secret_text = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("người gọi đường dây nóng")
        verbose_name_plural = _("người gọi đường dây nóng")

    def __str__(self) -> str:
        return str(self.pk)
