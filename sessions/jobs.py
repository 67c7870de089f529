"""The background jobs of sessions."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.reports.registry import job
from hdnd_portal.reports.running import RunningJob
from sessions.models import InvitationRun
from sessions.services import invitations


@job(invitations.JOB_KIND, title=_("Phát hành giấy mời"), queue="urgent")
def issue_invitations(running: RunningJob, *, run: int) -> str:
    """Number, make and send the papers of a run; begun again, it goes on where it was."""
    made, without_address = invitations.make_run(
        InvitationRun.objects.select_related("session").get(pk=run),
        step=lambda done, total: running.step(done, total),
    )
    return str(_("Đã lập {made} giấy mời, {silent} người chưa có địa chỉ thư.")).format(
        made=made, silent=without_address
    )
