"""Resolutions: made from what was adopted, worked on, checked. Signing stands in `signing`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Council
from hdnd_portal.documents.papers import PaperError, missing_letters
from hdnd_portal.legal import deadline_for
from hdnd_portal.legal.deadlines import DeadlineRefused
from hdnd_portal.legal.public import register_for
from hdnd_portal.legal.register import RuleRefused
from sessions.article_text import NotArticles, ParsedArticle, read_articles
from sessions.chain import EFFECT_RULE
from sessions.form_check import ACT, Finding, Text, check_form, is_in_form
from sessions.models import AgendaItem, CouncilSession, Poll, Resolution, ResolutionArticle
from sessions.resolution_papers import (
    ORGANISATION_ACT,
    adoption_words,
    lines_of,
    parsed,
    resolution_paper,
)
from sessions.services import chain
from sessions.services.item_states import locked_item
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.services.signers import signers_of
from sessions.workflow import ItemState
from sessions.workflow.resolution import (
    ENDS,
    RESOLUTION_IN_WORK,
    RESOLUTION_OUT,
    LinkKind,
    ResolutionForm,
    ResolutionMove,
    ResolutionState,
    resolution_after,
)

PREFIXES = ("dự thảo nghị quyết ", "nghị quyết ")


@transaction.atomic
def draft_from_item(
    item: AgendaItem, *, form: ResolutionForm, adopted_on: date, by: User
) -> Resolution:
    """Form the resolution of an item the council has passed, with what the record already says.

    It names the vote that passed the item; its day of adoption is the day of that vote. Raises
    SessionRefused `item_not_passed`, `resolution_exists`, `adopted_outside_session`,
    `adopted_another_day`.
    """
    session = lock_session(item.session)
    item = locked_item(session, item)
    if ItemState(item.state) is not ItemState.PASSED:
        raise SessionRefused("item_not_passed")
    if Resolution.objects.filter(item=item).exists():
        raise SessionRefused("resolution_exists")
    if adopted_on < session.opening_on or adopted_on > timezone.localdate():
        raise SessionRefused("adopted_outside_session")
    poll = adopting_poll(item)
    if poll is not None and (day := poll_day(poll)) != adopted_on:
        raise SessionRefused("adopted_another_day", day=f"{day:%d/%m/%Y}")
    resolution = Resolution(
        council=session.council,
        session=session,
        item=item,
        poll=poll,
        form=form,
        title=title_of(item),
        adopted_on=adopted_on,
        created_by=by,
    )
    _fill(resolution)
    return _create(resolution, by=by)


def adopting_poll(item: AgendaItem) -> Poll | None:
    """The published vote that passed the whole item, by itself or with its block; None for what was
    entered without one.
    """
    return Poll.objects.on_item(item).decided().filter(is_passed=True).first()


def poll_day(poll: Poll) -> date | None:
    """The day on which the vote ended, which is that of adoption."""
    return timezone.localdate(poll.closed_at) if poll.closed_at else None


@transaction.atomic
def draft_of_standing_committee(
    council: Council, *, title: str, adopted_on: date, by: User
) -> Resolution:
    """Form a resolution the Standing Committee has adopted between sessions (Law 72, Art. 31).

    Raises SessionRefused `adopted_in_future`.
    """
    if adopted_on > timezone.localdate():
        raise SessionRefused("adopted_in_future")
    resolution = Resolution(
        council=council,
        issuer=Resolution.Issuer.STANDING_COMMITTEE,
        form=ResolutionForm.INDIVIDUAL,
        title=title,
        adopted_on=adopted_on,
        created_by=by,
    )
    _fill(resolution)
    return _create(resolution, by=by)


def _create(resolution: Resolution, *, by: User) -> Resolution:
    resolution.save()
    chain.plan_resolution(resolution)
    log.record(
        "resolution.drafted", resolution, by=by, title=resolution.title, form=resolution.form
    )
    return resolution


def title_of(item: AgendaItem) -> str:
    """The name of the resolution, without the word for its kind."""
    title = item.title.strip()
    for prefix in PREFIXES:
        if title.lower().startswith(prefix):
            title = title[len(prefix) :]
            break
    return f"{title[:1].upper()}{title[1:]}".rstrip(".")


def _fill(resolution: Resolution) -> None:
    """What the record and the form already give; the office goes on from there."""
    unit = str(resolution.council.unit)
    level = unit.split(" ")[0]
    is_standing = resolution.issuer == Resolution.Issuer.STANDING_COMMITTEE
    bases = [ORGANISATION_ACT]
    recipients = [
        "Ủy ban Thường vụ Quốc hội",
        "Chính phủ",
        f"Thường trực {level.capitalize()} ủy",
        f"UBND, UBMTTQVN {level}",
        f"Đoàn ĐBQH {level}",
        f"Đại biểu HĐND {level}",
        "HĐND, UBND các xã, phường, đặc khu",
    ]
    if resolution.is_legal:
        bases.append(
            "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 được sửa đổi, bổ sung "
            "bởi Luật số 87/2025/QH15"
        )
        recipients[2:2] = ["Bộ Tư pháp (Cục Kiểm tra văn bản và Quản lý xử lý vi phạm hành chính)"]
        recipients.append(f"Công báo {level}, Cổng thông tin điện tử {level}")
        title = f"{resolution.title[:1].lower()}{resolution.title[1:]}"
        resolution.enacting = f"Hội đồng nhân dân {unit} ban hành Nghị quyết {title}."
        resolution.closing = adoption_words(resolution)
    if resolution.item is not None:
        bases.append(_considered(resolution.item, resolution.session))
    elif is_standing:
        bases.append("Xét đề nghị của Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân")
    resolution.bases = "\n".join(bases)
    resolution.recipients = "\n".join(recipients)


def _considered(item: AgendaItem, session: CouncilSession | None) -> str:
    """The last basis: what the council had before it (form 17)."""
    presenter = item.presenter or item.presenting_body
    parts = [f"Xét Tờ trình của {presenter}" if presenter else "Xét dự thảo nghị quyết"]
    if item.verifying_body:
        parts.append(f"Báo cáo thẩm tra của {item.verifying_body}")
    parts.append("ý kiến thảo luận của đại biểu Hội đồng nhân dân tại kỳ họp")
    return "; ".join(parts)


def earliest_effect(resolution: Resolution) -> tuple[date | None, dict[str, Any]]:
    """The first day a legal resolution may have effect, with the explanation (SES-24)."""
    if not resolution.is_legal:
        return None, {}
    try:
        deadline = deadline_for(EFFECT_RULE, resolution.adopted_on, council=resolution.council)
    except (RuleRefused, DeadlineRefused):
        return None, {}
    return deadline.due_on, deadline.as_dict()


@transaction.atomic
def change_text(
    resolution: Resolution,
    *,
    title: str,
    bases: str,
    enacting: str,
    articles: str,
    closing: str,
    recipients: str,
    archive: str,
    by: User,
    effective_on: date | None = None,
    expires_on: date | None = None,
    is_shortened: bool = False,
    shortened_reason: str = "",
) -> Resolution:
    """Write the whole text of a resolution in work; its articles are read from one text.

    Raises SessionRefused `resolution_settled`, `no_articles`, `article_twice`, `expires_early`,
    `shortened_without_reason`.
    """
    resolution = locked(resolution)
    if ResolutionState(resolution.state) not in RESOLUTION_IN_WORK:
        raise SessionRefused("resolution_settled")
    try:
        read = read_articles(articles, titled=resolution.is_legal)
    except NotArticles as error:
        raise SessionRefused("no_articles", line=error.line) from error
    numbers = [article.number for article in read]
    if twice := next((number for number in numbers if numbers.count(number) > 1), None):
        raise SessionRefused("article_twice", number=twice)
    if expires_on and effective_on and expires_on < effective_on:
        raise SessionRefused("expires_early")
    if is_shortened and not shortened_reason.strip():
        raise SessionRefused("shortened_without_reason")
    resolution.title, resolution.bases, resolution.enacting = title, bases, enacting
    resolution.closing, resolution.recipients, resolution.archive = closing, recipients, archive
    resolution.effective_on, resolution.expires_on = effective_on, expires_on
    resolution.is_shortened, resolution.shortened_reason = is_shortened, shortened_reason
    resolution.effect_explanation = earliest_effect(resolution)[1]
    resolution.save()
    write_articles_of(resolution, read)
    chain.plan_resolution(resolution)
    log.record("resolution.changed", resolution, by=by, articles=len(read))
    return resolution


def write_articles_of(resolution: Resolution, read: Iterable[ParsedArticle]) -> None:
    """Put these articles in the place of those there are; the caller holds the resolution."""
    resolution.articles.all().delete()
    ResolutionArticle.objects.bulk_create(
        ResolutionArticle(
            resolution=resolution,
            position=position,
            number=article.number,
            title=article.title[:300],
            text="\n".join(article.lines),
        )
        for position, article in enumerate(read, start=1)
    )


def findings_of(resolution: Resolution) -> list[Finding]:
    """The form check of a resolution as it stands."""
    return check_form(text_of(resolution))


def text_of(resolution: Resolution) -> Text:
    """What the form check judges."""
    bases = lines_of(resolution.bases)
    articles = parsed(resolution.articles.filter(amended_by=None))
    everything = "\n".join(
        (
            resolution.title,
            resolution.bases,
            resolution.enacting,
            resolution.closing,
            resolution.recipients,
            *(line for one in articles for line in (one.title, *one.lines)),
        )
    )
    return Text(
        form=ResolutionForm(resolution.form),
        title=resolution.title,
        bases=bases,
        enacting=resolution.enacting,
        closing=resolution.closing,
        articles=articles,
        recipients=lines_of(resolution.recipients),
        adopted_on=resolution.adopted_on,
        effective_on=resolution.effective_on,
        earliest_on=earliest_effect(resolution)[0],
        is_shortened=resolution.is_shortened,
        ended_acts=ended_acts(resolution, bases),
        missing_letters=missing_letters(everything),
        has_signer=bool(signers_of(resolution, on=resolution.adopted_on)),
    )


def ended_acts(resolution: Resolution, bases: Iterable[str]) -> dict[str, date]:
    """Acts named in the bases that the register or our own resolutions know to have ended."""
    named = {number for basis in bases for number in ACT.findall(basis)}
    ended: dict[str, date] = {}
    for regime in register_for(resolution.council).regimes.values():
        for number in ACT.findall(regime.act):
            if number in named and regime.valid_to is not None:
                ended[number] = max(regime.valid_to, ended.get(number, regime.valid_to))
    for own in Resolution.objects.filter(
        council=resolution.council, document__reference__in=named
    ).prefetch_related("links_from__source"):
        last = last_day(own)
        if last is not None:
            ended[own.reference] = last
    return ended


def ended_by(resolution: Resolution) -> dict[LinkKind, date]:
    """For each kind of link from a later resolution that is out, the first day of its effect."""
    found: dict[LinkKind, date] = {}
    for link in resolution.links_from.all():
        day = link.source.effective_on
        if day is None or ResolutionState(link.source.state) not in RESOLUTION_OUT:
            continue
        kind = LinkKind(link.kind)
        found[kind] = min(day, found.get(kind, day))
    return found


def last_day(resolution: Resolution) -> date | None:
    """The last day on which the resolution applies, where one is known."""
    over = [day for kind, day in ended_by(resolution).items() if kind in ENDS]
    days = [date.fromordinal(day.toordinal() - 1) for day in over]
    return min([*days, *([resolution.expires_on] if resolution.expires_on else [])], default=None)


@transaction.atomic
def confirm_form(resolution: Resolution, *, by: User) -> Resolution:
    """Đúng thể thức: the text stands from here on, with the result of the check.

    An individual resolution without a day of effect has it from its adoption. Raises SessionRefused
    `not_in_form`, MoveRefused.
    """
    resolution = locked(resolution)
    after = resolution_after(ResolutionState(resolution.state), ResolutionMove.CHECK)
    if resolution.effective_on is None and not resolution.is_legal:
        resolution.effective_on = resolution.adopted_on
    found = findings_of(resolution)
    failed = [finding for finding in found if finding.is_binding and not finding.passed]
    if failed or not is_in_form(found):
        raise SessionRefused("not_in_form", count=len(failed))
    try:
        resolution_paper(resolution)
    except PaperError as error:
        raise SessionRefused("not_printable") from error
    resolution.state = after
    resolution.check_report = [
        {"code": one.code, "passed": one.passed, "source": one.source, "details": one.details}
        for one in found
    ]
    resolution.save()
    chain.plan_resolution(resolution)
    log.record("resolution.form_confirmed", resolution, by=by, checks=len(found))
    return resolution


@transaction.atomic
def rework(resolution: Resolution, *, reason: str, by: User) -> Resolution:
    """Trả về hoàn thiện: the text may be changed again. Raises SessionRefused, MoveRefused."""
    resolution = locked(resolution)
    if not reason.strip():
        raise SessionRefused("reason_missing")
    resolution.state = resolution_after(ResolutionState(resolution.state), ResolutionMove.REWORK)
    resolution.check_report = []
    resolution.save(update_fields=["state", "check_report"])
    log.record("resolution.reworked", resolution, by=by, reason=reason)
    return resolution


@transaction.atomic
def discard(resolution: Resolution, *, by: User) -> None:
    """Bỏ bản đang hoàn thiện: a draft that never had a number. Raises SessionRefused."""
    resolution = locked(resolution)
    if ResolutionState(resolution.state) not in RESOLUTION_IN_WORK:
        raise SessionRefused("resolution_settled")
    log.record("resolution.discarded", resolution.session, by=by, title=resolution.title)
    resolution.delete()


def locked(resolution: Resolution) -> Resolution:
    """The resolution as it stands, under lock. Raises SessionRefused `resolution_gone`."""
    rows = Resolution.objects.select_for_update(of=("self",)).for_page()
    found = rows.filter(pk=resolution.pk).first()
    if found is None:
        raise SessionRefused("resolution_gone")
    return found
