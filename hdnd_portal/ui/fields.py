"""How a form field looks: label above, control, help under it, errors beside it."""

from dataclasses import dataclass

from django import forms
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

_GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the summary on top of a refused form; `target` is empty for the whole form."""

    target: str
    label: str
    text: str


def error_links(form: BaseForm) -> list[ErrorLink]:
    """All errors of the form in the order of its fields, those of the whole form first."""
    links = [ErrorLink("", "", str(error)) for error in form.non_field_errors()]
    for bound in form:
        label = "" if bound.is_hidden else str(bound.label)
        links += [ErrorLink(_first_control(bound), label, str(error)) for error in bound.errors]
    return links


def _first_control(bound: BoundField) -> str:
    """The id that a link of the summary leads to; that of the first option in a group."""
    if bound.is_hidden:
        return ""
    if isinstance(bound.field.widget, _GROUPS):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def render_field(
    bound: BoundField,
    *,
    help: str = "",
    source: str = "",
    placeholder: str = "",
    is_filter: bool = False,
) -> SafeString:
    """The field as HTML. Raises TypeError for something that is no form field."""
    if not isinstance(bound, BoundField):
        raise TypeError(f"not a form field: {bound!r}")
    widget = bound.field.widget
    help = help or str(bound.help_text or "")
    kind = _kind(widget)
    described = []
    if help or source:
        described.append(f"{bound.auto_id}_help")
    if bound.errors:
        described.append(f"{bound.auto_id}_errors")
    attrs: dict[str, str | bool] = {}
    # In a group Django puts the attributes on the box around the options, in a control of several
    # inputs on each of them over their own.
    if kind != "group" and not isinstance(widget, forms.MultiWidget):
        attrs["class"] = _control_class(widget, kind)
    if kind != "group":
        # An empty value keeps Django from pointing to a help text that is not there.
        attrs["aria-describedby"] = " ".join(described) or False
        if bound.errors:
            attrs["aria-invalid"] = "true"
    if placeholder:
        attrs["placeholder"] = placeholder
    return render_to_string(
        "ui/_field.html",
        {
            "bound": bound,
            "control": bound.as_widget(attrs=attrs),
            "help": help,
            "source": source,
            "kind": kind,
            "described": " ".join(described),
            "is_filter": is_filter,
        },
    )


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, _GROUPS):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "line"


def _control_class(widget: forms.Widget, kind: str) -> str:
    own = str(widget.attrs.get("class", ""))
    if kind != "line":
        base = "form-check-input"
    elif isinstance(widget, forms.Select):
        base = "form-select"
    else:
        base = "form-control"
    return f"{base} {own}".strip()
