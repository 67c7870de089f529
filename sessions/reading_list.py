"""The reading list of one delegate: the latest version of each frozen paper, in agenda order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hdnd_portal.accounts.models import User
from sessions.models import AgendaItem, CouncilSession, FrozenFile, Note, ReadingReceipt
from sessions.workflow import ITEM_GONE


@dataclass(slots=True)
class ReadingPaper:
    """One paper with what the delegate has done with it."""

    file: FrozenFile
    receipt: ReadingReceipt | None
    earlier: ReadingReceipt | None
    notes: int
    questions: int = 0

    @property
    def is_read(self) -> bool:
        """Read to the last page."""
        return self.receipt is not None and self.receipt.read_through_at is not None

    @property
    def is_changed(self) -> bool:
        """An earlier version was opened, this one not yet."""
        return self.receipt is None and self.earlier is not None


@dataclass(slots=True)
class ReadingItem:
    """One agenda item with its papers."""

    item: AgendaItem
    papers: list[ReadingPaper] = field(default_factory=list)


def reading_list(
    session: CouncilSession, user: User, *, asked: Mapping[int, int] | None = None
) -> list[ReadingItem]:
    """Items that have papers, in agenda order; a paper that was replaced shows its last version.

    Items that have left the session are not read for it. Notes and questions count with those on
    the versions a paper replaces; `asked` says how many questions each line has.
    """
    lines = list(
        FrozenFile.objects.filter(freeze__session=session)
        .exclude(item__state__in=ITEM_GONE)
        .select_related("version", "item", "supplement", "replaces")
        .order_by("item__position", "position")
    )
    replaced = {line.replaces_id: line for line in lines if line.replaces_id}
    receipts = {
        receipt.version_id: receipt
        for receipt in ReadingReceipt.objects.filter(user=user, session=session)
    }
    counts: dict[int, int] = {}
    for version in Note.objects.filter(user=user, session=session).values_list(
        "version", flat=True
    ):
        if version is not None:
            counts[version] = counts.get(version, 0) + 1
    by_key = {line.pk: line for line in lines}
    items: dict[int, ReadingItem] = {}
    for line in lines:
        if line.pk in replaced:
            continue
        entry = items.setdefault(line.item_id, ReadingItem(line.item))
        before = line.replaces
        entry.papers.append(
            ReadingPaper(
                file=line,
                receipt=receipts.get(line.version_id),
                earlier=receipts.get(before.version_id) if before else None,
                notes=sum(counts.get(one.version_id, 0) for one in versions_of(line, by_key)),
                questions=sum((asked or {}).get(one.pk, 0) for one in versions_of(line, by_key)),
            )
        )
    return list(items.values())


def versions_of(line: FrozenFile, by_key: Mapping[int, FrozenFile]) -> list[FrozenFile]:
    """The line with those it replaces, one after another, the latest first."""
    found = [line]
    while (before := by_key.get(found[-1].replaces_id or 0)) is not None:
        found.append(before)
    return found


def earlier_lines(line: FrozenFile) -> list[FrozenFile]:
    """The lines this one replaces, one after another, the latest first."""
    lines = FrozenFile.objects.filter(freeze=line.freeze_id, item=line.item_id)
    return versions_of(line, {one.pk: one for one in lines})[1:]
