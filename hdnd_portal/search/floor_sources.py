"""The kinds of the floor, which lies below the search box: people, units, papers, commitments."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.services.following import page_of
from hdnd_portal.commitments.signals import stages_written
from hdnd_portal.council.models import AdministrativeUnit, Mandate, Membership, Person, Post
from hdnd_portal.documents.models import Document, Version
from hdnd_portal.search.indexing import index
from hdnd_portal.search.registry import Source, register


def visible_units(user: User) -> QuerySet[AdministrativeUnit]:
    """Units are public: whoever has a role sees them."""
    units = AdministrativeUnit.objects.all()
    return units if user.assignments else units.none()


def visible_people(user: User) -> QuerySet[Person]:
    """People of the user's councils."""
    return Person.objects.visible_to(user) if user.assignments else Person.objects.none()


def visible_documents(user: User) -> QuerySet[Document]:
    """Documents of the registers the user reads; voided numbers among them."""
    return Document.objects.visible_to(user) if user.assignments else Document.objects.none()


def visible_commitments(user: User) -> QuerySet[Commitment]:
    """Commitments of the user's councils, to an agency its own."""
    found = Commitment.objects
    return found.visible_to(user) if user.assignments else found.none()


def people() -> QuerySet[Person]:
    """People with what they are and where."""
    return Person.objects.prefetch_related(
        "mandates__term__council", "memberships__body", "posts__agency"
    )


def offices_of(person: Person) -> list[str]:
    """What the person is, in words, the newest first."""
    found = [
        (held.valid_from, f"{held.get_role_display()} {held.body.name}")
        for held in person.memberships.all()
    ]
    found += [
        (post.valid_from, f"{post.title}{f', {post.agency.name}' if post.agency else ''}")
        for post in person.posts.all()
    ]
    found += [
        (seat.valid_from, f"{_('Đại biểu')} {seat.term.council.name}, {seat.constituency}")
        for seat in person.mandates.all()
    ]
    return [words for _day, words in sorted(found, key=lambda held: held[0], reverse=True)]


def unit_place(unit: AdministrativeUnit) -> str:
    """The unit above, and since when or until when it exists."""
    parent = str(unit.parent) if unit.parent else ""
    until = _("đến {day}").format(day=f"{unit.valid_to:%d/%m/%Y}") if unit.valid_to else ""
    return ", ".join(filter(None, [parent, str(until)]))


def _person_of(row: Any) -> Iterable[Any]:
    return [row.person_id]


def _documents_of(version: Version) -> Iterable[Any]:
    """The text of a paper is read some time after it was stored."""
    return list(Document.objects.filter(pdf=version).values_list("pk", flat=True))


def register_floor() -> None:
    """Enter the four kinds."""
    register(
        Source(
            key="person",
            label=_("Người"),
            model=Person,
            visible=visible_people,
            title=lambda person: person.name,
            url=lambda person: reverse("council:person", kwargs={"pk": person.pk}),
            note=lambda person: next(iter(offices_of(person)), ""),
            text=lambda person: "; ".join(offices_of(person)),
            council=lambda _person: None,
            rows=people,
            follows={Mandate: _person_of, Membership: _person_of, Post: _person_of},
        )
    )
    register(
        Source(
            key="unit",
            label=_("Đơn vị hành chính"),
            model=AdministrativeUnit,
            visible=visible_units,
            title=str,
            url=lambda unit: reverse("search_unit", kwargs={"unit": unit.pk}),
            note=unit_place,
            text=lambda unit: unit.code,
            council=lambda _unit: None,
            rows=lambda: AdministrativeUnit.objects.select_related("parent"),
        )
    )
    register(
        Source(
            key="document",
            label=_("Văn bản"),
            model=Document,
            visible=visible_documents,
            title=lambda paper: f"{paper.reference} {paper.summary}".strip(),
            url=lambda paper: reverse("documents:document", kwargs={"document": paper.pk}),
            note=lambda paper: str(paper.get_state_display()),
            text=lambda paper: paper.pdf.text if paper.pdf else "",
            reference=lambda paper: paper.reference,
            day=lambda paper: paper.issued_on or timezone.localdate(paper.created_at),
            rows=lambda: Document.objects.select_related("pdf"),
            follows={Version: _documents_of},
        )
    )
    commitments = register(
        Source(
            key="commitment",
            label=_("Kiến nghị, cam kết"),
            model=Commitment,
            visible=visible_commitments,
            title=str,
            url=page_of,
            note=lambda row: f"{row.get_stage_display()}, {row.owner}",
            text=lambda row: f"{row.text}\n{row.measure}\n{row.source_label}",
            day=lambda row: row.made_on,
            rows=Commitment.objects.for_list,
        )
    )

    def take_up(keys: Iterable[int], **_signal: Any) -> None:
        index(commitments, keys)

    stages_written.connect(take_up, weak=False, dispatch_uid="search:commitment:stages")
