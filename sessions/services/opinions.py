"""Opinions on a draft and how they were taken in: the "bảng tiếp thu, giải trình" (A17)."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.group_synthesis import may_be_read
from sessions.models import AgendaItem, DraftOpinion, GroupOpinion
from sessions.points import point_order
from sessions.services.item_states import locked_item
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.workflow import GroupReportState

WHOLE_DRAFT = "Toàn văn"
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
def take_from_groups(item: AgendaItem, *, by: User) -> int:
    """Enter what the groups said of the draft, with authors; returns how many are new.

    Taken are opinions that ask for something, once their digest is released: from then on they are
    everybody's to read. What stands already is passed over. Raises SessionRefused
    `no_group_opinions`.
    """
    item = locked_item(lock_session(item.session), item)
    standing = set(item.opinions.values_list("provision", "author", "opinion"))
    last = item.opinions.aggregate(last=Max("position"))["last"] or 0
    rows = [row for row in said_in_groups(item) if row not in standing]
    if not rows:
        raise SessionRefused("no_group_opinions")
    DraftOpinion.objects.bulk_create(
        DraftOpinion(
            item=item,
            position=position,
            provision=provision,
            author=author,
            opinion=opinion,
            recorded_by=by,
        )
        for position, (provision, author, opinion) in enumerate(rows, start=last + 1)
    )
    log.record("opinion.taken_from_groups", item, by=by, count=len(rows))
    return len(rows)


def said_in_groups(item: AgendaItem) -> list[tuple[str, str, str]]:
    """Provision, author with group, words, in the order of the draft; none before the release."""
    if not may_be_read(item):
        return []
    found = (
        GroupOpinion.objects.filter(report__item=item, report__state=GroupReportState.RECEIVED)
        .exclude(stance=GroupOpinion.Stance.AGREE)
        .select_related("mandate__person", "report__sitting__group")
        .order_by("pk")
    )
    rows = []
    for one in found:
        group = one.report.sitting.group.name
        author = f"{one.mandate.person.name} ({group})" if one.mandate else group
        rows.append(((one.heading or WHOLE_DRAFT)[:100], author[:300], one.text))
    return sorted(
        dict.fromkeys(rows), key=lambda row: point_order("" if row[0] == WHOLE_DRAFT else row[0])
    )


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
