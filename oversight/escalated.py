"""What steps of escalation create here: a hearing, or a proposal to oversee again (O10)."""

from django.utils import timezone

from hdnd_portal.commitments.escalation import StepKind
from hdnd_portal.commitments.public import CommitmentRefused, Target, Wanted, register_target
from hdnd_portal.council.models import Body
from oversight import services
from oversight.models import Hearing, OversightProposal
from oversight.workflow import ProposalKind, Proposer


def hearing_for(wanted: Wanted) -> Hearing:
    """A hearing of the Standing Committee (EXP-1). Raises CommitmentRefused `host_missing`."""
    host = (
        Body.objects.filter(
            term__council=wanted.council,
            kind=Body.Kind.STANDING_COMMITTEE,
            term__valid_from__lte=timezone.localdate(),
        )
        .order_by("-term__valid_from")
        .first()
    )
    if host is None:
        raise CommitmentRefused("host_missing")
    return services.propose_hearing(
        wanted.council,
        body=host,
        agency=wanted.agency,
        subject=wanted.subject,
        reason=wanted.reason,
        by=wanted.by,
    )


def proposal_for(wanted: Wanted) -> OversightProposal:
    """A proposal of the Standing Committee to oversee the agency again."""
    return services.make_proposal(
        wanted.council,
        by=wanted.by,
        agencies=[wanted.agency],
        subject=wanted.subject,
        kind=ProposalKind.AGAIN.value,
        proposer=Proposer.STANDING_COMMITTEE.value,
        reason=wanted.reason,
        proposed_on=wanted.decided_on,
    )


register_target(
    StepKind.HEARING,
    Target(
        model=Hearing,
        create=hearing_for,
        withdraw=services.withdraw_hearing,
        url=services.hearing_page,
        visible=Hearing.objects.visible_to,
        state=lambda hearing: hearing.get_state_display(),
    ),
)
register_target(
    StepKind.OVERSIGHT,
    Target(
        model=OversightProposal,
        create=proposal_for,
        withdraw=services.withdraw_proposal,
        url=services.proposal_page,
        visible=OversightProposal.objects.visible_to,
        state=lambda proposal: proposal.get_state_display(),
    ),
)
