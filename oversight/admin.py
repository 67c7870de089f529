"""Proposals and hearings in the admin, to be read."""

from django.contrib import admin

from hdnd_portal.accounts.admin_base import ReadOnlyAdmin
from oversight.models import Hearing, OversightProposal


@admin.register(OversightProposal)
class ProposalAdmin(ReadOnlyAdmin[OversightProposal]):
    """Đề xuất giám sát."""

    list_display = ("subject", "kind", "proposer", "proposed_on", "state", "council")
    list_filter = ("council", "state", "kind")
    search_fields = ("subject",)
    list_select_related = ("council",)


@admin.register(Hearing)
class HearingAdmin(ReadOnlyAdmin[Hearing]):
    """Phiên giải trình."""

    list_display = ("subject", "agency", "body", "planned_on", "state", "council")
    list_filter = ("council", "state")
    search_fields = ("subject", "agency__name")
    list_select_related = ("council", "agency", "body")
