"""Bringing in a letter, and the letters brought before."""

from typing import Any, cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.answer_letters.forms import LetterForm
from hdnd_portal.answer_letters.models import OFFICE, AnswerLetter
from hdnd_portal.answer_letters.sentences import Refusal, letter_sentence
from hdnd_portal.answer_letters.services import letters
from hdnd_portal.answer_letters.workflow import LetterRefused
from hdnd_portal.council.models import Agency
from hdnd_portal.ui.components import Crumb


def letter_crumbs(*more: Crumb) -> list[Crumb]:
    """The way to the letters."""
    return [
        Crumb(_("Kiến nghị & cam kết"), reverse("commitments:list")),
        Crumb(_("Trả lời bằng công văn"), reverse("answer_letters:begin") if more else ""),
        *more,
    ]


class BeginLetter(TemplateResponseMixin, ContextMixin, StaffView):
    """Nộp công văn trả lời nhiều kiến nghị."""

    permission_required = "answer_letters.answer_by_letter"
    template_name = "answer_letters/letter_form.html"

    def agencies(self) -> QuerySet[Agency]:
        """The user's own, and for the office all of its council."""
        own = Q(pk__in=self.user.agencies()) | Q(council__in=self.user.councils(*OFFICE))
        return Agency.objects.filter(own).in_force(timezone.localdate()).order_by("name")

    def form(self, data: Any = None, files: Any = None) -> LetterForm:
        """The form; where there is one agency it is chosen."""
        own = self.user.agencies()
        initial = {"agency": next(iter(own))} if len(own) == 1 else {}
        return LetterForm(data, files, agencies=self.agencies(), initial=initial)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.show(self.form())

    def show(self, form: LetterForm, status: int = 200) -> HttpResponse:
        """The form and what came before."""
        context = self.get_context_data(
            page_title=_("Trả lời nhiều kiến nghị bằng một công văn"),
            crumbs=letter_crumbs(),
            form=form,
            is_office=self.user.has_role(*OFFICE),
            letters=list(
                AnswerLetter.objects.visible_to(self.user)
                .select_related("agency", "version")
                .defer("version__text")[:20]
            ),
        )
        return self.render_to_response(context, status=status)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take it in and go to its page, or say why not."""
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, status=422)
        data = dict(form.cleaned_data)
        agency, file = data.pop("agency"), data.pop("file")
        on_behalf = agency.pk not in self.user.agencies()
        try:
            made = letters.begin_letter(
                agency, data=file, name=file.name, by=self.user, on_behalf=on_behalf, **data
            )
        except Refusal as refusal:
            form.add_error("file", self.sentence(refusal))
            return self.show(form, status=422)
        return redirect(reverse("answer_letters:letter", kwargs={"letter": made.pk}))

    def sentence(self, refusal: Exception) -> str:
        """Why not; a letter that came before leads to the first time, where it may be seen."""
        sentence = letter_sentence(refusal)
        if not isinstance(refusal, LetterRefused) or "first" not in refusal.details:
            return sentence
        key = cast("int", refusal.details["first"])
        if not AnswerLetter.objects.visible_to(self.user).filter(pk=key).exists():
            return sentence
        url = reverse("answer_letters:letter", kwargs={"letter": key})
        return format_html('{} <a href="{}">{}</a>', sentence, url, _("Mở công văn đó"))
