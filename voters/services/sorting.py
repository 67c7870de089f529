"""Taking recommendations out of opinions: words taken, wording edited, sorted by field.

Locks, in this order: the council (for the numbers), the opinion, recommendations by key. From the
trail nobody can take anything away, so it holds no words of voters.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Agency, Council, Field
from hdnd_portal.legal.public import deadline_for
from hdnd_portal.ui.forms import clean_text
from hdnd_portal.ui.text import fold
from voters.models import Opinion, RecommendationSource, VoterRecommendation
from voters.refusals import ContactRefused
from voters.services.likeness import keep_pairs
from voters.services.repeating import mark_repeated
from voters.services.stages import follow
from voters.sorting import LIVE, OPEN, Competence, Move, State, recommendation_after
from voters.spans import Span, covers, trimmed, union
from voters.workflow import Track

SEND_RULE = "tx.dispatch"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a recommendation belongs: its field, whose matter it is, who is to answer."""

    field: Field
    competence: Competence
    lead: Agency | None = None
    contributors: tuple[Agency, ...] = ()


@transaction.atomic
def take(
    opinion: Opinion,
    spans: Collection[Span],
    *,
    by: User,
    track: Track = Track.RECOMMENDATION,
    text: str = "",
    place: Place | None = None,
    repeats: VoterRecommendation | None = None,
) -> VoterRecommendation:
    """Take words out of an opinion as a recommendation of their own; sorted where `place` is known.

    Without a text of its own it says what was said; `repeats` is one that asked for the same
    before. Raises ContactRefused `no_words`, `words_taken` where all of them already belong to
    one, `opinion_closed`; and as `sort` and `mark_repeated`.
    """
    council = _numbering(opinion.council_id)
    opinion, taken = _taken(opinion, spans)
    said = clean_text(text) or " ".join(opinion.text[one.start : one.end] for one in taken)
    made = new_recommendation(
        council, opinion.meeting.plan.session_id, track=track, text=said, by=by
    )
    _add_sources(made, opinion, taken, by)
    log.record("recommendation.taken", made, by=by, opinion=opinion.number)
    if repeats is not None:
        made = mark_repeated(made, earlier=repeats, by=by)
    return sort(made, place=place, by=by) if place is not None else made


@transaction.atomic
def join(
    opinion: Opinion, spans: Collection[Span], *, to: VoterRecommendation, by: User
) -> VoterRecommendation:
    """Let an earlier recommendation of the same session stand for these words, too.

    Raises ContactRefused `no_words`, `words_taken`, `opinion_closed`, `recommendation_shut`,
    `another_session`.
    """
    _numbering(opinion.council_id)
    opinion, taken = _taken(opinion, spans)
    to = locked(to)
    refuse_shut(to)
    if to.session_id != opinion.meeting.plan.session_id:
        raise ContactRefused("another_session")
    _add_sources(to, opinion, taken, by)
    log.record("recommendation.joined", to, by=by, opinion=opinion.number)
    return to


@transaction.atomic
def edit_text(recommendation: VoterRecommendation, *, text: str, by: User) -> VoterRecommendation:
    """Word it anew; what the voters said stays beside it.

    Raises ContactRefused `text_empty`, `recommendation_shut`.
    """
    recommendation = locked(recommendation)
    refuse_shut(recommendation)
    text = clean_text(text)
    if not text:
        raise ContactRefused("text_empty")
    if text != recommendation.text:
        recommendation.text, recommendation.folded = text, fold(text)
        recommendation.save(update_fields=["text", "folded"])
        keep_pairs(recommendation)
        log.record("recommendation.worded", recommendation, by=by)
    return recommendation


