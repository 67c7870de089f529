"""What waits for the Standing Committee, and for the office head who records its decisions."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.worklist.registry import Bucket, Task, provider
from oversight.models import Hearing, OversightProposal
from oversight.permissions import DECIDERS
from oversight.services import hearing_page, proposal_page


@provider
def to_decide(user: User, on: date) -> Iterable[Task]:
    """Proposals on which nobody has decided, and hearings without a day."""
    councils = user.councils(*DECIDERS, Role.OFFICE_HEAD)
    if not councils:
        return
    for proposal in OversightProposal.objects.undecided().filter(council__in=councils):
        yield Task(
            key=f"oversight_proposal:{proposal.pk}",
            what=_("Quyết định đề xuất giám sát"),
            record=str(proposal),
            url=proposal_page(proposal),
            bucket=Bucket.SOON,
        )
    for hearing in Hearing.objects.undecided().filter(council__in=councils):
        yield Task(
            key=f"hearing:{hearing.pk}",
            what=_("Định ngày họp phiên giải trình"),
            record=str(hearing),
            url=hearing_page(hearing),
            bucket=Bucket.SOON,
        )
