"""Where the operator keeps its customers, and mending a link that is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.customers.kinds import LONGEST_SUBJECT, Algorithm, Kind
from coorum.customers.rules import LONGEST_REASON
from coorum.web.forms import StrictForm
from coorum.web.legal import line


class DirectoryForm(StrictForm):
    """`given()` is what the action of the customers room takes. Fields of the other way of asking may stay empty."""

    kind = forms.ChoiceField(label=_("How your website says who a customer is"), choices=Kind, widget=forms.RadioSelect)
    name = line(_("Name on the button"), 40, help_text=_("As your customers know it, for example こもれび商店 ID."))
    address = line(
        _("Address for signed payloads"),
        500,
        required=False,
        help_text=_("Where visitors are sent, for example https://shop.example/community/sso"),
    )
    issuer = line(_("Issuer"), 200, required=False, help_text=_("The address of your OpenID provider."))
    client_id = line(_("Client ID"), 200, required=False)
    client_secret = forms.CharField(
        label=_("Client secret"),
        max_length=300,
        required=False,
        help_text=_("Kept sealed, and never shown. Left empty it stays as it is."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    algorithm = forms.ChoiceField(label=_("Signature of its tokens"), choices=Algorithm, required=False)
    same_ids = forms.BooleanField(label=_("Customer IDs mean the same people as before"), required=False)

    def given(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in DirectoryForm.base_fields}
        return {**values, "kind": Kind(values["kind"])}


def shown(directory: Any) -> dict[str, Any]:
    """The values of a directory as the form shows them; its secret is not among them."""
    if directory is None:
        return {"kind": Kind.OPENID, "algorithm": Algorithm.RS256}
    return {name: getattr(directory, name) for name in ("kind", "name", "address", "issuer", "client_id", "algorithm")}


class FindForm(StrictForm):
    """A customer ID, whole."""

    subject = line(_("Customer ID"), LONGEST_SUBJECT)


class ReleaseForm(StrictForm):
    """Why a link is released."""

    reason = line(_("Why?"), LONGEST_REASON, help_text=_("The member reads it in a letter."))
