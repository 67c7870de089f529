"""A delegate's pages: the dossiers in reading order, one paper, notes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from hdnd_portal.documents.access import Access, access_to
from hdnd_portal.ui.keys import is_key
from sessions.file_signatures import mark_signatures
from sessions.forms.paper_questions import AskForm
from sessions.forms.reading import NoteForm
from sessions.models import FrozenFile, Note
from sessions.paper_questions import asked_about, asked_counts
from sessions.reading_list import earlier_lines, reading_list
from sessions.services import reading
from sessions.services.paper_questions import takes_questions
from sessions.services.refusals import SessionRefused
from sessions.views.base import SessionView


class ReadingList(SessionView):
    """Tài liệu kỳ họp: the frozen dossiers in reading order, with what I have read."""

    permission_required = "council_sessions.read_dossiers"
    template_name = "sessions/reading_list.html"
    tab = "reading"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Items with their papers, receipts and notes of the user."""
        asked = asked_counts(self.session, self.user)
        items = reading_list(self.session, self.user, asked=asked)
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
                "version__file", "item__session", "supplement", "replaces__version"
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
        access = access_to(self.user, self.paper.version)
        mark_signatures([self.paper.version])
        receipt = reading.receipt_of(self.user, self.paper.version)
        page = self.page_asked_for() or (receipt.last_page if receipt else None)
        return super().get_context_data(
            paper=self.paper,
            receipt=receipt,
            start=page or 1,
            asked=asked_about([self.paper, *self.earlier], self.user),
            ask_form=kwargs.pop("ask_form", None) or self.ask_form(access, page),
            today=timezone.localdate(),
            previous=order[here - 1] if here > 0 else None,
            following=order[here + 1] if 0 <= here < len(order) - 1 else None,
            notes=[(note, reading.note_text(note, by=self.user)) for note in notes],
            earlier_notes=self.earlier_notes(),
            may_ask=self.user.has_perm("council_sessions.ask_question"),
            opens=self.paper.version.media_type == "application/pdf",
            access=access.name.lower(),
            **{"note_form": NoteForm(), **kwargs},
        )

    @cached_property
    def earlier(self) -> list[FrozenFile]:
        """The papers this one replaces, the latest first."""
        return earlier_lines(self.paper)

    def page_asked_for(self) -> int | None:
        """The page the address names (`?trang=3`), as questions and answers lead to it."""
        text = self.request.GET.get("trang", "")
        return int(text) or None if is_key(text) else None

    def ask_form(self, access: Access, page: int | None) -> AskForm | None:
        """The form of a question to the drafters, for a delegate while the paper may be asked
        about; none otherwise.
        """
        may = self.user.has_perm("council_sessions.ask_about_paper", self.session)
        if not may or access is Access.NONE or not takes_questions(self.paper.item):
            return None
        return AskForm(sealed=access is Access.SEALED, initial={"page": page})

    def earlier_notes(self) -> list[tuple[FrozenFile, Note, str]]:
        """The user's notes on the papers this one replaces, each with its paper."""
        papers = {line.version_id: line for line in self.earlier}
        notes = Note.objects.filter(user=self.user, version__in=papers)
        return [
            (papers[note.version_id], note, reading.note_text(note, by=self.user))
            for note in notes
            if note.version_id is not None
        ]


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
