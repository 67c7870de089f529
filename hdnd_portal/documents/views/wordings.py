"""Mẫu câu: what an office may word in its own way, tried on examples and released."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from hdnd_portal.accounts.councils import current_council
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import Council
from hdnd_portal.documents import wordings
from hdnd_portal.documents.forms import WordingForm
from hdnd_portal.documents.models import Wording
from hdnd_portal.documents.released import release_wording, words_of
from hdnd_portal.documents.wording_sentences import wording_sentence
from hdnd_portal.documents.wordings import Phrase, WordingRefused
from hdnd_portal.ui.components import Crumb

SHOWN_RELEASES = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as the list shows it: how it reads, and its last release."""

    phrase: Phrase
    text: str
    last: Wording | None


class WordingView(StaffView):
    """A page about the words of the council at work."""

    permission_required = "documents.edit_wordings"

    @cached_property
    def council(self) -> Council:
        """The council at work."""
        council = current_council(self.request)
        if council is None:
            raise Http404
        self.check(council)
        return council

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        """Below the documents."""
        documents = (
            reverse("documents:list") if self.user.has_perm("documents.view_registers") else ""
        )
        here = reverse("documents:wordings") if more else ""
        return [Crumb(_("Văn bản"), documents), Crumb(_("Mẫu câu"), here), *more]


class Wordings(WordingView):
    """Mẫu câu: every sentence, by paper and letter, and which the council has changed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page. Two queries of its own."""
        words = words_of(self.council)
        rows = Wording.objects.filter(council=self.council).order_by("key", "-pk").distinct("key")
        last = {row.key: row for row in rows.select_related("released_by")}
        lines = [Line(one, words.text(one.key), last.get(one.key)) for one in wordings.registered()]
        lines.sort(key=lambda line: str(line.phrase.group))
        groups = [
            (name, list(some)) for name, some in groupby(lines, key=lambda line: line.phrase.group)
        ]
        return render(
            request,
            "documents/wordings.html",
            {"page_title": _("Mẫu câu"), "crumbs": self.crumbs(), "groups": groups},
        )


class WordingPage(WordingView):
    """One sentence: how it reads, another text, how that would read, and its release."""

    @cached_property
    def phrase(self) -> Phrase:
        """The sentence of the address."""
        found = wordings.find(self.kwargs["key"])
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The page; `?goc=1` puts the shipped words into the form."""
        text = words_of(self.council).text(key) if self.council and self.phrase else ""
        if request.GET.get("goc"):
            text = str(self.phrase.default)
        return self.show(WordingForm(initial={"text": text}, phrase=self.phrase))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show how the text would read, or release it."""
        council, form = self.council, WordingForm(request.POST, phrase=self.phrase)
        if not form.is_valid():
            return self.show(form, status=422)
        text = form.cleaned_data["text"]
        if request.POST.get("do") != "release":
            return self.show(form, preview=form.preview)
        try:
            release_wording(council, self.phrase, text, by=self.user)
        except WordingRefused as refusal:
            form.add_error("text", wording_sentence(refusal))
            return self.show(form, status=422)
        messages.success(request, _("Đã phát hành mẫu câu. Văn bản lập từ lúc này dùng câu mới."))
        return redirect("documents:wordings")

    def show(self, form: WordingForm, *, preview: str = "", status: int = 200) -> HttpResponse:
        """The sentence with the form and its releases."""
        words = words_of(self.council)
        releases = Wording.objects.filter(council=self.council, key=self.phrase.key)
        context: dict[str, Any] = {
            "page_title": self.phrase.label,
            "crumbs": self.crumbs(Crumb(self.phrase.label)),
            "phrase": self.phrase,
            "places": [
                (name, place, name in self.phrase.required)
                for name, place in self.phrase.places.items()
            ],
            "text": words.text(self.phrase.key),
            "is_own": words.text(self.phrase.key) != str(self.phrase.default),
            "releases": releases.select_related("released_by")[:SHOWN_RELEASES],
            "form": form,
            "preview": preview,
        }
        return render(self.request, "documents/wording.html", context, status=status)
