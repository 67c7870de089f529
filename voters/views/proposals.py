"""What voters ask of the centre: to whom it went, with which paper, and what was answered (G5)."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.commitments.labels import CLAIMS, STAGES, stage_choices
from hdnd_portal.commitments.models import Reply
from hdnd_portal.commitments.public import last_of_each
from hdnd_portal.council.models import Agency
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.lists import (
    Column,
    Empty,
    ListPage,
    date_column,
    number_column,
    state_column,
    text_column,
)
from hdnd_portal.ui.text import fold
from sessions.public import sessions_of
from voters.models import ContactPaper, VoterRecommendation
from voters.services.referring import page_of
from voters.sorting import Competence, State
from voters.sorting_labels import STATES
from voters.views.sorting import list_crumbs
from voters.workflow import Track

SHOWN = (State.SORTED, State.SENT, State.MISDIRECTED)
ANSWER_LENGTH = 300


def _receivers(request: Any) -> QuerySet[Agency]:
    if request is None:
        return Agency.objects.none()
    asked = central_of(request.user).filter(lead=OuterRef("pk"))
    return Agency.objects.filter(Exists(asked)).order_by("name")


def central_of(user: Any) -> QuerySet[VoterRecommendation]:
    """What voters ask of the centre, as far as the user may see it."""
    rows = VoterRecommendation.objects.visible_to(user)
    return rows.filter(competence=Competence.CENTRAL, track=Track.RECOMMENDATION, state__in=SHOWN)


class ProposalFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list."""

    text = django_filters.CharFilter(label=gettext_lazy("Nội dung"), method="filter_text")
    session = django_filters.ChoiceFilter(label=gettext_lazy("Kỳ họp"))
    lead = django_filters.ModelChoiceFilter(label=gettext_lazy("Nơi nhận"), queryset=_receivers)
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Trạng thái"), choices=[(state, STATES[state]) for state in SHOWN]
    )
    stage = django_filters.ChoiceFilter(label=gettext_lazy("Trả lời"), choices=stage_choices)

    class Meta:
        model = VoterRecommendation
        fields = ("text", "session", "lead", "state", "stage")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None:
            sessions = sessions_of(self.request.user.councils())
            self.filters["session"].extra["choices"] = [(one.pk, one.name) for one in sessions]

    def filter_text(self, rows: QuerySet[VoterRecommendation], name: str, value: str) -> Any:
        """Words anywhere in the text, without diacritics."""
        for word in fold(value).split():
            rows = rows.filter(folded__contains=word)
        return rows


class ProposalList(ListPage, StaffView):
    """Kiến nghị với Trung ương."""

    permission_required = "voters.view_recommendations"
    title = gettext_lazy("Kiến nghị với Trung ương")
    default_order = "-made"
    filterset_class = ProposalFilter
    columns = (
        text_column("code", gettext_lazy("Số"), "code", sort="number"),
        text_column("text", gettext_lazy("Nội dung"), lambda row: row.text, is_main=True),
        text_column("lead", gettext_lazy("Nơi nhận"), "lead", sort="lead__name", is_phrase=True),
        text_column("reference", gettext_lazy("Văn bản"), lambda row: row.reference or ""),
        date_column("sent_on", gettext_lazy("Chuyển ngày")),
        state_column("state", gettext_lazy("Trạng thái"), "voters.recommendation", sort="state"),
        text_column(
            "stage",
            gettext_lazy("Thực hiện"),
            lambda row: STAGES.get(row.stage or "", ""),
            is_hidden=True,
        ),
        date_column("due_on", gettext_lazy("Hạn trả lời")),
        text_column(
            "answer", gettext_lazy("Nội dung trả lời"), lambda row: _answer(row), is_phrase=True
        ),
        number_column("times", gettext_lazy("Lần thứ"), sort="times", is_hidden=True),
        text_column("session", gettext_lazy("Kỳ họp"), "session.name", is_hidden=True),
        number_column("made", gettext_lazy("Thứ tự ghi"), "pk", sort="pk", is_hidden=True),
    )

    def get_queryset(self) -> QuerySet[VoterRecommendation]:
        """Each with its paper, its day and what the receiver answered last."""
        owed = last_of_each(VoterRecommendation)
        said = (
            Reply.objects.sent()
            .filter(commitment__source_id=OuterRef("pk"), agency=OuterRef("lead"))
            .filter(commitment__source_type=ContentType.objects.get_for_model(VoterRecommendation))
            .order_by("-commitment", "-number")
        )
        papers = ContactPaper.objects.standing().filter(referral=OuterRef("referral"))
        return (
            central_of(self.user)
            .select_related("session", "field", "lead", "referral")
            .annotate(
                stage=Subquery(owed.values("stage")[:1]),
                due_on=Subquery(owed.values("due_on")[:1]),
                sent_on=F("referral__sent_on"),
                reference=Subquery(papers.order_by("-pk").values("document__reference")[:1]),
                claimed=Subquery(said.values("claimed")[:1]),
                said=Subquery(said.values("text")[:1]),
            )
        )

    def get_columns(self) -> Sequence[Column]:
        """The columns of the list."""
        return self.columns

    def get_crumbs(self) -> list[Crumb]:
        """Below the recommendations."""
        return [*list_crumbs(), Crumb(str(self.title))]

    def row_url(self, row: VoterRecommendation) -> str:
        """The page of the recommendation."""
        return page_of(row)

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(
            _("Chưa có kiến nghị nào thuộc thẩm quyền Trung ương"),
            _("Kiến nghị được phân loại “Trung ương” và chuyển qua Đoàn đại biểu Quốc hội."),
        )


def _answer(row: Any) -> str:
    if not row.claimed:
        return ""
    text = row.said if len(row.said) <= ANSWER_LENGTH else f"{row.said[:ANSWER_LENGTH]}…"
    return f"{CLAIMS.get(row.claimed, '')}: {text}"
