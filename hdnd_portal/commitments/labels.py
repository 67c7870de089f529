"""The words in which stages, kinds and results of commitments are shown."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from hdnd_portal.commitments.workflow import Claim, Finding, Stage
from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.tones import Tone


class Kind(StrEnum):
    """What a commitment came from."""

    PROMISE = "promise"
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
    Claim.NOT_DONE: _("Chưa thực hiện"),
    Claim.CANNOT: _("Không thực hiện được, có giải trình"),
}
FINDINGS: dict[str, Label] = {
    Finding.DONE: _("Đúng là đã hoàn thành"),
    Finding.PARTLY: _("Mới hoàn thành một phần"),
    Finding.NOT_DONE: _("Chưa thực hiện"),
    Finding.UNCLEAR: _("Chỉ giải trình, chưa nêu kết quả"),
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
    Claim.NOT_DONE: Tone.RED,
    Claim.CANNOT: Tone.AMBER,
}
FINDING_TONES: dict[str, Tone] = {
    Finding.DONE: Tone.GREEN,
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


def finding_choices() -> Choices:
    return list(FINDINGS.items())


def link_kind_choices() -> Choices:
    return list(LINK_KINDS.items())
