"""The resolution on questioning, its articles made from the record (Q7, QST-11)."""

from datetime import date

from django.db import models, transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.article_text import write_articles
from sessions.models import AgendaItem, CouncilSession, Resolution
from sessions.questioning import Host
from sessions.questioning_conclusion import articles_of, record_of, sections_of, title_of
from sessions.resolution_papers import adopted_words, parsed
from sessions.services.refusals import SessionRefused
from sessions.services.resolutions import draft_from_item, locked, write_articles_of
from sessions.workflow import ItemState
from sessions.workflow.resolution import RESOLUTION_IN_WORK, ResolutionForm, ResolutionState


def items_to_conclude(session: CouncilSession) -> models.QuerySet[AgendaItem]:
    """Items the council has passed that have no resolution yet; those of questioning first."""
    rows = session.items.filter(state=ItemState.PASSED, resolution=None)
    asked = models.Q(kind=AgendaItem.Kind.QUESTIONING)
    return rows.alias(is_asked=models.ExpressionWrapper(asked, models.BooleanField())).order_by(
        "-is_asked", "position"
    )


def resolution_on_questioning(session: CouncilSession) -> Resolution | None:
    """The resolution made from the questioning of the session, or that of its item."""
    rows = Resolution.objects.filter(session=session).for_page()
    made = rows.exclude(made_articles="").order_by("pk").first()
    return made or rows.filter(item__kind=AgendaItem.Kind.QUESTIONING).order_by("pk").first()


def articles_now(session: CouncilSession) -> str:
    """The articles as the record would have them today."""
    record = record_of(Host(session.council, session))
    sections = sections_of(record, on=timezone.localdate())
    return write_articles(articles_of(sections, effect=adopted_words(session.council)))


def articles_kept(resolution: Resolution) -> str:
    """The articles as they stand."""
    return write_articles(parsed(resolution.articles.filter(amended_by=None)))


def is_edited(resolution: Resolution) -> bool:
    """Whether somebody has typed in the articles, or written them without the record."""
    kept = articles_kept(resolution)
    return bool(kept) and kept != resolution.made_articles


@transaction.atomic
def draft_on_questioning(item: AgendaItem, *, adopted_on: date, by: User) -> Resolution:
    """Form the individual resolution of a passed item, its articles made from the record.

    Raises SessionRefused as `draft_from_item`, and `nothing_asked` where no question was sent.
    """
    resolution = draft_from_item(item, form=ResolutionForm.INDIVIDUAL, adopted_on=adopted_on, by=by)
    if item.kind == AgendaItem.Kind.QUESTIONING:
        # The programme says what is done at the sitting, not what the resolution is about.
        resolution.title = title_of(Host(item.session.council, item.session))
        resolution.save(update_fields=["title"])
    return _put(resolution, by=by)


@transaction.atomic
def make_articles_again(
    resolution: Resolution, *, by: User, over_edited: bool = False
) -> Resolution:
    """Make the articles of a draft from the record as it is now.

    What somebody typed is replaced only when the caller says so. Raises SessionRefused
    `resolution_settled`, `articles_edited`, `nothing_asked`.
    """
    resolution = locked(resolution)
    if ResolutionState(resolution.state) not in RESOLUTION_IN_WORK:
        raise SessionRefused("resolution_settled")
    if is_edited(resolution) and not over_edited:
        raise SessionRefused("articles_edited")
    return _put(resolution, by=by)


def _put(resolution: Resolution, *, by: User) -> Resolution:
    session = resolution.session
    if session is None:
        raise SessionRefused("nothing_asked")
    record = record_of(Host(session.council, session))
    if not record.questions:
        raise SessionRefused("nothing_asked")
    sections = sections_of(record, on=timezone.localdate())
    articles = articles_of(sections, effect=adopted_words(session.council))
    write_articles_of(resolution, articles)
    # As they are read back: what differs from this was typed.
    resolution.made_articles = articles_kept(resolution)
    resolution.save(update_fields=["made_articles"])
    log.record("resolution.made_from_questioning", resolution, by=by, articles=len(articles))
    return resolution
