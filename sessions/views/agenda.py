"""Pages of the agenda: build it by hand, from the law's list, from an earlier session."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdnd_portal.ui.keys import is_key
from sessions.forms.agenda import (
    DecisionForm,
    ItemEditForm,
    ItemForm,
    PositionForm,
    ReportsForm,
    StyleForm,
    WithdrawForm,
)
from sessions.item_times import usual
from sessions.models import AgendaItem, CouncilSession
from sessions.numbering import Style
from sessions.observing import WATCHED, observer_path
from sessions.services import agenda, ordering
from sessions.services.refusals import SessionRefused
from sessions.views.acts import SessionAct, SessionFormView
from sessions.views.base import SessionView


class Agenda(SessionView):
    """Chương trình: the items in order, with numbers, marks and what makes them late."""

    permission_required = "council_sessions.view_session"
    template_name = "sessions/agenda.html"
    tab = "agenda"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Items of the agenda, and which mandatory reports it lacks."""
        items = list(self.session.items.visible_to(self.user).for_agenda())
        return super().get_context_data(
            items=items,
            drafts=self.drafts(),
            sees_blocks=self.user.has_perm("council_sessions.view_floor", self.session),
            item_ids=",".join(str(item.pk) for item in items),
            missing=agenda.missing_reports(self.session),
            decisions=self.session.chair_decisions.visible_to(self.user).select_related(
                "decided_by"
            ),
            public_path=observer_path(self.session, "observe_programme")
            if self.session.state in WATCHED
            else "",
            comes_late=agenda.item_comes_late(self.session, on=timezone.localdate()),
            style_form=StyleForm(initial={"style": self.session.number_style}),
            **kwargs,
        )


class AgendaForm(SessionFormView):
    """A form that changes the agenda and goes back to it."""

    permission_required = "council_sessions.edit_agenda"
    tab = "agenda"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The forms offer what this session has."""
        return {**super().get_form_kwargs(), "session": self.session}

    def act(self, form: Any) -> HttpResponse:
        """Save it, and back to the agenda."""
        self.save(form.cleaned_data, timezone.localdate())
        return self.back("agenda")

    def save(self, data: dict[str, Any], today: date) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} saves nothing")


def usual_times(session: CouncilSession) -> list[tuple[str, int]]:
    """Kinds of items in words, each with the minutes it usually takes (A18)."""
    kinds = dict(AgendaItem.Kind.choices)
    return [(str(kinds[kind]), minutes) for kind, minutes in sorted(usual(session).items())]


class AddItem(AgendaForm):
    """Thêm nội dung."""

    template_name = "sessions/agenda_item_form.html"
    form_class = ItemForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether an item entered now comes late."""
        late = agenda.item_comes_late(self.session, on=timezone.localdate())
        return super().get_context_data(
            comes_late=late, usual_times=usual_times(self.session), **kwargs
        )

    def save(self, data: dict[str, Any], today: date) -> None:
        """Add the item."""
        item = agenda.add_item(self.session, by=self.user, on=today, **data)
        self.say(_("Đã thêm: {title}.").format(title=item.title))


