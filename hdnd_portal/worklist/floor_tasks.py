"""Tasks that come from the floor itself."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF
from hdnd_portal.notices.models import Delivery
from hdnd_portal.worklist.registry import Bucket, Task, provider


@provider
def letters_given_up(user: User, on: date) -> Iterable[Task]:
    """Letters that will not be tried again: somebody of the office has to call (K7)."""
    councils = user.councils(*STAFF)
    if not councils:
        return
    given_up = Delivery.objects.filter(state=Delivery.State.GIVEN_UP, council__in=councils)
    counts = given_up.values_list("council", "council__name").annotate(Count("pk"))
    for council, name, count in counts.order_by("council"):
        words = ngettext(
            "Gọi điện hoặc gửi lại {n} thư không gửi được",
            "Gọi điện hoặc gửi lại {n} thư không gửi được",
            count,
        )
        yield Task(
            key=f"letters:{council}",
            what=words.format(n=count),
            record=name,
            url=f"{reverse('letters:list')}?state=given_up",
            bucket=Bucket.TODAY,
        )
