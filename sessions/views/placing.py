"""Xếp phiên: which half-day hears which items."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions.forms.placing import PlacesForm, sitting_words
from sessions.models import AgendaItem
from sessions.services import placing
from sessions.services.refusals import SessionRefused
from sessions.views.base import SessionView
from sessions.workflow import ITEM_GONE


class PlaceItems(SessionView):
    """One choice per item; with `?de-xuat=1` the choices are proposed by the planned times."""

    permission_required = "council_sessions.edit_agenda"
    template_name = "sessions/agenda_places.html"
    tab = "agenda"
    page_name = gettext_lazy("Xếp phiên")

    @cached_property
    def items(self) -> list[AgendaItem]:
        """Items on the agenda, in order."""
        return list(
            self.session.items.visible_to(self.user)
            .exclude(state__in=ITEM_GONE)
            .order_by("position")
        )

    def form(self, *data: Any) -> PlacesForm:
        """The choices as they are, or as they are proposed."""
        is_proposed = self.request.method == "GET" and "de-xuat" in self.request.GET
        now = {item.pk: item.sitting_id for item in self.items}
        places = placing.proposal(self.session) if is_proposed else now
        sittings = list(self.session.sittings.all())
        return PlacesForm(*data, items=self.items, sittings=sittings, places=places)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and how full each sitting is as saved."""
        planned: dict[int | None, int] = {}
        for item in self.items:
            planned[item.sitting_id] = planned.get(item.sitting_id, 0) + (item.planned_minutes or 0)
        kwargs.setdefault("form", self.form())
        return super().get_context_data(
            is_proposed="de-xuat" in self.request.GET,
            loads=[
                (
                    sitting_words(sitting),
                    planned.get(sitting.pk, 0),
                    int((sitting.ends_at - sitting.starts_at).total_seconds()) // 60,
                )
                for sitting in self.session.sittings.all()
            ],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save what was changed."""
        self.check(self.session)
        form = self.form(request.POST)
        if not form.is_valid():
            messages.error(request, _("Hãy chọn phiên họp trong danh sách."))
            return self.render_to_response(self.get_context_data(form=form))
        try:
            moved = placing.place_items(self.session, form.places(), seen=form.seen(), by=self.user)
        except SessionRefused as refusal:
            self.refuse(refusal)
            return self.back("place_in_sittings")
        self.say(
            ngettext(
                "Đã xếp phiên cho {n} nội dung.", "Đã xếp phiên cho {n} nội dung.", moved
            ).format(n=moved)
        )
        return self.back("agenda")
