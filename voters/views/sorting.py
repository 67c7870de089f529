"""Opinions that wait to be sorted, and the page on which it is done."""

from functools import cached_property
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import AdministrativeUnit, Agency
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.lists import (
    Column,
    Empty,
    ListPage,
    date_column,
    number_column,
    text_column,
)
from voters.forms.sorting import TakeForm
from voters.labels import track_choices
from voters.models import Opinion, VoterRecommendation
from voters.models.record import OpinionQuerySet
from voters.refusals import ContactRefused
from voters.sentences import contact_sentence
from voters.services import likeness, sorting
from voters.services.leads import lead_for
from voters.sorting import OPEN, Competence, State
from voters.sorting_permissions import SORTERS
from voters.sorting_rows import communes_of, hints, left_of, owners_of, pieces_of, unsorted
from voters.spans import Span, covers

NEW, SAME, REPEATS = "", "same", "repeats"


def units_said(request: Any) -> QuerySet[AdministrativeUnit]:
    """Communes of which an opinion was written down, in the councils of the user.

    Looked for commune by commune, which an index answers, and not among all opinions.
    """
    if request is None:
        return AdministrativeUnit.objects.none()
    said = Opinion.objects.filter(unit=OuterRef("pk"), council__in=request.user.councils())
    return AdministrativeUnit.objects.filter(Exists(said)).order_by("name")


class UnsortedFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of what waits."""

    unit = django_filters.ModelChoiceFilter(label=gettext_lazy("Xã, phường"), queryset=units_said)
    track_heard = django_filters.ChoiceFilter(
        label=gettext_lazy("Loại khi ghi"), choices=track_choices
    )

    class Meta:
        model = Opinion
        fields = ("unit", "track_heard")


class OpinionsToSort(ListPage, StaffView):
    """Ý kiến chờ phân loại: the earliest meeting first."""

    permission_required = "voters.sort_opinions"
    title = gettext_lazy("Ý kiến chờ phân loại")
    default_order = "held"
    filterset_class = UnsortedFilter
    columns = (
        text_column("text", gettext_lazy("Lời cử tri"), lambda row: row.text[:300], is_main=True),
        text_column("unit", gettext_lazy("Xã, phường"), "unit", sort="unit__name"),
        date_column(
            "held", gettext_lazy("Ngày tiếp xúc"), "meeting.starts_at", sort="meeting__starts_at"
        ),
        number_column("number", gettext_lazy("Số")),
        text_column("track_heard", gettext_lazy("Loại khi ghi"), "get_track_heard_display"),
        text_column("field", gettext_lazy("Lĩnh vực khi ghi"), "field", is_hidden=True),
    )

    def get_queryset(self) -> QuerySet[Opinion]:
        """Opinions of the user's councils that nobody has sorted."""
        return waiting(self.user)

    def get_columns(self) -> list[Column]:
        """The columns of the list."""
        return list(self.columns)

    def get_crumbs(self) -> list[Crumb]:
        """Below the recommendations."""
        return [*list_crumbs(), Crumb(self.title)]

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(
            _("Không còn ý kiến nào chờ phân loại"),
            _("Ý kiến ghi tại các cuộc tiếp xúc cử tri hiện ở đây cho đến khi được phân loại."),
            reverse("voters:recommendations"),
            _("Xem kiến nghị cử tri"),
        )

    def row_url(self, row: Opinion) -> str:
        """Where it is sorted."""
        return reverse("voters:sort_opinion", kwargs={"opinion": row.pk})


def waiting(user: User) -> OpinionQuerySet:
    """Opinions of the councils in which the user sorts."""
    mine = Opinion.objects.visible_to(user).filter(council__in=user.councils(*SORTERS))
    return unsorted(mine).for_list().select_related("unit", "field", "meeting")


def list_crumbs() -> list[Crumb]:
    """The way to the recommendations."""
    return [
        Crumb(_("Tiếp xúc cử tri"), reverse("voters:plans")),
        Crumb(_("Kiến nghị cử tri"), reverse("voters:recommendations")),
    ]


