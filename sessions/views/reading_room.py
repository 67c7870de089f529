"""The reading room (phòng đọc): marked pages on the screen, no file; and who opened what (A15)."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.documents.access import Access, access_to
from hdnd_portal.documents.kinds import PDF
from hdnd_portal.documents.models import File, Version
from sessions.forms.groups import ReasonForm
from sessions.models import AgendaItem, DossierFile, RoomOpening
from sessions.room_sheet import as_xlsx
from sessions.services import reading_room
from sessions.services.refusals import SessionRefused
from sessions.views.base import SessionView
from sessions.views.made_files import made_table


class RoomView(SessionView):
    """A file of the session that the user reads in the reading room alone."""

    permission_required = "council_sessions.open_reading_room"
    tab = "reading"
    page_name = gettext_lazy("Phòng đọc")

    @cached_property
    def version(self) -> Version:
        """The version of the address; 404 for one that is not sealed to the user."""
        version = get_object_or_404(
            Version.objects.defer("text"),
            pk=self.kwargs["version"],
            file__dossier_file__part__dossier__item__session=self.session,
        )
        if access_to(self.user, version) is not Access.SEALED:
            raise Http404
        return version

    @cached_property
    def item(self) -> AgendaItem:
        """The item the file belongs to."""
        item: AgendaItem = AgendaItem.objects.get(dossier__parts__files__file=self.version.file_id)
        return item


class Room(RoomView):
    """Phòng đọc: one paper, page by page."""

    template_name = "sessions/reading_room.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The paper; its pages come when the reader asks for them."""
        return super().get_context_data(version=self.version, item=self.item, **kwargs)


class RoomPages(RoomView):
    """The marked pages, for the reader of the page alone."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Keep the opening and send the pages; parts of them are not sent."""
        self.check(self.session)
        try:
            with reading_room.marked_pages(
                self.session, self.item, self.version, by=self.user
            ) as pages:
                response = HttpResponse(pages.read(), content_type=PDF.media_type)
        except SessionRefused:
            return HttpResponse(status=409)
        response["Cache-Control"] = "private, no-store"
        response["Content-Disposition"] = "inline"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class RoomLog(SessionView):
    """Danh sách lượt đọc: who opened what in the reading room, for the chair."""

    permission_required = "council_sessions.view_room_log"
    template_name = "sessions/room_log.html"
    tab = "room_log"

    @cached_property
    def openings(self) -> list[RoomOpening]:
        """All openings of the session, the latest first."""
        found = RoomOpening.objects.filter(session=self.session).select_related(
            "item", "version", "user"
        )
        return list(found.defer("version__text"))

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the list as XLSX with `?dang=xlsx`."""
        if self.request.GET.get("dang") != "xlsx":
            return super().get(*args, **kwargs)
        self.check(self.session)
        content = as_xlsx(self.session, self.openings)
        return made_table(content, name=f"phong-doc-{self.session.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The openings by paper."""
        papers: dict[int, list[RoomOpening]] = {}
        for opening in self.openings:
            papers.setdefault(opening.version_id, []).append(opening)
        return super().get_context_data(
            papers=[
                (rows[0], rows, len({row.user_id for row in rows})) for rows in papers.values()
            ],
            count=len(self.openings),
            **kwargs,
        )


class RestrictionAct(SessionView):
    """Setting or lifting the restriction of one file of an item's dossier."""

    permission_required = "council_sessions.restrict_file"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.check(self.session)
        place = get_object_or_404(
            DossierFile.objects.select_related("file", "part__dossier__item"),
            file=self.kwargs["file"],
            part__dossier__item=self.kwargs["item"],
            part__dossier__item__session=self.session,
        )
        form = ReasonForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            self.act(place.part.dossier.item, place.file, reason)
        except SessionRefused as refusal:
            self.refuse(refusal)
        return self.back("dossier", item=self.kwargs["item"])

    def act(self, item: AgendaItem, file: File, reason: str) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")


class RestrictFile(RestrictionAct):
    """Đưa tài liệu vào phòng đọc."""

    def act(self, item: AgendaItem, file: File, reason: str) -> None:
        """Restrict it."""
        reading_room.restrict_file(item, file, reason=reason, by=self.user)
        self.say(_("Từ nay “{name}” chỉ mở được tại phòng đọc.").format(name=file))


class LiftRestriction(RestrictionAct):
    """Bỏ hạn chế tài liệu."""

    def act(self, item: AgendaItem, file: File, reason: str) -> None:
        """Lift it."""
        reading_room.lift_restriction(item, file, reason=reason, by=self.user)
        self.say(_("Đã bỏ hạn chế “{name}”.").format(name=file))
