"""The words in which states and kinds of oversight are shown."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.tones import Tone
from oversight.workflow import HearingState, ProposalKind, ProposalState, Proposer

PROPOSAL_STATES: dict[str, Label] = {
    ProposalState.PROPOSED: _("Chờ quyết định"),
    ProposalState.TAKEN: _("Đã chọn"),
    ProposalState.DECLINED: _("Không chọn"),
    ProposalState.WITHDRAWN: _("Đã rút"),
}
HEARING_STATES: dict[str, Label] = {
    HearingState.PROPOSED: _("Chờ định ngày"),
    HearingState.PLANNED: _("Đã định ngày"),
    HearingState.DECLINED: _("Không tổ chức"),
    HearingState.WITHDRAWN: _("Đã rút"),
}
KINDS: dict[str, Label] = {
    ProposalKind.THEME: _("Giám sát chuyên đề"),
    ProposalKind.AGAIN: _("Giám sát lại"),
    ProposalKind.REVIEW: _("Xem xét báo cáo"),
}
PROPOSERS: dict[str, Label] = {
    Proposer.STANDING_COMMITTEE: _("Thường trực HĐND"),
    Proposer.COMMITTEE: _("Ban của HĐND"),
    Proposer.DELEGATES: _("Tổ đại biểu, đại biểu"),
    Proposer.FRONT: _("Ủy ban MTTQ Việt Nam"),
    Proposer.VOTERS: _("Cử tri"),
}
PROPOSAL_TONES: dict[str, Tone] = {
    ProposalState.PROPOSED: Tone.AMBER,
    ProposalState.TAKEN: Tone.GREEN,
    ProposalState.DECLINED: Tone.RED,
    ProposalState.WITHDRAWN: Tone.GREY,
}
HEARING_TONES: dict[str, Tone] = {
    HearingState.PROPOSED: Tone.AMBER,
    HearingState.PLANNED: Tone.BLUE,
    HearingState.DECLINED: Tone.RED,
    HearingState.WITHDRAWN: Tone.GREY,
}


def proposal_state_choices() -> Choices:
    return list(PROPOSAL_STATES.items())


def hearing_state_choices() -> Choices:
    return list(HEARING_STATES.items())


def proposal_kind_choices() -> Choices:
    return list(KINDS.items())


def proposer_choices() -> Choices:
    return list(PROPOSERS.items())
