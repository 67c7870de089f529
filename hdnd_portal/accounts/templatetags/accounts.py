"""Template filters of the account pages."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """The value as JSON, for a data attribute; the template escapes it as any other text."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
