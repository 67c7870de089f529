"""Proposals of oversight and hearings in the search box."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.search.registry import Source, register
from oversight.models import Hearing, OversightProposal
from oversight.services import hearing_page, proposal_page

register(
    Source(
        key="oversight_proposal",
        label=_("Đề xuất giám sát"),
        model=OversightProposal,
        visible=OversightProposal.objects.visible_to,
        title=lambda row: row.subject,
        url=proposal_page,
        note=lambda row: row.get_state_display(),
        text=lambda row: row.reason,
        day=lambda row: row.proposed_on,
    )
)
register(
    Source(
        key="hearing",
        label=_("Phiên giải trình"),
        model=Hearing,
        visible=Hearing.objects.visible_to,
        title=lambda row: row.subject,
        url=hearing_page,
        note=lambda row: f"{row.get_state_display()}, {row.agency}",
        text=lambda row: row.reason,
        day=lambda row: row.planned_on or timezone.localdate(row.created_at),
        rows=Hearing.objects.for_list,
    )
)
