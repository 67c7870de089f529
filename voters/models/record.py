"""What is said at a voter-contact meeting: opinions word by word, presence, the record of it."""

import uuid
from typing import Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF
from voters import clocks
from voters.labels import record_state_choices, track_choices
from voters.models.plan import seen_plans
from voters.workflow import RecordState

LONGEST_TEXT = 20_000


def _not_after_signing(name: str, meeting: str) -> pgtrigger.Trigger:
    """A trigger: nothing is added to a meeting whose record is signed."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=pgtrigger.Func(  # type: ignore[no-untyped-call]
            f"""
            IF EXISTS (SELECT 1 FROM voters_meetingrecord r
                       WHERE {meeting} AND r.state = 'signed') THEN
                RAISE EXCEPTION 'the record of the meeting is signed';
            END IF;
            RETURN NEW;
            """  # noqa: S608 -- names of our own tables
        ),
    )


class MeetingRecordQuerySet(models.QuerySet["MeetingRecord"]):
    """Selectors of records."""

    def visible_to(self, user: User) -> Self:
        """Those of the meetings the user may see."""
        return self.filter(seen_plans(user, "meeting__plan__"))


class MeetingRecord(models.Model):
    """Biên bản cuộc tiếp xúc cử tri: when it was held, under whom, how many came and spoke."""

    meeting = models.OneToOneField(
        "voters.VoterMeeting",
        models.PROTECT,
        verbose_name=_("cuộc tiếp xúc"),
        related_name="record",
    )
    starts_at = models.DateTimeField(_("bắt đầu"), null=True, blank=True)
    ends_at = models.DateTimeField(_("kết thúc"), null=True, blank=True)
    chair = models.CharField(_("chủ trì"), max_length=200, blank=True)
    secretary = models.CharField(_("thư ký"), max_length=200, blank=True)
    authorities = models.TextField(_("đại diện cơ quan, tổ chức dự"), blank=True)
    voter_count = models.PositiveIntegerField(_("số cử tri dự"), null=True, blank=True)
    speaker_count = models.PositiveIntegerField(_("số lượt phát biểu"), null=True, blank=True)
    # Reported to the voters, one a line (Joint Resolution 72/2025, Art. 20).
    subjects = models.TextField(_("nội dung báo cáo với cử tri"), blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=record_state_choices, default="draft"
    )
    signed_at = models.DateTimeField(_("ký lúc"), null=True, blank=True)
    signed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Why it was opened again after it had been signed.
    reopen_reason = models.CharField(_("lý do mở lại"), max_length=500, blank=True)

    objects = MeetingRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("biên bản tiếp xúc cử tri")
        verbose_name_plural = _("biên bản tiếp xúc cử tri")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="meeting_record_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="signed")
                | models.Q(
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                    starts_at__isnull=False,
                    ends_at__isnull=False,
                    voter_count__isnull=False,
                ),
                name="signed_meeting_record_is_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="meeting_record_stays", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="signed_meeting_record_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="signed", new__state="signed"),
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    "RAISE EXCEPTION 'the record of the meeting is signed';"
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def is_signed(self) -> bool:
        """Whether it stands as it is."""
        return self.state == RecordState.SIGNED


class MeetingPresence(models.Model):
    """Đại biểu dự cuộc tiếp xúc: present, or absent and why."""

    record = models.ForeignKey(MeetingRecord, models.PROTECT, related_name="presence")
    mandate = models.ForeignKey(
        "council.Mandate", models.PROTECT, verbose_name=_("đại biểu"), related_name="+"
    )
    is_present = models.BooleanField(_("có mặt"))
    reason = models.CharField(_("lý do vắng"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("đại biểu dự tiếp xúc")
        verbose_name_plural = _("đại biểu dự tiếp xúc")
        ordering = ["mandate__person__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["record", "mandate"], name="meeting_presence_once"),
            models.CheckConstraint(
                condition=models.Q(is_present=True) | ~models.Q(reason=""),
                name="absent_from_meeting_has_reason",
            ),
        ]
        triggers = [
            _not_after_signing("no_presence_after_signing", "r.id = NEW.record_id"),
        ]

    def __str__(self) -> str:
        return f"{self.mandate_id}: {self.is_present}"


class OpinionQuerySet(models.QuerySet["Opinion"]):
    """Selectors of opinions."""

    def visible_to(self, user: User) -> Self:
        """Those of the meetings the user may see.

        What is a complaint or a denunciation goes the way of petitions: only the office, and who
        wrote it down, read it here (Joint Resolution 72/2025, Art. 37(4)).
        """
        return self.filter(
            models.Q(is_letter=False)
            | models.Q(council__in=user.councils(*STAFF))
            | models.Q(recorded_by=user),
            seen_plans(user, "meeting__plan__"),
        )

    def standing(self) -> Self:
        """Without what was entered by mistake."""
        return self.filter(is_struck=False)

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related("unit", "field", "recorded_by")


class Opinion(models.Model):
    """Ý kiến cử tri: what one voter said, in the words in which it was written down; never who.

    The words are never changed. What was entered by mistake is struck out with a reason and stays;
    the right words are a new row. The trail holds no words of an opinion.
    """

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="opinions"
    )
    meeting = models.ForeignKey(
        "voters.VoterMeeting",
        models.PROTECT,
        verbose_name=_("cuộc tiếp xúc"),
        related_name="opinions",
    )
    # Without gaps within the meeting, in the order in which the server received them.
    number = models.PositiveIntegerField(_("số thứ tự"))
    # Named by the device that wrote it down: sent twice, it is kept once.
    client_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(
        "council.AdministrativeUnit",
        models.PROTECT,
        verbose_name=_("địa bàn"),
        related_name="opinions",
    )
    village = models.CharField(_("thôn, tổ dân phố"), max_length=120, blank=True)
    track_heard = models.CharField(_("loại"), max_length=15, choices=track_choices)
    field = models.ForeignKey(
        "council.Field",
        models.PROTECT,
        verbose_name=_("lĩnh vực"),
        null=True,
        blank=True,
        related_name="opinions",
    )
    text = models.TextField(_("nội dung"), max_length=LONGEST_TEXT)
    answered_there = models.TextField(_("trả lời tại chỗ"), blank=True)
    is_letter = models.BooleanField(_("khiếu nại, tố cáo"), default=False)
    # By the clock of the device, as it was told; see `voters.clocks`.
    said_at = models.DateTimeField(_("ghi lúc, theo thiết bị"), null=True, blank=True)
    clock_ahead = models.BigIntegerField(_("đồng hồ nhanh, giây"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("máy chủ nhận lúc"), auto_now_add=True)
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("người ghi"), related_name="+"
    )
    is_struck = models.BooleanField(_("đã bỏ"), default=False)
    strike_reason = models.CharField(_("lý do bỏ"), max_length=300, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("ý kiến cử tri")
        verbose_name_plural = _("ý kiến cử tri")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="opinion_number_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="opinion_says_something"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="opinion_number_from_one"
            ),
            models.CheckConstraint(
                condition=models.Q(is_struck=False) | ~models.Q(strike_reason=""),
                name="struck_opinion_has_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="opinion_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="opinion_words_stay", exclude=["is_struck", "strike_reason"]),
            _not_after_signing("no_opinion_after_signing", "r.meeting_id = NEW.meeting_id"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:80]}"

    @property
    def has_wrong_clock(self) -> bool:
        """Whether the moment told by the device is doubtful; needs the meeting."""
        return clocks.is_wrong(
            self.said_at,
            self.clock_ahead,
            received_at=self.recorded_at,
            begins_at=self.meeting.starts_at,
        )


class OpinionSpeaker(models.Model):
    """Cử tri phát biểu: name and telephone, as far as they were given, kept encrypted.

    Apart from the opinion, so that no list, search, export or paper of opinions can hold them;
    read by `services.recording.read_speaker` alone.
    """

    opinion = models.OneToOneField(Opinion, models.CASCADE, related_name="speaker")
    secret_text = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("cử tri phát biểu")
        verbose_name_plural = _("cử tri phát biểu")

    def __str__(self) -> str:
        return str(self.pk)
