"""The reading list of one delegate: the latest version of each frozen paper, in agenda order."""

from dataclasses import dataclass, field

from hdnd_portal.accounts.models import User
from sessions.models import AgendaItem, CouncilSession, FrozenFile, Note, ReadingReceipt


@dataclass(slots=True)
class ReadingPaper:
    """One paper with what the delegate has done with it."""

    file: FrozenFile
    receipt: ReadingReceipt | None
    earlier: ReadingReceipt | None
    notes: int

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


def reading_list(session: CouncilSession, user: User) -> list[ReadingItem]:
    """Items that have papers, in agenda order; a paper that was replaced shows its last version."""
    lines = list(
        FrozenFile.objects.filter(freeze__session=session)
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
                notes=counts.get(line.version_id, 0),
            )
        )
    return list(items.values())
