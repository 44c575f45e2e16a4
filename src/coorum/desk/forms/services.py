"""Linked services, as they are set up at the desk: what each kind needs, and nothing else."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coorum.linking.presets import preset
from coorum.organisation.countries import choices
from coorum.web.forms import StrictForm
from coorum.web.legal import line


class ServiceForm(StrictForm):
    """How we are known at one service. A secret that is not entered stays as it is."""

    name = line(_("Name on the buttons"), 40, help_text=_("As the service itself writes it."))
    slug = line(
        _("Short name in addresses"), 30, help_text=_("Small letters, digits and hyphens. The service must know it.")
    )
    issuer = line(_("Address of the service (issuer)"), 200, help_text=_("For example https://id.example."))
    client_id = line(_("Client ID (channel ID, service ID)"), 200)
    client_secret = forms.CharField(
        label=_("Client secret (for Apple: the private key)"),
        required=False,
        max_length=4000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Kept sealed, and never shown. Leave it empty to keep the one there is."),
    )
    team_id = line(_("Team ID"), 20)
    key_id = line(_("Key ID"), 20)
    company = line(_("Who runs it"), 120, help_text=_("Stands in the policy and on the page before people go there."))
    country = forms.ChoiceField(label=_("Country"))
    trusts_email = forms.BooleanField(
        label=_("Its word that an address was verified counts like a code of ours"),
        required=False,
        help_text=_("Only for services that stand for the addresses they name."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = preset(kind)
        country: Any = self.fields["country"]
        country.choices = choices(get_language() or "ja")
        if ways.issuer:
            del self.fields["issuer"]
        if not ways.signs_secret:
            del self.fields["team_id"], self.fields["key_id"]