@transaction.atomic
def sort(
    recommendation: VoterRecommendation,
    *,
    place: Place,
    by: User,
    track: Track | None = None,
    text: str | None = None,
) -> VoterRecommendation:
    """Say where it belongs; from today runs the time in which it is sent on (`tx.dispatch`).

    Raises ContactRefused `recommendation_state`, `lead_helps`, `text_empty`.
    """
    recommendation = locked(recommendation)
    if text is not None and clean_text(text) != recommendation.text:
        recommendation = edit_text(recommendation, text=text, by=by)
    state = recommendation_after(State(recommendation.state), Move.SORT)
    if place.lead is not None and place.lead in place.contributors:
        raise ContactRefused("lead_helps", agency=place.lead.name)
    if recommendation.sorted_on is None:
        recommendation.sorted_on = timezone.localdate()
        deadline = deadline_for(SEND_RULE, recommendation.sorted_on, council=recommendation.council)
        recommendation.send_by = deadline.due_on
        recommendation.explanation = deadline.as_dict()
    recommendation.track = track or recommendation.track
    recommendation.field, recommendation.competence = place.field, place.competence
    recommendation.lead = place.lead
    recommendation.state, recommendation.state_reason = state, ""
    recommendation.save()
    recommendation.contributors.set(place.contributors)
    follow(recommendation, Move.SORT)
    log.record("recommendation.sorted", recommendation, by=by, field=place.field.name)
    return recommendation


def new_recommendation(
    council: Council,
    session: int,
    *,
    track: str,
    text: str,
    by: User,
    split_from: VoterRecommendation | None = None,
) -> VoterRecommendation:
    """The next one of the session; the caller holds the council."""
    last = VoterRecommendation.objects.filter(session=session).aggregate(n=Max("number"))["n"]
    made = VoterRecommendation.objects.create(
        council=council,
        session_id=session,
        number=(last or 0) + 1,
        track=track,
        text=text,
        folded=fold(text),
        split_from=split_from,
        created_by=by,
    )
    keep_pairs(made)
    return made


def numbering(recommendation: VoterRecommendation) -> Council:
    """The council, held while a number is given."""
    return _numbering(recommendation.council_id)


def locked(recommendation: VoterRecommendation) -> VoterRecommendation:
    """The recommendation under lock, as it is now."""
    rows = VoterRecommendation.objects.select_for_update(of=("self",))
    return rows.select_related("council", "session", "lead").get(pk=recommendation.pk)


def refuse_shut(recommendation: VoterRecommendation) -> None:
    """Its words stand once it is sent or gone. Raises ContactRefused `recommendation_shut`."""
    if recommendation.state not in OPEN:
        raise ContactRefused("recommendation_shut")


def spans_of(sources: Iterable[RecommendationSource]) -> list[Span]:
    """The characters of the sources of one opinion."""
    return union(Span(one.starts, one.ends) for one in sources)


def _numbering(council: int) -> Council:
    return Council.objects.select_for_update(of=("self",), no_key=True).get(pk=council)


def _taken(opinion: Opinion, spans: Collection[Span]) -> tuple[Opinion, list[Span]]:
    """The opinion under lock, and the words to take of it."""
    opinion = (
        Opinion.objects.select_for_update(of=("self",), no_key=True)
        .select_related("meeting__plan")
        .get(pk=opinion.pk)
    )
    if opinion.is_struck or opinion.is_letter:
        raise ContactRefused("opinion_closed")
    words = union(trimmed(opinion.text, span) for span in spans)
    if not words:
        raise ContactRefused("no_words")
    before = RecommendationSource.objects.filter(opinion=opinion, recommendation__state__in=LIVE)
    if covers(spans_of(before), words):
        raise ContactRefused("words_taken")
    return opinion, words


def _add_sources(
    recommendation: VoterRecommendation, opinion: Opinion, spans: Iterable[Span], by: User
) -> None:
    RecommendationSource.objects.bulk_create(
        RecommendationSource(
            recommendation=recommendation,
            opinion=opinion,
            starts=span.start,
            ends=span.end,
            taken_by=by,
        )
        for span in spans
    )
