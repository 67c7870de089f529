"""What referrals ask of agencies and of the office: receive, contribute, ask who is silent."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdnd_portal.accounts.models import User
from hdnd_portal.worklist.registry import Task, provider
from voters.models import ReferralReceipt
from voters.sending_facts import contributions_owed
from voters.services.referring import referral_page
from voters.sorting_permissions import SORTERS


@provider
def referrals_to_receive(user: User, on: date) -> Iterable[Task]:
    """What was sent to the user's agencies and nobody there has confirmed."""
    agencies = user.agencies()
    if not agencies:
        return
    rows = ReferralReceipt.objects.waiting().filter(agency__in=agencies)
    for row in rows.select_related("referral__session", "referral__agency"):
        yield Task(
            key=f"referral_receipt:{row.pk}",
            what=_("Xác nhận đã nhận kiến nghị cử tri"),
            record=row.referral.session.name,
            url=referral_page(row.referral),
            due_on=row.receive_by,
        )


@provider
def contributions_to_write(user: User, on: date) -> Iterable[Task]:
    """What the user's agencies contribute to and have not written of, with their own day."""
    agencies = user.agencies()
    if not agencies:
        return
    mine = ReferralReceipt.objects.filter(agency__in=agencies)
    counts = contributions_owed(mine)
    rows = mine.filter(pk__in=counts).select_related("referral__session", "referral__agency")
    for row in rows if counts else ():
        text = ngettext(
            "Gửi ý kiến phối hợp trả lời {n} kiến nghị cử tri",
            "Gửi ý kiến phối hợp trả lời {n} kiến nghị cử tri",
            counts[row.pk],
        )
        yield Task(
            key=f"referral_contribution:{row.pk}",
            what=text.format(n=counts[row.pk]),
            record=_("Chủ trì: {agency}").format(agency=row.referral.agency),
            url=referral_page(row.referral),
            due_on=row.due_on,
            why=row.explanation,
        )


@provider
def silent_agencies(user: User, on: date) -> Iterable[Task]:
    """Agencies that have neither confirmed nor contributed by their day: one line a session each.

    What a lead owes is followed as its commitment.
    """
    councils = user.councils(*SORTERS)
    if not councils:
        return
    receipts = ReferralReceipt.objects.filter(referral__council__in=councils)
    page = reverse("voters:referrals")
    late = (
        receipts.waiting()
        .filter(receive_by__lt=on)
        .order_by()
        .values(session=F("referral__session"), name=F("referral__session__name"))
        .annotate(count=Count("pk"), first=Min("receive_by"))
    )
    for row in late:
        text = ngettext(
            "Đôn đốc {n} cơ quan xác nhận đã nhận kiến nghị cử tri",
            "Đôn đốc {n} cơ quan xác nhận đã nhận kiến nghị cử tri",
            row["count"],
        )
        yield Task(
            key=f"referrals-unconfirmed:{row['session']}",
            what=text.format(n=row["count"]),
            record=row["name"],
            url=f"{page}?session={row['session']}&waiting=true",
            due_on=row["first"],
        )
    overdue = receipts.filter(due_on__lt=on)
    counts = contributions_owed(overdue)
    rows = overdue.filter(pk__in=counts).select_related("agency", "referral__session")
    for receipt in rows if counts else ():
        yield Task(
            key=f"referral-contribution-late:{receipt.pk}",
            what=_("Đôn đốc {agency} gửi ý kiến phối hợp").format(agency=receipt.agency),
            record=receipt.referral.session.name,
            url=referral_page(receipt.referral),
            due_on=receipt.due_on,
            why=receipt.explanation,
        )
