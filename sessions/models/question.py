"""A delegate's question (chất vấn), its files, and the written answers to it."""

from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from hdnd_portal.documents.keeping import stays_with
from sessions.models.rehearsal import only_of_real_sessions
from sessions.question_labels import (
    form_choices,
    question_return_choices,
    question_state_choices,
    rating_choices,
    wish_choices,
    writing_reason_choices,
)
from sessions.workflow.question import QUESTION_ANSWERED, QUESTION_WRITABLE, QuestionState

# Those who see a question from the moment it is submitted.
DESK = (*STAFF, Role.STANDING_COMMITTEE, Role.CHAIR)


class QuestionQuerySet(models.QuerySet["Interpellation"]):
    """Selectors of questions."""

    def by_author(self, user: User) -> Self:
        """The user's own, by whatever seat; a question is put by nobody for another."""
        if user.person_id is None:
            return self.none()
        return self.filter(
            mandate__person=user.person_id,
            council__in={a.council_id for a in user.own_assignments if a.role == Role.DELEGATE},
        )

    def routed_to(self, user: User) -> Self:
        """Those the user's agencies are to answer."""
        return self.filter(routed_to__in=user.agencies(), routed_at__isnull=False)

    def visible_to(self, user: User) -> Self:
        """A draft to its author alone; once sent, to the office and the Standing Committee; once
        routed, to whoever is to answer; once answered, to everybody inside the council.
        """
        own = (
            models.Q(
                mandate__person=user.person_id,
                council__in={a.council_id for a in user.own_assignments if a.role == Role.DELEGATE},
            )
            if user.person_id is not None
            else models.Q(pk__in=[])
        )
        return self.filter(
            own
            | models.Q(~models.Q(state=QuestionState.DRAFT), council__in=user.councils(*DESK))
            | models.Q(routed_to__in=user.agencies(), routed_at__isnull=False)
            | models.Q(state__in=QUESTION_ANSWERED, council__in=user.councils(*INSIDE))
        )

    def overdue(self, on: date) -> Self:
        """Answers in writing whose day has passed."""
        return self.filter(state=QuestionState.WRITTEN_DUE, written_due_on__lt=on)

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related(
            "council", "session", "mandate__person", "post__person", "post__agency", "routed_to",
            "delegate_group", "group",
        ).defer("folded")  # fmt: skip


class Interpellation(models.Model):
    """Chất vấn: what a delegate asks of a person, with grounds (QST-1 to QST-3).

    Put to a session, or between two sessions (`session` empty) to the Standing Committee.
    """

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="questions"
    )
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        null=True,
        blank=True,
        related_name="questions",
    )
    mandate = models.ForeignKey(
        "council.Mandate", models.PROTECT, verbose_name=_("đại biểu"), related_name="questions"
    )
    delegate_group = models.ForeignKey(
        "council.Body",
        models.PROTECT,
        verbose_name=_("Tổ đại biểu"),
        null=True,
        blank=True,
        related_name="+",
    )
    post = models.ForeignKey(
        "council.Post", models.PROTECT, verbose_name=_("người bị chất vấn"), related_name="+"
    )
    title = models.CharField(_("vấn đề chất vấn"), max_length=300)
    text = models.TextField(_("nội dung chất vấn"))
    grounds = models.TextField(_("căn cứ"), blank=True)
    wanted = models.CharField(
        _("hình thức trả lời đề nghị"), max_length=10, choices=form_choices, default="oral"
    )
    # The page of a dossier from which it was asked (A12).
    paper = models.ForeignKey(
        "council_sessions.FrozenFile",
        models.PROTECT,
        verbose_name=_("tài liệu kỳ họp"),
        null=True,
        blank=True,
        related_name="+",
    )
    page = models.PositiveIntegerField(_("trang"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=20, choices=question_state_choices, default="draft"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    asked_on = models.DateField(_("ngày chất vấn"), null=True, blank=True)
    return_reason = models.CharField(
        _("lý do trả lại"), max_length=20, choices=question_return_choices, blank=True
    )
    note = models.TextField(_("ghi chú xử lý"), blank=True)
    group = models.ForeignKey(
        "council_sessions.QuestionGroup",
        models.PROTECT,
        verbose_name=_("nhóm vấn đề"),
        null=True,
        blank=True,
        related_name="questions",
    )
    routed_to = models.ForeignKey(
        "council.Agency",
        models.PROTECT,
        verbose_name=_("cơ quan trả lời"),
        null=True,
        blank=True,
        related_name="questions",
    )
    routed_at = models.DateTimeField(_("chuyển lúc"), null=True, blank=True)
    routed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    writing_reason = models.CharField(
        _("lý do trả lời bằng văn bản"),
        max_length=20,
        choices=writing_reason_choices,
        blank=True,
    )
    written_due_on = models.DateField(_("hạn trả lời bằng văn bản"), null=True, blank=True)
    written_explanation = models.JSONField(default=dict, blank=True)
    # At the sitting.
    position = models.PositiveSmallIntegerField(_("thứ tự hỏi"), default=0)
    raised_at = models.DateTimeField(_("hỏi lúc"), null=True, blank=True)
    # Order and clock at the sitting are those of the speech in which it is asked.
    speech = models.ForeignKey(
        "council_sessions.SpeechRequest",
        models.SET_NULL,
        verbose_name=_("lượt phát biểu"),
        null=True,
        blank=True,
        related_name="questions",
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    answer_summary = models.TextField(_("tóm tắt trả lời trực tiếp"), blank=True)
    recording_at = models.DurationField(_("mốc ghi âm"), null=True, blank=True)
    # What the author says of the answer.
    rating = models.CharField(_("đánh giá"), max_length=10, choices=rating_choices, blank=True)
    rating_reason = models.TextField(_("lý do đánh giá"), blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)
    wish = models.CharField(_("đề nghị"), max_length=20, choices=wish_choices, blank=True)
    wish_reason = models.TextField(_("lý do đề nghị"), blank=True)
    outcome = models.TextField(_("kết quả thảo luận, xem xét"), blank=True)
    folded = models.GeneratedField(
        expression=models.Func(
            Concat("title", models.Value(" "), "text", output_field=models.TextField()),
            function="hdnd_fold",
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("chất vấn")
        verbose_name_plural = _("chất vấn")
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft")
                | models.Q(submitted_at__isnull=False, asked_on__isnull=False),
                name="sent_question_has_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(return_reason=""),
                name="returned_question_has_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="written_due")
                | models.Q(written_due_on__isnull=False, routed_to__isnull=False),
                name="written_question_has_day_and_agency",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="grouped") | models.Q(group__isnull=False),
                name="chosen_question_has_group",
            ),
            models.CheckConstraint(
                condition=models.Q(paper__isnull=False) | models.Q(page__isnull=True),
                name="question_page_has_paper",
            ),
        ]
        indexes = [
            GinIndex(OpClass("folded", "gin_trgm_ops"), name="question_by_words"),
            models.Index(fields=["council", "session", "state"], name="question_by_state"),
        ]
        triggers = [only_of_real_sessions()]

    def __str__(self) -> str:
        return self.title

    @property
    def is_writable(self) -> bool:
        """Whether its author may still write."""
        return self.state in QUESTION_WRITABLE

    @property
    def is_answered(self) -> bool:
        """Whether an answer was given."""
        return self.state in QUESTION_ANSWERED


class QuestionFile(models.Model):
    """Tài liệu kèm chất vấn: pictures, papers, recordings of the author."""

    question = models.ForeignKey(
        Interpellation, models.CASCADE, verbose_name=_("chất vấn"), related_name="files"
    )
    version = models.ForeignKey(
        "documents.Version", models.PROTECT, verbose_name=_("tệp"), related_name="+"
    )

    class Meta:
        verbose_name = _("tài liệu kèm chất vấn")
        verbose_name_plural = _("tài liệu kèm chất vấn")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "version"], name="question_file_once")
        ]

    def __str__(self) -> str:
        return str(self.version)


