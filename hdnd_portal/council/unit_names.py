"""Keys under which two ways of writing one name of a unit meet. Plain Python."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=20_000)
def syllable_key(syllable: str) -> str:
    """A syllable without diacritics, with the spellings that differ only by habit made one."""
    text = unicodedata.normalize("NFD", syllable.lower().replace("đ", "d"))
    text = re.sub(r"[^a-z0-9]", "", "".join(c for c in text if not unicodedata.combining(c)))
    if text.isdigit():
        return text.lstrip("0") or "0"
    # Mỹ = Mĩ, Quý = Quí; Đắk = Đắc, Lắk = Lắc, Bắc Kạn = Bắc Cạn.
    text = re.sub(r"^((?:qu|[bcdghklmnpqrstvx]+))y$", r"\1i", text)
    return {"dac": "dak", "lac": "lak", "kan": "can"}.get(text, text)


def name_key(name: str) -> str:
    """What two ways of writing one name have in common; the place of a tone mark is no matter."""
    return "".join(syllable_key(s) for s in re.split(r"[\s\-–.'’]+", name))


def accent_key(name: str) -> tuple[str, ...]:
    """The name with its diacritics, whatever letter of the syllable carries the tone mark."""
    syllables = re.split(r"[\s\-–]+", unicodedata.normalize("NFD", name.lower()))
    return tuple("".join(sorted(re.sub(r"['’.]", "", s))) for s in syllables if s)


def split_label(label: str) -> tuple[str, str]:
    """("phường", "Long Thành") of "Phường Long Thành"."""
    for word in ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "tỉnh", "quận"):
        if label.lower().startswith(word + " "):
            return word, " ".join(label[len(word) :].split())
    word, _, name = label.partition(" ")
    return word.lower(), " ".join(name.split())
