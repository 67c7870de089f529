"""The calendar of the council at work, for what pages say about working days left."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse

from hdnd_portal.accounts.councils import current_council
from hdnd_portal.legal import public
from hdnd_portal.legal.calendar import WorkCalendar

_shipped = WorkCalendar()


class _Calendar:
    """The corrected calendar of one request, read when it is first asked for: one query."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.found: WorkCalendar | None = None

    def read(self) -> WorkCalendar:
        if self.found is None:
            self.found = public.calendar_for(current_council(self.request))
        return self.found


_current: ContextVar[_Calendar | None] = ContextVar("calendar_at_work", default=None)


def calendar_at_work() -> WorkCalendar:
    """The calendar with the corrections of the council at work; outside a page the shipped one."""
    held = _current.get()
    return held.read() if held else _shipped


def working_days_between(after: date, up_to: date) -> int:
    """Working days from `after` (not counted) to `up_to` (counted), on the calendar at work."""
    calendar = calendar_at_work()
    days = (after + timedelta(days=n) for n in range(1, (up_to - after).days + 1))
    return sum(calendar.is_working(day) for day in days)


class CalendarMiddleware:
    """Lets badges count by the calendar of the council at work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hold the calendar for the time of the request."""
        token = _current.set(_Calendar(request))
        try:
            return self.get_response(request)
        finally:
            _current.reset(token)
