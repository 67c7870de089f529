"""The button to follow a record, for its page."""

from typing import Any

from django import template
from django.db import models
from django.template.context import Context
from django.urls import reverse

from hdnd_portal.notices import followed

register = template.Library()


@register.inclusion_tag("notices/_follow_button.html", takes_context=True)
def follow_button(context: Context, record: models.Model) -> dict[str, Any]:
    """Theo dõi, or Thôi theo dõi; one query where the record is not `marked`. The user sees it."""
    kind = followed.kind_of(record._meta.label_lower)
    if kind is None:
        raise template.TemplateSyntaxError(f"{record._meta.label_lower} cannot be followed")
    is_followed = followed.is_followed(context["request"].user, record)
    route = "notices:unfollow" if is_followed else "notices:follow"
    return {
        "is_followed": is_followed,
        "action": reverse(route, kwargs={"kind": kind.slug, "key": record.pk}),
        "csrf_token": context.get("csrf_token"),
    }
