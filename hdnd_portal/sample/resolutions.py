"""Resolutions and minutes of the sample's July session, by the services of the portal itself."""

from datetime import date, timedelta

from hdnd_portal.documents import store
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.papers import date_words
from hdnd_portal.sample.dossiers import Desk
from hdnd_portal.sample.texts import NOTICE
from sessions.models import CouncilSession, Resolution
from sessions.resolution_papers import adoption_words
from sessions.services import chain, minutes, resolutions, signing, targets, tasking
from sessions.services.signers import signers_of
from sessions.workflow.resolution import ResolutionForm

ADOPTED = date(2026, 7, 16)
SIGNED = date(2026, 7, 20)
# Which of the six drafts are legal documents; the others are individual.
LEGAL = ("quy định mức thu", "về chính sách", "về hỗ trợ")


def make_resolutions(desk: Desk, session: CouncilSession) -> None:
    """The drafts of the session as resolutions: most published, one on its way, one unsigned."""
    items = list(
        session.items.filter(kind="resolution")
        .select_related(
            "session__council__unit", "session__term", "presenter", "presenting_body",
            "verifying_body",
        )
        .order_by("position")
    )  # fmt: skip
    for place, item in enumerate(items):
        is_legal = any(word in item.title for word in LEGAL)
        form = ResolutionForm.LEGAL if is_legal else ResolutionForm.INDIVIDUAL
        made = resolutions.draft_from_item(item, form=form, adopted_on=ADOPTED, by=desk.officer)
        made = _written(desk, made)
        made = resolutions.confirm_form(made, by=desk.officer)
        if place == len(items) - 1:
            continue  # waits for the signature
        made = _signed(desk, made)
        made = signing.issue(made, by=desk.officer)
        if place == len(items) - 2:
            continue  # issued, and nothing done since
        _followed(desk, made)
        if place < 2:
            _give(desk, made, place)
        if place == 0:
            lines = "Tỷ lệ giải ngân vốn đầu tư công | % | 2026=71,4/95 | 2027=96"
            targets.write(made, text=lines, by=desk.officer)


def _give(desk: Desk, made: Resolution, place: int) -> None:
    """What two of them order, one task each; the second is overdue in December."""
    tasking.give_task(
        made,
        text=(
            "Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này.",
            "Giao Sở Tài chính hướng dẫn mức thu và chế độ quản lý, sử dụng (mẫu).",
        )[place],
        lead=desk.province.agencies[("UBND", "STC")[place]],
        measure="Báo cáo kết quả bằng văn bản tại kỳ họp cuối năm.",
        due_on=(date(2026, 11, 30), date(2026, 10, 15))[place],
        said_at="Tổ chức thực hiện",
        by=desk.officer,
    )


def _written(desk: Desk, made: Resolution) -> Resolution:
    effect = ADOPTED + timedelta(days=14)
    words = date_words(effect)
    made_words = adoption_words(made).rstrip(".")
    if made.is_legal:
        articles = (
            "Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng\n"
            f"1. Nghị quyết này quy định {made.title.removeprefix('Quy định ').removeprefix('Về ')}"
            ".\n"
            "2. Nghị quyết này áp dụng đối với cơ quan, tổ chức, cá nhân có liên quan.\n"
            f"Điều 2. Nội dung\nMức cụ thể theo hồ sơ trình kỳ họp. {NOTICE}\n"
            "Điều 3. Tổ chức thực hiện\n"
            "1. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này.\n"
            "2. Giao Thường trực Hội đồng nhân dân, các Ban và đại biểu Hội đồng nhân dân tỉnh "
            "giám sát việc thực hiện.\n"
            f"Điều 4. Hiệu lực thi hành\nNghị quyết này có hiệu lực thi hành từ {words}."
        )
    else:
        effect = ADOPTED
        articles = (
            f"Điều 1. Thông qua nội dung {made.title[:1].lower()}{made.title[1:]}. {NOTICE}\n"
            "Điều 2. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện; Thường trực, các Ban và đại biểu "
            "Hội đồng nhân dân tỉnh giám sát.\n"
            f"Điều 3. {made_words} và có hiệu lực từ ngày thông qua."
        )
    return resolutions.change_text(
        made,
        title=made.title,
        bases=made.bases,
        enacting=made.enacting,
        articles=articles,
        closing=made.closing,
        recipients=made.recipients,
        archive=made.archive,
        effective_on=effect,
        by=desk.officer,
    )


def _signed(desk: Desk, made: Resolution) -> Resolution:
    """Signed on paper: the print with its number stands in for the scan."""
    clerk = desk.users["vanthu"]
    chair = signers_of(made, on=SIGNED)[0]
    made = signing.number_for_paper(made, signer=chair.person.pk, on=SIGNED, by=clerk)
    assert made.paper is not None  # noqa: S101 -- printed when the number was given
    with store.open_blob(made.paper.key) as scan:
        made = signing.attach_signed(made, data=scan, name=made.paper.name, compared=True, by=clerk)
    # Its words are known: no worker has to read them.
    versions = Version.objects.filter(pk__in=[made.paper_id, made.signed_file_id])
    versions.update(text=f"{made.title}. {NOTICE}", text_state=Version.TextState.DONE)
    return made


def _followed(desk: Desk, made: Resolution) -> None:
    """Sent up and around, and published."""
    sent = SIGNED + timedelta(days=2)
    today = SIGNED + timedelta(days=30)
    reference = "Công văn 212/HĐND-VP (mẫu)"
    signing.send_up(made, on=sent, today=today, reference=reference, by=desk.officer)
    for step in made.steps.filter(done_on=None):
        chain.finish_step(step, on=sent, today=today, reference=reference, by=desk.officer)
    signing.publish(made, by=desk.officer)


def make_minutes(desk: Desk, session: CouncilSession) -> None:
    """The minutes of the session, approved at its end."""
    made = minutes.begin_minutes(session, by=desk.officer)
    made = minutes.submit_minutes(made, by=desk.officer)
    made = minutes.approve_minutes(made, where="Phiên bế mạc", by=desk.users["chutich"])
    sent = SIGNED + timedelta(days=4)
    reference = "Công văn 215/HĐND-VP (mẫu)"
    for step in made.steps.all():
        chain.finish_step(step, on=sent, today=sent, reference=reference, by=desk.officer)
