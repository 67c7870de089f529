"""The list of what voters asked for."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.commitments.labels import STAGES
from hdnd_portal.commitments.public import last_of_each
from hdnd_portal.council.models import Agency, Field, Term
from hdnd_portal.ui.components import Crumb, MenuItem
from hdnd_portal.ui.lists import (
    BulkAct,
    BulkLine,
    Column,
    Empty,
    ListPage,
    deadline_column,
    number_column,
    state_column,
    text_column,
)
from hdnd_portal.ui.lists.day_range import DayRangeFilter
from hdnd_portal.ui.text import fold
from sessions.public import all_sessions_of, sessions_of
from voters.forms.sorting import DecisionForm, PaperDecisionForm
from voters.labels import half_year_label, track_choices
from voters.models import RecommendationSource, VoterRecommendation
from voters.refusals import ContactRefused
from voters.result_labels import outcome_choices
from voters.result_rows import with_outcome
from voters.sentences import contact_sentence
from voters.services.referring import page_of, send_on
from voters.sorting import MOVES, Move, State
from voters.sorting_labels import competence_choices, recommendation_state_choices
from voters.sorting_permissions import APPROVERS
from voters.sorting_sentences import SORTING_SENTENCES
from voters.units_today import units_before
from voters.views.sorting import units_said
from voters.workflow import Track


def _agencies(request: Any) -> QuerySet[Agency]:
    if request is None:
        return Agency.objects.none()
    return Agency.objects.visible_to(request.user).order_by("name")


def _terms(request: Any) -> QuerySet[Term]:
    if request is None:
        return Term.objects.none()
    return Term.objects.filter(council__in=request.user.councils())


class BoardFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters by time, field and agency, the same for the list and for the board."""

    term = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Nhiệm kỳ"), queryset=_terms, field_name="session__term"
    )
    opened = DayRangeFilter(
        label=gettext_lazy("Kỳ họp khai mạc từ ngày – đến ngày"), field_name="session__opening_on"
    )
    session = django_filters.ChoiceFilter(label=gettext_lazy("Kỳ họp"))
    half_year = django_filters.ChoiceFilter(
        label=gettext_lazy("Kỳ họp thường lệ"), method="filter_half_year"
    )
    field = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Lĩnh vực"), queryset=Field.objects.all()
    )
    lead = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Cơ quan chủ trì"),
        queryset=_agencies,
        null_label=gettext_lazy("Chưa có cơ quan chủ trì"),
    )

    class Meta:
        model = VoterRecommendation
        fields = ("term", "opened", "session", "half_year", "field", "lead")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None:
            # What was put together for a session that was then put off is counted, too.
            self.sessions = all_sessions_of(self.request.user.councils())
            halves = sorted({one.half_year for one in self.sessions}, reverse=True)
            self.filters["session"].extra["choices"] = [(one.pk, one.name) for one in self.sessions]
            self.filters["half_year"].extra["choices"] = [
                (one.key, half_year_label(one)) for one in halves
            ]

    def filter_half_year(self, rows: QuerySet[VoterRecommendation], name: str, value: str) -> Any:
        """Those put together for the sessions that count in the half-year."""
        wanted = [one.pk for one in self.sessions if str(one.half_year.key) == value]
        return rows.filter(session__in=wanted)


class RecommendationFilter(BoardFilter):
    """Filters of the list."""

    text = django_filters.CharFilter(label=gettext_lazy("Nội dung"), method="filter_text")
    competence = django_filters.ChoiceFilter(
        label=gettext_lazy("Thẩm quyền"), choices=competence_choices
    )
    unit = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Xã, phường"), queryset=units_said, method="filter_unit"
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Trạng thái"), choices=recommendation_state_choices
    )
    track = django_filters.ChoiceFilter(label=gettext_lazy("Loại"), choices=track_choices)
    repeated = django_filters.BooleanFilter(
        label=gettext_lazy("Kiến nghị lại"),
        field_name="repeats",
        lookup_expr="isnull",
        exclude=True,
    )
    # Last: it works on the rows that the others leave.
    outcome = django_filters.ChoiceFilter(
        label=gettext_lazy("Kết quả giải quyết"), choices=outcome_choices, method="filter_outcome"
    )

    class Meta:
        model = VoterRecommendation
        fields = (
            "term", "opened", "session", "half_year", "text", "field", "competence", "unit",
            "state", "lead", "track", "repeated", "outcome",
        )  # fmt: skip

    def filter_outcome(self, rows: QuerySet[VoterRecommendation], name: str, value: str) -> Any:
        """Those that a figure of the board counts today."""
        return with_outcome(rows, value, on=timezone.localdate())

    def filter_text(self, rows: QuerySet[VoterRecommendation], name: str, value: str) -> Any:
        """Words anywhere in the text, without diacritics."""
        for word in fold(value).split():
            rows = rows.filter(folded__contains=word)
        return rows

    def filter_unit(self, rows: QuerySet[VoterRecommendation], name: str, value: Any) -> Any:
        """Those that stand for words of voters of the commune, also under its former names."""
        said = RecommendationSource.objects.filter(
            recommendation=OuterRef("pk"), opinion__unit__in=units_before([value.pk])
        )
        return rows.filter(Exists(said))


def _only_owed(column: Column) -> Column:
    """The column left empty where nothing is owed yet, instead of saying that there is no day."""
    return replace(column, cell=lambda row: column.cell(row) if row.due_on else "")


