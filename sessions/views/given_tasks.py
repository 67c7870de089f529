"""Nhiệm vụ được giao: what a resolution orders, and what is needed after an item without one, cut
out and followed until verified.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.public import CommitmentRefused, facts_of
from hdnd_portal.council.models import Agency
from hdnd_portal.ui.keys import is_key
from sessions.forms.given_tasks import GiveTaskForm, ItemTaskForm
from sessions.given_tasks import GivenTask, given_tasks, owner_of
from sessions.models import AgendaItem, Resolution
from sessions.resolution_papers import parsed
from sessions.sentences import sentence
from sessions.sentences.questioning import question_sentence
from sessions.services.refusals import SessionRefused
from sessions.services.tasking import give_item_task, give_task
from sessions.views.base import SessionView
from sessions.views.resolutions import ResolutionView
from sessions.workflow import ITEM_HEARD, ItemState
from sessions.workflow.resolution import RESOLUTION_OUT, ResolutionState

_FIELDS = {
    "task_without_text": "text",
    "task_without_owner": "lead",
    "task_twice": "text",
    "task_made_outside": "made_on",
}


def made_or_refused(form: GiveTaskForm, give: Callable[..., Commitment]) -> Commitment | None:
    """What the service makes of a valid form; None once the refusal stands on its field.

    Raises SessionRefused where it is of no field.
    """
    try:
        return give(**form.cleaned_data)
    except CommitmentRefused as refusal:
        form.add_error("due_on", question_sentence(refusal))
    except SessionRefused as refusal:
        if refusal.code not in _FIELDS:
            raise
        form.add_error(_FIELDS[refusal.code], sentence(refusal))
    return None


class GivenTasks(ResolutionView):
    """The tasks of a resolution, those its text seems to give, and the form for one."""

    permission_required = "council_sessions.read_resolution"
    template_name = "sessions/resolution_tasks.html"
    page_name = gettext_lazy("Nhiệm vụ được giao")

    @property
    def may_give(self) -> bool:
        """Whether the user may cut out a task."""
        return self.may("give_task")

    @cached_property
    def proposed(self) -> list[GivenTask]:
        """What the text seems to give."""
        return given_tasks(parsed(self.resolution.articles.filter(amended_by=None)))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list, with the form filled from the sentence of `?cau=` where one is named."""
        self.check(self.resolution)
        place = request.GET.get("cau", "")
        chosen = None
        if self.may_give and is_key(place) and int(place) < len(self.proposed):
            chosen = self.proposed[int(place)]
        return self.show(self.form(initial=self.filled(chosen)), is_open=chosen is not None)

    def form(self, *args: Any, **kwargs: Any) -> GiveTaskForm:
        """The form with the agencies and bodies of today."""
        council = self.resolution.council
        return GiveTaskForm(*args, council=council, on=timezone.localdate(), **kwargs)

    def filled(self, task: GivenTask | None) -> dict[str, Any]:
        """What a sentence already says of its task."""
        if task is None:
            return {}
        council = self.resolution.council
        agencies = Agency.objects.filter(council=council).in_force(timezone.localdate())
        # A resolution says "Ủy ban nhân dân tỉnh" of the one of its own province.
        unit = str(council.unit)
        names = [
            (key, said)
            for key, name in agencies.values_list("pk", "name")
            for said in (name, name.replace(unit, unit.split(" ")[0]))
        ]
        lead = owner_of(task, names)
        return {"text": task.text, "said_at": task.place, "lead": lead}

    def show(self, form: GiveTaskForm, *, is_open: bool) -> HttpResponse:
        """The page with the form."""
        tasks = facts_of(Commitment.objects.of(self.resolution).visible_to(self.user))
        known = {task.text for task in tasks}
        state = ResolutionState(self.resolution.state)
        return self.render_to_response(
            self.get_context_data(
                tasks=tasks,
                proposed=[
                    (place, task)
                    for place, task in enumerate(self.proposed)
                    if task.text not in known
                ],
                form=form if self.may_give and state in RESOLUTION_OUT else None,
                is_open=is_open,
                is_out=state in RESOLUTION_OUT,
                may_give=self.may_give,
            )
        )


class GiveTask(GivenTasks):
    """Đưa một nhiệm vụ vào theo dõi."""

    permission_required = "council_sessions.give_task"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Cut it out, or show what was typed with what is wrong."""
        self.check(self.resolution)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, is_open=True)
        try:
            made = made_or_refused(form, partial(give_task, self.resolution, by=self.user))
        except SessionRefused as refusal:
            self.refuse(refusal)
        else:
            if made is None:
                return self.show(form, is_open=True)
            self.say(_("Đã giao theo dõi cho {owner}.").format(owner=made.owner))
        return redirect(
            reverse("sessions:resolution_tasks", kwargs={"resolution": self.resolution.pk})
        )


class ItemTasks(SessionView):
    """Việc cần làm sau khi xem xét một nội dung: what is needed, what was provided (A20)."""

    permission_required = "council_sessions.view_item_tasks"
    template_name = "sessions/item_tasks.html"
    tab = "agenda"
    page_name = gettext_lazy("Việc cần làm")

    @cached_property
    def item(self) -> AgendaItem:
        """The item of the address."""
        items = AgendaItem.objects.visible_to(self.user).select_related("session__council")
        return get_object_or_404(items, pk=self.kwargs["item"], session=self.session)

    def form(self, *args: Any, **kwargs: Any) -> ItemTaskForm:
        """The form with the agencies and bodies of today."""
        council = self.session.council
        return ItemTaskForm(*args, council=council, on=timezone.localdate(), **kwargs)

    def concluded_on(self) -> date | None:
        """The day on which the item was last before the sitting, as the record has it."""
        course = self.session.proceedings.filter(item=self.item).order_by("starts_at").last()
        return timezone.localdate(course.starts_at) if course else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tasks as far as the user sees them, and the form of one more."""
        given = Resolution.objects.visible_to(self.user).filter(item=self.item).first()
        heard = ItemState(self.item.state) in ITEM_HEARD
        may_give = (
            heard
            and given is None
            and self.user.has_perm("council_sessions.give_item_task", self.session)
        )
        if may_give and "form" not in kwargs:
            kwargs["form"] = self.form(initial={"made_on": self.concluded_on()})
        return super().get_context_data(
            item=self.item,
            tasks=facts_of(Commitment.objects.of(self.item).visible_to(self.user)),
            resolution=given,
            is_heard=heard,
            today=timezone.localdate(),
            **kwargs,
        )


class GiveItemTask(ItemTasks):
    """Giao một việc cần làm; a refused one is shown as it was typed."""

    permission_required = "council_sessions.give_item_task"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Give it, or show what was typed with what is wrong."""
        self.check(self.session)
        form = self.form(request.POST)
        if form.is_valid():
            try:
                made = made_or_refused(form, partial(give_item_task, self.item, by=self.user))
            except SessionRefused as refusal:
                form.add_error(None, sentence(refusal))
            else:
                if made is not None:
                    self.say(_("Đã giao theo dõi cho {owner}.").format(owner=made.owner))
                    return self.back("item_tasks", item=self.item.pk)
        context = self.get_context_data(form=form, is_open=True)
        return self.render_to_response(context, status=422)
