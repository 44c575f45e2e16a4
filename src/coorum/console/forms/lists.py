"""A list of people to invite."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.inviting.kinds import Ground, Source
from coorum.web.forms import OnceForm


class ListForm(OnceForm):
    """A file or addresses by hand, and what is declared about them; nothing is chosen beforehand."""

    file = forms.FileField(
        label=_("CSV file"), required=False, help_text=_("With a column “email”; “role” if you invite staff.")
    )
    lines = forms.CharField(
        label=_("Or addresses, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=200_000,
    )
    source = forms.ChoiceField(label=_("Who are these people?"), choices=Source, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("Why may you write to them?"), choices=Ground, widget=forms.RadioSelect)
    told = forms.CharField(
        label=_("From where you have their addresses"),
        max_length=300,
        help_text=_("Everybody you invite reads this sentence in the letter."),
        widget=forms.TextInput(attrs={"placeholder": _("You gave us your address when you ordered from our shop.")}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("file") and not cleaned.get("lines"):
            raise forms.ValidationError(_("Choose a file, or write addresses."), code="empty")
        return cleaned

    def declared(self) -> dict[str, Any]:
        """What the action is given."""
        given = self.given()
        file, lines = given.pop("file"), given.pop("lines")
        return {**given, "content": file.read() if file else lines.encode()}
