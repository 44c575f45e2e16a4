"""What a member lets a website read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

WORDS = {
    "display_name": _("Your display name"),
    "user_id": _("Your user ID"),
    "avatar": _("Your picture"),
    "email": _("Your e-mail address"),
}


class AgreementForm(forms.Form):
    """One box for each item the website asks for; none is ticked that the member did not tick before."""

    items = forms.MultipleChoiceField(
        label=_("It may read"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, wanted: Sequence[str], chosen: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["items"]
        field.choices = [(item, WORDS[item]) for item in wanted]
        field.initial = [item for item in chosen if item in wanted]
