"""The quick select is Django's, letter by letter."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from hdnd_portal.ui.form_renderer import QuickRenderer

CHOICES = [
    ("", "---------"),
    (1, "Đường <b>& sá</b>"),
    ('"x"', mark_safe("<i>giữ</i>")),
    ("Nhóm “A” & B", [(2, "Xã Hòa"), (None, "không")]),
    ("last", "Cuối"),
]


@pytest.mark.parametrize("value", [None, "", 1, "2", '"x"'])
@pytest.mark.parametrize(
    "attrs", [{}, {"class": 'a"b', "aria-describedby": False, "required": True, "data-n": 3}]
)
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect])
def test_quick_select_is_the_same(widget, attrs, value):
    box = widget() if widget is forms.NullBooleanSelect else widget(choices=CHOICES)
    chosen = [value] if widget is forms.SelectMultiple else value
    quick, plain = (
        box.render("lead", chosen, attrs, renderer)
        for renderer in (QuickRenderer(), DjangoTemplates())
    )
    assert quick == plain
