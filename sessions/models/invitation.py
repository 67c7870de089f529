"""Invitations (giấy mời): who is asked, with which paper, and what they answered."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.ui.choices import Choices
from sessions.models.rehearsal import only_of_real_sessions


def guest_category_choices() -> Choices:
    return Guest.Category.choices


def invitation_answer_choices() -> Choices:
    return Invitation.Answer.choices


class Guest(models.Model):
    """Khách mời: somebody invited who holds no seat."""

    class Category(models.TextChoices):
        GUEST = "guest", _("Đại biểu khách mời")
        AGENCY = "agency", _("Cơ quan, đơn vị")
        PRESS = "press", _("Báo chí")
        VOTER = "voter", _("Đại diện cử tri")

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.CASCADE,
        verbose_name=_("kỳ họp"),
        related_name="guests",
    )
    category = models.CharField(_("thành phần"), max_length=10, choices=guest_category_choices)
    name = models.CharField(_("họ tên hoặc tên cơ quan"), max_length=200)
    title = models.CharField(_("chức vụ"), max_length=200, blank=True)
    agency = models.ForeignKey(
        "council.Agency", models.PROTECT, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("khách mời")
        verbose_name_plural = _("khách mời")
        ordering = ["category", "name"]

    def __str__(self) -> str:
        return self.name


class InvitationRun(models.Model):
    """Lần phát hành giấy mời: one number of the register for each kind of invited people.

    `replaces` names the papers of another day of the session that these take the place of.
    """

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        related_name="invitation_runs",
    )
    signer = models.ForeignKey(
        "council.Person", models.PROTECT, verbose_name=_("người ký"), related_name="+"
    )
    signer_block = models.JSONField(_("khối chữ ký"), default=list)
    # What the papers say of the session: a correction made later changes no paper of this run.
    printed = models.JSONField(_("nội dung đã in"), default=dict)
    issued_on = models.DateField(_("ngày ban hành"))
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    job = models.ForeignKey("reports.Job", models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.CharField(_("thay thế giấy mời số"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lần phát hành giấy mời")
        verbose_name_plural = _("lần phát hành giấy mời")
        triggers = [only_of_real_sessions()]

    def __str__(self) -> str:
        return f"{self.session} – {self.issued_on:%d/%m/%Y}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Selectors of invitations."""

    def visible_to(self, user: User) -> Self:
        """The office and the leaders see all of their council; an invited person sees their own."""
        return self.filter(
            models.Q(
                session__council__in=user.councils(*STAFF, Role.CHAIR, Role.STANDING_COMMITTEE)
            )
            | models.Q(mandate__person__account=user)
        )

    def standing(self) -> Self:
        """Those that hold: not overtaken by another day of the session."""
        return self.filter(superseded_at=None)

    def for_list(self) -> Self:
        """With the paper's number and the state of the letter."""
        return self.select_related("document", "delivery", "guest", "mandate__person").order_by(
            "pk"
        )


class Invitation(models.Model):
    """Giấy mời: one person's paper, its letter and their answer."""

    class Answer(models.TextChoices):
        NONE = "none", _("Chưa trả lời")
        COMING = "coming", _("Sẽ dự")
        ABSENT = "absent", _("Không dự được")

    session = models.ForeignKey(
        "council_sessions.CouncilSession", models.PROTECT, related_name="invitations"
    )
    run = models.ForeignKey(InvitationRun, models.PROTECT, related_name="invitations")
    mandate = models.ForeignKey(
        "council.Mandate", models.PROTECT, null=True, blank=True, related_name="+"
    )
    guest = models.ForeignKey(Guest, models.PROTECT, null=True, blank=True, related_name="+")
    addressee = models.CharField(_("kính mời"), max_length=500)
    email = models.EmailField(blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    pdf = models.ForeignKey(
        "documents.Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    docx = models.ForeignKey(
        "documents.Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("lập lúc"), null=True, blank=True)
    delivery = models.ForeignKey(
        "notices.Delivery", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(
        _("trả lời"), max_length=10, choices=invitation_answer_choices, default="none"
    )
    answer_note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(_("hết giá trị lúc"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("giấy mời")
        verbose_name_plural = _("giấy mời")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "mandate"],
                condition=models.Q(superseded_at=None),
                name="one_invitation_per_delegate",
            ),
            models.UniqueConstraint(
                fields=["session", "guest"],
                condition=models.Q(superseded_at=None),
                name="one_invitation_per_guest",
            ),
            models.CheckConstraint(
                condition=models.Q(mandate__isnull=False, guest__isnull=True)
                | models.Q(mandate__isnull=True, guest__isnull=False),
                name="invitation_for_one",
            ),
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True)
                | models.Q(pdf__isnull=False, docx__isnull=False, document__isnull=False),
                name="made_invitation_has_papers",
            ),
        ]
        triggers = [only_of_real_sessions()]

    def __str__(self) -> str:
        return self.addressee
