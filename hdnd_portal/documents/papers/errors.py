"""What can be wrong with a paper; shells put these sentences into Vietnamese."""


class PaperError(ValueError):
    """The description of a paper is incomplete or contradicts the rules of its form."""


class FontsMissing(PaperError):
    """The font files papers are printed with are not where they are expected."""


class LettersMissing(PaperError):
    """The text holds characters the font of official papers does not have."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        shown = ", ".join(f"{c} (U+{ord(c):04X})" for c in characters)
        super().__init__(f"The font of official papers cannot print: {shown}.")


class LayoutFailed(Exception):
    """A process that lays out a part ended without its pages: it was killed, or had no memory left.

    The paper is right; begun again, it may well be printed.
    """
