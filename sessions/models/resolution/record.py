"""Resolutions (nghị quyết): the record, and what the database keeps of it."""

from typing import Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, Role
from hdnd_portal.ui.choices import Choices
from sessions.models.rehearsal import only_of_real_sessions
from sessions.resolution_labels import resolution_forms_choices, resolution_states_choices
from sessions.workflow.resolution import RESOLUTION_OUT, ResolutionForm

# The text of a resolution stands from the form check on; only effect is written later.
_IN_WORK = "('draft')"

# A resolution names the published vote that passed its own item as a whole, by itself or with its
# block, and keeps to it.
ADOPTED_BY = """
    IF TG_OP = 'UPDATE' THEN
        IF NEW.poll_id IS NOT DISTINCT FROM OLD.poll_id
           AND NEW.item_id IS NOT DISTINCT FROM OLD.item_id THEN
            RETURN NEW;
        END IF;
        IF OLD.poll_id IS NOT NULL THEN
            RAISE EXCEPTION 'a resolution keeps the vote that adopted it';
        END IF;
    END IF;
    IF NEW.poll_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM council_sessions_poll p
        WHERE p.id = NEW.poll_id AND p.parent_id IS NULL
          AND (p.item_id = NEW.item_id
               OR p.block_id = (SELECT i.block_id FROM council_sessions_agendaitem i
                                WHERE i.id = NEW.item_id))
          AND p.state = 'published' AND p.is_passed) THEN
        RAISE EXCEPTION 'a resolution is adopted by the vote that passed its item';
    END IF;
    RETURN NEW;
"""


def resolution_issuer_choices() -> Choices:
    return Resolution.Issuer.choices


def signature_kind_choices() -> Choices:
    return Resolution.SignatureKind.choices


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    """Selectors of resolutions."""

    def visible_to(self, user: User) -> Self:
        """All inside the council; an agency sees those it drafted and those that are out."""
        outside = user.councils(Role.AGENCY, Role.FRONT)
        return self.filter(
            models.Q(council__in=user.councils(*INSIDE))
            | models.Q(item__presenter__in=user.agencies())
            | models.Q(council__in=outside, state__in=sorted(RESOLUTION_OUT))
        )

    def for_list(self) -> Self:
        """With what a list row shows."""
        return self.select_related("document", "session", "signer", "council")

    def for_page(self) -> Self:
        """With what the record page shows."""
        return self.select_related(
            "council__unit",
            "session__term",
            "poll",
            "item__presenter",
            "item__verifying_body",
            "document__register",
            "signer",
            "signed_file",
            "paper",
        )


