"""The components of the portal as typed tags; `docs/ui.md` shows each of them in use."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from hdnd_portal.ui import formats
from hdnd_portal.ui.components import Crumb, MenuItem, Tab, TimelineEntry
from hdnd_portal.ui.fields import error_links, render_field
from hdnd_portal.ui.icons import icon_svg, sprite_svg
from hdnd_portal.ui.money import money
from hdnd_portal.ui.signs import due_sign, explanation_of
from hdnd_portal.ui.tones import TONE_ICONS, Tone, tone_of

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of Tabler's outline set; a label makes it speak."""
    return icon_svg(name, str(label))


@register.simple_tag
def icon_sprite() -> SafeString:
    """The icons that lists repeat; once per page, `base.html` has it."""
    return sprite_svg()


@register.simple_tag
def vn_number(number: Any) -> str:
    """1.234.567; nothing for None."""
    return formats.number(number)


@register.simple_tag
def vn_date(day: date | datetime | None, weekday: bool = False) -> SafeString:
    """08/12/2026, or "thứ Ba, 08/12/2026" where a meeting is meant."""
    return formats.date_html(day, weekday=weekday)


@register.simple_tag
def vn_datetime(moment: datetime | None, weekday: bool = False) -> SafeString:
    """14:30 ngày 08/12/2026, in the time of Việt Nam."""
    return formats.datetime_html(moment, weekday=weekday)


@register.simple_tag
def state_badge(
    state: str, label: Any, machine: str = "", tone: str = "", icon: str = ""
) -> SafeString:
    """A state in words, with colour and icon.

    The tone is that registered for the machine ("sessions.session"), or the one given. Raises
    KeyError for an unregistered machine or state, ValueError for an unknown tone.
    """
    shade = tone_of(machine, state) if machine else Tone(tone or Tone.GREY)
    return format_html(
        '<span class="badge-state" data-state="{}">{}<span>{}</span></span>',
        shade.value, icon_svg(icon or TONE_ICONS[shade]), label,
    )  # fmt: skip


@register.inclusion_tag("ui/_deadline.html")
def deadline(
    due_on: date | None,
    on: date | None = None,
    done: date | datetime | None = None,
    explanation: Mapping[str, Any] | None = None,
    left: int | None = None,
) -> dict[str, Any]:
    """The due badge: date, how far, colour, icon and words; a click explains where it comes from.

    `explanation` is the plain dictionary stored beside the deadline; `left` the days to go in the
    unit of its rule, where the caller knows them.
    """
    today = on or timezone.localdate()
    if isinstance(done, datetime):
        done = timezone.localdate(done)
    unit = str((explanation or {}).get("unit") or "")
    sign = due_sign(due_on or None, today, done=done or None, unit=unit, left=left)
    return {"due_on": due_on, "sign": sign, "explanation": explanation_of(explanation)}


@register.inclusion_tag("ui/_person.html")
def person(person: Any, note: str = "", url: str = "") -> dict[str, Any]:
    """A person by name, in Vietnamese order, with post or role as a note; nothing for None."""
    name = str(person) if person else ""
    return {"name": name, "note": note, "url": url, "initial": name.split()[-1][:1] if name else ""}


@register.inclusion_tag("ui/_empty_state.html")
def empty_state(
    title: str, text: str = "", action_url: str = "", action_label: str = "", icon: str = "inbox"
) -> dict[str, str]:
    """What belongs here and how to begin."""
    return {
        "title": title,
        "text": text,
        "action_url": action_url,
        "action_label": action_label,
        "icon": icon,
    }


@register.inclusion_tag("ui/_timeline.html")
def timeline(entries: Iterable[TimelineEntry], empty: str = "") -> dict[str, Any]:
    """Who did what when."""
    return {"entries": list(entries), "empty": empty}


