"""The sentences as a council has released them, and releasing one (D1, K8)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Council
from hdnd_portal.documents.models import Wording
from hdnd_portal.documents.papers.fonts import missing_letters
from hdnd_portal.documents.wordings import Phrase, WordingRefused, check, fill, find
from hdnd_portal.ui.text import tidy


@dataclass(frozen=True, slots=True)
class Words:
    """How a council words its papers and letters: what it has released, else what is shipped."""

    released: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The sentence with its places open. Raises KeyError for a key nobody registered."""
        phrase = find(key)
        if phrase is None:
            raise KeyError(key)
        own = self.released.get(key)
        # A later version may know other places: then the shipped words hold until the next release.
        return own if own is not None and _fits(phrase, own) else str(phrase.default)

    def say(self, key: str, **values: str) -> str:
        """The sentence."""
        return fill(self.text(key), values)


def _fits(phrase: Phrase, text: str) -> bool:
    try:
        check(phrase, text)
    except WordingRefused:
        return False
    return True


def words_of(council: Council) -> Words:
    """The words of a council. One query."""
    rows = Wording.objects.filter(council=council).order_by("key", "-pk").distinct("key")
    return Words(dict(rows.values_list("key", "text")))


def tried(phrase: Phrase, text: str) -> str:
    """The text filled with examples, as it would be read. Raises WordingRefused, also `letters`."""
    text = tidy(text)
    check(phrase, text)
    if phrase.is_printed and (letters := missing_letters(text)):
        raise WordingRefused("letters", letters)
    return fill(text, phrase.sample())


@transaction.atomic
def release_wording(council: Council, phrase: Phrase, text: str, *, by: User) -> Wording:
    """Phát hành mẫu câu: from now on papers and letters say it so; what is out stays as it is.

    It is tried on examples first. Raises WordingRefused, also `same` for what holds already.
    """
    tried(phrase, text)
    # Two releases at once: one after the other, so that the second is told that it changes nothing.
    Council.objects.select_for_update(of=("self",)).get(pk=council.pk)
    if tidy(text) == words_of(council).text(phrase.key):
        raise WordingRefused("same")
    row = Wording.objects.create(
        council=council,
        key=phrase.key,
        text=tidy(text),
        released_at=timezone.now(),
        released_by=by,
    )
    log.record("wording.released", row, by=by, label=str(phrase.label), text=row.text)
    return row
