"""Icons: Tabler's outline SVG files, read once and put into the page.

Icons that lists repeat on every row stand once in a sprite at the top of the page and are referred
to by 60 bytes; all others are written out where they are used.
"""

import re
from functools import cache

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SPRITE = (
    "alert-triangle", "ban", "calendar", "calendar-due", "check", "chevron-down", "chevron-right",
    "circle-check", "circle-dashed", "clock", "file-text", "gavel", "hourglass", "lock", "progress",
    "user",
)  # fmt: skip
_BODY = re.compile(r"<svg[^>]*>(.*?)</svg>", re.DOTALL)
_CLEAR = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')


@cache
def icon_body(name: str) -> str:
    """What stands inside the `<svg>` of the icon. Raises FileNotFoundError for an unknown name."""
    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise FileNotFoundError(name)
    file = settings.BASE_DIR / "static/vendor/tabler/icons/outline" / f"{name}.svg"
    found = _BODY.search(file.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{file} is not an SVG file")
    return re.sub(r">\s+<", "><", _CLEAR.sub("", found[1])).strip().replace(" />", "/>")


@cache
def icon_svg(name: str, label: str = "") -> SafeString:
    """The icon as SVG; with a label it is read aloud, without one it is hidden from readers."""
    body = f'<use href="#i-{name}"/>' if name in SPRITE else icon_body(name)
    box = "" if name in SPRITE else ' viewBox="0 0 24 24"'
    if not label:
        return mark_safe(f'<svg class="icon" aria-hidden="true"{box}>{body}</svg>')  # noqa: S308 -- files of ours
    return format_html(
        '<svg class="icon" role="img" aria-label="{}"{}>{}</svg>',
        label, mark_safe(box), mark_safe(body),  # noqa: S308 -- files of ours
    )  # fmt: skip


@cache
def sprite_svg() -> SafeString:
    """The hidden sprite that `base.html` carries."""
    symbols = "".join(
        f'<symbol id="i-{name}" viewBox="0 0 24 24">{icon_body(name)}</symbol>' for name in SPRITE
    )
    return mark_safe(f'<svg class="sprite" aria-hidden="true">{symbols}</svg>')  # noqa: S308 -- files of ours
