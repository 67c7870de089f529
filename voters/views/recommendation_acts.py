"""Acts on a recommendation: sorted, split, merged, answered there, sent, taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from hdnd_portal.council.models import Agency
from hdnd_portal.council.services.communes import body_of
from hdnd_portal.ui.components import Crumb
from voters.forms.sorting import (
    AnswerForm,
    DecisionForm,
    OtherForm,
    SortForm,
    SplitForm,
    authority_key,
)
from voters.models import VoterRecommendation
from voters.refusals import ContactRefused
from voters.sentences import contact_sentence
from voters.services import outcomes, referring, repeating, reshaping, sorting
from voters.services.leads import lead_for
from voters.services.referring import page_of
from voters.services.reshaping import sources_by_opinion
from voters.services.sorting import spans_of
from voters.sorting_rows import communes_of, hints
from voters.spans import Span, minus, sentences
from voters.views.recommendations import (
    ReasonedAct,
    RecommendationAct,
    RecommendationView,
    done,
)


class RecommendationForm(RecommendationView, FormView):  # type: ignore[type-arg]
    """A form of one recommendation: the service does it, a refusal stands on the form."""

    permission_required = "voters.sort_opinions"
    template_name = "voters/recommendation_form.html"
    heading = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        self.check(self.recommendation)
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show the form again with what was typed."""
        self.check(self.recommendation)
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            return redirect(page_of(self.act(form)))
        except ContactRefused as refusal:
            form.add_error(None, contact_sentence(refusal))
            return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def title(self) -> str:
        """The title of the page."""
        raise TypeError(f"{type(self).__name__} has no title")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form beside the voters' words."""
        kwargs.setdefault("form", self.get_form())
        return super().get_context_data(
            page_title=self.title(),
            crumbs=self.crumbs(Crumb(self.title())),
            recommendation=self.recommendation,
            said=self.said,
            back=self.here(),
            **kwargs,
        )

    def act(self, form: Any) -> VoterRecommendation:
        """The one service call; the recommendation to show next."""
        raise TypeError(f"{type(self).__name__} does nothing")


class Sort(RecommendationForm):
    """Phân loại."""

    form_class = SortForm

    def title(self) -> str:
        """Which one."""
        return _("Phân loại {code}").format(code=self.recommendation.code)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Agencies of the council, and its communes."""
        home = self.recommendation.council.unit
        more = {"agencies": self.agencies(), "communes": communes_of(home)}
        return {**super().get_form_kwargs(), **more}

    def get_initial(self) -> dict[str, Any]:
        """What stands, or what is suggested."""
        row = self.recommendation
        found = hints(row.text, row.council_id) if row.field is None else []
        authority = _authority(row.lead)
        return {
            "text": row.text,
            "track": row.track,
            "field": row.field or (found[0].field if found else None),
            "competence": row.competence or ("province" if found else ""),
            "lead": None if authority else row.lead,
            "authority": authority,
            "contributors": row.contributors.all(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also the suggested fields, with the words that led there."""
        row = self.recommendation
        return super().get_context_data(hints=hints(row.text, row.council_id)[:3], **kwargs)

    def act(self, form: SortForm) -> VoterRecommendation:
        """Sort it; without a lead named, to whoever usually leads."""
        row, data = self.recommendation, form.cleaned_data
        units = {one.unit_id for one, _words in self.said}
        lead = lead_for(
            row.council_id,
            data["field"],
            data["competence"],
            units=units,
            authority=data["authority"],
            by=self.user,
        )
        place = form.place(lead)
        assert place is not None  # noqa: S101 -- the form asks for the field
        row = sorting.sort(row, place=place, track=data["track"], text=data["text"], by=self.user)
        messages.success(self.request, done(_("Đã phân loại {code}."), row))
        return row


def _authority(lead: Agency | None) -> str:
    """The lead as the form names the authority of a commune; empty for any other agency."""
    if lead is None or lead.kind != Agency.Kind.COMMUNE or lead.unit_id is None:
        return ""
    return authority_key(body_of(lead), lead.unit_id)


class Split(RecommendationForm):
    """Tách một kiến nghị."""

    form_class = SplitForm

    def title(self) -> str:
        """Which one."""
        return _("Tách {code}").format(code=self.recommendation.code)

    def pieces(self) -> list[tuple[str, str, int, Span]]:
        """The sentences it stands for: key, words, opinion, where they stand."""
        sources = sources_by_opinion(self.recommendation)
        found = []
        for opinion, _words in self.said:
            own = spans_of(sources[opinion.pk])
            for number, sentence in enumerate(sentences(opinion.text)):
                for span in minus([sentence], minus([sentence], own)):
                    words = opinion.text[span.start : span.end]
                    found.append((f"{opinion.pk}-{number}-{span.start}", words, opinion.pk, span))
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """The sentences to choose from."""
        pieces = [(key, words) for key, words, _opinion, _span in self.pieces()]
        return {**super().get_form_kwargs(), "pieces": pieces}

    def act(self, form: SplitForm) -> VoterRecommendation:
        """Split it; the part is shown, to be sorted."""
        chosen = set(form.cleaned_data["pieces"])
        words: dict[int, list[Span]] = {}
        for key, _words, opinion, span in self.pieces():
            if key in chosen:
                words.setdefault(opinion, []).append(span)
        made = reshaping.split(
            self.recommendation, words=words, text=form.cleaned_data["text"], by=self.user
        )
        messages.success(self.request, done(_("Đã tách thành {code}."), made))
        return made


