"""Forms about documents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.forms import VietnameseForm


class VoidNumberForm(VietnameseForm):
    """Why a number is given up."""

    reason = forms.CharField(label=_("Lý do bỏ số"), max_length=200)
