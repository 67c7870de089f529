"""A letter that answers many recommendations, and the parts into which it is cut."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.answer_letters.labels import letter_state_choices, part_state_choices
from hdnd_portal.answer_letters.workflow import STANDING, LetterState
from hdnd_portal.commitments.answers import Answer
from hdnd_portal.commitments.labels import claim_choices
from hdnd_portal.commitments.workflow import Claim

OFFICE = (Role.OFFICER, Role.OFFICE_HEAD)


class AnswerLetterQuerySet(models.QuerySet["AnswerLetter"]):
    """Selectors of letters."""

    def visible_to(self, user: User) -> Self:
        """An agency's own, to whoever acts for it; what came on paper, to the office."""
        return self.filter(
            models.Q(on_behalf=False, agency__in=user.agencies())
            | models.Q(on_behalf=True, council__in=user.councils(*OFFICE))
        )

    def standing(self) -> Self:
        """Those of which something is there, or is being made."""
        return self.filter(state__in=STANDING)

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related("agency", "council", "made_by")


class AnswerLetter(models.Model):
    """Công văn trả lời: one paper of an agency over many recommendations (C11)."""

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="answer_letters"
    )
    agency = models.ForeignKey(
        "council.Agency",
        models.PROTECT,
        verbose_name=_("cơ quan trả lời"),
        related_name="answer_letters",
    )
    # Brought in by the office, which received it on paper.
    on_behalf = models.BooleanField(_("văn phòng nhập thay"), default=False)
    version = models.ForeignKey(
        "documents.Version", models.PROTECT, verbose_name=_("tệp"), related_name="+"
    )
    sha256 = models.CharField("SHA-256", max_length=64)
    reference = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    signed_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=letter_state_choices, default="reading"
    )
    # Why it could not be read: the code of the refusal and its details.
    failure = models.JSONField(default=dict, blank=True)
    job = models.ForeignKey("reports.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("nộp lúc"), auto_now_add=True)
    settled_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)

    objects = AnswerLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("công văn trả lời")
        verbose_name_plural = _("công văn trả lời")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "sha256"],
                condition=models.Q(state__in=sorted(str(state) for state in STANDING)),
                name="answer_letter_once_for_agency",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["reading", "read", "unreadable"], settled_at__isnull=True
                )
                | models.Q(state__in=["sent", "drafted", "dropped"], settled_at__isnull=False),
                name="answer_letter_settled_at_its_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["sent", "drafted"])
                | (~models.Q(reference="") & models.Q(signed_on__isnull=False)),
                name="settled_answer_letter_has_number",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or self.version.name

    @property
    def is_at_work(self) -> bool:
        """Whether a job is reading it."""
        return self.state == LetterState.READING and self.job is not None and self.job.is_open


class LetterPart(models.Model):
    """Phần của công văn: its words, what is proposed, and what a person has said of it."""

    letter = models.ForeignKey(AnswerLetter, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    # As the letter counts it: "Câu 3", "II – 4".
    label = models.CharField(_("mục"), max_length=400, blank=True)
    page = models.PositiveSmallIntegerField(_("trang"), null=True, blank=True)
    asked = models.TextField(_("nội dung được hỏi"), blank=True)
    answer = models.TextField(_("nội dung trả lời"))
    # As `matching.Match` and `hints.Hint`: what was proposed stays beside what was confirmed.
    proposals = models.JSONField(default=list, blank=True)
    hints = models.JSONField(default=dict, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=part_state_choices, default="open"
    )
    claimed = models.CharField(_("kết quả"), max_length=20, choices=claim_choices, blank=True)
    text = models.TextField(_("nội dung trả lời gửi đi"), blank=True)
    measure = models.TextField(_("biện pháp đã làm, sẽ làm"), blank=True)
    done_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    promised_on = models.DateField(_("ngày sẽ hoàn thành"), null=True, blank=True)
    # In đồng.
    amount = models.PositiveBigIntegerField(_("kinh phí"), null=True, blank=True)
    money_source = models.CharField(_("nguồn kinh phí"), max_length=300, blank=True)
    evidence = models.CharField(_("số, ký hiệu văn bản làm căn cứ"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("xem lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phần của công văn trả lời")
        verbose_name_plural = _("phần của công văn trả lời")
        ordering = ["letter", "position"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "position"], name="letter_part_once"),
            # Nothing is confirmed but by a person, with a result.
            models.CheckConstraint(
                condition=~models.Q(state="confirmed")
                | (
                    ~models.Q(claimed="")
                    & models.Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
                name="confirmed_letter_part_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.position)

    @property
    def as_answer(self) -> Answer:
        """What it says. The letter itself is the answer, and no evidence of what it claims."""
        return Answer(
            claimed=Claim(self.claimed),
            text=self.text,
            measure=self.measure,
            done_on=self.done_on,
            promised_on=self.promised_on,
            amount=self.amount,
            money_source=self.money_source,
            evidence=self.evidence,
        )

    @property
    def suggested(self) -> dict[str, Any]:
        """What the answer seems to say, for the fields of the form."""
        found = {name: hint["value"] for name, hint in self.hints.items()}
        for name in ("done_on", "promised_on"):
            if name in found:
                found[name] = date.fromisoformat(found[name])
        return {**found, "text": self.answer}


class LetterAnswer(models.Model):
    """Phần trả lời kiến nghị nào: chosen by a person, then the reply that it became."""

    letter = models.ForeignKey(AnswerLetter, models.CASCADE, related_name="answers")
    part = models.ForeignKey(LetterPart, models.CASCADE, related_name="answers")
    commitment = models.ForeignKey("commitments.Commitment", models.PROTECT, related_name="+")
    # The last reply that the agency had sent when the part was confirmed.
    replied = models.PositiveSmallIntegerField(default=0)
    reply = models.OneToOneField(
        "commitments.Reply", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("trả lời trong công văn")
        verbose_name_plural = _("trả lời trong công văn")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "commitment"], name="letter_answers_commitment_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.part_id} → {self.commitment_id}"
