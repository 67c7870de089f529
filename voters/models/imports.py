"""Opinions that came in a file or were pasted: the import, and each row of it."""

from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from voters.import_labels import import_state_choices, row_state_choices
from voters.importing import STANDING, ImportState
from voters.labels import track_choices

OFFICE = (Role.OFFICER, Role.OFFICE_HEAD)


class OpinionImportQuerySet(models.QuerySet["OpinionImport"]):
    """Selectors of imports."""

    def visible_to(self, user: User) -> Self:
        """Those of the office: rows hold words that nobody has looked at."""
        return self.filter(council__in=user.councils(*OFFICE))

    def standing(self) -> Self:
        """Those of which something is there, or is being made."""
        return self.filter(state__in=STANDING)


class OpinionImport(models.Model):
    """Lần nhập ý kiến từ tệp: read, looked at, recorded, and undone as a whole.

    The file names voters: it is kept encrypted until it is read, and not longer.
    """

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="opinion_imports"
    )
    plan = models.ForeignKey(
        "voters.ContactPlan",
        models.PROTECT,
        verbose_name=_("kế hoạch"),
        related_name="opinion_imports",
    )
    # Empty where the table was pasted.
    name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    kind = models.CharField(max_length=4)
    sha256 = models.CharField("SHA-256", max_length=64)
    secret_source = models.BinaryField(null=True, editable=False)
    # What a row is that does not say it; empty: such a row is a problem.
    track_default = models.CharField(
        _("loại khi dòng không ghi"), max_length=15, choices=track_choices, blank=True
    )
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=import_state_choices, default="reading"
    )
    # Why it could not be read: the code of the refusal and its details.
    failure = models.JSONField(default=dict, blank=True)
    unread_sheets = models.JSONField(default=list, blank=True)
    unread_columns = models.JSONField(default=list, blank=True)
    # Names that lead to several units: as written, the keys of the units, the one chosen.
    places = models.JSONField(default=list, blank=True)
    with_known = models.BooleanField(_("ghi cả dòng đã có"), default=False)
    job = models.ForeignKey("reports.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("người nhập"), related_name="+"
    )
    created_at = models.DateTimeField(_("nhập lúc"), auto_now_add=True)
    recorded_at = models.DateTimeField(_("ghi xong lúc"), null=True, blank=True)
    undone_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)
    undone_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    undo_reason = models.CharField(_("lý do hủy"), max_length=300, blank=True)

    objects = OpinionImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần nhập ý kiến")
        verbose_name_plural = _("lần nhập ý kiến")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "sha256"],
                condition=models.Q(state__in=sorted(str(state) for state in STANDING)),
                name="opinion_file_once_in_plan",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="recorded") | models.Q(recorded_at__isnull=False),
                name="recorded_import_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="undone")
                | (~models.Q(undo_reason="") & models.Q(undone_at__isnull=False)),
                name="undone_import_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state="reading") | models.Q(secret_source__isnull=True),
                name="import_keeps_no_file",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="opinion_import_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="opinion_import_keeps_origin",
                fields=["council", "plan", "sha256", "created_by", "created_at"],
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Bảng dán trực tiếp"))

    @property
    def is_at_work(self) -> bool:
        """Whether a job is reading or recording it."""
        busy = self.state in {ImportState.READING, ImportState.RECORDING}
        return busy and self.job is not None and self.job.is_open


class OpinionImportRowQuerySet(models.QuerySet["OpinionImportRow"]):
    """Selectors of rows."""

    def visible_to(self, user: User) -> Self:
        """Those of the imports the user may see."""
        return self.filter(batch__council__in=user.councils(*OFFICE))

    def to_record(self, *, with_known: bool) -> Self:
        """Those that become opinions and are none yet."""
        states = ["ready", "known"] if with_known else ["ready"]
        return self.filter(state__in=states, opinion__isnull=True)

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related("unit", "field", "opinion")


class OpinionImportRow(models.Model):
    """Dòng của tệp nhập: what it says, what is wrong with it, and the opinion it became."""

    batch = models.ForeignKey(OpinionImport, models.PROTECT, related_name="rows")
    # Counted through all tables of the file; the key of the opinion is made of it.
    position = models.PositiveIntegerField(_("thứ tự"))
    sheet = models.CharField(_("bảng"), max_length=100, blank=True)
    line = models.PositiveIntegerField(_("dòng"))
    # The cells of place, kind, field and day as they are written.
    cells = models.JSONField(default=dict)
    unit = models.ForeignKey(
        "council.AdministrativeUnit",
        models.PROTECT,
        verbose_name=_("địa bàn"),
        null=True,
        blank=True,
        related_name="+",
    )
    meeting = models.ForeignKey(
        "voters.VoterMeeting",
        models.PROTECT,
        verbose_name=_("cuộc tiếp xúc"),
        null=True,
        blank=True,
        related_name="+",
    )
    day = models.DateField(_("ngày"), null=True, blank=True)
    village = models.TextField(_("thôn, tổ dân phố"), blank=True)
    track = models.CharField(_("loại"), max_length=15, choices=track_choices, blank=True)
    field = models.ForeignKey(
        "council.Field",
        models.PROTECT,
        verbose_name=_("lĩnh vực"),
        null=True,
        blank=True,
        related_name="+",
    )
    text = models.TextField(_("nội dung"), blank=True)
    answered_there = models.TextField(_("trả lời tại chỗ"), blank=True)
    # Who spoke, encrypted as `OpinionSpeaker` is.
    secret_speaker = models.BinaryField(null=True, editable=False)
    state = models.CharField(_("kết quả"), max_length=10, choices=row_state_choices)
    problems = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    notes = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    opinion = models.OneToOneField(
        "voters.Opinion", models.PROTECT, null=True, blank=True, related_name="import_row"
    )

    objects = OpinionImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng nhập ý kiến")
        verbose_name_plural = _("dòng nhập ý kiến")
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="import_row_once"),
            models.CheckConstraint(
                condition=models.Q(opinion__isnull=True)
                | models.Q(meeting__isnull=False, unit__isnull=False),
                name="recorded_row_has_its_place",
            ),
            models.CheckConstraint(
                condition=models.Q(state="problem") | models.Q(problems=[]),
                name="row_with_problems_says_so",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="recorded_row_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__opinion__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}. {self.text[:80]}"
