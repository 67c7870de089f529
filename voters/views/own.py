"""Contacts beside the plan: the list, the form, one of them with its answer."""

from functools import cached_property
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.council.models import AdministrativeUnit, Council, Mandate
from hdnd_portal.council.models.units import COMMUNE_KINDS
from hdnd_portal.ui.components import Crumb, MenuItem
from hdnd_portal.ui.history import history
from hdnd_portal.ui.lists import Empty, ListPage, date_column, state_column, text_column
from voters.forms.own import ContactForm
from voters.forms.plans import ReasonForm
from voters.labels import contact_kind_choices, contact_state_choices
from voters.models import OwnContact
from voters.permissions import DELEGATES, PLANNERS
from voters.refusals import ContactRefused
from voters.sentences import contact_sentence
from voters.services import own
from voters.services.rows import contact_page
from voters.workflow import ContactState


class ContactFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("Loại"), choices=contact_kind_choices)
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Trạng thái"), choices=contact_state_choices
    )

    class Meta:
        model = OwnContact
        fields = ("kind", "state")


class ContactList(ListPage, StaffView):
    """Tiếp xúc ngoài kế hoạch: all the user may see, the latest first."""

    permission_required = "voters.view_contact"
    title = gettext_lazy("Tiếp xúc cử tri ngoài kế hoạch")
    default_order = "-starts_at"
    filterset_class = ContactFilter
    columns = (
        text_column("mandate", gettext_lazy("Đại biểu"), "mandate.person.name", is_main=True),
        text_column("kind", gettext_lazy("Loại"), "get_kind_display"),
        text_column("unit", gettext_lazy("Xã, phường"), "unit"),
        date_column("starts_at", gettext_lazy("Ngày"), sort="starts_at", weekday=True),
        date_column("due_on", gettext_lazy("Hạn trả lời"), sort="due_on"),
        state_column("state", gettext_lazy("Trạng thái"), "voters.contact"),
    )

    def get_queryset(self) -> QuerySet[OwnContact]:
        """Contacts the user may see."""
        return OwnContact.objects.visible_to(self.user).for_list()

    def row_url(self, row: OwnContact) -> str:
        """The contact."""
        return contact_page(row)

    def get_main_act(self) -> MenuItem | None:
        """A new one."""
        if not self.user.has_perm("voters.announce_contact"):
            return None
        return MenuItem(_("Báo cuộc tiếp xúc"), reverse("voters:announce_contact"), "plus")

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(
            _("Chưa có cuộc tiếp xúc ngoài kế hoạch"),
            _("Đại biểu báo cuộc tiếp xúc nơi cư trú, nơi làm việc, chuyên đề, gặp gỡ cử tri."),
        )


class AnnounceContact(ContextMixin, TemplateResponseMixin, StaffView):
    """Báo, đề nghị cuộc tiếp xúc ngoài kế hoạch."""

    permission_required = "voters.announce_contact"
    template_name = "voters/contact_form.html"

    def form(self, data: Any = None) -> ContactForm:
        """With the seats for which the user may announce, and the communes of their councils."""
        user, today = self.user, timezone.localdate()
        mine = Q(term__council__in=user.councils(*PLANNERS))
        if user.person_id:
            mine |= Q(person=user.person_id, term__council__in=user.councils(*DELEGATES))
        seats = Mandate.objects.able_to_act(today).filter(mine)
        councils = user.councils(*PLANNERS, *DELEGATES)
        homes = Council.objects.filter(pk__in=councils).values("unit")
        units = AdministrativeUnit.objects.in_force(today).filter(
            Q(parent__in=homes) | Q(pk__in=homes, kind__in=COMMUNE_KINDS)
        )
        return ContactForm(
            data,
            mandates=list(
                seats.select_related("person", "term").order_by("person__sort_key", "pk")
            ),
            units=list(units.order_by("folded", "pk")),
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.show(self.form())

    def show(self, form: ContactForm) -> HttpResponse:
        """The form with what was typed."""
        title, back = _("Báo cuộc tiếp xúc ngoài kế hoạch"), reverse("voters:contacts")
        crumbs = [Crumb(_("Tiếp xúc ngoài kế hoạch"), back), Crumb(title)]
        return self.render_to_response(
            self.get_context_data(form=form, page_title=title, crumbs=crumbs, back=back)
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Announce it, or show the form again."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            contact = own.announce_contact(by=self.user, **form.cleaned_data)
        except ContactRefused as refusal:
            form.add_error(None, contact_sentence(refusal))
            return self.show(form)
        if contact.state == ContactState.ASKED:
            messages.success(request, _("Đã gửi đề nghị đến Thường trực HĐND."))
        else:
            messages.success(request, _("Đã ghi nhận cuộc tiếp xúc."))
        return redirect(contact_page(contact))


class ContactPage(ContextMixin, TemplateResponseMixin, StaffView):
    """Một cuộc tiếp xúc ngoài kế hoạch."""

    permission_required = "voters.view_contact"
    template_name = "voters/contact_detail.html"

    @cached_property
    def contact(self) -> OwnContact:
        """The contact of the address."""
        rows = OwnContact.objects.visible_to(self.user).for_list()
        rows = rows.select_related("council__unit", "decided_by")
        return get_object_or_404(rows, pk=self.kwargs["contact"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        self.check(self.contact)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The contact, and what the user may do now."""
        contact, user = self.contact, self.user
        is_asked = contact.state == ContactState.ASKED
        kwargs.setdefault("decline_form", ReasonForm(prefix="khong"))
        return super().get_context_data(
            contact=contact,
            page_title=str(contact),
            crumbs=[
                Crumb(_("Tiếp xúc ngoài kế hoạch"), reverse("voters:contacts")),
                Crumb(str(contact)),
            ],
            may_decide=is_asked and user.has_perm("voters.decide_contact", contact),
            may_withdraw=is_asked and user.has_perm("voters.announce_contact", contact),
            history=history(log.entries_for(contact)),
            **kwargs,
        )


class AgreeContact(ContactPage):
    """Đồng ý."""

    permission_required = "voters.decide_contact"
    http_method_names = ["post"]
    done = gettext_lazy("Đã đồng ý; đại biểu được thông báo.")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take the step, or say why not."""
        self.check(self.contact)
        try:
            self.act()
            messages.success(request, str(self.done))
        except ContactRefused as refusal:
            messages.error(request, contact_sentence(refusal))
        return redirect(contact_page(self.contact))

    def act(self) -> None:
        """The one service call."""
        own.agree_contact(self.contact, by=self.user)


class DeclineContact(AgreeContact):
    """Không đồng ý, kèm lý do."""

    done = gettext_lazy("Đã trả lời không đồng ý; đại biểu được thông báo.")

    def act(self) -> None:
        """The one service call."""
        form = ReasonForm(self.request.POST, prefix="khong")
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        own.decline_contact(self.contact, reason=reason, by=self.user)


class WithdrawContact(AgreeContact):
    """Rút đề nghị."""

    permission_required = "voters.announce_contact"
    done = gettext_lazy("Đã rút đề nghị.")

    def act(self) -> None:
        """The one service call."""
        own.withdraw_contact(self.contact, by=self.user)
