"""Forms that take what they ask for and nothing else."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from coorum.base.errors import Refused

#: Fields that no form names and every page may send.
ALWAYS = {"csrfmiddlewaretoken", "next"}


class StrictForm(forms.Form):
    """A form that refuses fields it does not have (obligations P0.1: nothing is collected that was not asked for)."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        known = {self.add_prefix(name) for name in self.fields} | ALWAYS
        unknown = sorted({*self.data, *self.files} - known)
        if unknown:
            raise forms.ValidationError(
                _("This form does not ask for: %(names)s. Please reload the page and try again."),
                code="unknown_field",
                params={"names": ", ".join(name[:40] for name in unknown[:5])},
            )
        return cleaned

    def take_refusal(self, refusal: Refused) -> None:
        """Show what an action refused beside the field it belongs to, or above the form."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, forms.ValidationError(str(refusal), code=refusal.code))