class Merge(RecommendationAct):
    """Gộp vào kiến nghị khác của kỳ họp."""

    permission_required = "voters.sort_opinions"
    form_name = "other_form"

    def form(self) -> OtherForm:
        """Into which."""
        return OtherForm(self.request.POST, among=self.others())

    def act(self, **data: Any) -> str:
        """Merge it."""
        into = reshaping.merge(self.recommendation, into=data["other"], by=self.user)
        return done(_("Đã gộp vào {code}. Lời cử tri được giữ nguyên ở đó."), into)


class MarkRepeated(RecommendationAct):
    """Ghi là kiến nghị lại."""

    permission_required = "voters.sort_opinions"
    form_name = "earlier_form"

    def form(self) -> OtherForm:
        """Of which."""
        rows = VoterRecommendation.objects.visible_to(self.user).live()
        return OtherForm(self.request.POST, among=rows)

    def act(self, **data: Any) -> str:
        """Put it into the chain."""
        row = repeating.mark_repeated(self.recommendation, earlier=data["other"], by=self.user)
        return _("Đã ghi {code} là kiến nghị lại lần thứ {times}.").format(
            code=row.code, times=row.times
        )


class UnmarkRepeated(RecommendationAct):
    """Bỏ ghi kiến nghị lại."""

    permission_required = "voters.sort_opinions"

    def act(self, **data: Any) -> str:
        """Take it out of the chain."""
        row = repeating.unmark_repeated(self.recommendation, by=self.user)
        return done(_("{code} không còn được ghi là kiến nghị lại."), row)


class AnswerThere(RecommendationAct):
    """Đã trả lời tại chỗ."""

    permission_required = "voters.sort_opinions"
    form_name = "answer_form"

    def form(self) -> AnswerForm:
        """What was answered."""
        return AnswerForm(self.request.POST)

    def act(self, **data: Any) -> str:
        """Keep the answer."""
        row = outcomes.answer_there(self.recommendation, by=self.user, **data)
        return done(_("Đã ghi {code} được trả lời tại chỗ."), row)


class TakeOut(ReasonedAct):
    """Chuyển xử lý như đơn."""

    def act(self, **data: Any) -> str:
        """Take it out."""
        row = outcomes.take_out(self.recommendation, by=self.user, **data)
        return done(_("Đã đưa {code} ra để xử lý như đơn."), row)


class Drop(ReasonedAct):
    """Bỏ."""

    def act(self, **data: Any) -> str:
        """Drop it."""
        row = outcomes.drop(self.recommendation, by=self.user, **data)
        return done(_("Đã bỏ {code}. Lời cử tri trở lại danh sách chờ phân loại."), row)


class Resume(ReasonedAct):
    """Xử lý lại."""

    def act(self, **data: Any) -> str:
        """Take it up again."""
        row = outcomes.resume(self.recommendation, by=self.user, **data)
        return done(_("Đã đưa {code} trở lại để phân loại."), row)


class Unsort(ReasonedAct):
    """Trả lại để phân loại."""

    permission_required = "voters.send_recommendations"

    def act(self, **data: Any) -> str:
        """Give it back."""
        row = outcomes.unsort(self.recommendation, by=self.user, **data)
        return done(_("Đã trả {code} để phân loại lại."), row)


class SendOn(RecommendationAct):
    """Duyệt và chuyển cơ quan."""

    permission_required = "voters.send_recommendations"
    form_name = "decision_form"

    def form(self) -> DecisionForm:
        """On what it was approved."""
        return DecisionForm(self.request.POST)

    def act(self, **data: Any) -> str:
        """Send it."""
        [made] = referring.send_on([self.recommendation], by=self.user, **data)
        return _("Đã chuyển {code} đến {agency}, hạn trả lời {day}.").format(
            code=self.recommendation.code, agency=made.agency, day=f"{made.due_on:%d/%m/%Y}"
        )


class Misdirect(ReasonedAct):
    """Rút lại để chuyển cơ quan khác."""

    def act(self, **data: Any) -> str:
        """Take it back."""
        row = referring.misdirect(self.recommendation, by=self.user, **data)
        return done(_("Đã rút {code} để chuyển cơ quan khác."), row)
