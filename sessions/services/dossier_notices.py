"""What those who owe a part of a dossier, and the Ban that verifies it, are told."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from hdnd_portal.notices import send
from sessions import recipients
from sessions.models import AgendaItem, CouncilSession, DossierPart


def tell_owner(
    part: DossierPart,
    event: str,
    title: str,
    *,
    on: date,
    body: str = "",
    item: AgendaItem | None = None,
) -> None:
    """Tell whoever owes the part; `title` has places for the part and its item."""
    item = item or part.dossier.item
    due = _("Hạn gửi: {day}.").format(day=f"{part.due_on:%d/%m/%Y}")
    send.after_commit(
        event,
        to=recipients.owners(part, on=on),
        about=part,
        title=title.format(part=part, item=item.title),
        body="\n".join(filter(None, [item.session.name, body, due])),
        url=reverse("sessions:dossier_part", kwargs={"part": part.pk}),
    )


def tell_verifiers(parts: Iterable[DossierPart], item: AgendaItem, *, on: date) -> None:
    """Tell the Ban that it is its turn."""
    for part in parts:
        send.after_commit(
            "dossier.ready_for_verification",
            to=recipients.owners(part, on=on),
            about=part,
            title=_("Hồ sơ đã đủ để thẩm tra: {item}").format(item=item.title),
            url=dossier_url(item),
        )


def tell_new_days(
    session: CouncilSession, moved: Sequence[tuple[DossierPart, date]], *, on: date
) -> None:
    """Tell each owner in one notice which of its days changed, from the days before."""
    by_owner: dict[tuple[int | None, int | None], list[tuple[DossierPart, date]]] = {}
    for part, before in moved:
        by_owner.setdefault((part.agency_id, part.body_id), []).append((part, before))
    for parts in by_owner.values():
        send.after_commit(
            "dossier.days_moved",
            to=recipients.owners(parts[0][0], on=on),
            about=session,
            title=_("Hạn gửi hồ sơ thay đổi: {session}").format(session=session.name),
            body="\n".join(
                _("{part} – {item}: {before} → {after}").format(
                    part=part,
                    item=part.dossier.item.title,
                    before=f"{before:%d/%m/%Y}",
                    after=f"{part.due_on:%d/%m/%Y}",
                )
                for part, before in parts
            ),
            url=reverse("sessions:owed"),
        )


def dossier_url(item: AgendaItem) -> str:
    """The page of the item's dossier."""
    return reverse("sessions:dossier", kwargs={"session": item.session_id, "item": item.pk})
