"""Who may see background jobs and their results."""

from collections.abc import Collection

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.documents.access import Access, register
from hdnd_portal.documents.models import Version
from hdnd_portal.reports.models import Job


@permission("reports.follow_job")
def can_follow_job(user: User, job: Job | None = None) -> bool:
    """Whoever asked for it, and nobody else."""
    return user.is_active if job is None else job.owner_id == user.pk


@register
def result_files(user: User, versions: Collection[Version]) -> dict[int, Access]:
    """The file a job made is for its owner."""
    mine = Job.objects.visible_to(user).filter(result__in=versions)
    return dict.fromkeys(mine.values_list("result", flat=True), Access.READ)
