"""Pages of the office and the Ban: who still owes what, what is asked for, the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.public import of_record
from hdnd_portal.ui.components import Crumb
from sessions import ledger_sheet, reports
from sessions.dossier_access import restricted_files
from sessions.dossier_sentences import Refusal, dossier_sentence
from sessions.file_signatures import mark_signatures
from sessions.forms.dossiers import (
    CancelForm,
    RequestFormSet,
    ReturnForm,
    ReviewForm,
    possible_owners,
    usual_requests,
)
from sessions.item_outcome import outcome_of
from sessions.models import (
    AgendaItem,
    DossierFreeze,
    DossierPart,
    PaperQuestion,
    PartSubmission,
    ReviewLevel,
)
from sessions.models.review import waiting_levels
from sessions.paper_questions import asked_rows
from sessions.services import requesting
from sessions.views.base import SessionView
from sessions.views.made_files import made_table
from sessions.workflow import ITEM_GONE, ITEM_HEARD, SESSION_OVER, PartState


class Dossiers(SessionView):
    """Hồ sơ: one screen that says who still owes what on every dossier of the session (A4)."""

    permission_required = "council_sessions.view_dossiers"
    template_name = "sessions/dossier_list.html"
    tab = "dossiers"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every item with its parts, and the parts still owed."""
        today = timezone.localdate()
        delays = reports.part_delays(self.session, today=today)
        by_item: dict[int, list[reports.PartDelay]] = {}
        for delay in delays:
            by_item.setdefault(delay.item.pk, []).append(delay)
        items = self.session.items.exclude(state__in=ITEM_GONE).exclude(
            kind=AgendaItem.Kind.PROCEDURE
        )
        items = items.select_related("presenter", "presenting_body", "verifying_body")
        return super().get_context_data(
            rows=[(item, by_item.get(item.pk, [])) for item in items.order_by("position")],
            owed=reports.owed_by(delays),
            to_receive=[d for d in delays if d.part.state == PartState.SUBMITTED],
            received=sum(1 for d in delays if not d.is_open),
            total=len(delays),
            freeze=DossierFreeze.objects.filter(session=self.session).first(),
            may_request=self.user.has_perm("council_sessions.request_dossier", self.session),
            may_freeze=self.user.has_perm("council_sessions.freeze_dossiers", self.session),
            today=today,
            **kwargs,
        )


class ItemView(SessionView):
    """A page of one item's dossier."""

    tab = "dossiers"

    @cached_property
    def item(self) -> AgendaItem:
        """The item of the address."""
        items = self.session.items.select_related(
            "presenter", "presenting_body", "verifying_body", "dossier", "session__freeze"
        )
        return get_object_or_404(items, pk=self.kwargs["item"])

    def here(self) -> str:
        """The address of the dossier."""
        return reverse(
            "sessions:dossier", kwargs={"session": self.session.pk, "item": self.item.pk}
        )

    def crumbs(self) -> list[Crumb]:
        """Session, dossiers, this one."""
        kwargs = {"session": self.session.pk}
        return [
            Crumb(_("Kỳ họp")),
            Crumb(self.session.name, reverse("sessions:plan", kwargs=kwargs)),
            Crumb(_("Hồ sơ"), reverse("sessions:dossiers", kwargs=kwargs)),
            Crumb(self.item.title),
        ]

    def check(self, record: Any) -> None:
        """Ask of the item where the permission is one of items."""
        super().check(self.item if record == self.session else record)


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form of a part that was refused, by its name on the page; what was typed is kept."""

    part: int
    name: str
    form: forms.Form

    def again(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What the row of the part shows of it: the form opened, or the words alone once the act
        is no longer possible.
        """
        there = {
            "review_form": "review_form" in row,
            "return_form": row["may_return"],
            "cancel_form": row["may_cancel"],
        }
        words = self.form["reason" if self.name == "cancel_form" else "note"].value()
        if not there[self.name]:
            return {"typed": words}
        form = self.form
        if self.name == "review_form" and "note" not in form.errors:
            # Another level than the page showed is next now: the words stay, the level is new.
            form = row["review_form"]
            form.initial["note"] = words
        return {self.name: form, f"opens_{self.name.removesuffix('_form')}": True}


