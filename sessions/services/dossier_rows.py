"""Rows of a dossier under lock (session, then item, then part), and what closes them."""

from sessions.models import (
    AgendaItem,
    DossierFreeze,
    DossierPart,
    PartSubmission,
)
from sessions.services.locks import hold_session, lock_item
from sessions.services.refusals import DossierRefused
from sessions.workflow import ITEM_GONE, SESSION_OVER, ItemState, MoveRefused, SessionState


def locked_item(item: AgendaItem) -> AgendaItem:
    """The item under lock, after its session. Raises DossierRefused `item_gone`."""
    hold_session(item.session_id)
    item = (
        AgendaItem.objects.select_for_update(of=("self",))
        .select_related("session__council")
        .get(pk=item.pk)
    )
    if ItemState(item.state) in ITEM_GONE:
        raise DossierRefused("item_gone")
    return item


def locked_part(part: DossierPart, *, with_item: bool = False) -> DossierPart:
    """The part under lock, after its session and, where the act may carry it, its item."""
    session, item = DossierPart.objects.values_list("dossier__item__session", "dossier__item").get(
        pk=part.pk
    )
    hold_session(session)
    if with_item:
        lock_item(item)
    return (
        DossierPart.objects.select_for_update(of=("self",))
        .select_related("dossier__item__session__council", "agency", "body")
        .get(pk=part.pk)
    )


def locked_submission(submission: PartSubmission) -> tuple[DossierPart, PartSubmission]:
    """The part under lock, and its submission. Raises MoveRefused when a later one has come."""
    part = locked_part(submission.part, with_item=True)
    last = part.submissions.order_by("-number").first()
    if last is None or last.pk != submission.pk:
        raise MoveRefused("a later submission has come")
    return part, last


def refuse_unless_open(part: DossierPart) -> None:
    """Refuse where the part takes no files any more.

    Raises DossierRefused `takes_no_more` after the session, `item_gone`, or `closed`.
    """
    if code := part.shut_by:
        raise DossierRefused(code)
    if part_is_frozen(part):
        raise DossierRefused("closed")


def refuse_after_session(part: DossierPart) -> None:
    """Raise DossierRefused `takes_no_more` where the part's session is over."""
    if SessionState(part.dossier.item.session.state) in SESSION_OVER:
        raise DossierRefused("takes_no_more")


def part_is_frozen(part: DossierPart) -> bool:
    """Whether files of the part stand in a manifest."""
    return DossierFreeze.objects.filter(
        is_sealed=True, files__version__file__dossier_file__part=part
    ).exists()
