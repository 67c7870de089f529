"""Chế độ dự họp: who was there in which half-day, and what finance pays (S16)."""

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from hdnd_portal.documents.papers import Paper
from sessions.allowance_sheet import allowance_paper, as_xlsx, half_day
from sessions.allowances import Statement, statement
from sessions.views.base import SessionView
from sessions.views.made_files import made_table
from sessions.views.papers import PrintedPaper


class Allowances(SessionView):
    """Bảng kê chế độ dự họp, as a page and as XLSX with `?dang=xlsx`."""

    permission_required = "council_sessions.view_allowances"
    template_name = "sessions/allowances.html"
    tab = "allowances"

    @cached_property
    def statement(self) -> Statement:
        """The statement as of now."""
        return statement(self.session, at=timezone.now())

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the sheet."""
        self.check(self.session)
        if self.request.GET.get("dang") != "xlsx":
            return super().get(*args, **kwargs)
        content = as_xlsx(self.session, self.statement, today=timezone.localdate())
        return made_table(content, name=f"che-do-du-hop-{self.session.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The statement with the heads of its half-days."""
        heads = [half_day(sitting) for sitting in self.statement.sittings]
        return super().get_context_data(statement=self.statement, heads=heads, **kwargs)


class PrintAllowances(PrintedPaper):
    """Bảng kê chế độ dự họp as a paper."""

    permission_required = "council_sessions.view_allowances"
    returns_to = "allowances"

    def paper(self) -> Paper:
        """The statement as of now."""
        made = statement(self.session, at=timezone.now())
        return allowance_paper(self.session, made, on=timezone.localdate())

    def stem(self) -> str:
        """`che-do-du-hop`."""
        return "che-do-du-hop"
