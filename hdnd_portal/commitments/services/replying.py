"""What an agency says it did: a draft of its own, then a report that stays as it was sent."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.commitments.answers import Answer, faults, quality_of
from hdnd_portal.commitments.models import Commitment, Reply, ReplyFile
from hdnd_portal.commitments.models.commitment import Owner
from hdnd_portal.commitments.services.following import locked, page_of
from hdnd_portal.commitments.workflow import Claim, CommitmentRefused, Move, Stage, after
from hdnd_portal.council.models import Agency, Mandate
from hdnd_portal.documents.services import Readable, store_upload
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language

# What `write_down` and `mark_sent` write.
DRAFT_FIELDS = [
    "claimed", "text", "measure", "done_on", "promised_on", "amount", "money_source", "evidence",
    "written_by", "written_at",
]  # fmt: skip
SENT_FIELDS = ["number", "sent_at", "due_on", "written_by", "quality"]


def draft_of(commitment: Commitment, writer: Owner) -> Reply | None:
    """What the agency or Ban has written and not sent."""
    drafts = commitment.replies.drafts().filter(is_recorded=False)
    return drafts.filter(**_who(commitment, writer)).first()


@transaction.atomic
def save_draft(
    commitment: Commitment,
    *,
    writer: Owner,
    claimed: Claim,
    text: str,
    by: User,
    measure: str = "",
    done_on: date | None = None,
    promised_on: date | None = None,
    amount: int | None = None,
    money_source: str = "",
    evidence: str = "",
) -> Reply:
    """Keep what was written so far, whole or not; nobody but the agency sees it.

    `amount` is in đồng. Raises CommitmentRefused `not_replying`; MoveRefused.
    """
    return write_draft(
        locked(commitment),
        writer=writer,
        by=by,
        said=Answer(
            claimed=claimed,
            text=text,
            measure=measure,
            done_on=done_on,
            promised_on=promised_on,
            amount=amount,
            money_source=money_source,
            evidence=evidence,
        ),
    )


def write_draft(
    commitment: Commitment,
    *,
    writer: Owner,
    said: Answer,
    by: User,
    is_recorded: bool = False,
) -> Reply:
    """As `save_draft`, of a commitment that is locked.

    What the office records out of a letter (`is_recorded`) stands beside a draft of the agency and
    is to be sent in the same transaction.
    """
    _refuse_strangers(commitment, writer)
    after(Stage(commitment.stage), Move.REPLY)
    draft = None if is_recorded else draft_of(commitment, writer)
    reply = draft or new_draft(commitment, writer)
    reply.is_recorded = is_recorded
    write_down(reply, said, by=by)
    reply.save()
    return reply


def new_draft(commitment: Commitment, writer: Owner) -> Reply:
    """An empty draft, not stored."""
    return Reply(commitment=commitment, **_who(commitment, writer))


def write_down(reply: Reply, said: Answer, *, by: User) -> None:
    """Put into a draft what was said, without storing it."""
    reply.claimed = said.claimed.value
    reply.text, reply.measure = said.text.strip(), said.measure.strip()
    reply.done_on, reply.promised_on = said.done_on, said.promised_on
    reply.amount, reply.money_source = said.amount, said.money_source.strip()
    reply.evidence = said.evidence.strip()
    reply.written_by = by


@transaction.atomic
def add_file(
    commitment: Commitment, *, writer: Owner, data: Readable, name: str, by: User
) -> ReplyFile:
    """Put a file to the draft; an empty draft is begun where there is none.

    Raises FileRefused, and as `save_draft`.
    """
    commitment = locked(commitment)
    _refuse_strangers(commitment, writer)
    after(Stage(commitment.stage), Move.REPLY)
    reply = draft_of(commitment, writer)
    if reply is None:
        reply = Reply.objects.create(
            commitment=commitment,
            claimed=Claim.UNDER_WAY.value,
            written_by=by,
            **_who(commitment, writer),
        )
    version = store_upload(commitment.council, data=data, name=name, by=by)
    return ReplyFile.objects.create(reply=reply, version=version)


@transaction.atomic
def remove_file(place: ReplyFile, *, by: User) -> None:
    """Take a file out of a draft. Raises CommitmentRefused `no_draft` once it was sent."""
    commitment = locked(place.reply.commitment)
    if not commitment.replies.drafts().filter(pk=place.reply_id).exists():
        raise CommitmentRefused("no_draft")
    name = str(place.version)
    place.delete()
    log.record("commitment.file_removed", commitment, by=by, name=name)


@in_office_language
@transaction.atomic
def send_reply(reply: Reply, *, by: User) -> Reply:
    """Send the draft: numbered, and from then on as it is. The lead's report carries the stage.

    Raises CommitmentRefused `no_draft`, `incomplete` (with the faults), `not_replying`; MoveRefused
    when the commitment is followed no longer.
    """
    commitment = locked(reply.commitment)
    reply = number_reply(commitment, reply, by=by)
    send.after_commit(
        "commitment.replied",
        to=_checkers(commitment),
        about=commitment,
        title=_("{writer} báo cáo kết quả: {what}").format(writer=reply.writer, what=commitment),
        url=page_of(commitment),
        email=False,
    )
    return reply


def number_reply(commitment: Commitment, reply: Reply, *, by: User) -> Reply:
    """As `send_reply`, of a commitment that is locked, without telling the office."""
    held = Reply.objects.drafts().select_for_update(of=("self",))
    found = held.select_related("agency", "body", "delegate__person").filter(pk=reply.pk).first()
    if found is None:
        raise CommitmentRefused("no_draft")
    reply = found
    answer = reply.as_answer
    missing = faults(answer, kind=commitment.kind, today=timezone.localdate())
    if missing:
        raise CommitmentRefused("incomplete", faults=missing)
    _refuse_strangers(commitment, reply.writer)
    stage = after(Stage(commitment.stage), Move.REPLY)
    last = commitment.replies.aggregate(last=Max("number"))["last"] or 0
    mark_sent(reply, answer, number=last + 1, by=by)
    reply.save(update_fields=SENT_FIELDS)
    if reply.writer == commitment.owner:
        commitment.stage, commitment.quality = stage.value, reply.quality
        commitment.save(update_fields=["stage", "quality"])
    log.record("commitment.replied", commitment, by=by, **act_of(reply))
    return reply


def mark_sent(reply: Reply, answer: Answer, *, number: int, by: User) -> None:
    """Make the draft the report of that number, without storing it; see `SENT_FIELDS`."""
    reply.number = number
    reply.sent_at = timezone.now()
    reply.due_on = reply.commitment.due_on
    reply.written_by = by
    reply.quality = quality_of(answer).value


def act_of(reply: Reply) -> dict[str, Any]:
    """What the trail says of a report."""
    return {
        "writer": str(reply.writer),
        "number": reply.number,
        "claimed": str(reply.claimed_label),
    }


def _who(commitment: Commitment, writer: Owner) -> dict[str, Owner | None]:
    """A delegate writes within the Tổ, which is what the reply counts as once it is handed over."""
    if isinstance(writer, Mandate):
        return {"agency": None, "body": commitment.lead_body, "delegate": writer}
    if isinstance(writer, Agency):
        return {"agency": writer, "body": None, "delegate": None}
    return {"agency": None, "body": writer, "delegate": None}


def _checkers(commitment: Commitment) -> list[User]:
    """Who looks at what is reported: the office; at a delegate's report the head of the Tổ, too."""
    on = timezone.localdate()
    found = list(recipients.office(commitment.council, on=on))
    if commitment.lead_delegate is not None and commitment.lead_body is not None:
        heads = recipients.body_desk(commitment.lead_body, on=on)
        found += heads.exclude(person=commitment.promised_by)
    return list(dict.fromkeys(found))


def _refuse_strangers(commitment: Commitment, writer: Owner) -> None:
    if writer == commitment.owner:
        return
    helps = isinstance(writer, Agency) and commitment.contributors.filter(pk=writer.pk).exists()
    if not helps:
        raise CommitmentRefused("not_replying")
