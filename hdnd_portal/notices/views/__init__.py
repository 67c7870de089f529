"""Pages of notices: the inbox, what is followed, letters that did not arrive, caught mail."""

from hdnd_portal.notices.views.caught_mail import ListCaughtMail, ReadCaughtMail, SaveAttachment
from hdnd_portal.notices.views.following import Following, StartFollowing, StopFollowing
from hdnd_portal.notices.views.inbox import Inbox, MarkAllRead, OpenNotice
from hdnd_portal.notices.views.letters import LetterList, SendAgain, ShowLetter
from hdnd_portal.notices.views.stopping import StopPage, Unfollow

__all__ = [
    "Following",
    "Inbox",
    "LetterList",
    "ListCaughtMail",
    "MarkAllRead",
    "OpenNotice",
    "ReadCaughtMail",
    "SaveAttachment",
    "SendAgain",
    "ShowLetter",
    "StartFollowing",
    "StopFollowing",
    "StopPage",
    "Unfollow",
]
