"""What an agency claims (Reply) and what was found (Verification): two rows, never one field."""

from typing import Self

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE
from hdnd_portal.commitments.answers import Answer
from hdnd_portal.commitments.labels import (
    claim_choices,
    claim_label,
    finding_choices,
    impression_choices,
    quality_choices,
)
from hdnd_portal.commitments.models.commitment import BODY_DESK, Commitment, Owner, own_seats
from hdnd_portal.commitments.models.heard import keeps_heard
from hdnd_portal.commitments.workflow import Claim
from hdnd_portal.documents.keeping import stays_with
from hdnd_portal.ui.choices import Label


class ReplyQuerySet(models.QuerySet["Reply"]):
    """Selectors of replies."""

    def sent(self) -> Self:
        """Those that were sent; the others are drafts of their agency."""
        return self.filter(sent_at__isnull=False)

    def drafts(self) -> Self:
        """Those not sent yet."""
        return self.filter(sent_at__isnull=True)

    def visible_to(self, user: User) -> Self:
        """What was sent, to whoever sees the commitment; a draft to its agency alone."""
        return self.filter(
            models.Q(sent_at__isnull=False, commitment__in=Commitment.objects.visible_to(user))
            | models.Q(sent_at__isnull=True, agency__in=user.agencies())
            | models.Q(
                sent_at__isnull=True, body__in=user.bodies(*BODY_DESK), delegate__isnull=True
            )
            | models.Q(sent_at__isnull=True, delegate__in=own_seats(user))
        )


