"""A delegate's question about a page of a frozen paper, and what its drafters answer (A12)."""

from typing import Self

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from hdnd_portal.documents.kinds import PDF
from sessions.models.dossier import PREPARERS, DossierPart
from sessions.models.reading_room import FileRestriction
from sessions.models.rehearsal import only_of_real_sessions
from sessions.paper_question_labels import paper_question_state_choices
from sessions.workflow.paper_question import PAPER_QUESTION_SHOWN, PaperQuestionState


class PaperQuestionQuerySet(models.QuerySet["PaperQuestion"]):
    """Selectors of questions about papers."""

    def by_author(self, user: User) -> Self:
        """The user's own; a question is asked by nobody for another."""
        if user.person_id is None:
            return self.none()
        councils = {a.council_id for a in user.own_assignments if a.role == Role.DELEGATE}
        return self.filter(mandate__person=user.person_id, session__council__in=councils)

    def owed_by(self, user: User) -> Self:
        """Those the user may answer: whoever owes the part drafted the paper."""
        return self.filter(part__in=DossierPart.objects.owned_by(user))

    def visible_to(self, user: User) -> Self:
        """Whoever may open the paper: its drafters, and everybody inside the council; of a closed
        item or a restricted file that is no PDF, the office alone (as `dossier_access` has it).

        What was withdrawn or given back is seen by its author, the drafters, office and chairs.
        """
        held = FileRestriction.objects.filter(
            file=models.OuterRef("paper__version__file"), lifted_at=None
        )
        opens = (
            models.Q(part__dossier__item__is_closed=False) & ~models.Q(models.Exists(held))
        ) | models.Q(paper__version__media_type=PDF.media_type)
        inside = models.Q(session__council__in=user.councils(*INSIDE)) & opens
        inside |= models.Q(session__council__in=user.councils(*STAFF))
        drafted = models.Q(part__in=DossierPart.objects.owned_by(user))
        shown = (
            models.Q(state__in=PAPER_QUESTION_SHOWN)
            | models.Q(session__council__in=user.councils(*PREPARERS))
            | drafted
        )
        if user.person_id is not None:
            shown |= models.Q(mandate__person=user.person_id)
        return self.filter(inside | drafted).filter(shown)

    def waiting(self) -> Self:
        """Those for which an answer is owed."""
        return self.filter(state=PaperQuestionState.ASKED)

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related(
            "session__council",
            "mandate__person",
            "paper__version",
            "part__agency",
            "part__body",
            "part__dossier__item__session__council",
            "part__dossier__item__sitting",
        ).defer("paper__version__text")


class PaperQuestion(models.Model):
    """Câu hỏi về tài liệu: what a delegate asks of those who drafted a paper of the dossier."""

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        related_name="paper_questions",
    )
    # The part the paper belongs to: whoever owes it drafted it, and answers.
    part = models.ForeignKey(
        "council_sessions.DossierPart",
        models.PROTECT,
        verbose_name=_("thành phần hồ sơ"),
        related_name="questions",
    )
    paper = models.ForeignKey(
        "council_sessions.FrozenFile",
        models.PROTECT,
        verbose_name=_("tài liệu"),
        related_name="questions",
    )
    page = models.PositiveIntegerField(_("trang"), null=True, blank=True)
    quote = models.TextField(_("đoạn được trích"), blank=True)
    text = models.TextField(_("câu hỏi"))
    mandate = models.ForeignKey(
        "council.Mandate", models.PROTECT, verbose_name=_("đại biểu"), related_name="+"
    )
    asked_at = models.DateTimeField(_("hỏi lúc"))
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=paper_question_state_choices, default="asked"
    )
    note = models.TextField(_("lý do"), blank=True)

    objects = PaperQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("câu hỏi về tài liệu")
        verbose_name_plural = _("câu hỏi về tài liệu")
        ordering = ["paper__position", models.F("page").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["withdrawn", "declined"]) | ~models.Q(note=""),
                name="paper_question_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="paper_question_asks_something"
            ),
        ]
        indexes = [
            models.Index(fields=["session", "state"], name="paper_question_by_state"),
        ]
        triggers = [
            only_of_real_sessions(),
            # Others have read it: a question is withdrawn and asked anew, never reworded.
            pgtrigger.Protect(
                name="paper_question_keeps_words",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "ROW(OLD.session_id, OLD.part_id, OLD.paper_id, OLD.page, OLD.quote, OLD.text,"
                    " OLD.mandate_id, OLD.asked_at) IS DISTINCT FROM ROW(NEW.session_id,"
                    " NEW.part_id, NEW.paper_id, NEW.page, NEW.quote, NEW.text, NEW.mandate_id,"
                    " NEW.asked_at)"
                ),
            ),
        ]

    def __str__(self) -> str:
        # The trail and lists of the admin name it: never by its words.
        return f"Câu hỏi số {self.pk} về tài liệu"

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is owed."""
        return self.state == PaperQuestionState.ASKED


class PaperAnswer(models.Model):
    """Trả lời câu hỏi về tài liệu: in words, perhaps with a page of a paper; never changed."""

    question = models.ForeignKey(
        PaperQuestion, models.PROTECT, verbose_name=_("câu hỏi"), related_name="answers"
    )
    number = models.PositiveSmallIntegerField(_("lần"))
    text = models.TextField(_("nội dung trả lời"))
    paper = models.ForeignKey(
        "council_sessions.FrozenFile",
        models.PROTECT,
        verbose_name=_("xem tại tài liệu"),
        null=True,
        blank=True,
        related_name="+",
    )
    page = models.PositiveIntegerField(_("trang"), null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("trả lời lúc"))
    # As it was counted then; what an answer was late by does not move with the calendar.
    due_on = models.DateField(_("hạn khi trả lời"))

    class Meta:
        verbose_name = _("trả lời câu hỏi về tài liệu")
        verbose_name_plural = _("trả lời câu hỏi về tài liệu")
        ordering = ["question", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="paper_answer_number_once"),
            models.CheckConstraint(
                condition=models.Q(paper__isnull=False) | models.Q(page__isnull=True),
                name="paper_answer_page_has_paper",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="paper_answer_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}, trả lời lần {self.number}"

    @property
    def is_late(self) -> bool:
        """Whether it came after its day, by the clock of Việt Nam."""
        return timezone.localdate(self.answered_at) > self.due_on
