"""Who may open the files of reports and explanations: see their `visible_to`."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.models import (
    Explanation,
    ExplanationFile,
    ReminderLetter,
    ReplyFile,
)
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.models import Version


@access.register
def reply_files(user: User, versions: Collection[Version]) -> Mapping[int, Access]:
    """A sent report to whoever sees the commitment, a draft to its agency."""
    places = ReplyFile.objects.visible_to(user).filter(version__in=versions)
    return dict.fromkeys(places.values_list("version", flat=True), Access.READ)


@access.register
def explanation_files(user: User, versions: Collection[Version]) -> Mapping[int, Access]:
    """To whoever sees the commitment."""
    places = ExplanationFile.objects.filter(
        version__in=versions, explanation__in=Explanation.objects.visible_to(user)
    )
    return dict.fromkeys(places.values_list("version", flat=True), Access.READ)


@access.register
def letters(user: User, versions: Collection[Version]) -> Mapping[int, Access]:
    """Letters of reminder to the council and to the agency they were written to."""
    keys = {version.pk for version in versions}
    seen = ReminderLetter.objects.visible_to(user).filter(
        Q(document__pdf__in=keys) | Q(document__docx__in=keys)
    )
    found = {key for pair in seen.values_list("document__pdf", "document__docx") for key in pair}
    return dict.fromkeys(found & keys, Access.READ)
