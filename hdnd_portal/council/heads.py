"""Who heads an agency: the post of the directory whose title says so."""

from collections.abc import Collection
from datetime import date

from hdnd_portal.council.models import Agency, Post

# How titles of heads begin, by kind of agency; a deputy's begins otherwise.
HEADS = (
    "giám đốc",
    "chánh",
    "trưởng",
    "chỉ huy trưởng",
    "thủ trưởng",
    "cục trưởng",
    "tổng giám đốc",
    "tư lệnh",
)
CHAIR = ("chủ tịch",)
JUSTICE = ("chánh án", "viện trưởng")
TITLES: dict[str, tuple[str, ...]] = {
    Agency.Kind.PEOPLES_COMMITTEE: CHAIR,
    Agency.Kind.DEPARTMENT: HEADS,
    Agency.Kind.JUDICIAL: JUSTICE,
    Agency.Kind.FRONT: CHAIR,
    Agency.Kind.COMMUNE: CHAIR,
    Agency.Kind.OTHER: (*HEADS, *CHAIR),
}


def is_head(kind: str, title: str) -> bool:
    """Whether a post of this title heads an agency of this kind."""
    return title.strip().lower().startswith(TITLES[kind])


def heads_of(agencies: Collection[Agency], *, on: date) -> dict[int, Post]:
    """The head of each agency by its key, where the directory names exactly one. One query."""
    kinds = {agency.pk: agency.kind for agency in agencies}
    found: dict[int, list[Post]] = {}
    posts = Post.objects.in_force(on).filter(agency__in=kinds).select_related("person")
    for post in posts:
        assert post.agency_id is not None  # noqa: S101 -- filtered above
        if is_head(kinds[post.agency_id], post.title):
            found.setdefault(post.agency_id, []).append(post)
    return {key: posts[0] for key, posts in found.items() if len(posts) == 1}
