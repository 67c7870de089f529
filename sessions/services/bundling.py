"""The papers of a session as one file: a ZIP, or a merged PDF (A13)."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.documents import bundles
from hdnd_portal.documents.access import readable
from hdnd_portal.documents.models import Version
from sessions.models import CouncilSession
from sessions.reading_list import reading_list
from sessions.services.refusals import DossierRefused

KINDS = ("zip", "pdf")
JOB_KIND = "sessions.bundle_papers"


def bundle_papers(
    session: CouncilSession,
    *,
    kind: str,
    by: User,
    step: Callable[[int, int], None],
) -> Version:
    """The frozen papers the user may read, in reading order, as one file; the latest version each.

    The same papers give the same file, made once. Raises DossierRefused `nothing_to_bundle`.
    """
    listed = reading_list(session, by)
    open_to_them = readable(by, [one.file.version for entry in listed for one in entry.papers])
    leaves = [
        bundles.Leaf(
            version=paper.file.version,
            heading=" ".join(filter(None, [entry.item.number, entry.item.title])),
            reference=paper.file.reference or entry.item.public_reference,
            title=f"{paper.file.part_title} – {paper.file.name}",
        )
        for entry in listed
        for paper in entry.papers
        if paper.file.version_id in open_to_them
    ]
    if not leaves:
        raise DossierRefused("nothing_to_bundle")
    title = _("Tài liệu {session}").format(session=session.name)
    return bundles.ensure(session.council, leaves, kind=kind, title=title, by=by, step=step)
