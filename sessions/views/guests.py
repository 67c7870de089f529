"""Pages of the guest list: add, correct, take off."""

from functools import cached_property
from typing import Any

from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdnd_portal.ui.keys import is_key
from sessions.forms.invitations import GuestForm
from sessions.models import CouncilSession, Guest
from sessions.services import guests
from sessions.services.refusals import SessionRefused
from sessions.views.acts import SessionFormView
from sessions.views.base import SessionView
from sessions.views.invitations import InvitationAct


class GuestFormView(SessionFormView):
    """A form about one guest."""

    permission_required = "council_sessions.issue_invitations"
    template_name = "sessions/guest_form.html"
    form_class = GuestForm
    tab = "invitations"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The agencies of this council."""
        return {**super().get_form_kwargs(), "session": self.session}


class AddGuest(GuestFormView):
    """Thêm khách mời."""

    def act(self, form: GuestForm) -> HttpResponse:
        """Put the guest on the list."""
        guest = guests.add_guest(self.session, by=self.user, **form.cleaned_data)
        self.say(_("Đã thêm khách mời {name}.").format(name=guest.name))
        return self.back("invitations")


class EditGuest(GuestFormView):
    """Sửa thông tin khách mời."""

    @cached_property
    def guest(self) -> Guest:
        """The guest of the address."""
        return get_object_or_404(self.session.guests, pk=self.kwargs["guest"])

    def get_initial(self) -> dict[str, Any]:
        """As the guest stands on the list."""
        return model_to_dict(self.guest)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The guest, and the paper issued before."""
        paper = self.session.invitations.standing().filter(guest=self.guest).first()
        return super().get_context_data(guest=self.guest, paper=paper, **kwargs)

    def act(self, form: GuestForm) -> HttpResponse:
        """Correct it, and say what the paper issued before still reads."""
        paper = guests.correct_guest(self.guest, by=self.user, **form.cleaned_data)
        self.say(_("Đã sửa thông tin khách mời {name}.").format(name=form.cleaned_data["name"]))
        if paper is not None:
            self.say(_("Giấy mời đã phát hành vẫn ghi: {name}.").format(name=paper.addressee))
        return self.back("invitations")


class CopyGuests(SessionView):
    """Chép khách mời từ kỳ họp trước: who would come onto the list, then in one act."""

    permission_required = "council_sessions.issue_invitations"
    template_name = "sessions/guests_copy.html"
    tab = "invitations"

    @cached_property
    def source(self) -> CouncilSession | None:
        """The session to copy from: the one asked for, else the latest before this one."""
        wanted = self.request.GET.get("tu", "")
        if is_key(wanted):
            return get_object_or_404(guests.earlier_sessions(self.session), pk=wanted)
        return guests.earlier_sessions(self.session).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sessions to choose from, and the guests of the chosen one."""
        rows = guests.copyable(self.session, self.source) if self.source else []
        return super().get_context_data(
            sources=guests.earlier_sessions(self.session)[:30],
            source=self.source,
            rows=rows,
            new_count=sum(1 for _guest, is_there in rows if not is_there),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Copy those chosen, or say why not."""
        self.check(self.session)
        chosen = {int(key) for key in request.POST.getlist("guests") if is_key(key)}
        made = []
        try:
            if self.source is not None:
                made = guests.copy_guests(
                    self.session, source=self.source, chosen=chosen, by=self.user
                )
        except SessionRefused as refusal:
            self.refuse(refusal)
            return self.back("invitations")
        self.say(
            ngettext(
                "Đã chép {n} khách mời vào danh sách.",
                "Đã chép {n} khách mời vào danh sách.",
                len(made),
            ).format(n=len(made))
        )
        return self.back("invitations")


class RemoveGuest(InvitationAct):
    """Bỏ khách mời khỏi danh sách."""

    def act(self) -> None:
        """Take them off."""
        guest = get_object_or_404(self.session.guests, pk=self.kwargs["guest"])
        name = guest.name
        guests.remove_guest(guest, by=self.user)
        self.say(_("Đã bỏ {name} khỏi danh sách.").format(name=name))