class SortOpinion(TemplateResponseMixin, ContextMixin, StaffView):
    """Phân loại một ý kiến: the voter's words on the left, the recommendation on the right."""

    permission_required = "voters.sort_opinions"
    template_name = "voters/sort_opinion.html"

    @cached_property
    def opinion(self) -> Opinion:
        """The opinion of the address."""
        rows = Opinion.objects.visible_to(self.user).select_related(
            "council__unit",
            "unit",
            "field",
            "meeting__plan__session",
            "meeting__unit",
            "meeting__group",
        )
        return get_object_or_404(rows, pk=self.kwargs["opinion"])

    @cached_property
    def owners(self) -> list[tuple[Span, VoterRecommendation]]:
        """Which of its words are taken."""
        return owners_of(self.opinion)

    @cached_property
    def alike(self) -> list[likeness.Alike]:
        """Recommendations that ask for the same as what is left, here or in earlier sessions."""
        return likeness.most_alike(
            left_of(self.opinion, self.owners) or self.opinion.text,
            VoterRecommendation.objects.visible_to(self.user).live(),
            council=self.opinion.council_id,
            without=[row.pk for _span, row in self.owners],
        )

    def relations(self) -> list[tuple[str, str]]:
        """What it may be, beside something new."""
        session = self.opinion.meeting.plan.session_id
        choices = []
        for one in self.alike:
            row = one.recommendation
            if row.session_id == session:
                if State(row.state) not in OPEN:
                    continue
                label = _("Thêm vào {code} (cùng kỳ họp): {text}")
                choices.append((f"{SAME}-{row.pk}", label.format(code=row.code, text=row.text)))
            else:
                label = _("Kiến nghị lại {code}, {session}: {text}")
                words = label.format(code=row.code, session=row.session.name, text=row.text)
                choices.append((f"{REPEATS}-{row.pk}", words))
        return choices

    def form(self, data: Any = None) -> TakeForm:
        """The form: what is left is chosen, the likeliest field beside it."""
        opinion = self.opinion
        pieces = pieces_of(opinion, self.owners)
        spans = [span for span, _row in self.owners]
        found = hints(left_of(opinion, self.owners) or opinion.text, opinion.council_id)
        self.hints = found
        field = opinion.field or (found[0].field if found else None)
        return TakeForm(
            data,
            agencies=Agency.objects.filter(council=opinion.council_id)
            .exclude(kind=Agency.Kind.COMMUNE, unit__isnull=False)
            .in_force(timezone.localdate())
            .order_by("name"),
            communes=communes_of(opinion.council.unit),
            opinion_text=opinion.text,
            pieces=[(piece.key, piece.words, piece.span) for piece in pieces],
            relations=self.relations(),
            initial={
                "pieces": [piece.key for piece in pieces if not covers(spans, [piece.span])],
                "track": opinion.track_heard,
                "field": field,
                "competence": Competence.PROVINCE if field else "",
                "relation": NEW,
            },
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The opinion with the form."""
        self.check(self.opinion)
        return self.show(self.form())

    def show(self, form: TakeForm, status: int = 200) -> HttpResponse:
        """The page with the form as it stands."""
        opinion = self.opinion
        title = _("Phân loại ý kiến số {number}").format(number=opinion.number)
        context = self.get_context_data(
            page_title=title,
            crumbs=[
                *list_crumbs(),
                Crumb(_("Ý kiến chờ phân loại"), reverse("voters:opinions_to_sort")),
                Crumb(title),
            ],
            opinion=opinion,
            form=form,
            pieces=self._pieces(form),
            made=list({row.pk: row for _span, row in self.owners}.values()),
            hints=self.hints[:3],
            alike={str(one.recommendation.pk): one for one in self.alike},
            left=left_of(opinion, self.owners),
            following=self.following(),
            is_open=not (opinion.is_struck or opinion.is_letter),
        )
        return self.render_to_response(context, status=status)

    def _pieces(self, form: TakeForm) -> list[tuple[Any, Any]]:
        """Each sentence with its check box."""
        boxes = {str(box.data["value"]): box for box in form["pieces"].subwidgets}
        return [(piece, boxes[piece.key]) for piece in pieces_of(self.opinion, self.owners)]

    def following(self) -> str:
        """Where the next opinion that waits is sorted."""
        here = self.opinion
        rows = (
            waiting(self.user)
            .exclude(pk=here.pk)
            .order_by("meeting__starts_at", "meeting", "number")
        )
        held = here.meeting.starts_at
        later = rows.filter(
            Q(meeting__starts_at__gt=held)
            | Q(meeting__starts_at=held, meeting__gt=here.meeting_id)
            | Q(meeting=here.meeting_id, number__gt=here.number)
        )
        found = later.first() or rows.first()
        if found is None:
            return ""
        return reverse("voters:sort_opinion", kwargs={"opinion": found.pk})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take the words, or show the form again with what was chosen."""
        self.check(self.opinion)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            made = self.act(form)
        except ContactRefused as refusal:
            form.add_error(None, contact_sentence(refusal))
            return self.show(form, status=422)
        messages.success(request, _("Đã ghi {code}.").format(code=made.code))
        here = reverse("voters:sort_opinion", kwargs={"opinion": self.opinion.pk})
        if "stay" in request.POST:
            return redirect(here)
        return redirect(self.following() or reverse("voters:opinions_to_sort"))

    def act(self, form: TakeForm) -> VoterRecommendation:
        """A new recommendation, or more words for one that is there."""
        opinion, data = self.opinion, form.cleaned_data
        kind, _dash, key = data["relation"].partition("-")
        if kind == SAME:
            to = VoterRecommendation.objects.visible_to(self.user).get(pk=key)
            return sorting.join(opinion, form.taken(), to=to, by=self.user)
        lead = None
        if data["field"]:
            lead = lead_for(
                opinion.council_id,
                data["field"],
                data["competence"],
                units=[opinion.unit_id],
                authority=data["authority"],
                by=self.user,
            )
        repeated = None
        if kind == REPEATS:
            repeated = VoterRecommendation.objects.visible_to(self.user).get(pk=key)
        return sorting.take(
            opinion,
            form.taken(),
            by=self.user,
            track=data["track"],
            text=data["text"],
            place=form.place(lead),
            repeats=repeated,
        )
