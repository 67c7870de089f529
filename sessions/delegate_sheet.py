"""What a delegate did, as XLSX: one line for each act, with the counts on top."""

from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.delegate_labels import KEPT_NAMES
from sessions.delegate_record import Record
from sessions.poll_labels import CHOICES
from sessions.sheets import Cell, table_sheet


def as_xlsx(record: Record) -> bytes:
    """Every sitting, vote, question, promise, speech and opinion."""
    rows: list[list[Cell]] = [
        [_("Tổng hợp"), None, "", _("Phiên họp có mặt"), f"{record.present}/{record.counted}"],
        [_("Tổng hợp"), None, "", _("Vắng có lý do"), record.justified],
        [_("Tổng hợp"), None, "", _("Vắng không lý do"), record.unjustified],
        [
            _("Tổng hợp"), None, "", _("Lượt biểu quyết công khai"),
            f"{record.voted}/{record.could_vote}",
        ],
        [
            _("Tổng hợp"), None, "", _("Phiên thảo luận tổ có mặt"),
            f"{record.groups_attended}/{record.groups_held}",
        ],
    ]  # fmt: skip
    for at in record.sittings:
        words = KEPT_NAMES[at.kept]
        rows.append(
            [
                _("Phiên họp"),
                timezone.localdate(at.sitting.starts_at),
                at.sitting.session.name,
                str(at.sitting),
                f"{words} ({at.reason})" if at.reason else str(words),
            ]
        )
    for vote in record.votes:
        poll = vote.entry.poll
        answer = CHOICES[vote.choice] if vote.choice else vote.entry.get_state_display()
        rows.append(
            [
                _("Biểu quyết"),
                timezone.localdate(poll.opened_at) if poll.opened_at else None,
                poll.session.name,
                poll.title,
                str(answer),
            ]
        )
    rows += [
        [
            _("Chất vấn"),
            one.asked_on,
            one.session.name if one.session else "",
            one.title,
            f"{one.get_state_display()} {one.get_rating_display() if one.rating else ''}".strip(),
        ]
        for one in record.questions
    ]
    rows += [
        [_("Lời hứa, cam kết"), one.made_on, "", one.text, str(one.stage_label)]
        for one in record.promises
    ]
    rows += [
        [_("Lời hứa với cử tri"), one.made_on, "", one.text, str(one.stage_label)]
        for one in record.voter_promises
    ]
    rows += [
        [
            _("Phát biểu"),
            timezone.localdate(one.started_at) if one.started_at else None,
            one.session.name,
            one.matter.title if one.matter else one.topic,
            str(one.get_kind_display()),
        ]
        for one in record.speeches
    ]
    rows += [
        [
            _("Ý kiến tại tổ"),
            timezone.localdate(one.report.sitting.starts_at),
            one.report.sitting.session.name,
            one.report.item.title,
            f"{one.get_stance_display()}: {one.text}",
        ]
        for one in record.opinions
    ]
    mandate = record.mandate
    title = _("Hoạt động của đại biểu {name}, {term}").format(
        name=mandate.person, term=mandate.term
    )
    header = [_("Mục"), _("Ngày"), _("Kỳ họp"), _("Nội dung"), _("Kết quả")]
    return table_sheet(title, header, rows, [18, 12, 36, 60, 50], sheet_name=_("Hoạt động"))