class Resolution(models.Model):
    """Nghị quyết: adopted by the council, or by the Standing Committee between sessions."""

    class Issuer(models.TextChoices):
        COUNCIL = "council", _("Hội đồng nhân dân")
        STANDING_COMMITTEE = "standing_committee", _("Thường trực HĐND")

    class SignatureKind(models.TextChoices):
        NONE = "", _("Chưa ký")
        DIGITAL = "digital", _("Ký số")
        PAPER = "paper", _("Ký trên bản giấy")

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="resolutions"
    )
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        null=True,
        blank=True,
        related_name="resolutions",
    )
    item = models.OneToOneField(
        "council_sessions.AgendaItem",
        models.PROTECT,
        verbose_name=_("nội dung chương trình"),
        null=True,
        blank=True,
        related_name="resolution",
    )
    # The vote that adopted it, as it was published: never guessed from the item. Resolutions on the
    # items of a block name the same.
    poll = models.ForeignKey(
        "council_sessions.Poll",
        models.PROTECT,
        verbose_name=_("biểu quyết thông qua"),
        null=True,
        blank=True,
        related_name="resolutions",
    )
    issuer = models.CharField(
        _("cơ quan ban hành"),
        max_length=20,
        choices=resolution_issuer_choices,
        default="council",
    )
    form = models.CharField(_("hình thức"), max_length=12, choices=resolution_forms_choices)
    title = models.CharField(_("trích yếu"), max_length=500)
    enacting = models.TextField(_("câu ban hành"), blank=True)
    bases = models.TextField(_("căn cứ"), blank=True, help_text=_("Mỗi dòng một căn cứ."))
    closing = models.TextField(_("câu thông qua"), blank=True)
    # The articles as they were made from the record of questioning; what differs was typed.
    made_articles = models.TextField(_("các điều lập từ hồ sơ"), blank=True, editable=False)
    recipients = models.TextField(_("nơi nhận"), blank=True, help_text=_("Mỗi dòng một nơi nhận."))
    archive = models.CharField(_("lưu"), max_length=100, default="VT, CTHĐND")
    adopted_on = models.DateField(_("ngày thông qua"))
    effective_on = models.DateField(_("ngày có hiệu lực"), null=True, blank=True)
    effect_explanation = models.JSONField(_("cách tính ngày hiệu lực"), default=dict)
    is_shortened = models.BooleanField(_("trình tự rút gọn, trường hợp đặc biệt"), default=False)
    shortened_reason = models.CharField(_("căn cứ rút gọn"), max_length=500, blank=True)
    expires_on = models.DateField(_("hết hiệu lực sau ngày"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=resolution_states_choices, default="draft"
    )
    document = models.OneToOneField(
        "documents.Document",
        models.PROTECT,
        verbose_name=_("văn bản"),
        null=True,
        blank=True,
        related_name="resolution",
    )
    signer = models.ForeignKey(
        "council.Person",
        models.PROTECT,
        verbose_name=_("người ký"),
        null=True,
        blank=True,
        related_name="+",
    )
    signer_block = models.JSONField(_("thể thức đề ký"), default=list)
    signature_kind = models.CharField(
        _("cách ký"), max_length=8, choices=signature_kind_choices, blank=True, default=""
    )
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    # What was rendered with its number, and what came back signed: the same file if signed here.
    paper = models.ForeignKey(
        "documents.Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_file = models.ForeignKey(
        "documents.Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    signature_report = models.JSONField(_("kết quả kiểm tra chữ ký"), default=dict)
    check_report = models.JSONField(_("kết quả kiểm tra thể thức"), default=list)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("nghị quyết")
        verbose_name_plural = _("nghị quyết")
        ordering = ["-adopted_on", "-pk"]
        constraints = [
            # Law 64/2025, Art. 4: legal documents are the council's, not its Standing Committee's.
            models.CheckConstraint(
                condition=models.Q(issuer="council") | models.Q(form="individual"),
                name="standing_committee_issues_individual",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "checked"])
                | models.Q(
                    document__isnull=False,
                    signer__isnull=False,
                    signed_on__isnull=False,
                    paper__isnull=False,
                    effective_on__isnull=False,
                ),
                name="signed_resolution_has_number",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "checked", "signed"])
                | models.Q(signed_file__isnull=False),
                name="issued_resolution_has_signed_file",
            ),
            models.CheckConstraint(
                condition=models.Q(is_shortened=False) | ~models.Q(shortened_reason=""),
                name="shortened_procedure_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__isnull=True)
                | models.Q(effective_on__isnull=True)
                | models.Q(expires_on__gte=models.F("effective_on")),
                name="resolution_expires_after_effect",
            ),
        ]
        indexes = [
            models.Index(
                "council",
                models.F("adopted_on").desc(),
                models.F("id").desc(),
                name="resolution_by_day",
            )
        ]
        triggers = [
            only_of_real_sessions(),
            pgtrigger.Trigger(
                name="adopted_by_a_passed_vote",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    ADOPTED_BY
                ),
            ),
            pgtrigger.Protect(
                name="numbered_resolution_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__document__isnull=False),
            ),
            # What was checked and signed is what is issued.
            pgtrigger.Protect(
                name="checked_resolution_keeps_text",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.state NOT IN {_IN_WORK} AND ROW(OLD.title, OLD.enacting, OLD.bases,"
                    " OLD.closing, OLD.recipients, OLD.archive, OLD.form, OLD.issuer,"
                    " OLD.adopted_on, OLD.effective_on) IS DISTINCT FROM ROW(NEW.title,"
                    " NEW.enacting, NEW.bases, NEW.closing, NEW.recipients, NEW.archive, NEW.form,"
                    " NEW.issuer, NEW.adopted_on, NEW.effective_on)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} – {self.title}" if self.reference else self.title

    @property
    def reference(self) -> str:
        """The number and code, once given: `05/2026/NQ-HĐND`."""
        return self.document.reference if self.document else ""

    @property
    def is_legal(self) -> bool:
        """Whether it is a legal document (quy phạm pháp luật)."""
        return self.form == ResolutionForm.LEGAL
