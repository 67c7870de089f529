"""What later resolutions do to earlier ones: links, new wordings, what applies on a day (V13)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.models import Resolution, ResolutionArticle, ResolutionLink
from sessions.services.refusals import SessionRefused
from sessions.services.resolutions import ended_by, locked
from sessions.workflow.resolution import (
    RESOLUTION_OUT,
    LinkKind,
    ResolutionState,
    Standing,
    standing_on,
)

ONE_DAY = timedelta(days=1)


def standing(resolution: Resolution, *, on: date) -> Standing:
    """Whether the resolution applies on the day; its `links_from` with sources are read."""
    return standing_on(
        on,
        state=ResolutionState(resolution.state),
        effective_on=resolution.effective_on,
        expires_on=resolution.expires_on,
        ended=ended_by(resolution),
    )


@dataclass(frozen=True, slots=True)
class Applied:
    """The wording of one article on a day; without a wording it was taken out."""

    number: str
    wording: ResolutionArticle | None
    by: Resolution | None  # the later resolution it goes back to


def applied_on(resolution: Resolution, *, on: date) -> list[Applied]:
    """The articles in the wording of the day, in their order (Law 64/2025, Arts. 53–58)."""
    rows = list(
        resolution.articles.select_related("amended_by__document").order_by("position", "number")
    )
    found: list[Applied] = []
    for number in dict.fromkeys(row.number for row in rows):
        wordings = [row for row in rows if row.number == number]
        held = next((row for row in wordings if _holds(row, on)), None)
        if held is not None:
            found.append(Applied(number, held, held.amended_by))
            continue
        past = [row for row in wordings if row.valid_to is not None and row.valid_to < on]
        if past:
            last = max(past, key=lambda row: row.valid_to or date.min)
            found.append(Applied(number, None, _taken_out_by(resolution, last)))
    return found


def _taken_out_by(resolution: Resolution, last: ResolutionArticle) -> Resolution | None:
    if last.valid_to is None:
        return None
    links = resolution.links_from.filter(source__effective_on=last.valid_to + ONE_DAY)
    link = links.select_related("source__document").first()
    return link.source if link else None


def _holds(row: ResolutionArticle, on: date) -> bool:
    return (row.valid_from is None or row.valid_from <= on) and (
        row.valid_to is None or on <= row.valid_to
    )


@transaction.atomic
def link(
    source: Resolution, *, target: Resolution, kind: LinkKind, note: str = "", by: User
) -> ResolutionLink:
    """Record that the later resolution amends, replaces or repeals the earlier one.

    Only who issued a text may change it (Law 64/2025, Art. 8). Raises SessionRefused
    `link_other_issuer`, `link_not_out`, `link_twice`, `link_backwards`.
    """
    _lock_both(source, target)
    source.refresh_from_db()
    target.refresh_from_db()
    if (source.council_id, source.issuer) != (target.council_id, target.issuer):
        raise SessionRefused("link_other_issuer")
    if ResolutionState(target.state) not in RESOLUTION_OUT:
        raise SessionRefused("link_not_out")
    if target.adopted_on > source.adopted_on or target.pk == source.pk:
        raise SessionRefused("link_backwards")
    made, created = ResolutionLink.objects.get_or_create(
        source=source, target=target, defaults={"kind": kind, "note": note, "recorded_by": by}
    )
    if not created:
        raise SessionRefused("link_twice")
    log.record("resolution.linked", source, by=by, kind=kind, target=str(target))
    return made


@transaction.atomic
def unlink(found: ResolutionLink, *, by: User) -> None:
    """Take a link back, while no wording rests on it. Raises SessionRefused `link_has_wordings`."""
    _lock_both(found.source, found.target)
    if found.target.articles.filter(amended_by=found.source).exists():
        raise SessionRefused("link_has_wordings")
    log.record("resolution.unlinked", found.source, by=by, target=str(found.target))
    found.delete()


@transaction.atomic
def amend_article(
    source: Resolution, *, target: Resolution, number: str, title: str, text: str, by: User
) -> ResolutionArticle | None:
    """Give an article of the earlier resolution the wording of the later one, from its effect on.

    Without title and text the article is taken out; a number that is new is put in behind the one
    it is named after (`5a` behind `5`). Raises SessionRefused `link_missing`,
    `link_source_not_out`, `article_amended_later`, `article_unknown`.
    """
    _lock_both(source, target)
    source.refresh_from_db()
    if not source.links_to.filter(target=target, kind=LinkKind.AMENDS).exists():
        raise SessionRefused("link_missing")
    if ResolutionState(source.state) not in RESOLUTION_OUT or source.effective_on is None:
        raise SessionRefused("link_source_not_out")
    since = source.effective_on
    rows = target.articles.select_for_update(of=("self",)).filter(number=number)
    if rows.filter(Q(valid_from__gte=since)).exists():
        raise SessionRefused("article_amended_later", number=number)
    current = rows.filter(valid_to=None).first()
    is_taken_out = not (title.strip() or text.strip())
    if current is None and is_taken_out:
        raise SessionRefused("article_unknown", number=number)
    position = current.position if current else _place_of(target, number)
    if current is not None:
        current.valid_to = since - ONE_DAY
        current.save(update_fields=["valid_to"])
    made = None
    if not is_taken_out:
        made = ResolutionArticle.objects.create(
            resolution=target,
            position=position,
            number=number,
            title=title,
            text=text,
            valid_from=since,
            amended_by=source,
        )
    log.record("resolution.article_amended", target, by=by, number=number, source=source.reference,
               since=since.isoformat(), is_taken_out=is_taken_out)  # fmt: skip
    return made


def _place_of(target: Resolution, number: str) -> int:
    """Where a new article stands: as the article whose number it carries, or last."""
    base = number.rstrip("abcdđefghijklmnopqrstuvwxyz")
    before = target.articles.filter(number=base).order_by("position").first()
    last = target.articles.order_by("-position").first()
    found = before or last
    return found.position if found else 1


def _lock_both(first: Resolution, second: Resolution) -> None:
    for resolution in sorted((first, second), key=lambda one: one.pk):
        locked(resolution)