@register.inclusion_tag("ui/_progress.html")
def progress(
    job: Any, title: str = "", poll_url: str = "", cancel_url: str = "", result_url: str = ""
) -> dict[str, Any]:
    """How far a job is: any object with `done`, `total`, `state` and `message`.

    With `poll_url` the piece fetches itself anew every two seconds until the job has ended; the
    address answers with this same component.
    """
    total = job.total or 0
    ended = str(job.state) in {"done", "failed", "cancelled"}
    return {
        "job": job,
        "title": title,
        "ended": ended,
        "percent": min(100, job.done * 100 // total) if total else 0,
        "poll_url": "" if ended else poll_url,
        "cancel_url": "" if ended else cancel_url,
        "result_url": result_url,
    }


@register.inclusion_tag("ui/_tabs.html")
def tabs(items: Sequence[Tab], label: str = "", kind: str = "parts") -> dict[str, Any]:
    """The parts of a record, as links; of kind `phases` the row that stands above them."""
    return {"items": items, "label": label, "kind": kind}


@register.inclusion_tag("ui/_breadcrumbs.html")
def breadcrumbs(items: Sequence[Crumb]) -> dict[str, Any]:
    """The way from the first page to this one."""
    return {"items": items}


@register.inclusion_tag("ui/_menu.html", takes_context=True)
def menu(
    context: Context, label: str, items: Sequence[MenuItem], icon: str = "dots"
) -> dict[str, Any]:
    """Further acts; those not possible now are shown with the reason."""
    return {
        "label": label,
        "items": items,
        "icon": icon,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_block_tag
def panel(
    content: str,
    title: str,
    icon: str = "",
    id: str = "",
    tone: str = "",
    action_url: str = "",
    action_label: str = "",
    level: int = 2,
    flush: bool = False,
) -> str:
    """A titled part of a page; `flush` lets a table or list reach the edges."""
    return render_to_string(
        "ui/_panel.html",
        {
            "content": content,
            "title": title,
            "icon": icon,
            "id": id or slugify(str(title).replace("đ", "d").replace("Đ", "D")),
            "tone": tone,
            "action_url": action_url,
            "action_label": action_label,
            "level": level,
            "flush": flush,
        },
    )


@register.simple_block_tag(takes_context=True)
def confirm_form(
    context: Context,
    content: str,
    action: str,
    label: str,
    submit: str,
    title: str = "",
    danger: bool = False,
    main: bool = False,
    icon: str = "",
    opened: bool = False,
) -> str:
    """A button that opens what will happen, in words, and the button that does it by POST.

    The block holds the sentence and any further fields, such as the reason. `opened` is for a form
    that came back with errors.
    """
    return render_to_string(
        "ui/_confirm_form.html",
        {
            "content": content,
            "action": action,
            "label": label,
            "submit": submit,
            "title": title or label,
            "danger": danger,
            "main": main,
            "icon": icon,
            "opened": opened,
            "csrf_token": context.get("csrf_token"),
        },
    )


@register.simple_tag
def field(bound: BoundField, help: str = "", source: str = "", placeholder: str = "") -> SafeString:
    """A form field: label, required or not, control, legal help with its source, errors.

    A field of a form may say in `needed` when it is asked for, in place of "không bắt buộc".
    Raises TypeError for something that is no form field, such as a misspelt name.
    """
    return render_field(bound, help=str(help), source=str(source), placeholder=str(placeholder))


@register.simple_tag
def filter_field(bound: BoundField) -> SafeString:
    """A field of a list's filters: label and control, without words about being required."""
    return render_field(bound, is_filter=True)


@register.inclusion_tag("ui/_pager.html")
def pager(before: str, after: str, first: str, count: str) -> dict[str, str]:
    """Links to the neighbouring pages of a list, as query strings."""
    return {"before": before, "after": after, "first": first, "count": count}


@register.inclusion_tag("ui/_form_errors.html")
def form_errors(form: BaseForm, title: str = "") -> dict[str, Any]:
    """All errors of a form on top of it, each a link to its field; nothing for a form without.

    `title` says what was kept, where it is more than what was typed.
    """
    return {"errors": error_links(form), "title": title}


@register.inclusion_tag("ui/_draft_note.html", takes_context=True)
def draft_note(context: Context, name: str, *records: Any) -> dict[str, Any]:
    """Inside a form: keeps what is typed in this browser and offers it after an interruption.

    `name` tells forms apart ("sessions:create"), the primary keys in `records` the records they are
    about. Not for forms with protected data; fields below `data-protected` are never kept.
    """
    user = getattr(context.get("request"), "user", None)
    return {"key": ":".join(str(part) for part in (getattr(user, "pk", ""), name, *records))}


@register.filter
def day(value: str) -> date | None:
    """An ISO day as a date, for explanations kept as JSON."""
    return parse_date(value)


register.filter("vn_number", formats.number)
register.filter("money", money)


@register.filter
def minutes(seconds: int) -> str:
    """A length of time as on a clock: 125 seconds are 2:05."""
    return f"{seconds // 60}:{seconds % 60:02d}"
