"""Who may open the files of resolutions, and where they stand in the search box."""

from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments import sources
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.models import Document, Version
from hdnd_portal.search.registry import Source, register
from sessions.models import Resolution, ResolutionArticle


@access.register
def resolution_files(user: User, versions: Collection[Version]) -> dict[int, Access]:
    """Whoever sees the resolution may open its paper, its signed file and the proofs."""
    asked = {version.pk for version in versions}
    rows = Resolution.objects.visible_to(user).filter(
        Q(paper__in=asked) | Q(signed_file__in=asked) | Q(steps__proof__in=asked)
    )
    found = rows.values_list("paper", "signed_file", "steps__proof")
    return dict.fromkeys(asked.intersection(key for row in found for key in row), Access.READ)


def _page_of(resolution: Resolution) -> str:
    return reverse("sessions:resolution", kwargs={"resolution": resolution.pk})


sources.register(Resolution, url=_page_of, visible=Resolution.objects.visible_to)
register(
    Source(
        key="resolution",
        label=_("Nghị quyết"),
        model=Resolution,
        visible=Resolution.objects.visible_to,
        rows=lambda: Resolution.objects.for_list().prefetch_related("articles"),
        title=lambda row: row.title,
        reference=lambda row: row.reference,
        url=_page_of,
        note=lambda row: f"{row.get_state_display()}, {row.adopted_on:%d/%m/%Y}",
        text=lambda row: " ".join(f"{one.title} {one.text}" for one in row.articles.all()),
        day=lambda row: row.adopted_on,
        follows={
            Document: lambda document: Resolution.objects.filter(document=document.pk).values_list(
                "pk", flat=True
            ),
            ResolutionArticle: lambda article: [article.resolution_id],
        },
    )
)
