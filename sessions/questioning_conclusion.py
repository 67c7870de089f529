"""What the record says of questioning, as sections of a resolution or of a notice (Q7, QST-11).

Every figure, name and day is counted from the rows; the office words the sentences around them
(`wordings.QUESTIONING`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.public import CommitmentFacts, facts_of
from hdnd_portal.documents.papers import date_words
from hdnd_portal.documents.released import Words, words_of
from hdnd_portal.legal.public import rule
from hdnd_portal.ui.language import in_office_language
from sessions.article_text import ParsedArticle
from sessions.models import Interpellation, QuestionGroup, WrittenAnswer
from sessions.paper_signers import called
from sessions.papers import session_words
from sessions.question_labels import GroupState
from sessions.questioning import REPORT, Host, by_person, next_session, report_deadline
from sessions.workflow.question import QuestionState, Rating

S = QuestionState


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a section, with what stands below it."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One thing that is concluded: its sentence, and its lines."""

    text: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of questioning at one place."""

    host: Host
    questions: Sequence[Interpellation]
    # Keys of those answered in writing; the rest of the answered ones were answered in person.
    in_writing: frozenset[int]
    groups: Sequence[QuestionGroup]
    promises: Sequence[CommitmentFacts]


def record_of(host: Host) -> Record:
    """The questions sent, the groups chosen, and the promises not verified yet."""
    rows = host.questions().exclude(state=S.RETURNED).for_list().select_related("routed_to")
    questions = list(rows.order_by("asked_on", "pk"))
    groups = host.groups().filter(state=GroupState.CHOSEN).select_related("post__person")
    promised = Commitment.objects.pending().filter(
        council=host.council,
        source_type__app_label=Interpellation._meta.app_label,
        source_type__model=Interpellation._meta.model_name,
        source_id__in=[one.pk for one in questions],
    )
    sent = WrittenAnswer.objects.filter(question__in=questions, sent_at__isnull=False)
    written = frozenset(sent.values_list("question", flat=True))
    return Record(host, questions, written, list(groups), facts_of(promised))


@in_office_language
def sections_of(record: Record, *, on: date) -> list[Section]:
    """What is concluded, in the order of the paper; a section without rows is left out."""
    words = words_of(record.host.council)
    found = [_assessed(record, words), _groups(record, words)]
    found += [_promises(record, words), _owed(record, words), _carried_out(record, words, on)]
    return [section for section in found if section is not None]


def title_of(host: Host) -> str:
    """The name of the resolution, without the word for its kind."""
    return f"Về chất vấn và trả lời chất vấn tại {host.name}"


def articles_of(sections: Sequence[Section], *, effect: str) -> list[ParsedArticle]:
    """The sections as articles of a resolution, the line of its effect last."""
    articles = [
        ParsedArticle(str(number), "", (section.text, *_lines(section.rows)))
        for number, section in enumerate(sections, start=1)
    ]
    return [*articles, ParsedArticle(str(len(articles) + 1), "", (effect,))]


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        yield f"{number}. {row.text}"
        # Vietnamese letters, without those it has not got.
        yield from (f"{letter}) {text}" for letter, text in zip(_LETTERS, row.below, strict=False))


_LETTERS = [*"abcdđeghiklmnopqrstuvxy"]


def _place(host: Host) -> str:
    if host.session is None:
        return "phiên chất vấn giữa hai kỳ họp"
    return session_words(host.session)


def _body(host: Host) -> str:
    unit = str(host.council.unit)
    name = "Hội đồng nhân dân" if host.session else "Thường trực Hội đồng nhân dân"
    return f"{name} {unit}"


def _number(count: int) -> str:
    """`03`, as papers write it; none in words."""
    return f"{count:02d}" if count else "không có"


def _assessed(record: Record, words: Words) -> Section:
    """How many asked whom, and what was answered."""
    questions = record.questions
    answered = [one.pk in record.in_writing for one in questions if one.answered_at]
    written, oral = answered.count(True), answered.count(False)
    text = words.say(
        "questioning.assessed",
        place=_place(record.host),
        delegates=_number(len({one.mandate_id for one in questions})),
        questions=_number(len(questions)),
        people=_number(len(by_person(questions))),
        oral=_number(oral),
        written=_number(written),
        waiting=_number(len(questions) - oral - written),
    )
    rated = {kind: sum(1 for one in questions if one.rating == kind) for kind in Rating}
    if not any(rated.values()):
        return Section(text)
    said = words.say(
        "questioning.rated",
        answered=_number(rated[Rating.ANSWERED]),
        partly=_number(rated[Rating.PARTLY]),
        evaded=_number(rated[Rating.EVADED]),
    )
    return Section(f"{text} {said}")


def _groups(record: Record, words: Words) -> Section | None:
    """The groups chosen for the sitting, and who answered each."""
    rows = []
    for group in record.groups:
        asked = [one for one in record.questions if one.group_id == group.pk]
        posts = {one.post_id: one.post for one in asked}
        if group.post is not None:
            posts = {group.post.pk: group.post, **posts}
        people = "; ".join(f"{called(post.person)}, {post.title}" for post in posts.values())
        answered = f", người trả lời: {people}" if people else ""
        rows.append(Row(f"{group.title}: {_number(len(asked))} chất vấn{answered}."))
    if not rows:
        return None
    text = words.say("questioning.groups", body=_body(record.host), groups=_number(len(rows)))
    return Section(text, tuple(rows))


def _promises(record: Record, words: Words) -> Section | None:
    """Who promised what until when, by agency, the earliest day first."""
    by_owner: dict[str, list[CommitmentFacts]] = {}
    for promise in record.promises:
        by_owner.setdefault(promise.owner, []).append(promise)
    if not by_owner:
        return None
    rows = tuple(
        Row(f"{owner}:", tuple(_ended([_promised(one) for one in own])))
        for owner, own in by_owner.items()
    )
    return Section(words.say("questioning.promises", body=_body(record.host)), rows)


def _promised(promise: CommitmentFacts) -> str:
    what = "; ".join(_plain(part) for part in (promise.text, promise.measure) if part)
    due = f", hoàn thành chậm nhất {date_words(promise.due_on)}" if promise.due_on else ""
    return f"{what}{due}"


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".;")


def _ended(texts: Sequence[str]) -> list[str]:
    return [f"{text}{'.' if place == len(texts) else ';'}" for place, text in enumerate(texts, 1)]


def _owed(record: Record, words: Words) -> Section | None:
    """Who still owes how many written answers, by their day."""
    owed: dict[tuple[str, date], int] = {}
    for one in record.questions:
        if one.state == S.WRITTEN_DUE and one.written_due_on is not None:
            key = (str(one.routed_to), one.written_due_on)
            owed[key] = owed.get(key, 0) + 1
    if not owed:
        return None
    rows = tuple(
        Row(f"{agency}: {_number(count)} chất vấn, chậm nhất {date_words(day)}.")
        for (agency, day), count in sorted(owed.items(), key=lambda one: (one[0][1], one[0][0]))
    )
    return Section(words.say("questioning.owed", body=_body(record.host)), rows)


def _carried_out(record: Record, words: Words, on: date) -> Section:
    """By when is reported, and who watches."""
    host = record.host
    after = max(on, host.session.closing_on) if host.session else on
    following = next_session(host.council, after=after)
    if following is not None:
        day = date_words(report_deadline(following).due_on)
    else:
        figure = rule(REPORT, on=on, council=host.council).number
        day = f"{_number(figure)} ngày trước ngày khai mạc kỳ họp tiếp theo"
    unit = str(host.council.unit)
    return Section(
        words.say("questioning.carried_out"),
        (
            Row(words.say("questioning.report", day=day, unit=unit)),
            Row(words.say("questioning.supervise", unit=unit)),
        ),
    )
