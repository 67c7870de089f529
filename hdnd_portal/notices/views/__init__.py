"""Pages of notices: the inbox, letters that did not arrive, caught mail."""

from hdnd_portal.notices.views.caught_mail import ListCaughtMail, ReadCaughtMail, SaveAttachment
from hdnd_portal.notices.views.inbox import Inbox, MarkAllRead, OpenNotice
from hdnd_portal.notices.views.letters import LetterList, SendAgain, ShowLetter

__all__ = [
    "Inbox",
    "LetterList",
    "ListCaughtMail",
    "MarkAllRead",
    "OpenNotice",
    "ReadCaughtMail",
    "SaveAttachment",
    "SendAgain",
    "ShowLetter",
]
