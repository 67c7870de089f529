"""Pages of letters over many recommendations."""

from hdnd_portal.answer_letters.views.acts import (
    DecidePart,
    DropLetter,
    NumberLetter,
    SettleLetter,
)
from hdnd_portal.answer_letters.views.begin import BeginLetter
from hdnd_portal.answer_letters.views.page import LetterPage

__all__ = [
    "BeginLetter",
    "DecidePart",
    "DropLetter",
    "LetterPage",
    "NumberLetter",
    "SettleLetter",
]
