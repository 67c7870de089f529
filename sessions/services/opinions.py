"""Opinions on a draft and how they were taken in: the "bảng tiếp thu, giải trình" (A17)."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.models import AgendaItem, DraftOpinion
from sessions.services.item_states import locked_item
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused

EXPLAINED = {DraftOpinion.Answer.PARTLY, DraftOpinion.Answer.EXPLAINED}


@transaction.atomic
def record_opinion(
    item: AgendaItem, *, provision: str, author: str, opinion: str, by: User, draft_text: str = ""
) -> DraftOpinion:
    """Enter what somebody said of a provision of the draft. Raises SessionRefused."""
    item = locked_item(lock_session(item.session), item)
    last = item.opinions.aggregate(last=Max("position"))["last"] or 0
    row = DraftOpinion.objects.create(
        item=item,
        position=last + 1,
        provision=provision,
        draft_text=draft_text,
        author=author,
        opinion=opinion,
        recorded_by=by,
    )
    log.record("opinion.recorded", item, by=by, provision=provision, author=author)
    return row


@transaction.atomic
def answer_opinion(
    row: DraftOpinion, *, answer: str, reply: str, final_text: str, by: User
) -> DraftOpinion:
    """Enter how the drafting agency took it in.

    Raises SessionRefused `opinion_unexplained` where it was not taken in as it stands.
    """
    found = DraftOpinion.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None:
        raise SessionRefused("opinion_changed")
    if answer in EXPLAINED and not reply.strip():
        raise SessionRefused("opinion_unexplained")
    found.answer, found.reply, found.final_text = answer, reply, final_text
    found.replied_by, found.replied_at = by, timezone.now()
    found.save()
    log.record("opinion.answered", found.item, by=by, provision=found.provision,
               author=found.author, answer=answer)  # fmt: skip
    return found


@transaction.atomic
def remove_opinion(row: DraftOpinion, *, by: User) -> None:
    """Take out a row entered by mistake, while it has no answer. Raises SessionRefused."""
    found = DraftOpinion.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None or found.answer != DraftOpinion.Answer.WAITING:
        raise SessionRefused("opinion_changed")
    log.record("opinion.removed", found.item, by=by, provision=found.provision, author=found.author)
    found.delete()
