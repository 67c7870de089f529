"""What people do with their notices."""

from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.notices.models import Notice


def mark_read(notice: Notice) -> None:
    """Note when the recipient opened it; the first time counts (K11)."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=timezone.now())


def mark_all_read(user: User) -> int:
    """Note all of the user's notices as read; returns how many were not."""
    unread = Notice.objects.visible_to(user).unread()
    return unread.update(read_at=timezone.now())


def unread_count(user: User) -> int:
    """Number on the bell, at most 100: beyond that only "99+" is shown."""
    return Notice.objects.visible_to(user).unread()[:100].count()
