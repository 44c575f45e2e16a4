"""A notice to everybody concerned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.notices.kinds import About
from coorum.notices.rules import LONGEST
from coorum.sites import queries as sites
from coorum.web.forms import OnceForm

_MOMENT = "%Y-%m-%dT%H:%M"


def moment(label: Any) -> forms.DateTimeField:
    """A date and time, typed in Japan time."""
    return forms.DateTimeField(
        label=label, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT)
    )


def _words(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))


class WordsForm(OnceForm):
    """The same in both languages."""

    words_ja = _words(_("In Japanese"))
    words_en = _words(_("In English"))

    def words(self) -> dict[str, str]:
        return {"ja": self.cleaned_data["words_ja"], "en": self.cleaned_data["words_en"]}


class InterruptionForm(WordsForm):
    """A planned interruption: where, from when to when, and why."""

    slug = forms.ChoiceField(label=_("Who is concerned?"), required=False)
    begins_at = moment(_("From (Japan time)"))
    ends_at = moment(_("Until (Japan time)"))

    field_order = ("slug", "begins_at", "ends_at", "words_ja", "words_en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        communities = [(site.slug, site.name) for site in sites.all_sites()]
        field: Any = self.fields["slug"]
        field.choices = [("", _("Everybody, on all sites")), *communities]

    def facts(self) -> dict[str, Any]:
        """What announcing asks for."""
        given = self.cleaned_data
        return {
            "about": About.INTERRUPTION,
            "community": sites.site_by_slug(given["slug"]) if given["slug"] else None,
            "words": self.words(),
            "begins_at": given["begins_at"],
            "ends_at": given["ends_at"],
            "key": self.key,
        }
