"""Which linked services a community shows, and in which order."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.linking.queries import Choice
from coorum.web.forms import StrictForm


class ServicesForm(StrictForm):
    """A place for each service, or none."""

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = {one.service.slug: one.service for one in choices}
        places = [("", _("not shown")), *((str(n), str(n)) for n in range(1, len(choices) + 1))]
        for n, one in enumerate(choices, 1):
            place = str(n) if one.is_offered else ""
            self.fields[one.service.slug] = forms.ChoiceField(
                label=one.service.name, choices=places, required=False, initial=place, help_text=one.service.company
            )

    @property
    def chosen(self) -> list[Any]:
        """The services that have a place, by it; two with the same one by name."""
        placed = {slug: place for slug, place in self.cleaned_data.items() if place}
        return [self.services[slug] for slug in sorted(placed, key=lambda slug: (int(placed[slug]), slug))]
