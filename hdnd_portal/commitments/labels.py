"""The words in which stages, kinds and results of commitments are shown."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from hdnd_portal.commitments.answers import ANSWERED_KINDS, Quality, claims_for
from hdnd_portal.commitments.escalation import StepKind, StepState
from hdnd_portal.commitments.ladder import Rung
from hdnd_portal.commitments.workflow import Claim, Finding, Impression, SheetState, Stage
from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.tones import Tone


class Kind(StrEnum):
    """What a commitment came from."""

    PROMISE = "promise"
    VOTER_PROMISE = "voter_promise"
    RECOMMENDATION = "recommendation"
    CONCLUSION = "conclusion"
    TASK = "task"
    PROPOSAL = "proposal"


class LinkKind(StrEnum):
    """How one commitment belongs to another."""

    REPEATS = "repeats"
    FOLLOWS = "follows"
    BECOMES = "becomes"


KINDS: dict[str, Label] = {
    Kind.PROMISE: _("Lời hứa"),
    Kind.VOTER_PROMISE: _("Lời hứa với cử tri"),
    Kind.RECOMMENDATION: _("Kiến nghị"),
    Kind.CONCLUSION: _("Yêu cầu trong kết luận"),
    Kind.TASK: _("Nhiệm vụ được giao"),
    Kind.PROPOSAL: _("Đề xuất lên cấp trên"),
}
STAGES: dict[str, Label] = {
    Stage.OPEN: _("Đang thực hiện"),
    Stage.REPLIED: _("Đã báo cáo, chờ xác minh"),
    Stage.RETURNED: _("Yêu cầu thực hiện tiếp"),
    Stage.VERIFIED: _("Đã xác minh hoàn thành"),
    Stage.CLOSED: _("Kết thúc theo dõi"),
}
CLAIMS: dict[str, Label] = {
    Claim.DONE: _("Đã hoàn thành"),
    Claim.UNDER_WAY: _("Đang thực hiện"),
    Claim.PLANNED: _("Sẽ thực hiện"),
    Claim.EXPLAINED: _("Giải trình, cung cấp thông tin"),
    Claim.NOT_DONE: _("Chưa thực hiện"),
    Claim.CANNOT: _("Không thực hiện được, có giải trình"),
}
# The results of voters' recommendations as the reports of councils name them.
ANSWERS: dict[str, Label] = {
    **CLAIMS,
    Claim.DONE: _("Đã giải quyết xong"),
    Claim.UNDER_WAY: _("Đang giải quyết"),
    Claim.PLANNED: _("Sẽ giải quyết"),
    Claim.NOT_DONE: _("Chưa giải quyết được, do nguyên nhân khách quan"),
}
QUALITIES: dict[str, Label] = {
    Quality.EVIDENCED: _("Có kết quả, có căn cứ"),
    Quality.DATED: _("Có biện pháp, có thời hạn"),
    Quality.EXPLAINED: _("Chỉ giải trình"),
    Quality.BARE: _("Thiếu biện pháp, thời hạn hoặc căn cứ"),
}
FINDINGS: dict[str, Label] = {
    Finding.DONE: _("Đúng là đã hoàn thành"),
    Finding.ACCEPTED: _("Giải trình hợp lý, chấp nhận"),
    Finding.PARTLY: _("Mới hoàn thành một phần"),
    Finding.NOT_DONE: _("Chưa thực hiện"),
    Finding.UNCLEAR: _("Chỉ giải trình, chưa nêu kết quả"),
}
IMPRESSIONS: dict[str, Label] = {
    Impression.CLEAR: _("Trả lời rõ"),
    Impression.VAGUE: _("Trả lời chung chung"),
    Impression.DISPUTED: _("Cử tri chưa đồng tình"),
}
IMPRESSION_TONES: dict[str, Tone] = {
    Impression.CLEAR: Tone.GREEN,
    Impression.VAGUE: Tone.AMBER,
    Impression.DISPUTED: Tone.RED,
}
SHEET_STATES: dict[str, Label] = {
    SheetState.READ: _("Chờ xem lại"),
    SheetState.SENT: _("Đã gửi trả lời"),
    SheetState.DRAFTED: _("Đã lưu thành bản nháp"),
    SheetState.DROPPED: _("Đã bỏ"),
}
SHEET_TONES: dict[str, Tone] = {
    SheetState.READ: Tone.AMBER,
    SheetState.SENT: Tone.GREEN,
    SheetState.DRAFTED: Tone.BLUE,
    SheetState.DROPPED: Tone.GREY,
}
RUNGS: dict[str, Label] = {
    Rung.FIRST: _("Nhắc lần 1, trước hạn"),
    Rung.SECOND: _("Nhắc lần 2, trước hạn"),
    Rung.THIRD: _("Nhắc lần 3, trước hạn"),
    Rung.DUE: _("Nhắc khi đến hạn"),
    Rung.MISSED: _("Nhắc khi quá hạn"),
    Rung.HEAD: _("Báo người đứng đầu cơ quan"),
    Rung.ESCALATED: _("Trình Thường trực HĐND quyết định bước tiếp theo"),
}
STEPS: dict[str, Label] = {
    StepKind.EXPLANATION: _("Yêu cầu giải trình"),
    StepKind.HEARING: _("Phiên giải trình"),
    StepKind.QUESTIONING: _("Chất vấn"),
    StepKind.OVERSIGHT: _("Giám sát lại"),
    StepKind.REPORT: _("Báo cáo HĐND"),
}
STEP_STATES: dict[str, Label] = {
    StepState.OPEN: _("Đang thực hiện"),
    StepState.ANSWERED: _("Đã giải trình"),
    StepState.ENDED: _("Đã kết thúc"),
    StepState.WITHDRAWN: _("Đã rút"),
}
STEP_TONES: dict[str, Tone] = {
    StepState.OPEN: Tone.AMBER,
    StepState.ANSWERED: Tone.BLUE,
    StepState.ENDED: Tone.GREEN,
    StepState.WITHDRAWN: Tone.GREY,
}
LINK_KINDS: dict[str, Label] = {
    LinkKind.REPEATS: _("nhắc lại"),
    LinkKind.FOLLOWS: _("tiếp theo của"),
    LinkKind.BECOMES: _("trở thành"),
}
TONES: dict[str, Tone] = {
    Stage.OPEN: Tone.BLUE,
    Stage.REPLIED: Tone.AMBER,
    Stage.RETURNED: Tone.RED,
    Stage.VERIFIED: Tone.GREEN,
    Stage.CLOSED: Tone.GREY,
}
CLAIM_TONES: dict[str, Tone] = {
    Claim.DONE: Tone.GREEN,
    Claim.UNDER_WAY: Tone.BLUE,
    Claim.PLANNED: Tone.BLUE,
    Claim.EXPLAINED: Tone.AMBER,
    Claim.NOT_DONE: Tone.RED,
    Claim.CANNOT: Tone.AMBER,
}
QUALITY_TONES: dict[str, Tone] = {
    Quality.EVIDENCED: Tone.GREEN,
    Quality.DATED: Tone.BLUE,
    Quality.EXPLAINED: Tone.AMBER,
    Quality.BARE: Tone.RED,
}
FINDING_TONES: dict[str, Tone] = {
    Finding.DONE: Tone.GREEN,
    Finding.ACCEPTED: Tone.GREEN,
    Finding.PARTLY: Tone.AMBER,
    Finding.NOT_DONE: Tone.RED,
    Finding.UNCLEAR: Tone.RED,
}


def kind_choices() -> Choices:
    return list(KINDS.items())


def stage_choices() -> Choices:
    return list(STAGES.items())


def claim_choices() -> Choices:
    return list(CLAIMS.items())


def claim_label(claim: str, kind: str) -> Label:
    """What is claimed, in the words of the kind of commitment; nothing where nothing is."""
    words = ANSWERS if kind in ANSWERED_KINDS else CLAIMS
    return words.get(claim, "")


def claim_choices_for(kind: str) -> Choices:
    """The results that can be claimed of a commitment of the kind."""
    return [(claim, claim_label(claim, kind)) for claim in claims_for(kind)]


def sheet_state_choices() -> Choices:
    return list(SHEET_STATES.items())


def quality_choices() -> Choices:
    return list(QUALITIES.items())


def finding_choices() -> Choices:
    return list(FINDINGS.items())


def finding_choices_for(kind: str) -> Choices:
    """What can be found of a commitment of the kind: only answers are explanations."""
    is_answer = kind in ANSWERED_KINDS
    return [one for one in FINDINGS.items() if is_answer or one[0] != Finding.ACCEPTED]


def impression_choices() -> Choices:
    return list(IMPRESSIONS.items())


def link_kind_choices() -> Choices:
    return list(LINK_KINDS.items())


def step_kind_choices() -> Choices:
    return list(STEPS.items())


def step_state_choices() -> Choices:
    return list(STEP_STATES.items())
