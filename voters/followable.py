"""What is told of a recommendation of voters to whoever follows it: also what becomes of it."""

from collections.abc import Collection, Iterable

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from hdnd_portal.commitments.followable import PROGRESS
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.notices import followed
from voters.models import VoterRecommendation
from voters.services.referring import page_of


def raised_by(commitments: Collection[str]) -> Iterable[tuple[str, str]]:
    """Keys of commitments with those of the recommendations they came from."""
    source = ContentType.objects.get_for_model(VoterRecommendation)
    rows = Commitment.objects.filter(pk__in=commitments, source_type=source)
    return [(str(key), str(of)) for key, of in rows.values_list("pk", "source_id")]


followed.register(
    followed.Followable(
        model=VoterRecommendation,
        slug="kien-nghi-cu-tri",
        name=_("Kiến nghị cử tri"),
        url=page_of,
        visible=VoterRecommendation.objects.visible_to,
        events={
            **PROGRESS,
            "commitment.opened": _("đã chuyển cơ quan trả lời, hạn {due_on}"),
            "recommendation.sorted": _("đã phân loại: {field}"),
            "recommendation.worded": _("đã sửa lời văn"),
            "recommendation.answer_there": _("đã trả lời tại chỗ"),
            "recommendation.misdirect": _("rút lại để chuyển cơ quan khác"),
            "recommendation.unsort": _("trả lại để phân loại"),
            "recommendation.resume": _("xử lý lại"),
        },
        through={Commitment: raised_by},
    )
)
