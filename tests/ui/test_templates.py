"""What no template may do, wherever it stands."""

from __future__ import annotations

import re
from pathlib import Path

from django.template import Context, Template

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
TAG = re.compile(r"\{[%#].*?[%#]\}", re.DOTALL)
ATTRIBUTE = re.compile(r'[\w:-]+="[^"]*"')
# A key as it is shown to people, with the dots of thousands.
WITH_DOTS = re.compile(r"\{\{ *[\w.]*(?:\.pk|(?<!auto)_id)(?:\|default\w*:'[^']*')? *\}\}")


def test_keys_of_records_reach_the_browser_without_dots():
    """From the thousandth record on `{{ item.pk }}` is "1.000", which no view knows again."""
    assert Template("{{ key }}").render(Context({"key": 1000})) == "1.000"
    found = [
        f"{path.relative_to(TEMPLATES)}: {match}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for attribute in ATTRIBUTE.findall(TAG.sub("", path.read_text(encoding="utf-8")))
        for match in WITH_DOTS.findall(attribute)
    ]
    assert found == []
