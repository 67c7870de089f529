"""Letters of reminder: which agencies owe what is overdue, and the letter of one of them."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.roles import STAFF
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.commitments.forms import SignerForm
from hdnd_portal.commitments.models import Commitment, ReminderLetter
from hdnd_portal.commitments.public import facts_of
from hdnd_portal.commitments.sentences import Refusal, commitment_sentence
from hdnd_portal.commitments.services import letters
from hdnd_portal.commitments.workflow import CommitmentRefused
from hdnd_portal.council.models import Agency
from hdnd_portal.documents.made_files import FORMS, made_paper
from hdnd_portal.ui.components import Crumb


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to letters."""
    here = reverse("commitments:letter_agencies") if more else ""
    return [
        Crumb(_("Kiến nghị & cam kết"), reverse("commitments:list")),
        Crumb(_("Công văn đôn đốc"), here),
        *more,
    ]


class LetterAgencies(TemplateResponseMixin, ContextMixin, StaffView):
    """Công văn đôn đốc: agencies with something overdue, whoever has most first."""

    permission_required = "commitments.issue_letters"
    template_name = "commitments/letter_agencies.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show them."""
        today = timezone.localdate()
        owed = Commitment.objects.overdue(today).filter(
            council__in=self.user.councils(*STAFF), lead__isnull=False
        )
        counts = {
            row["lead"]: row
            for row in owed.order_by().values("lead").annotate(n=Count("pk"), since=Min("due_on"))
        }
        agencies = Agency.objects.filter(pk__in=counts).order_by("name")
        last = dict(
            ReminderLetter.objects.standing()
            .filter(agency__in=counts)
            .order_by()
            .values_list("agency")
            .annotate(last=Max("document__issued_on"))
        )
        rows = [
            (agency, counts[agency.pk]["n"], counts[agency.pk]["since"], last.get(agency.pk))
            for agency in agencies
        ]
        rows.sort(key=lambda row: -row[1])
        context = self.get_context_data(
            page_title=_("Công văn đôn đốc"), crumbs=crumbs(), rows=rows, today=today
        )
        return self.render_to_response(context)


class LetterView(StaffView):
    """What the pages of one agency's letter share."""

    permission_required = "commitments.issue_letters"

    @cached_property
    def agency(self) -> Agency:
        """The agency of the address, of a council the user serves."""
        rows = Agency.objects.filter(council__in=self.user.councils(*STAFF))
        return get_object_or_404(rows.select_related("council__unit"), pk=self.kwargs["agency"])

    def here(self) -> str:
        """The page."""
        return reverse("commitments:letter", kwargs={"agency": self.agency.pk})


class LetterPage(TemplateResponseMixin, ContextMixin, LetterView):
    """Công văn đôn đốc một cơ quan: what is overdue, the draft, and those that went out."""

    template_name = "commitments/letter.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        self.check(self.agency.council)
        return self.show(self.form())

    def form(self, data: Any = None) -> SignerForm:
        """Who signs."""
        return SignerForm(data, signers=letters.signers_of(self.agency, on=timezone.localdate()))

    def show(self, form: SignerForm, status: int = 200) -> HttpResponse:
        """The page."""
        agency, today = self.agency, timezone.localdate()
        context = self.get_context_data(
            page_title=_("Công văn đôn đốc: {agency}").format(agency=agency),
            crumbs=crumbs(Crumb(str(agency))),
            agency=agency,
            rows=[
                (row, (today - row.due_on).days)
                for row in facts_of(letters.overdue_of(agency, on=today))
                if row.due_on
            ],
            letters=list(
                ReminderLetter.objects.filter(agency=agency).select_related("document__signer")
            ),
            form=form,
            today=today,
        )
        return self.render_to_response(context, status=status)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Issue it, or say why not."""
        self.check(self.agency.council)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            made = letters.issue_letter(self.agency, by=self.user, **form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, commitment_sentence(refusal))
        else:
            said = _("Đã ban hành {reference}; bản PDF và DOCX được giữ như đã in.")
            messages.success(request, said.format(reference=made.document.reference))
        return redirect(self.here())


class PrintLetter(LetterView):
    """Dự thảo công văn đôn đốc, as PDF or DOCX."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The draft as it stands today."""
        self.check(self.agency.council)
        if kwargs["form"] not in FORMS:
            raise Http404
        today = timezone.localdate()
        try:
            paper = letters.draft_letter(self.agency, on=today)
        except CommitmentRefused as refusal:
            messages.error(request, commitment_sentence(refusal))
            return redirect(self.here())
        name = f"don-doc-{self.agency.pk}"
        return made_paper(request, lambda: paper, form=kwargs["form"], name=name, back=self.here())
