"""The page of a letter: each part beside what it answers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.answer_letters.forms import NumberForm, PartForm, SettleForm, SplitForm
from hdnd_portal.answer_letters.models import AnswerLetter, LetterPart
from hdnd_portal.answer_letters.sentences import failure_sentence
from hdnd_portal.answer_letters.services import letters, sending
from hdnd_portal.answer_letters.views.begin import letter_crumbs
from hdnd_portal.answer_letters.workflow import DROPPABLE, LetterState, PartState
from hdnd_portal.commitments.codes import code_of
from hdnd_portal.commitments.labels import Kind, claim_label
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.sentences import NOTES, WRONGS
from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.components import Crumb

PAGE = 6
# Recommendations without an answer that the page names.
MOST_SILENT = 100
READ = {PartState.OPEN, PartState.CONFIRMED, PartState.ASIDE}
FIELDS = ("text", "measure", "done_on", "promised_on", "amount", "money_source", "evidence")


@dataclass(slots=True)
class Shown:
    """A part as it is shown: with a form as long as something has to be said."""

    part: LetterPart
    form: PartForm | None = None
    split: SplitForm | None = None
    answers: list[Commitment] = field(default_factory=list)
    claimed: Label = ""
    hints: list[tuple[Label, str]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    title: str = ""


class LetterPage(TemplateResponseMixin, ContextMixin, StaffView):
    """Một công văn: parts, what is proposed for each, what nobody has answered."""

    permission_required = "answer_letters.answer_by_letter"
    template_name = "answer_letters/letter_detail.html"

    @cached_property
    def letter(self) -> AnswerLetter:
        """The letter of the address."""
        rows = AnswerLetter.objects.visible_to(self.user).select_related("version", "job")
        rows = rows.for_list().defer("version__text")
        return get_object_or_404(rows, pk=self.kwargs["letter"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        self.check(self.letter)
        return self.render_to_response(self.get_context_data())

    def here(self) -> str:
        """The address of the page."""
        return reverse("answer_letters:letter", kwargs={"letter": self.letter.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The parts of one page, and the figures of all."""
        letter = self.letter
        bound: Mapping[int, PartForm] = kwargs.pop("bound", {})
        is_read = letter.state == LetterState.READ
        lines = list(
            letter.parts.exclude(state=PartState.MERGED).values("pk", "state", "proposals")
        )
        counts = Counter(line["state"] for line in lines)
        judged = sending.judge(letter, on=timezone.localdate()) if lines else []
        page = Paginator([line["pk"] for line in lines], PAGE).get_page(
            self.page_number(bound, lines)
        )
        silent = self.silent(lines, judged) if is_read else []
        ready = sum(one.is_ready(as_drafts=False) for one in judged)
        job = letter.job if letter.job and letter.job.owner_id == self.user.pk else None
        return super().get_context_data(
            page_title=str(letter),
            crumbs=letter_crumbs(Crumb(str(letter))),
            letter=letter,
            job=job,
            stopped=letter.state == LetterState.READING and not letter.is_at_work,
            failure=failure_sentence(letter.failure) if letter.failure else "",
            page=page,
            shown=self.shown(list(page.object_list), judged, bound, is_read=is_read),
            total=len(lines),
            open_count=counts[PartState.OPEN],
            aside_count=counts[PartState.ASIDE],
            confirmed_count=counts[PartState.CONFIRMED],
            ready=ready,
            drafted=0 if letter.on_behalf else sum(one.is_ready(as_drafts=True) for one in judged),
            left=counts[PartState.OPEN] + len(judged) - ready,
            taken=sum(one.answer.reply_id is not None for one in judged),
            is_read=is_read,
            may_drop=letter.state in DROPPABLE,
            silent=silent[:MOST_SILENT],
            silent_count=len(silent),
            settle_form=SettleForm(),
            **{
                "number_form": NumberForm(
                    initial={"reference": letter.reference, "signed_on": letter.signed_on}
                ),
                **kwargs,
            },
        )

    def page_number(self, bound: Mapping[int, Any], lines: Sequence[Mapping[str, Any]]) -> Any:
        """The page that is asked for, or the one of the part whose form came back."""
        for at, line in enumerate(lines):
            if line["pk"] in bound:
                return at // PAGE + 1
        return self.request.GET.get("trang")

    def silent(
        self, lines: Sequence[Mapping[str, Any]], judged: Iterable[sending.Judged]
    ) -> list[Commitment]:
        """What the agency still owes word of and no part answers or is thought to answer."""
        told = {one.answer.commitment_id for one in judged}
        for line in lines:
            if line["state"] == PartState.OPEN:
                told |= {one["key"] for one in line["proposals"] if one["is_proposed"]}
        rows = letters.awaited_of(self.letter).only("pk", "text", "due_on", "source_label")
        return [row for row in rows.order_by("due_on", "pk") if row.pk not in told]

    def shown(
        self,
        keys: list[int],
        judged: list[sending.Judged],
        bound: Mapping[int, PartForm],
        *,
        is_read: bool,
    ) -> list[Shown]:
        """The parts of the page, in as many queries for many as for one."""
        parts = list(self.letter.parts.filter(pk__in=keys))
        by_part: dict[int, list[sending.Judged]] = {}
        for one in judged:
            by_part.setdefault(one.answer.part_id, []).append(one)
        wanted = {one["key"] for part in parts for one in part.proposals}
        known = Commitment.objects.in_bulk(wanted) if wanted else {}
        return [
            shown_part(part, by_part.get(part.pk, []), known, bound.get(part.pk), is_read=is_read)
            for part in parts
        ]


