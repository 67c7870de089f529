"""One search box."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.search import words
from hdnd_portal.search.finding import COUNTED, Found, find, jump
from hdnd_portal.search.models import SearchEntry
from hdnd_portal.search.registry import source_of
from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.formats import number
from hdnd_portal.ui.forms import clean_text

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit as the page shows it: words in pieces, each with whether it was sought."""

    label: Label
    url: str
    title: list[tuple[str, bool]]
    note: str
    excerpt: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Facet:
    """A choice that narrows the hits, or takes the narrowing back."""

    label: Label
    count: str
    query: str
    current: bool


class Search(StaffView):
    """Tìm kiếm: GET `q`, `loai` (kind), `nam` (year), `trang` (page)."""

    permission_required = "search.search_portal"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The record of a number, or the hits."""
        text = clean_text(request.GET.get("q", ""))[:LONGEST]
        kind = clean_text(request.GET.get("loai", ""))
        year = _whole(request.GET.get("nam", ""))
        page = max(1, min(_whole(request.GET.get("trang", "")) or 1, 500))
        if not kind and not year and page == 1 and (url := jump(text, self.user)):
            return redirect(url)
        found = find(text, self.user, kind=kind, year=year, page=page)
        chosen = {"q": text, "loai": kind, "nam": year or ""}
        context = {
            "page_title": _("Tìm kiếm"),
            "q": text,
            "found": found,
            "count_text": (f"{number(COUNTED)}+" if found.is_beyond_count else number(found.count)),
            "hits": [_hit(entry, found) for entry in found.entries],
            "kinds": _kinds(found, chosen),
            "years": _years(found, chosen),
            "previous": _query(chosen, trang=page - 1) if page > 1 else "",
            "next": _query(chosen, trang=page + 1) if found.has_more else "",
        }
        return render(request, "search/results.html", context)


def _hit(entry: SearchEntry, found: Found) -> Hit:
    source = source_of(entry.kind)
    piece = words.marked(words.excerpt(entry.text, found.words), found.words)
    return Hit(
        source.label if source else entry.kind,
        entry.url,
        words.marked(entry.title, found.words),
        entry.note,
        piece if any(sought for _words, sought in piece) else [],
    )


def _kinds(found: Found, chosen: dict[str, Any]) -> list[Facet]:
    if len(found.kinds) < 2 and not chosen["loai"]:
        return []
    return [
        Facet(
            source.label,
            number(count),
            _query(chosen, loai="" if key == chosen["loai"] else key),
            key == chosen["loai"],
        )
        for key, count in sorted(found.kinds.items(), key=lambda item: -item[1])
        if (source := source_of(key))
    ]


def _years(found: Found, chosen: dict[str, Any]) -> list[Facet]:
    if len(found.years) < 2 and not chosen["nam"]:
        return []
    return [
        Facet(
            str(year),
            number(count),
            _query(chosen, nam="" if year == chosen["nam"] else year),
            year == chosen["nam"],
        )
        for year, count in list(found.years.items())[:12]
    ]


def _query(chosen: dict[str, Any], **changes: Any) -> str:
    return urlencode({key: value for key, value in {**chosen, **changes}.items() if value})


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None
