"""Vietnamese text: one spelling, a folded form for searching, and keys for sorting.

PostgreSQL here has no ICU collations, so the order of names is a stored key. The keys hold only
the characters 0-9 and a-z, which every collation puts in the same order.
"""

import re
import unicodedata

# Combining marks of the five written tones, in the order of Vietnamese dictionaries:
# (level,) huyền, hỏi, ngã, sắc, nặng.
TONES = "\u0300\u0309\u0303\u0301\u0323"
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_CODES = dict(zip(LETTERS, "23456789abcdefghijklmnopqrstuvwxyz", strict=False))
_END, _OTHER = "0", "1"

_LETTER_AFTER = r"(?![^\W\d_]|[\u0300-\u036f])"
_OPEN_OA = re.compile(rf"([oO])([aAeE])([{TONES}]){_LETTER_AFTER}")
_OPEN_UY = re.compile(rf"(?<![qQ])([uU])([yY])([{TONES}]){_LETTER_AFTER}")
_GAPS = re.compile(r"\s+")


def nfc(text: str) -> str:
    """The text with every letter and its marks as one character, as it is stored everywhere."""
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """One line as it is stored: NFC, no blanks at the ends, single blanks inside."""
    return _GAPS.sub(" ", nfc(text)).strip()


def tone_normalise(text: str) -> str:
    """Put the tone of open oa, oe, uy on the first vowel (hoà → hòa, thuý → thúy), in NFC.

    Both spellings are in use and mean the same; "quý" and "hoàn" are left alone.
    """
    apart = unicodedata.normalize("NFD", text)
    apart = _OPEN_OA.sub(r"\1\3\2", apart)
    apart = _OPEN_UY.sub(r"\1\3\2", apart)
    return nfc(apart)


def fold(text: str) -> str:
    """The text without case, tones and marks ("Hội đồng" → "hoi dong"), single blanks inside.

    NFC and NFD, hoà and hòa come out equal; folding twice changes nothing.
    """
    apart = unicodedata.normalize("NFKD", text.casefold()).casefold()
    bare = "".join(c for c in apart if not unicodedata.combining(c)).replace("đ", "d")
    return _GAPS.sub(" ", unicodedata.normalize("NFKC", bare)).strip()


def sort_key(text: str) -> str:
    """Key that sorts texts as a Vietnamese dictionary does: word by word, letters, then tone.

    Holds at most 3 characters for each of the text, and only 0-9 and a-z.
    """
    return "".join(_word_key(word) for word in _words(text))


def name_sort_key(name: str) -> str:
    """Key that sorts people as Vietnamese lists do: given name, family name, middle names.

    "Nguyễn Văn An" sorts as An, Nguyễn, Văn.
    """
    words = _words(name)
    return "".join(_word_key(word) for word in words[-1:] + words[:-1])


def _words(text: str) -> list[str]:
    return nfc(text).lower().replace("-", " ").split()


def _word_key(word: str) -> str:
    """Codes of the letters, the end mark (lower than any letter), the tone 1–6."""
    codes, tone = [], 1
    for character in word:
        letter, heard = _split(character)
        tone = heard or tone
        code = _CODES.get(letter)
        if code is None:
            # Digits sort before letters and by value; any other sign sorts before both.
            code = f"{_OTHER}{letter}" if letter in "0123456789" else _OTHER
        codes.append(code)
    return "".join(codes) + _END + str(tone)


def _split(character: str) -> tuple[str, int]:
    """The letter without its tone, and the tone (2–6), or 0 where none is written."""
    if character in _CODES:
        return character, 0
    tone, kept = 0, ""
    for part in unicodedata.normalize("NFD", character):
        if part in TONES:
            tone = TONES.index(part) + 2
        else:
            kept += part
    letter = nfc(kept)
    if letter not in _CODES and letter[:1] in _CODES:
        letter = letter[0]  # a foreign mark: é of French has its tone, ü sorts as u
    return letter, tone
