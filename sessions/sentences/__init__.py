"""What the pages say when a service refuses: what happened, what was kept, what to do."""

from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.printed import Outdated
from sessions.schedule import ScheduleRefused
from sessions.sentences import (
    blocks,
    groups,
    hotline,
    paper_questions,
    preparing,
    reading_room,
    resolutions,
    sitting,
    standing_in,
    voting,
)
from sessions.services.refusals import MoveRefused, SessionRefused

# Each part of the work has its own codes; one that two parts share stands in one of them.
SENTENCES: dict[str, str | Promise] = {
    **blocks.SENTENCES,
    **groups.SENTENCES,
    **hotline.SENTENCES,
    **paper_questions.SENTENCES,
    **preparing.SENTENCES,
    **reading_room.SENTENCES,
    **resolutions.SENTENCES,
    **sitting.SENTENCES,
    **standing_in.SENTENCES,
    **voting.SENTENCES,
}


def outdated_sentence(fact: Outdated) -> str:
    """What issued invitations still read, once the session says otherwise."""
    text = ngettext(
        "{n} giấy mời đã phát hành ghi {fact} cũ: “{before}”. Nay là “{now}”.",
        "{n} giấy mời đã phát hành ghi {fact} cũ: “{before}”. Nay là “{now}”.",
        fact.count,
    )
    unsaid = _("sẽ thông báo sau")
    return text.format(
        n=fact.count, fact=fact.fact, before=fact.before or unsaid, now=fact.now or unsaid
    )


def sentence(refusal: SessionRefused | ScheduleRefused | MoveRefused) -> str:
    """The Vietnamese sentence for a refusal of the session services."""
    if isinstance(refusal, MoveRefused):
        return _("Kỳ họp không còn ở trạng thái cho phép việc này. Trang đã tải lại.")
    details = {
        name: date_format(value, "d/m/Y") if isinstance(value, date) else value
        for name, value in refusal.details.items()
    }
    return str(SENTENCES[refusal.code]).format(**details)
