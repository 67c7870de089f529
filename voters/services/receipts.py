"""Receipts of a referral: which agency has it, since when, and by when it answers (C9)."""

from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Agency
from hdnd_portal.legal.deadlines import Deadline, DeadlineRefused
from hdnd_portal.legal.public import deadline_for
from hdnd_portal.legal.register import RuleRefused
from hdnd_portal.ui.text import tidy
from voters.models import Referral, ReferralReceipt, VoterRecommendation
from voters.refusals import ContactRefused

CONTRIBUTE_RULE = "tx.contribute"
RECEIVE_RULE = "tx.receive"


def make_receipts(referral: Referral) -> list[ReferralReceipt]:
    """One for the lead, one for each agency that contributes; the caller has just sent it.

    Who contributes answers by `tx.contribute`, never later than the lead. Raises ContactRefused
    `no_deadline`.
    """
    receive = _deadline(RECEIVE_RULE, referral)
    contribute = _deadline(CONTRIBUTE_RULE, referral)
    earlier = contribute.due_on < referral.due_on
    rows = [
        ReferralReceipt(
            referral=referral,
            agency=referral.agency,
            is_lead=True,
            receive_by=receive.due_on,
            due_on=referral.due_on,
            explanation=referral.explanation,
        )
    ]
    helping = VoterRecommendation.contributors.through.objects.filter(
        voterrecommendation__referral=referral
    )
    for agency in Agency.objects.filter(pk__in=helping.values("agency")).order_by("pk"):
        rows.append(
            ReferralReceipt(
                referral=referral,
                agency=agency,
                is_lead=False,
                receive_by=receive.due_on,
                due_on=contribute.due_on if earlier else referral.due_on,
                explanation=contribute.as_dict() if earlier else referral.explanation,
            )
        )
    return ReferralReceipt.objects.bulk_create(rows)


@transaction.atomic
def confirm_receipt(receipt: ReferralReceipt, *, by: User, note: str = "") -> ReferralReceipt:
    """Xác nhận đã nhận: by the agency itself, or by the office, which says how it knows.

    Raises ContactRefused `receipt_confirmed`, `receipt_note_missing`.
    """
    receipt = (
        ReferralReceipt.objects.select_for_update(of=("self",))
        .select_related("agency", "referral")
        .get(pk=receipt.pk)
    )
    if receipt.received_at is not None:
        raise ContactRefused("receipt_confirmed", agency=receipt.agency.name)
    note = tidy(note)[:200]
    if receipt.agency_id not in by.agencies() and not note:
        raise ContactRefused("receipt_note_missing")
    receipt.received_at, receipt.received_by, receipt.note = timezone.now(), by, note
    receipt.save(update_fields=["received_at", "received_by", "note"])
    log.record(
        "referral.received", receipt.referral, by=by, agency=receipt.agency.name, note=note or "–"
    )
    return receipt


def _deadline(rule: str, referral: Referral) -> Deadline:
    try:
        return deadline_for(rule, referral.sent_on, council=referral.council)
    except (RuleRefused, DeadlineRefused) as error:
        raise ContactRefused("no_deadline", why=str(error)) from error
