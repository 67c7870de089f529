"""Working days left, as badges say them: by the calendar of the council at work."""

from datetime import date

import pytest
from django.contrib.sessions.backends.cache import SessionStore
from django.http import HttpResponse

from hdnd_portal.legal.at_work import CalendarMiddleware, working_days_between
from hdnd_portal.legal.models import CalendarDay
from tests.factories import CouncilFactory, UserFactory

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def counted(rf, user):
    """What two badges of one page say."""
    said = []

    def page(_request):
        said.extend(working_days_between(MONDAY, FRIDAY) for _badge in range(2))
        return HttpResponse()

    request = rf.get("/")
    request.user, request.session = user, SessionStore()
    CalendarMiddleware(page)(request)
    return said


def test_corrected_days_count_on_the_pages_of_their_council(rf):
    user, other = UserFactory(role="officer"), UserFactory(role="officer")
    CalendarDay.objects.create(
        day=date(2026, 11, 25), kind="off", reason="nghỉ", council=user.assignments[0].council
    )
    assert counted(rf, user) == [3, 3]
    assert counted(rf, other) == [4, 4]
    assert working_days_between(MONDAY, FRIDAY) == 4


def test_any_number_of_badges_costs_one_query(rf, django_assert_num_queries):
    user = UserFactory(role="officer", role__council=CouncilFactory())
    _read = user.assignments
    with django_assert_num_queries(1):
        counted(rf, user)
