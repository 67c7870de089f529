"""The register on screen: search it, read one rule, try a deadline."""

from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from hdnd_portal.accounts.councils import current_council
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import Council
from hdnd_portal.legal import public
from hdnd_portal.legal.calendar import note_for
from hdnd_portal.legal.deadlines import VIETNAM, Deadline, DeadlineRefused, Stop
from hdnd_portal.legal.forms import SearchForm, TryForm
from hdnd_portal.legal.register import Register, Rule, RuleRefused
from hdnd_portal.legal.words import UNIT_WORDS, mark_words, quantity, short_mark
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.text import fold

ROWS_PER_PAGE = 40


class RegisterView(StaffView):
    """What the pages of the register share: the council of the user and its rules."""

    permission_required = "legal.view_rules"

    @cached_property
    def council(self) -> Council | None:
        """The council whose rules are shown; the shipped register without one."""
        return current_council(self.request)

    @cached_property
    def register(self) -> Register:
        """The rules of the council."""
        return public.register_for(self.council)

    def show(self, template: str, title: str, crumbs: list[Crumb], **context: Any) -> HttpResponse:
        """Render a page of the register."""
        first = Crumb(_("Bộ quy tắc"), reverse("legal:rules"))
        context |= {"page_title": title, "crumbs": [first, *crumbs], "council": self.council}
        return render(self.request, template, context)


def shown(rule: Rule) -> dict[str, Any]:
    """A row ready for the screen."""
    return {
        "rule": rule,
        "quantity": quantity(rule),
        "mark": mark_words(rule.mark.value),
        "short_mark": short_mark(rule.mark.value),
        "unit": UNIT_WORDS[rule.unit],
    }


def matches(rule: Rule, words: list[str], register: Register) -> bool:
    """Whether all folded words occur in what a person may remember of the rule."""
    names = " ".join([rule.key, rule.name, rule.source, rule.regime, *register.names_of(rule.key)])
    text = fold(names)
    return all(word in text for word in words)


def fits_mark(rule: Rule, mark: str) -> bool:
    """Whether the rule passes the filter of reliability."""
    if mark in {"verified", "unverified"}:
        return rule.is_verified == (mark == "verified")
    return not mark or rule.mark.value == mark


class RuleList(RegisterView):
    """Bộ quy tắc: one row per rule, as it holds today."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = SearchForm(request.GET)
        form.is_valid()
        words = fold(str(form.cleaned_data.get("q", ""))).split()
        mark = str(form.cleaned_data.get("mark", ""))
        found = [
            rule
            for rule in self.register.current(timezone.localdate())
            if fits_mark(rule, mark) and matches(rule, words, self.register)
        ]
        page = Paginator([shown(rule) for rule in found], ROWS_PER_PAGE).get_page(
            request.GET.get("page")
        )
        query = request.GET.copy()
        query.pop("page", None)
        return self.show(
            "legal/rule_list.html",
            _("Bộ quy tắc"),
            [],
            form=form,
            page=page,
            query=query.urlencode(),
            regimes=sorted(self.register.regimes.values(), key=lambda one: one.code),
        )


class RuleDetail(RegisterView):
    """Một quy tắc: all its dated rows, and a deadline to try."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        try:
            name = self.register.canonical(key)
        except RuleRefused as error:
            raise Http404(str(error)) from error
        today = timezone.localdate()
        rows = [*self.register.overrides.get(name, ()), *reversed(self.register.history(name))]
        rule = next((row for row in rows if row.holds_on(today)), rows[0])
        form = TryForm(initial={"key": name, "start": today})
        return self.show(
            "legal/rule_detail.html",
            rule.name,
            [Crumb(name)],
            current=shown(rule),
            rows=[shown(row) | {"today": row == rule} for row in rows],
            aliases=self.register.names_of(name),
            regimes=[self.register.regimes[code] for code in dict.fromkeys(r.regime for r in rows)],
            form=form if rule.is_time_limit else None,
        )


class TryDeadline(RegisterView):
    """Tính thử hạn: a GET, so that the answer can be sent on as an address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        deadline: Deadline | None = None
        form = TryForm(request.GET or None, initial={"start": timezone.localdate()})
        if request.GET and form.is_valid():
            try:
                deadline = self.count(**form.cleaned_data)
            except (RuleRefused, DeadlineRefused) as error:
                form.add_error("key", str(error))
        context: dict[str, Any] = {"form": form, "deadline": deadline}
        if deadline:
            context |= {
                "shown": shown(deadline.rule),
                "calendar_note": note_for(deadline.due_on.year),
            }
        return self.show("legal/try_deadline.html", _("Tính thử hạn"), [Crumb(_("Tính thử hạn"))],
                         **context)  # fmt: skip

    def count(
        self, *, key: str, start: date, time: Any, stop_from: date | None, stop_to: date | None
    ) -> Deadline:
        """The deadline of the form. Raises RuleRefused or DeadlineRefused."""
        moment = datetime.combine(start, time, tzinfo=VIETNAM) if time else start
        stops = [Stop(stop_from, stop_to)] if stop_from and stop_to else []
        return public.deadline_under(
            self.register, public.calendar_for(self.council), key, moment, stops=stops
        )