class Reply(models.Model):
    """Báo cáo kết quả: what an agency says it did; once sent it is never changed."""

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, verbose_name=_("cam kết"), related_name="replies"
    )
    number = models.PositiveSmallIntegerField(_("lần"), null=True, blank=True)
    agency = models.ForeignKey(
        "council.Agency",
        models.PROTECT,
        verbose_name=_("cơ quan"),
        null=True,
        blank=True,
        related_name="+",
    )
    body = models.ForeignKey(
        "council.Body",
        models.PROTECT,
        verbose_name=_("cơ quan của HĐND"),
        null=True,
        blank=True,
        related_name="+",
    )
    # The seat in that body that owes it and replies.
    delegate = models.ForeignKey(
        "council.Mandate",
        models.PROTECT,
        verbose_name=_("đại biểu"),
        null=True,
        blank=True,
        related_name="+",
    )
    claimed = models.CharField(_("kết quả báo cáo"), max_length=20, choices=claim_choices)
    text = models.TextField(_("kết quả cụ thể"))
    measure = models.TextField(_("biện pháp đã làm, sẽ làm"), blank=True)
    done_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    promised_on = models.DateField(_("ngày sẽ hoàn thành"), null=True, blank=True)
    # In đồng.
    amount = models.PositiveBigIntegerField(_("kinh phí"), null=True, blank=True)
    money_source = models.CharField(_("nguồn kinh phí"), max_length=300, blank=True)
    evidence = models.CharField(_("số, ký hiệu văn bản làm căn cứ"), max_length=300, blank=True)
    quality = models.CharField(
        _("chất lượng trả lời"), max_length=10, choices=quality_choices, blank=True
    )
    # Put in by the office out of a letter; never a draft that the agency sees.
    is_recorded = models.BooleanField(_("văn phòng ghi theo công văn"), default=False)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("soạn lúc"), auto_now=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    due_on = models.DateField(_("hạn khi gửi"), null=True, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo kết quả")
        verbose_name_plural = _("báo cáo kết quả")
        ordering = ["commitment", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="reply_number_once"),
            models.UniqueConstraint(
                fields=["commitment", "agency", "body", "delegate"],
                condition=models.Q(sent_at__isnull=True, is_recorded=False),
                name="reply_one_draft",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(agency__isnull=False, body__isnull=True)
                | models.Q(agency__isnull=True, body__isnull=False),
                name="reply_has_one_writer",
            ),
            models.CheckConstraint(
                condition=models.Q(delegate__isnull=True) | models.Q(body__isnull=False),
                name="delegate_replies_within_a_body",
            ),
            # Judged when it is sent; what was sent before answers were judged has none.
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=False) | models.Q(quality=""),
                name="only_sent_reply_is_judged",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True, number__isnull=True)
                | models.Q(sent_at__isnull=False, number__isnull=False),
                name="sent_reply_is_numbered",
            ),
        ]
        triggers = [
            keeps_heard("reply_is_heard", condition=pgtrigger.Q(new__sent_at__isnull=False)),
            pgtrigger.Protect(
                name="sent_reply_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} – {self.number or '…'}"

    @property
    def claimed_label(self) -> Label:
        """What is claimed, in the words of the kind of commitment."""
        return claim_label(self.claimed, self.commitment.kind)

    @property
    def as_answer(self) -> Answer:
        """What it says, to be judged; asks for its files while it is a draft."""
        return Answer(
            claimed=Claim(self.claimed),
            text=self.text,
            measure=self.measure,
            done_on=self.done_on,
            promised_on=self.promised_on,
            amount=self.amount,
            money_source=self.money_source,
            evidence=self.evidence,
            # The letter in which it stands proves nothing of what it claims.
            has_files=self.pk is not None and self.files.filter(letter="").exists(),
        )

    @property
    def is_late(self) -> bool:
        """Whether it was sent after its day, by the clock of Việt Nam."""
        if self.sent_at is None or self.due_on is None:
            return False
        return timezone.localdate(self.sent_at) > self.due_on

    @property
    def writer(self) -> Owner:
        """Who replies."""
        writer = self.delegate or self.agency or self.body
        assert writer is not None  # noqa: S101 -- the check constraint reply_has_one_writer
        return writer


class ReplyFileQuerySet(models.QuerySet["ReplyFile"]):
    """Selectors of files of replies."""

    def visible_to(self, user: User) -> Self:
        """The files of replies the user sees; a letter over many holds what others were asked.

        It is for its agency and for those inside the council.
        """
        inside = models.Q(reply__commitment__council__in=user.councils(*INSIDE))
        own = models.Q(reply__agency__in=user.agencies())
        return self.filter(
            models.Q(letter="") | inside | own, reply__in=Reply.objects.visible_to(user)
        )


class ReplyFile(models.Model):
    """Tệp kèm báo cáo: the exact version that was sent, or the letter in which the reply stands."""

    reply = models.ForeignKey(
        Reply, models.CASCADE, verbose_name=_("báo cáo"), related_name="files"
    )
    version = models.ForeignKey(
        "documents.Version", models.PROTECT, verbose_name=_("tệp"), related_name="+"
    )
    # Of a letter that answers many at once: its number, its day, the page of this answer.
    letter = models.CharField(_("số, ký hiệu công văn"), max_length=60, blank=True)
    letter_on = models.DateField(_("ngày công văn"), null=True, blank=True)
    page = models.PositiveSmallIntegerField(_("trang"), null=True, blank=True)

    objects = ReplyFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp kèm báo cáo")
        verbose_name_plural = _("tệp kèm báo cáo")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["reply", "version"], name="reply_file_once")]
        triggers = [
            stays_with(
                "sent_reply_keeps_files",
                table="commitments_reply",
                owner="reply",
                settled="sent_at IS NOT NULL",
                said="the reply was sent",
            ),
        ]

    def __str__(self) -> str:
        return str(self.version)


class Verification(models.Model):
    """Xác minh: what was found, by whom and why; it stands beside what was claimed."""

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, verbose_name=_("cam kết"), related_name="verifications"
    )
    reply = models.ForeignKey(
        Reply,
        models.PROTECT,
        verbose_name=_("báo cáo được xác minh"),
        null=True,
        blank=True,
        related_name="verifications",
    )
    confirmed = models.CharField(_("kết quả xác minh"), max_length=20, choices=finding_choices)
    impression = models.CharField(
        _("đánh giá câu trả lời"), max_length=10, choices=impression_choices, blank=True
    )
    reason = models.TextField(_("căn cứ, nhận xét"))
    checked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("xác minh kết quả")
        verbose_name_plural = _("xác minh kết quả")
        ordering = ["commitment", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="verification_has_reason")
        ]
        triggers = [
            keeps_heard("finding_is_heard"),
            pgtrigger.Protect(
                name="verification_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.get_confirmed_display()}"
