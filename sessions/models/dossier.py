"""The dossier (hồ sơ) of an agenda item: what each agency or Ban owes, and what it handed in."""

from typing import Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.council.models import Agency, Body
from hdnd_portal.ui.choices import Choices
from sessions.labels import part_states_choices, return_reasons_choices
from sessions.workflow import ITEM_GONE, PART_SHUT, SESSION_OVER, PartState

BODY_DESK = (Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER)
CHAIRS = (Role.CHAIR, Role.STANDING_COMMITTEE)
# Those who see every dossier of the council while it is prepared.
PREPARERS = (*STAFF, *CHAIRS)


def dossier_part_kind_choices() -> Choices:
    return DossierPart.Kind.choices


class Dossier(models.Model):
    """Hồ sơ: all papers of one agenda item."""

    item = models.OneToOneField(
        "council_sessions.AgendaItem",
        models.CASCADE,
        verbose_name=_("nội dung"),
        related_name="dossier",
    )
    requested_at = models.DateTimeField(_("yêu cầu gửi lúc"), null=True, blank=True)
    requested_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("hồ sơ")
        verbose_name_plural = _("hồ sơ")

    def __str__(self) -> str:
        return str(self.item)


class DossierPartQuerySet(models.QuerySet["DossierPart"]):
    """Selectors of parts."""

    def owned_by(self, user: User) -> Self:
        """Parts the user's agencies and bodies owe; an officer helps the Ban of the council."""
        return self.filter(
            models.Q(agency__in=user.agencies())
            | models.Q(body__in=user.bodies(*BODY_DESK))
            | models.Q(
                body__isnull=False,
                dossier__item__session__council__in=user.councils(Role.OFFICER),
            )
        )

    def visible_to(self, user: User) -> Self:
        """Parts owed, and all parts for the office, the chairs and the verifying Ban."""
        return self.filter(
            models.Q(agency__in=user.agencies())
            | models.Q(body__in=user.bodies(*BODY_DESK))
            | models.Q(dossier__item__verifying_body__in=user.bodies(*BODY_DESK))
            | models.Q(dossier__item__session__council__in=user.councils(*PREPARERS))
        )

    def asked_for(self) -> Self:
        """Without those that are asked for no longer."""
        return self.exclude(state=PartState.CANCELLED)

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related(
            "dossier__item__session__council", "dossier__item__verifying_body", "agency", "body"
        )


class DossierPart(models.Model):
    """Thành phần hồ sơ: one paper (or set of annexes) that one agency or Ban owes by a day."""

    class Kind(models.TextChoices):
        SUBMISSION = "submission", _("Tờ trình")
        DRAFT = "draft", _("Dự thảo nghị quyết")
        REPORT = "report", _("Báo cáo")
        ANNEX = "annex", _("Phụ lục, tài liệu kèm theo")
        VERIFICATION = "verification", _("Báo cáo thẩm tra")
        EXPLANATION = "explanation", _("Báo cáo tiếp thu, giải trình")
        OPINION = "opinion", _("Ý kiến của cơ quan liên quan")

    dossier = models.ForeignKey(
        Dossier, models.CASCADE, verbose_name=_("hồ sơ"), related_name="parts"
    )
    kind = models.CharField(_("thành phần"), max_length=20, choices=dossier_part_kind_choices)
    title = models.CharField(_("tên"), max_length=300, blank=True)
    agency = models.ForeignKey(
        "council.Agency",
        models.PROTECT,
        verbose_name=_("cơ quan gửi"),
        null=True,
        blank=True,
        related_name="dossier_parts",
    )
    body = models.ForeignKey(
        "council.Body",
        models.PROTECT,
        verbose_name=_("Ban gửi"),
        null=True,
        blank=True,
        related_name="dossier_parts",
    )
    is_required = models.BooleanField(_("bắt buộc"), default=True)
    position = models.PositiveSmallIntegerField(default=0)
    rule_key = models.CharField(max_length=80, blank=True)
    due_on = models.DateField(_("hạn"))
    explanation = models.JSONField(default=dict)
    state = models.CharField(
        _("trạng thái"), max_length=20, choices=part_states_choices, default="awaited"
    )
    cancel_reason = models.CharField(_("lý do thôi yêu cầu"), max_length=500, blank=True)

    objects = DossierPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("thành phần hồ sơ")
        verbose_name_plural = _("thành phần hồ sơ")
        ordering = ["dossier", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agency__isnull=False, body__isnull=True)
                | models.Q(agency__isnull=True, body__isnull=False),
                name="part_has_one_owner",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @property
    def owner(self) -> Agency | Body:
        """Who owes the part."""
        owner = self.agency or self.body
        assert owner is not None  # noqa: S101 -- the check constraint part_has_one_owner
        return owner

    @property
    def is_owed(self) -> bool:
        """Whether the turn is with the owner."""
        return self.state in {PartState.AWAITED, PartState.RETURNED}

    @property
    def shut_by(self) -> str:
        """Why the part takes no files, as the code of its sentence; empty while it does.

        Load the item and its session with it (`for_list`).
        """
        item = self.dossier.item
        if item.session.state in SESSION_OVER:
            return "takes_no_more"
        if item.state in ITEM_GONE:
            return "item_gone"
        return "closed" if self.state in PART_SHUT else ""

    @property
    def takes_files(self) -> bool:
        """Whether files may be added and replaced."""
        return not self.shut_by