def shown_part(
    part: LetterPart,
    judged: list[sending.Judged],
    known: Mapping[int, Commitment],
    form: PartForm | None,
    *,
    is_read: bool,
) -> Shown:
    """A part with its form, filled with what was said of it, else with what is suggested."""
    made = Shown(part, answers=[one.answer.commitment for one in judged])
    made.claimed = claim_label(part.claimed, Kind.RECOMMENDATION)
    if not is_read:
        return made
    made.sentences = list(dict.fromkeys(str(WRONGS[code]) for one in judged for code in one.wrong))
    made.notes = list(dict.fromkeys(str(NOTES[note]) for one in judged for note in one.notes))
    lacking = {fault for one in judged for fault in one.faults}
    is_open = part.state == PartState.OPEN
    if form is None and (is_open or lacking):
        form = form_of(part, known, made.answers)
        if lacking:
            made.title = _("Đã xác nhận; trước khi gửi còn thiếu:")
    made.form = form
    if is_open:
        made.hints = hints_shown(part)
        made.split = split_form(part) if "\n" in part.answer else None
    for one in judged:
        if form is not None and one.faults and not form.is_bound:
            form.cleaned_data = {}
            form.say(fault for fault in one.faults if str(fault) not in made.sentences)
            break
    return made


def form_of(
    part: LetterPart,
    known: Mapping[int, Commitment],
    chosen: Iterable[Commitment] = (),
    data: Any = None,
) -> PartForm:
    """The form of a part; `known` are the commitments that were proposed, by key."""
    rows = {one.pk: one for one in chosen}
    why = {one["key"]: one for one in part.proposals}
    rows.update({key: known[key] for key in why if key in known})
    among = [(key, _choice(row, why.get(key))) for key, row in rows.items()]
    ticked = [one.pk for one in chosen] or [key for key, one in why.items() if one["is_proposed"]]
    initial = part.suggested
    if part.claimed:
        initial = {name: getattr(part, name) for name in (*FIELDS, "claimed")}
    initial["answers"] = ticked
    return PartForm(data, among=among, initial=initial, prefix=f"p{part.pk}")


def split_form(part: LetterPart, data: Any = None) -> SplitForm:
    """Where the part may be cut; the page has one for each."""
    return SplitForm(data, answer=part.answer, prefix=f"tach{part.pk}")


def _choice(row: Commitment, why: Mapping[str, Any] | None) -> str:
    """A recommendation in its own words, and why it is proposed."""
    if why is None:
        reason = _("người xem chọn")
    elif why["code"]:
        reason = _("mã {code} ghi trong công văn").format(code=why["code"])
    else:
        words = ", ".join(f"“{one}”" for one in why["words"])
        reason = _("giống {percent} %: {words}").format(percent=why["percent"], words=words)
    return format_html(
        "<span>{}<br><strong>{}</strong> <small>{}</small></span>",
        row.text,
        code_of(row.pk),
        reason,
    )


def hints_shown(part: LetterPart) -> list[tuple[Label, str]]:
    """What was found in the answer: the field, and the words that led there."""
    labels: dict[str, Label] = {
        "claimed": claim_label(part.hints.get("claimed", {}).get("value", ""), Kind.RECOMMENDATION),
        "done_on": _("Ngày hoàn thành"),
        "promised_on": _("Ngày sẽ hoàn thành"),
        "amount": _("Kinh phí"),
        "money_source": _("Nguồn kinh phí"),
        "evidence": _("Căn cứ"),
    }
    return [
        (label, part.hints[name]["words"]) for name, label in labels.items() if name in part.hints
    ]
