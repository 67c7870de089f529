"""A delegate's pages: the dossiers in reading order, one paper, notes, the request to be absent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from sessions.absence_classes import absence_classes
from sessions.forms.reading import AbsenceForm, DecideForm, NoteForm
from sessions.models import FrozenFile, Note
from sessions.reading_list import reading_list
from sessions.sentences import sentence
from sessions.services import reading
from sessions.services.refusals import SessionRefused
from sessions.views.base import SessionView


class ReadingList(SessionView):
    """Tài liệu kỳ họp: the frozen dossiers in reading order, with what I have read."""

    permission_required = "council_sessions.read_dossiers"
    template_name = "sessions/reading_list.html"
    tab = "reading"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Items with their papers, receipts and notes of the user."""
        items = reading_list(self.session, self.user)
        papers = [paper for item in items for paper in item.papers]
        return super().get_context_data(
            reading=items,
            paper_count=len(papers),
            page_count=sum(paper.file.pages or 0 for paper in papers),
            read_count=sum(1 for paper in papers if paper.is_read),
            changed_count=sum(1 for paper in papers if paper.is_changed),
            **kwargs,
        )


class PaperView(SessionView):
    """One paper of the manifest."""

    permission_required = "council_sessions.read_dossiers"
    tab = "reading"

    @cached_property
    def paper(self) -> FrozenFile:
        """The line of the manifest in the address."""
        return get_object_or_404(
            FrozenFile.objects.select_related(
                "version__file", "item", "supplement", "replaces__version"
            ),
            pk=self.kwargs["paper"],
            freeze__session=self.session,
        )


class ReadPaper(PaperView):
    """Đọc tài liệu: the paper in the browser, my notes beside it."""

    template_name = "sessions/read_paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The paper, its neighbours, the receipt and the notes of the user alone."""
        items = reading_list(self.session, self.user)
        order = [paper.file.pk for item in items for paper in item.papers]
        here = order.index(self.paper.pk) if self.paper.pk in order else -1
        notes = Note.objects.filter(user=self.user, version=self.paper.version)
        return super().get_context_data(
            paper=self.paper,
            receipt=reading.receipt_of(self.user, self.paper.version),
            previous=order[here - 1] if here > 0 else None,
            following=order[here + 1] if 0 <= here < len(order) - 1 else None,
            notes=[(note, reading.note_text(note, by=self.user)) for note in notes],
            opens=self.paper.version.media_type == "application/pdf",
            **{"note_form": NoteForm(), **kwargs},
        )


class PaperAct(PaperView):
    """An act on one paper: one POST, then back to it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.check(self.session)
        try:
            self.act()
        except SessionRefused as refusal:
            self.refuse(refusal)
        return self.back("read_paper", paper=self.paper.pk)

    def act(self) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")


class OpenPaper(PaperAct):
    """Ghi nhận đã mở tài liệu; the reader calls it with the page that was reached."""

    def act(self) -> None:
        """Keep the receipt."""
        receipt = reading.open_version(self.session, self.paper.version, by=self.user)
        page = self.request.POST.get("page", "")
        if receipt and page.isdecimal() and len(page) < 6:
            reading.read_to_page(receipt, page=int(page))


class MarkRead(PaperAct):
    """Ghi nhận đã đọc hết."""

    def act(self) -> None:
        """Mark it."""
        reading.mark_read(self.session, self.paper.version, by=self.user)
        self.say(_("Đã ghi nhận: đọc hết tài liệu."))


class WriteNote(ReadPaper):
    """Ghi chú riêng; a refused one is shown again beside the paper, as it was typed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep the note for its writer alone."""
        self.check(self.session)
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(note_form=form))
        try:
            reading.write_note(
                self.session,
                text=form.cleaned_data["text"],
                page=form.cleaned_data["page"],
                version=self.paper.version,
                by=self.user,
            )
        except SessionRefused as refusal:
            self.refuse(refusal)
        else:
            self.say(_("Đã lưu ghi chú. Chỉ mình ông/bà đọc được."))
        return self.back("read_paper", paper=self.paper.pk)


class DeleteNote(PaperAct):
    """Xóa ghi chú riêng."""

    def act(self) -> None:
        """Erase it."""
        note = get_object_or_404(Note, pk=self.kwargs["note"], user=self.user)
        reading.delete_note(note, by=self.user)
        self.say(_("Đã xóa ghi chú."))


class AskAbsence(SessionView, FormView):  # type: ignore[type-arg]
    """Xin vắng mặt."""

    permission_required = "council_sessions.ask_absence"
    template_name = "sessions/absence_form.html"
    form_class = AbsenceForm
    tab = "reading"
    page_name = gettext_lazy("Xin vắng mặt")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The half-days of this session."""
        return {**super().get_form_kwargs(), "session": self.session}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and what was asked before."""
        kwargs.setdefault("form", self.get_form())
        mandate = reading.mandate_of(self.user, self.session)
        asked = self.session.absence_requests.filter(mandate=mandate).order_by("-asked_at")
        return super().get_context_data(asked=asked, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, or show the form again with what was typed."""
        self.check(self.session)
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: AbsenceForm) -> HttpResponse:
        """Send it to the chair."""
        try:
            reading.ask_absence(self.session, by=self.user, **form.cleaned_data)
        except SessionRefused as refusal:
            form.add_error(None, sentence(refusal))
            return self.form_invalid(form)
        self.say(_("Đã gửi đề nghị vắng mặt tới Chủ tọa."))
        return self.back("ask_absence")


class WithdrawAbsence(SessionView):
    """Rút đề nghị vắng mặt."""

    permission_required = "council_sessions.ask_absence"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Withdraw one's own request."""
        self.check(self.session)
        asked = get_object_or_404(
            self.session.absence_requests,
            pk=self.kwargs["absence"],
            mandate=reading.mandate_of(self.user, self.session),
        )
        try:
            reading.withdraw_absence(asked, by=self.user)
            self.say(_("Đã rút đề nghị vắng mặt."))
        except SessionRefused as refusal:
            self.refuse(refusal)
        return self.back("ask_absence")


class Absences(SessionView):
    """Đề nghị vắng mặt: what the chair decides."""

    permission_required = "council_sessions.decide_absence"
    template_name = "sessions/absences.html"
    tab = "absences"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All requests of the session, the waiting ones first."""
        asked = self.session.absence_requests.select_related(
            "mandate__person", "from_sitting", "to_sitting", "decided_by"
        ).order_by("decided_at", "asked_at")
        classes = absence_classes(self.session)
        waiting = [(a, classes[a.reason]) for a in asked if a.is_waiting]
        decided = [(a, classes[a.reason]) for a in asked if not a.is_waiting]
        return super().get_context_data(waiting=waiting, decided=decided, **kwargs)


class DecideAbsence(SessionView):
    """Đồng ý hoặc không đồng ý cho vắng mặt."""

    permission_required = "council_sessions.decide_absence"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Enter the decision."""
        self.check(self.session)
        asked = get_object_or_404(self.session.absence_requests, pk=self.kwargs["absence"])
        form = DecideForm(request.POST)
        if form.is_valid():
            try:
                reading.decide_absence(
                    asked,
                    accept=form.cleaned_data["decision"] == "accept",
                    note=form.cleaned_data["note"],
                    by=self.user,
                )
                self.say(_("Đã ghi ý kiến cho {name}.").format(name=asked.mandate.person.name))
            except SessionRefused as refusal:
                self.refuse(refusal)
        return self.back("absences")
