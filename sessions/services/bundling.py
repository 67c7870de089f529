"""The papers of a session as one file: a ZIP, or a merged PDF (A13)."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.documents import bundles
from hdnd_portal.documents.access import Access, access_to
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
    leaves = [
        bundles.Leaf(
            version=paper.file.version,
            heading=" ".join(filter(None, [entry.item.number, entry.item.title])),
            reference=paper.file.reference or entry.item.public_reference,
            title=f"{paper.file.part_title} – {paper.file.name}",
        )
        for entry in reading_list(session, by)
        for paper in entry.papers
        if access_to(by, paper.file.version) is not Access.NONE
    ]
    if not leaves:
        raise DossierRefused("nothing_to_bundle")
    title = _("Tài liệu {session}").format(session=session.name)
    return bundles.ensure(session.council, leaves, kind=kind, title=title, by=by, step=step)
