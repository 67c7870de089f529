"""The list of questions: a delegate's own and the answered ones, the office's register."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.ui.choices import Choices
from hdnd_portal.ui.components import MenuItem
from hdnd_portal.ui.lists import (
    BulkAct,
    BulkLine,
    Column,
    Empty,
    ListPage,
    date_column,
    deadline_column,
    state_column,
    text_column,
)
from sessions.forms.questioning import BulkWritingForm, grouping_form
from sessions.models import CouncilSession, Interpellation
from sessions.question_labels import RATINGS, question_state_choices
from sessions.sentences.questioning import Refusal, question_sentence
from sessions.services import question_desk
from sessions.workflow.question import QUESTION_MOVES, QUESTION_WAITING, QuestionMove, QuestionState

HANDLE = "council_sessions.handle_questions"
MINE, OVERDUE = "mine", "overdue"


def part_choices() -> Choices:
    return [
        (MINE, gettext_lazy("Chất vấn của tôi")),
        (OVERDUE, gettext_lazy("Quá hạn trả lời bằng văn bản")),
    ]


def sessions_of(request: Any) -> QuerySet[CouncilSession]:
    """Sessions the user may see."""
    if request is None:
        return CouncilSession.objects.none()
    return CouncilSession.objects.visible_to(request.user).order_by("-opening_on")


class QuestionFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list of questions."""

    part = django_filters.ChoiceFilter(
        label=gettext_lazy("Phần"), choices=part_choices, method="filter_part"
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Trạng thái"), choices=question_state_choices
    )
    session = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Kỳ họp"),
        queryset=sessions_of,
        null_label=gettext_lazy("Giữa hai kỳ họp"),
    )
    text = django_filters.CharFilter(
        label=gettext_lazy("Có chữ"), field_name="title", lookup_expr="icontains"
    )

    class Meta:
        model = Interpellation
        fields = ("part", "state", "session", "text")

    def filter_part(self, rows: Any, name: str, value: str) -> Any:
        """The user's own, or what is overdue."""
        if value == MINE:
            return rows.by_author(self.request.user)
        return rows.overdue(timezone.localdate())


class QuestionList(ListPage, StaffView):
    """Chất vấn: all the user may see, the latest first."""

    permission_required = "council_sessions.view_questions"
    title = gettext_lazy("Chất vấn")
    default_order = "-asked_on"
    filterset_class = QuestionFilter
    columns = (
        text_column("title", gettext_lazy("Vấn đề chất vấn"), sort="title", is_main=True),
        text_column("author", gettext_lazy("Đại biểu"), "mandate.person.name"),
        text_column("delegate_group", gettext_lazy("Tổ"), is_hidden=True),
        text_column(
            "post",
            gettext_lazy("Người bị chất vấn"),
            lambda row: f"{row.post.person.name}, {row.post.title}",
        ),
        text_column("session", gettext_lazy("Gửi đến"), lambda row: host_words(row)),
        date_column("asked_on", gettext_lazy("Ngày gửi"), sort="asked_on"),
        text_column("group", gettext_lazy("Nhóm vấn đề")),
        state_column("state", gettext_lazy("Trạng thái"), "sessions.question", sort="state"),
        deadline_column(
            "written_due_on",
            gettext_lazy("Hạn trả lời văn bản"),
            sort="written_due_on",
            done="answered_at",
        ),
        text_column("rating", gettext_lazy("Đánh giá"), lambda row: RATINGS.get(row.rating, "")),
        text_column("routed_to", gettext_lazy("Cơ quan trả lời"), is_hidden=True),
    )

    def get_queryset(self) -> QuerySet[Interpellation]:
        """Questions the user may see."""
        return Interpellation.objects.visible_to(self.user).for_list()

    def get_columns(self) -> Sequence[Column]:
        """The columns of the list."""
        return self.columns

    def get_empty(self) -> Empty:
        """How to begin."""
        if not self.user.has_perm("council_sessions.ask_question"):
            return Empty(_("Chưa có chất vấn nào"))
        return Empty(
            _("Chưa có chất vấn nào"),
            _("Đặt chất vấn tại đây, hoặc từ một trang tài liệu kỳ họp đang đọc."),
            reverse("sessions:ask_question"),
            _("Đặt chất vấn"),
        )

    def get_main_act(self) -> MenuItem | None:
        """Đặt chất vấn, for those with a seat."""
        if not self.user.has_perm("council_sessions.ask_question"):
            return None
        return MenuItem(_("Đặt chất vấn"), reverse("sessions:ask_question"), icon="plus")

    def get_acts(self) -> Sequence[MenuItem]:
        """The pages of questioning between two sessions, for the office."""
        if not self.user.has_perm("council_sessions.view_questioning"):
            return ()
        return [
            MenuItem(
                _("Chất vấn giữa hai kỳ họp"),
                reverse("sessions:standing_questioning", kwargs={"council": council}),
                icon="help",
            )
            for council in sorted(self.user.councils())[:5]
        ]

    def get_bulk_acts(self) -> Sequence[BulkAct]:
        """Group, route, order an answer in writing: for the office."""
        return (
            BulkAct(
                "group",
                _("Xếp nhóm vấn đề"),
                run=group_them,
                preview=preview_grouping,
                permission=HANDLE,
                form_class=grouping_form(self.user),
                icon="stack",
            ),
            BulkAct(
                "route",
                _("Chuyển đến cơ quan trả lời"),
                run=route_them,
                preview=preview_routing,
                permission=HANDLE,
                icon="send",
            ),
            BulkAct(
                "write",
                _("Yêu cầu trả lời bằng văn bản"),
                run=order_them,
                preview=preview_writing,
                permission=HANDLE,
                form_class=BulkWritingForm,
                icon="file-text",
            ),
        )

    def row_url(self, row: Any) -> str:
        """The page of the question."""
        return reverse("sessions:question", kwargs={"question": row.pk})