class DossierPage(ItemView):
    """Hồ sơ của một nội dung: what came, receive or return it, verify it."""

    permission_required = "council_sessions.open_dossier"
    template_name = "sessions/dossier_detail.html"
    # What a refused act leaves to be shown again.
    unsent: Unsent | None = None

    def row(self, part: DossierPart, **more: Any) -> dict[str, Any]:
        """A part with its submissions and what the user may do with it."""
        may_return = self.session.state not in SESSION_OVER and part.state in {
            PartState.SUBMITTED,
            PartState.RECEIVED,
        }
        row = {
            "part": part,
            "submissions": list(part.submissions.all()),
            **self.reception(part),
            "may_return": may_return and self.user.has_perm("council_sessions.return_part", part),
            "return_form": ReturnForm(prefix=f"part-{part.pk}"),
            "cancel_form": CancelForm(prefix=f"cancel-{part.pk}"),
            **more,
        }
        if self.unsent is not None and self.unsent.part == part.pk:
            row |= self.unsent.again(row)
        return row

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Parts with their submissions and what the user may do with each."""
        mine = DossierPart.objects.owned_by(self.user)
        parts = (
            DossierPart.objects.visible_to(self.user)
            .filter(dossier__item=self.item)
            .select_related("agency", "body", "dossier__item__session")
            .annotate(is_mine=Exists(mine.filter(pk=OuterRef("pk"))))
            .prefetch_related(
                Prefetch(
                    "submissions",
                    PartSubmission.objects.select_related("submitted_by", "decided_by")
                    .prefetch_related("versions", "reviews__reviewed_by")
                    .order_by("-number"),
                )
            )
        )
        versions = [
            version
            for part in parts
            for submission in part.submissions.all()
            for version in submission.versions.all()
        ]
        mark_signatures(versions)
        user = self.user
        may_request = user.has_perm("council_sessions.request_dossier", self.session)
        frozen = hasattr(self.item.session, "freeze")
        is_heard = self.item.state in ITEM_HEARD
        return super().get_context_data(
            item=self.item,
            parts=[
                self.row(
                    part,
                    may_submit=part.takes_files and part.is_mine,  # type: ignore[attr-defined]
                    may_cancel=part.is_owed and may_request,
                )
                for part in parts
            ],
            may_request=may_request,
            may_restrict=user.has_perm("council_sessions.restrict_file", self.session),
            restricted=restricted_files(version.file_id for version in versions),
            frozen=frozen,
            outcome=outcome_of(self.item, self.user),
            asked=asked_rows(
                PaperQuestion.objects.visible_to(user).filter(part__dossier__item=self.item)
            )
            if frozen
            else [],
            tasks=of_record(self.item) if is_heard else [],
            is_heard=is_heard,
            today=timezone.localdate(),
            **kwargs,
        )

    def shown_again(self, part: DossierPart, name: str, form: forms.Form) -> HttpResponse:
        """The page with a refused form as it was typed."""
        self.unsent = Unsent(part.pk, name, form)
        return self.render_to_response(self.get_context_data(), status=422)

    @cached_property
    def levels(self) -> list[ReviewLevel]:
        """The chain of review of the council."""
        return list(ReviewLevel.objects.filter(council=self.session.council_id))

    def reception(self, part: DossierPart) -> dict[str, Any]:
        """The levels of review that still have to agree to the last submission, the form of the
        one whose turn it is, and after the last of them the reception.
        """
        latest = next(iter(part.submissions.all()), None)
        if latest is None or part.state != PartState.SUBMITTED:
            return {}
        waiting = waiting_levels(self.levels, latest.reviews.all())
        if not waiting:
            return {"may_receive": self.user.has_perm("council_sessions.receive_part", part)}
        following = waiting[0]
        if not self.user.has_role(Role(following.role), council=self.session.council_id):
            return {"waiting": waiting}
        form = ReviewForm(prefix=f"part-{part.pk}", initial={"level": following.pk})
        return {"waiting": waiting, "review_form": form}


class RequestDossier(ItemView):
    """Yêu cầu gửi hồ sơ: the usual parts, to be changed."""

    permission_required = "council_sessions.request_dossier"
    template_name = "sessions/dossier_request_form.html"

    def check(self, record: Any) -> None:
        """The permission is one of the session."""
        super(ItemView, self).check(self.session)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, filled in with what the item usually needs."""
        kwargs.setdefault("formset", self.formset())
        return super().get_context_data(item=self.item, **kwargs)

    def formset(self, data: Any = None) -> Any:
        """One form per part; the first request starts from the usual parts."""
        first = not DossierPart.objects.filter(dossier__item=self.item).exists()
        return RequestFormSet(
            data,
            initial=usual_requests(self.item) if first else [],
            form_kwargs={"owners": possible_owners(self.session)},
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the parts, or show the form again."""
        self.check(self.session)
        formset = self.formset(request.POST)
        if not formset.is_valid():
            return self.render_to_response(self.get_context_data(formset=formset))
        wanted = [form.request() for form in formset if form.cleaned_data.get("kind")]
        try:
            parts = requesting.request_dossier(
                self.item, wanted, by=self.user, on=timezone.localdate()
            )
        except Refusal as refusal:
            messages.error(request, dossier_sentence(refusal))
            return self.render_to_response(self.get_context_data(formset=formset))
        self.say(
            ngettext(
                "Đã yêu cầu {count} thành phần hồ sơ và báo cho cơ quan gửi.",
                "Đã yêu cầu {count} thành phần hồ sơ và báo cho cơ quan gửi.",
                len(parts),
            ).format(count=len(parts))
        )
        return redirect(self.here())


class CancelPart(DossierPage):
    """Thôi yêu cầu một thành phần; a refused reason is shown as it was typed."""

    permission_required = "council_sessions.request_dossier"
    http_method_names = ["post"]

    def check(self, record: Any) -> None:
        """The permission is one of the session."""
        super(ItemView, self).check(self.session)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, or say why not."""
        self.check(self.session)
        parts = DossierPart.objects.visible_to(self.user).filter(dossier__item=self.item)
        part = get_object_or_404(parts, pk=kwargs["part"])
        form = CancelForm(request.POST, prefix=f"cancel-{part.pk}")
        if not form.is_valid():
            messages.error(request, _("Lý do dài quá 500 ký tự. Hãy rút gọn rồi thực hiện lại."))
            return self.shown_again(part, "cancel_form", form)
        reason = form.cleaned_data["reason"]
        try:
            requesting.cancel_part(part, reason=reason, by=self.user, on=timezone.localdate())
        except Refusal as refusal:
            messages.error(request, dossier_sentence(refusal))
            return self.shown_again(part, "cancel_form", form)
        self.say(_("Đã thôi yêu cầu {part} và báo cho cơ quan gửi.").format(part=part))
        return redirect(self.here())


class Ledger(SessionView):
    """Sổ theo dõi tiến độ gửi tài liệu: who was late, by how many days, and why (A10)."""

    permission_required = "council_sessions.view_ledger"
    template_name = "sessions/ledger_detail.html"
    tab = "ledger"

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the same rows as XLSX with `?dang=xlsx`."""
        self.check(self.session)
        if self.request.GET.get("dang") != "xlsx":
            return super().get(*args, **kwargs)
        today = timezone.localdate()
        content = ledger_sheet.as_xlsx(
            self.session, reports.ledger(self.session, today=today), today=today
        )
        return made_table(content, name=f"tien-do-tai-lieu-{self.session.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One row per agency and Ban, with its parts below."""
        today = timezone.localdate()
        rows = reports.ledger(self.session, today=today)
        return super().get_context_data(
            rows=rows,
            today=today,
            longest=max((row.days_total for row in rows), default=0),
            **kwargs,
        )
