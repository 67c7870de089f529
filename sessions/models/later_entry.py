"""What was written on paper while the portal could not be used, entered later (S13)."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sessions.models.rehearsal import only_of_real_sessions
from sessions.paper_labels import later_kind_choices


class LaterEntry(models.Model):
    """Nhập sau từ giấy: one person's reading of one paper.

    The second person does not see the first's; where the two differ, a third decides.
    """

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        related_name="later_entries",
    )
    kind = models.CharField(_("loại giấy"), max_length=12, choices=later_kind_choices)
    sitting = models.ForeignKey(
        "council_sessions.Sitting", models.PROTECT, null=True, related_name="later_entries"
    )
    poll = models.ForeignKey(
        "council_sessions.Poll", models.PROTECT, null=True, related_name="later_entries"
    )
    place = models.PositiveSmallIntegerField(_("người nhập thứ"))
    # By key (a delegate, a total, the hour), as plain text: only alike texts agree.
    figures = models.JSONField(_("số liệu"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("nhập lúc"))

    class Meta:
        verbose_name = _("lần nhập từ giấy")
        verbose_name_plural = _("lần nhập từ giấy")
        ordering = ["kind", "sitting", "poll", "place"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="attendance", sitting__isnull=False, poll__isnull=True)
                | (~Q(kind="attendance") & Q(sitting__isnull=True, poll__isnull=False)),
                name="later_entry_of_one_paper",
            ),
            models.UniqueConstraint(
                fields=["sitting", "place"], name="later_attendance_place_once"
            ),
            models.UniqueConstraint(fields=["poll", "place"], name="later_vote_place_once"),
            models.UniqueConstraint(
                fields=["sitting", "entered_by"], name="later_attendance_once_a_person"
            ),
            models.UniqueConstraint(fields=["poll", "entered_by"], name="later_vote_once_a_person"),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=3), name="later_entry_by_three_at_most"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="later_entry_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            only_of_real_sessions(),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.place}"