class WrittenAnswer(models.Model):
    """Văn bản trả lời chất vấn: signed by the person questioned (QST-9); a draft until sent."""

    question = models.ForeignKey(
        Interpellation, models.PROTECT, verbose_name=_("chất vấn"), related_name="answers"
    )
    number = models.PositiveSmallIntegerField(_("lần"), null=True, blank=True)
    agency = models.ForeignKey(
        "council.Agency", models.PROTECT, verbose_name=_("cơ quan trả lời"), related_name="+"
    )
    signer = models.CharField(_("người ký"), max_length=200, blank=True)
    reference = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    dated_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    summary = models.TextField(_("tóm tắt nội dung trả lời"), blank=True)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    due_on = models.DateField(_("hạn khi gửi"), null=True, blank=True)
    # Per file, as it was when it was sent: the signatures found, whose they are, whether they hold.
    signature_report = models.JSONField(_("kết quả kiểm tra chữ ký"), default=list, blank=True)

    class Meta:
        verbose_name = _("văn bản trả lời chất vấn")
        verbose_name_plural = _("văn bản trả lời chất vấn")
        ordering = ["question", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="answer_number_once"),
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(sent_at__isnull=True),
                name="answer_one_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True, number__isnull=True)
                | models.Q(sent_at__isnull=False, number__isnull=False),
                name="sent_answer_is_numbered",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="sent_answer_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} – {self.reference or self.number or '…'}"

    @property
    def is_late(self) -> bool:
        """Whether it was sent after its day, by the clock of Việt Nam."""
        if self.sent_at is None or self.due_on is None:
            return False
        return timezone.localdate(self.sent_at) > self.due_on


class AnswerFile(models.Model):
    """Tệp của văn bản trả lời: the exact version that was sent."""

    answer = models.ForeignKey(
        WrittenAnswer, models.CASCADE, verbose_name=_("văn bản trả lời"), related_name="files"
    )
    version = models.ForeignKey(
        "documents.Version", models.PROTECT, verbose_name=_("tệp"), related_name="+"
    )

    class Meta:
        verbose_name = _("tệp trả lời chất vấn")
        verbose_name_plural = _("tệp trả lời chất vấn")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "version"], name="answer_file_once")
        ]
        triggers = [
            stays_with(
                "sent_answer_keeps_files",
                table="council_sessions_writtenanswer",
                owner="answer",
                settled="sent_at IS NOT NULL",
                said="the answer was sent",
            ),
        ]

    def __str__(self) -> str:
        return str(self.version)
