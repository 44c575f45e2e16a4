"""Forms that take what they ask for and nothing else."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from coorum.base.errors import Refused
from coorum.base.ids import new_id

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


class OnceForm(StrictForm):
    """A form with a key of its own, so that sending it twice (a double click, a reload) does its work once."""

    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"submission": new_id(), **self.initial}

    @property
    def key(self) -> UUID:
        """The form's own key; a fresh one where the browser sent none that can be read."""
        return self.cleaned_data.get("submission") or new_id()

    def given(self) -> dict[str, Any]:
        """What was asked for, and the `key`: what an action is given."""
        return {**{name: value for name, value in self.cleaned_data.items() if name != "submission"}, "key": self.key}
