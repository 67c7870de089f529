"""What was decided when reminders did not help, and what the agency explained."""

from datetime import date
from typing import Self

import pgtrigger
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE
from hdnd_portal.commitments.labels import step_kind_choices, step_state_choices
from hdnd_portal.commitments.models.commitment import Commitment


class StepQuerySet(models.QuerySet["EscalationStep"]):
    """Selectors of steps."""

    def visible_to(self, user: User) -> Self:
        """Whoever sees the commitment."""
        return self.filter(commitment__in=Commitment.objects.visible_to(user))

    def open(self) -> Self:
        """Those that go on."""
        return self.filter(state="open")

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.exclude(state="withdrawn")

    def explanations_due(self) -> Self:
        """Demands of an explanation that nobody has given."""
        return self.open().filter(kind="explanation")


class EscalationStep(models.Model):
    """Bước xử lý: one step of the ladder after reminders, decided by a person (OVS-25).

    `target` is the record that the step created, of any app; where it was dropped there, its name
    stays.
    """

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, verbose_name=_("cam kết"), related_name="steps"
    )
    kind = models.CharField(_("bước"), max_length=20, choices=step_kind_choices)
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=step_state_choices, default="open"
    )
    reason = models.TextField(_("lý do"))
    decided_on = models.DateField(_("ngày quyết định"))
    reference = models.CharField(_("số, ký hiệu văn bản"), max_length=100, blank=True)
    # The office writes down what the Standing Committee decided on paper.
    is_recorded = models.BooleanField(_("Văn phòng ghi nhận"), default=False)
    taken_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    # Of a demanded explanation: until when, by which row of the register.
    rule = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(_("hạn giải trình"), null=True, blank=True)
    why_due = models.JSONField(_("cách tính hạn"), default=dict, blank=True)
    target_type = models.ForeignKey(
        "contenttypes.ContentType", models.PROTECT, null=True, blank=True, related_name="+"
    )
    target_id = models.BigIntegerField(null=True, blank=True)
    target = GenericForeignKey("target_type", "target_id")
    target_label = models.CharField(_("hồ sơ đã lập"), max_length=300, blank=True)
    # Why it was withdrawn, or with what it ended.
    note = models.TextField(_("ghi chú"), blank=True)
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("bước xử lý")
        verbose_name_plural = _("bước xử lý")
        ordering = ["decided_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "kind"],
                condition=models.Q(state="open"),
                name="one_open_step_of_a_kind",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="step_has_reason"),
            models.CheckConstraint(
                condition=~models.Q(state="withdrawn") | ~models.Q(note=""),
                name="withdrawn_step_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(is_recorded=False) | ~models.Q(reference=""),
                name="recorded_step_names_its_paper",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="explanation", due_on__isnull=False)
                | models.Q(~models.Q(kind="explanation"), due_on__isnull=True),
                name="demanded_explanation_has_day",
            ),
        ]
        indexes = [models.Index(fields=["target_type", "target_id"], name="step_by_target")]
        triggers = [pgtrigger.Protect(name="step_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.decided_on:%d/%m/%Y}"

    def is_overdue(self, on: date) -> bool:
        """Whether an explanation is owed whose day has passed."""
        return self.state == "open" and self.due_on is not None and self.due_on < on


class LetterQuerySet(models.QuerySet["ReminderLetter"]):
    """Selectors of letters."""

    def visible_to(self, user: User) -> Self:
        """Everybody inside the council, and the agency it was written to."""
        return self.filter(
            models.Q(council__in=user.councils(*INSIDE)) | models.Q(agency__in=user.agencies())
        )

    def standing(self) -> Self:
        """Those whose number was not given up."""
        return self.filter(document__state="issued")


class ReminderLetter(models.Model):
    """Công văn đôn đốc: what one agency had not done on the day, with its number, as printed."""

    council = models.ForeignKey("council.Council", models.PROTECT, related_name="+")
    agency = models.ForeignKey(
        "council.Agency", models.PROTECT, verbose_name=_("cơ quan"), related_name="+"
    )
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản"), related_name="+"
    )
    commitments = models.ManyToManyField(
        Commitment, verbose_name=_("kiến nghị, cam kết"), related_name="letters"
    )
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("ban hành lúc"), auto_now_add=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("công văn đôn đốc")
        verbose_name_plural = _("công văn đôn đốc")
        ordering = ["-issued_at", "-pk"]
        triggers = [
            pgtrigger.Protect(name="letter_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.document)


class ExplanationQuerySet(models.QuerySet["Explanation"]):
    """Selectors of explanations."""

    def visible_to(self, user: User) -> Self:
        """Whoever sees the commitment."""
        return self.filter(step__commitment__in=Commitment.objects.visible_to(user))


class Explanation(models.Model):
    """Giải trình: what the agency answers to the demand; it stays as it was sent."""

    step = models.OneToOneField(EscalationStep, models.PROTECT, related_name="given")
    agency = models.ForeignKey(
        "council.Agency", models.PROTECT, verbose_name=_("cơ quan"), related_name="+"
    )
    text = models.TextField(_("nội dung giải trình"))
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("gửi lúc"), auto_now_add=True)

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        verbose_name = _("giải trình")
        verbose_name_plural = _("giải trình")
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="explanation_says_something")
        ]
        triggers = [
            pgtrigger.Protect(
                name="explanation_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {timezone.localdate(self.sent_at):%d/%m/%Y}"

    @property
    def is_late(self) -> bool:
        """Whether it came after its day, by the clock of Việt Nam."""
        due_on = self.step.due_on
        return due_on is not None and timezone.localdate(self.sent_at) > due_on


class ExplanationFile(models.Model):
    """Tệp kèm giải trình."""

    explanation = models.ForeignKey(Explanation, models.PROTECT, related_name="files")
    version = models.ForeignKey(
        "documents.Version", models.PROTECT, verbose_name=_("tệp"), related_name="+"
    )

    class Meta:
        verbose_name = _("tệp kèm giải trình")
        verbose_name_plural = _("tệp kèm giải trình")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["explanation", "version"], name="explained_file_once")
        ]

    def __str__(self) -> str:
        return str(self.version)