class DossierFile(models.Model):
    """Tệp trong hồ sơ: a place in the dossier that points at a file; its versions are immutable."""

    part = models.ForeignKey(
        DossierPart, models.CASCADE, verbose_name=_("thành phần"), related_name="files"
    )
    file = models.OneToOneField(
        "documents.File", models.PROTECT, verbose_name=_("tệp"), related_name="dossier_file"
    )
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(_("bỏ ra lúc"), null=True, blank=True)
    supplement = models.ForeignKey(
        "council_sessions.Supplement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="added_files",
    )

    class Meta:
        verbose_name = _("tệp trong hồ sơ")
        verbose_name_plural = _("tệp trong hồ sơ")
        ordering = ["part", "position", "pk"]
        triggers = [
            # A frozen place neither moves nor goes; a frozen part grows by supplements only.
            pgtrigger.Trigger(
                name="frozen_place_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    """
                    IF EXISTS (SELECT 1 FROM council_sessions_frozenfile line
                               JOIN documents_version version ON version.id = line.version_id
                               WHERE version.file_id = OLD.file_id) THEN
                        RAISE EXCEPTION 'the file stands in a frozen dossier';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                    """
                ),
            ),
            pgtrigger.Trigger(
                name="frozen_part_grows_by_supplement",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__supplement__isnull=True),
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    """
                    IF EXISTS (SELECT 1 FROM council_sessions_frozenfile line
                               JOIN documents_version version ON version.id = line.version_id
                               JOIN council_sessions_dossierfile place
                                 ON place.file_id = version.file_id
                               WHERE place.part_id = NEW.part_id) THEN
                        RAISE EXCEPTION 'the part stands in a frozen dossier';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.file)


class PartSubmission(models.Model):
    """Lần gửi: the versions handed in at one moment, and whether they were received or returned."""

    part = models.ForeignKey(
        DossierPart, models.CASCADE, verbose_name=_("thành phần"), related_name="submissions"
    )
    number = models.PositiveSmallIntegerField(_("lần"))
    versions = models.ManyToManyField(
        "documents.Version", verbose_name=_("phiên bản"), related_name="+"
    )
    submitted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("gửi lúc"))
    due_on = models.DateField(_("hạn khi gửi"))
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("xử lý lúc"), null=True, blank=True)
    is_received = models.BooleanField(_("tiếp nhận"), null=True, blank=True)
    return_reason = models.CharField(
        _("lý do trả lại"), max_length=20, choices=return_reasons_choices, blank=True
    )
    return_note = models.TextField(_("nội dung cần sửa"), blank=True)

    class Meta:
        verbose_name = _("lần gửi")
        verbose_name_plural = _("lần gửi")
        ordering = ["part", "number"]
        constraints = [
            models.UniqueConstraint(fields=["part", "number"], name="submission_number_once"),
            models.CheckConstraint(
                condition=~models.Q(is_received=False) | ~models.Q(return_reason=""),
                name="returned_submission_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} – {self.number}"
