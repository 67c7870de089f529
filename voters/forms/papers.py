"""The form with which a paper is issued. It cleans and never writes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models import Person
from hdnd_portal.documents.papers import Signature
from hdnd_portal.ui.forms import VietnameseForm


class SignerForm(VietnameseForm):
    """Who signs."""

    signer = forms.TypedChoiceField(label=_("Người ký"), coerce=int)

    def __init__(
        self, *args: Any, signers: Sequence[tuple[Person, Signature]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signer"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [
            (person.pk, f"{person.name} ({signature.lines[-1].capitalize()})")
            for person, signature in signers
        ]