def host_words(row: Interpellation) -> str:
    """The session, or the Standing Committee."""
    return row.session.name if row.session else str(_("Thường trực HĐND"))


def _preview(
    rows: Sequence[Interpellation], user: Any, states: Any, why_not: str
) -> list[BulkLine]:
    lines = []
    for row in rows:
        if not user.has_perm(HANDLE, row):
            lines.append(BulkLine(row, _("Thuộc HĐND khác")))
        elif QuestionState(row.state) not in states:
            lines.append(BulkLine(row, why_not))
        else:
            lines.append(BulkLine(row))
    return lines


def preview_grouping(rows: Sequence[Interpellation], user: Any) -> list[BulkLine]:
    """Only what waits to be grouped."""
    states = {QuestionState.SUBMITTED}
    return _preview(rows, user, states, _("Không còn ở bước xếp nhóm"))


def preview_routing(rows: Sequence[Interpellation], user: Any) -> list[BulkLine]:
    """Only what waits for an answer."""
    return _preview(rows, user, QUESTION_WAITING, _("Không còn chờ trả lời"))


def preview_writing(rows: Sequence[Interpellation], user: Any) -> list[BulkLine]:
    """Only what was not answered and not ordered yet."""
    states = QUESTION_MOVES[QuestionMove.ORDER_WRITING][0]
    return _preview(rows, user, states, _("Không ở bước yêu cầu trả lời bằng văn bản"))


def group_them(rows: Sequence[Interpellation], user: Any, data: dict[str, Any]) -> str:
    """Put them into the group, or into a new one."""
    group = data["group"]
    try:
        if group is None:
            first = rows[0]
            group = question_desk.propose_group(
                first.council,
                session=first.session,
                title=data["title"],
                questions=rows,
                post=first.post,
                by=user,
            )
        else:
            question_desk.put_in_group(group, rows, by=user)
    except Refusal as refusal:
        return _("Chưa xếp nhóm: {why}").format(why=question_sentence(refusal))
    text = ngettext(
        "Đã xếp {count} chất vấn vào nhóm “{group}”.",
        "Đã xếp {count} chất vấn vào nhóm “{group}”.",
        len(rows),
    )
    return text.format(count=len(rows), group=group.title)


def route_them(rows: Sequence[Interpellation], user: Any, data: dict[str, Any]) -> str:
    """Send each to the agency of the person questioned."""
    done = 0
    refusals = []
    for row in rows:
        try:
            question_desk.route_question(row, by=user)
            done += 1
        except Refusal as refusal:
            refusals.append(f"{row.title}: {question_sentence(refusal)}")
    said = _("Đã chuyển {done} chất vấn.").format(done=done)
    return " ".join([said, *refusals])


def order_them(rows: Sequence[Interpellation], user: Any, data: dict[str, Any]) -> str:
    """Order an answer in writing to each, counted from its own day."""
    done = 0
    refusals = []
    for row in rows:
        try:
            question_desk.order_writing(row, reason=data["reason"], by=user)
            done += 1
        except Refusal as refusal:
            refusals.append(f"{row.title}: {question_sentence(refusal)}")
    said = _("Đã yêu cầu trả lời bằng văn bản {done} chất vấn.").format(done=done)
    return " ".join([said, *refusals])
