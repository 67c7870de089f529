"""The form of a delegate's record. It cleans and never writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.forms import VietnameseForm


class CommentForm(VietnameseForm):
    """What the delegate says to the figures."""

    text = forms.CharField(
        label=_("Ý kiến của đại biểu"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