class RecommendationList(ListPage, StaffView):
    """Kiến nghị cử tri: all the user may see, the latest first."""

    permission_required = "voters.view_recommendations"
    title = gettext_lazy("Kiến nghị cử tri")
    default_order = "-made"
    filterset_class = RecommendationFilter
    columns = (
        text_column("code", gettext_lazy("Số"), "code", sort="number"),
        text_column(
            "text",
            gettext_lazy("Nội dung"),
            lambda row: row.text,
            template="voters/_recommendation_cell.html",
            is_main=True,
        ),
        text_column(
            "field", gettext_lazy("Lĩnh vực"), "field", sort="field__position", is_hidden=True
        ),
        text_column("competence", gettext_lazy("Thẩm quyền"), "get_competence_display"),
        text_column("lead", gettext_lazy("Chủ trì"), "lead", sort="lead__name", is_phrase=True),
        state_column("state", gettext_lazy("Trạng thái"), "voters.recommendation", sort="state"),
        text_column(
            "stage", gettext_lazy("Thực hiện"), lambda row: STAGES.get(row.stage or "", "")
        ),
        _only_owed(deadline_column("due_on", gettext_lazy("Hạn trả lời"), sort="", done="met_on")),
        number_column("times", gettext_lazy("Lần thứ"), sort="times", is_hidden=True),
        text_column("session", gettext_lazy("Kỳ họp"), "session.name", is_hidden=True),
        text_column("track", gettext_lazy("Loại"), "get_track_display", is_hidden=True),
        number_column("made", gettext_lazy("Thứ tự ghi"), "pk", sort="pk", is_hidden=True),
    )

    def get_queryset(self) -> QuerySet[VoterRecommendation]:
        """What the user may see, each with the stage and the day of what an agency owes."""
        owed = last_of_each(VoterRecommendation)
        done = owed.filter(stage__in=["verified", "closed"])
        return (
            VoterRecommendation.objects.visible_to(self.user)
            .for_list()
            .annotate(
                stage=Subquery(owed.values("stage")[:1]),
                due_on=Subquery(owed.values("due_on")[:1]),
                met_on=Subquery(done.values("due_on")[:1]),
            )
        )

    def get_columns(self) -> Sequence[Column]:
        """The columns of the list."""
        return self.columns

    def get_crumbs(self) -> list[Crumb]:
        """Below the contacts with voters."""
        return [Crumb(_("Tiếp xúc cử tri"), reverse("voters:plans")), Crumb(self.title)]

    def row_url(self, row: VoterRecommendation) -> str:
        """The page of the recommendation."""
        return page_of(row)

    def get_main_act(self) -> MenuItem | None:
        """On to what waits to be sorted."""
        if not self.user.has_perm("voters.sort_opinions"):
            return None
        return MenuItem(_("Phân loại ý kiến"), reverse("voters:opinions_to_sort"), "list-check")

    def get_acts(self) -> Sequence[MenuItem]:
        """The letters, what is asked of the centre, the board, the synthesis of the sessions."""
        letters = [
            MenuItem(_("Văn bản chuyển"), reverse("voters:referrals"), "send"),
            MenuItem(_("Kiến nghị với Trung ương"), reverse("voters:proposals"), "list-check"),
        ]
        if self.user.agencies():
            return letters
        return [
            *letters,
            MenuItem(_("Bảng theo dõi"), reverse("voters:board"), "table"),
            *(
                MenuItem(
                    _("Tổng hợp {session}").format(session=one.name),
                    reverse("voters:synthesis", kwargs={"session": one.pk}),
                    "chart-bar",
                )
                for one in sessions_of(self.user.councils())[:3]
            ),
        ]

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(
            _("Chưa có kiến nghị cử tri nào"),
            _("Kiến nghị được lấy từ ý kiến ghi tại các cuộc tiếp xúc cử tri, rồi phân loại."),
        )

    def get_bulk_acts(self) -> Sequence[BulkAct]:
        """Approved and sent together."""
        approves = self.user.has_role(*APPROVERS)
        return (
            BulkAct(
                "send",
                gettext_lazy("Duyệt và chuyển cơ quan"),
                _send,
                _sendable,
                permission="voters.send_recommendations",
                form_class=DecisionForm if approves else PaperDecisionForm,
                icon="send",
            ),
        )


def _sendable(rows: Sequence[VoterRecommendation], user: Any) -> list[BulkLine]:
    return [BulkLine(row, _why_not(row, user)) for row in rows]


def _why_not(row: VoterRecommendation, user: Any) -> str:
    if not user.has_perm("voters.send_recommendations", row):
        return _("Không thuộc Hội đồng nhân dân nơi ông, bà được duyệt.")
    if State(row.state) not in MOVES[Move.SEND][0]:
        return str(row.get_state_display())
    if row.track != Track.RECOMMENDATION:
        return str(SORTING_SENTENCES["opinion_stays"]).format(what=row.code)
    if row.lead_id is None:
        return str(SORTING_SENTENCES["lead_missing"]).format(what=row.code)
    return ""


def _send(rows: Sequence[VoterRecommendation], user: Any, data: dict[str, Any]) -> str:
    try:
        made = send_on(rows, by=user, decision=data["decision"])
    except ContactRefused as refusal:
        return contact_sentence(refusal)
    text = ngettext(
        "Đã chuyển {count} kiến nghị đến {agencies} cơ quan.",
        "Đã chuyển {count} kiến nghị đến {agencies} cơ quan.",
        len(rows),
    )
    return text.format(count=len(rows), agencies=len({one.agency_id for one in made}))
