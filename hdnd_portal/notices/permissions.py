"""Who may see notices, letters and caught mail."""

from django.conf import settings

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.notices.models import Delivery, Notice


@permission("notices.read_own")
def can_read_own(user: User, notice: Notice | None = None) -> bool:
    """Everybody reads the notices addressed to the own account, nobody another's."""
    return user.is_active if notice is None else notice.recipient_id == user.pk


@permission("notices.follow_matters")
def can_follow_matters(user: User) -> bool:
    """Everybody follows what they may open, and hears of it as long as they may."""
    return user.is_active


@permission("notices.follow_letters")
def can_follow_letters(user: User, letter: Delivery | None = None) -> bool:
    """The office and the admin see which letters of their council went out, and send them again."""
    if letter is None:
        return user.has_role(*STAFF, Role.ADMIN)
    return Delivery.objects.visible_to(user).filter(pk=letter.pk).exists()


@permission("notices.read_caught_mail")
def can_read_caught_mail(user: User) -> bool:
    """Office and admin read the mail of a sample set-up, which goes to nobody."""
    return settings.SAMPLE_ALLOWED and user.has_role(*STAFF, Role.ADMIN)