class EditItem(AgendaForm):
    """Sửa nội dung."""

    template_name = "sessions/agenda_item_form.html"
    form_class = ItemEditForm

    @cached_property
    def item(self) -> AgendaItem:
        """The item of the address."""
        return get_object_or_404(self.session.items, pk=self.kwargs["item"])

    def get_initial(self) -> dict[str, Any]:
        """The item as it stands."""
        names = ItemEditForm.base_fields.keys() - {"seen"}
        return {
            **{name: getattr(self.item, name) for name in names},
            "seen": agenda.plain_values(self.item),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The item for the heading and the withdrawal form."""
        return super().get_context_data(
            item=self.item,
            withdraw_form=WithdrawForm(prefix="withdraw"),
            usual_times=usual_times(self.session),
            **kwargs,
        )

    def save(self, data: dict[str, Any], today: date) -> None:
        """Change the item."""
        agenda.change_item(self.item, by=self.user, **data)
        self.say(_("Đã lưu nội dung."))

    def refused(self, form: Any, refusal: SessionRefused) -> HttpResponse:
        """A colleague was quicker: told of it, the user may still save over it."""
        if refusal.code == "item_changed":
            form.has_seen(refusal.details["now"])
        return super().refused(form, refusal)


class RecordDecision(AgendaForm):
    """Ghi ý kiến của Chủ tọa về nội dung bổ sung."""

    template_name = "sessions/chair_decision_form.html"
    form_class = DecisionForm

    def get_initial(self) -> dict[str, Any]:
        """Decided today, most of the time."""
        return {"decided_on": timezone.localdate()}

    def save(self, data: dict[str, Any], today: date) -> None:
        """Record it."""
        agenda.record_chair_decision(self.session, by=self.user, **data)
        self.say(_("Đã ghi ý kiến của Chủ tọa. Có thể bổ sung nội dung kèm ý kiến này."))


class AddReports(AgendaForm):
    """Thêm báo cáo theo luật định."""

    template_name = "sessions/agenda_reports_form.html"
    form_class = ReportsForm

    def get_initial(self) -> dict[str, Any]:
        """All that are missing."""
        return {"keys": [row.key for row in agenda.missing_reports(self.session)]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The missing reports with source and mark."""
        return super().get_context_data(missing=agenda.missing_reports(self.session), **kwargs)

    def save(self, data: dict[str, Any], today: date) -> None:
        """Add those chosen."""
        added = agenda.add_mandatory_reports(self.session, data["keys"], by=self.user, on=today)
        self.say(
            ngettext("Đã thêm {n} báo cáo.", "Đã thêm {n} báo cáo.", len(added)).format(
                n=len(added)
            )
        )


class CopyAgenda(SessionView):
    """Chép từ kỳ họp trước: choose the session, then its items."""

    permission_required = "council_sessions.edit_agenda"
    template_name = "sessions/agenda_copy.html"
    tab = "agenda"

    @cached_property
    def sources(self) -> list[CouncilSession]:
        """Earlier sessions of the council, the latest first."""
        return list(
            CouncilSession.objects.visible_to(self.user)
            .filter(council=self.session.council_id)
            .exclude(pk=self.session.pk)
            .order_by("-opening_on")[:20]
        )

    @cached_property
    def source(self) -> CouncilSession | None:
        """The session chosen in the address; else the latest of the same kind, else the latest."""
        wanted = self.request.GET.get("tu", "")
        by_kind = [s for s in self.sources if s.kind == self.session.kind]
        chosen = [s for s in self.sources if str(s.pk) == wanted]
        return next(iter(chosen or by_kind or self.sources), None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sessions to choose from and the items of the chosen one."""
        items = self.source.items.for_agenda() if self.source else []
        return super().get_context_data(
            sources=self.sources, source=self.source, items=items, **kwargs
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Copy the chosen items."""
        self.check(self.session)
        keys = [key for key in request.POST.getlist("items") if is_key(key)]
        chosen = AgendaItem.objects.filter(pk__in=keys, session__in=self.sources).select_related(
            "session", "presenter", "presenting_body", "verifying_body"
        )
        try:
            made = agenda.copy_items(
                self.session, list(chosen), by=self.user, on=timezone.localdate()
            )
        except SessionRefused as refusal:
            self.refuse(refusal)
            return self.back("agenda")
        self.say(
            ngettext("Đã chép {n} nội dung.", "Đã chép {n} nội dung.", len(made)).format(
                n=len(made)
            )
        )
        return self.back("agenda")


class AgendaAct(SessionAct):
    """An act on the agenda or one of its items, back to the agenda."""

    permission_required = "council_sessions.edit_agenda"
    leads_to = "agenda"

    @cached_property
    def item(self) -> AgendaItem:
        """The item of the address. Raises SessionRefused when a colleague has deleted it."""
        item = self.session.items.filter(pk=self.kwargs["item"]).first()
        if item is None:
            raise SessionRefused("agenda_changed")
        return item


class OrderAgenda(AgendaAct):
    """Sắp xếp lại bằng kéo thả: the whole order in one field."""

    def act(self) -> None:
        """Write the order of keys; anything else is as if a colleague had changed the agenda."""
        keys = self.request.POST.get("order", "").split(",")
        if not all(is_key(key) for key in keys):
            raise SessionRefused("agenda_changed")
        ordering.order_items(self.session, [int(key) for key in keys], by=self.user)
        self.say(_("Đã sắp xếp lại chương trình."))


class PlaceItem(AgendaAct):
    """Chuyển một nội dung lên, xuống hoặc tới vị trí khác, bằng bàn phím."""

    def act(self) -> None:
        """Move the item."""
        form = PositionForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, _("Hãy ghi vị trí là một số từ 1."))
            return
        ordering.move_item(self.item, to_position=form.cleaned_data["to_position"], by=self.user)
        self.say(_("Đã chuyển “{title}”.").format(title=self.item.title))


class NumberAgenda(AgendaAct):
    """Đánh số lại."""

    def act(self) -> None:
        """Number in the chosen style."""
        form = StyleForm(self.request.POST)
        if form.is_valid():
            ordering.number_items(
                self.session, style=Style(form.cleaned_data["style"]), by=self.user
            )
            self.say(_("Đã đánh số lại chương trình."))


class WithdrawItem(AgendaAct):
    """Rút nội dung, hoặc chuyển kỳ họp sau."""

    def act(self) -> None:
        """Withdraw with the reason."""
        form = WithdrawForm(self.request.POST, prefix="withdraw")
        data = form.cleaned_data if form.is_valid() else {"reason": "", "defer": False}
        agenda.withdraw_item(self.item, by=self.user, **data)
        done = _("Đã chuyển kỳ họp sau: {title}.") if data["defer"] else _("Đã rút: {title}.")
        self.say(done.format(title=self.item.title))


class RemoveItem(AgendaAct):
    """Xóa nội dung chưa ai làm gì."""

    def act(self) -> None:
        """Delete it."""
        title = self.item.title
        agenda.remove_item(self.item, by=self.user)
        self.say(_("Đã xóa: {title}.").format(title=title))
