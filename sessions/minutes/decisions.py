"""What was decided: votes with their figures, questions and answers, resolutions."""

from django.db.models import Q
from django.utils import timezone

from sessions.minutes.pieces import Grid, Part, Source, hours, listed
from sessions.models import AgendaBlock, Interpellation, Poll, Resolution
from sessions.workflow.poll import PollKind, PollSource, PollState
from sessions.workflow.question import QuestionState

# What a vote on a block decided, and what was taken out of it before.
OF_BLOCK = ("block__items", "block__removals__item", "block__removals__mandate__person")
UNSEEN = (QuestionState.DRAFT, QuestionState.WITHDRAWN, QuestionState.RETURNED)


def polls_of(source: Source) -> list[Poll]:
    """Published votes, in the order in which they were held.

    Sheets sent round after the session are the Standing Committee's to report, not its minutes'.
    """
    polls = Poll.objects.filter(session=source.session, state=PollState.PUBLISHED).exclude(
        kind=PollKind.OPINION_SHEET, opened_at__date__gt=source.session.closing_on
    )
    if source.sitting is not None:
        window = source.window()
        where = Q(sitting=source.sitting)
        if window is not None:
            where |= Q(sitting=None, opened_at__gte=window[0], opened_at__lt=window[1])
        # Sheets are asked wherever the delegates are: they belong to the session alone.
        polls = polls.filter(where).exclude(kind=PollKind.OPINION_SHEET)
    polls = polls.select_related("item", "block", "parent")
    return list(polls.prefetch_related(*OF_BLOCK).order_by("opened_at", "position"))


def votes(source: Source) -> Part:
    """Biểu quyết: the very rows from which board and result paper are made."""
    polls = polls_of(source)
    if not polls:
        return Part("votes", "Biểu quyết", ("Không có lần biểu quyết nào đã công bố kết quả.",))
    rows = tuple(
        (
            source.at(poll.opened_at),
            poll.title,
            _figure(None if poll.kind == PollKind.OPINION_SHEET else poll.present_count),
            _figure(poll.votes_for),
            _figure(poll.votes_against),
            _figure(poll.votes_abstain),
            _figure(poll.not_voted),
            "Thông qua" if poll.is_passed else "Không thông qua",
        )
        for poll in polls
    )
    passed = sum(1 for poll in polls if poll.is_passed)
    pieces: list[str | Grid] = [
        f"Có {len(polls)} lần biểu quyết, thông qua {passed}, không thông qua "
        f"{len(polls) - passed}.",
        Grid(
            (
                "Lúc",
                "Nội dung",
                "Có mặt",
                "Tán thành",
                "Không tán thành",
                "Không biểu quyết",
                "Không trả lời",
                "Kết quả",
            ),
            rows,
            (29, 36, 12, 15, 17, 19, 18, 19),
            figures=(2, 3, 4, 5, 6),
        ),
    ]
    pieces += [
        f"{poll.title}: {poll.arithmetic} ({poll.base_name} là {poll.base}, cần {poll.needed})."
        for poll in polls
        if poll.arithmetic
    ]
    pieces += [said for poll in polls if poll.block for said in block_words(poll.block)]
    later = [poll.title for poll in polls if poll.source == PollSource.PAPER]
    if later:
        pieces.append(f"Số liệu nhập sau từ giấy, hai người nhập độc lập: {listed(later)}.")
    return Part("votes", "Biểu quyết", tuple(pieces))


def block_words(block: AgendaBlock) -> list[str]:
    """What one vote decided together, and who had which item decided by itself."""
    items = sorted(block.items.all(), key=lambda item: item.position)
    titles = "; ".join(item.title for item in items)
    said = [f"Biểu quyết chung nhóm “{block.title}”, {len(items)} nội dung: {titles}."]
    said += [
        f"Theo đề nghị của đại biểu {one.mandate.person.name} lúc {hours(one.asked_at)}, nội dung "
        f"“{one.item.title}” được tách khỏi nhóm để quyết định riêng."
        for one in block.removals.all()
    ]
    return said


def _figure(number: int | None) -> str:
    return "–" if number is None else str(number)


def questions_of(source: Source) -> list[Interpellation]:
    """Questions put to the session; in the minutes of a sitting those asked in it."""
    rows = Interpellation.objects.filter(session=source.session).exclude(state__in=UNSEEN)
    window = source.window()
    if window is not None:
        rows = rows.filter(raised_at__gte=window[0], raised_at__lt=window[1])
    return list(
        rows.select_related("mandate__person", "post__person", "group").order_by(
            "group__position", "position", "pk"
        )
    )


def questions(source: Source) -> Part:
    """Chất vấn: who asked whom about what, and what came of it."""
    found = questions_of(source)
    if not found:
        return Part("questions", "Chất vấn", ("Không có chất vấn nào được ghi nhận.",))
    rows = tuple(
        (
            str(place),
            row.mandate.person.name,
            str(row.post.person) if row.post.person else str(row.post),
            row.title,
            str(row.get_state_display()),
        )
        for place, row in enumerate(found, start=1)
    )
    asked = sum(1 for row in found if row.raised_at is not None)
    return Part(
        "questions",
        "Chất vấn",
        (
            f"Có {len(found)} chất vấn, {asked} chất vấn được hỏi tại phiên họp.",
            Grid(
                ("TT", "Đại biểu", "Người bị chất vấn", "Vấn đề", "Kết quả"),
                rows,
                (10, 38, 38, 50, 29),
                figures=(0,),
            ),
        ),
    )


def resolutions_of(source: Source) -> list[Resolution]:
    """Resolutions of the session, in the order of its agenda."""
    rows = Resolution.objects.filter(session=source.session).select_related(
        "document", "item", "poll"
    )
    return list(rows.order_by("item__position", "pk"))


def resolutions(source: Source) -> Part:
    """Nghị quyết đã thông qua; the minutes of one sitting leave them to those of the session."""
    found = resolutions_of(source)
    if source.sitting is not None:
        found = [one for one in found if one.item and one.item.sitting_id == source.sitting.pk]
    if not found:
        return Part("resolutions", "Nghị quyết", ("Không có nghị quyết nào được lập.",))
    rows = tuple(
        (str(place), row.reference or "–", row.title, adopted_words(row.poll))
        for place, row in enumerate(found, start=1)
    )
    return Part(
        "resolutions",
        "Nghị quyết",
        (
            f"Hội đồng nhân dân thông qua {len(found)} nghị quyết:",
            Grid(
                ("TT", "Số, ký hiệu", "Trích yếu", "Biểu quyết thông qua"),
                rows,
                (12, 38, 68, 45),
                figures=(0,),
            ),
        ),
    )


def adopted_words(poll: Poll | None) -> str:
    """`10 giờ 05 ngày 16/07/2026; tán thành 58/62`: the adopting vote; a dash if there is none."""
    if poll is None:
        return "–"
    day = f" ngày {timezone.localtime(poll.closed_at):%d/%m/%Y}" if poll.closed_at else ""
    return f"{hours(poll.closed_at)}{day}; tán thành {poll.votes_for}/{poll.base}"
