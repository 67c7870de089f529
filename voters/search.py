"""Recommendations of voters in the search box; what the voters said is not in it."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.search.registry import Source, register
from voters.models import VoterRecommendation
from voters.services.referring import page_of

register(
    Source(
        key="voter_recommendation",
        label=_("Kiến nghị cử tri"),
        model=VoterRecommendation,
        visible=VoterRecommendation.objects.visible_to,
        title=lambda row: f"{row.code}: {row.text}",
        url=page_of,
        note=lambda row: f"{row.session.name}, {row.get_state_display()}",
        day=lambda row: row.session.opening_on,
        rows=lambda: VoterRecommendation.objects.select_related("session"),
    )
)
