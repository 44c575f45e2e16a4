"""Founding, handing over and suspending a site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.sites.actions import LEGAL_BLOCK
from coorum.web.forms import OnceForm, StrictForm
from coorum.web.legal import LegalForm, line


class OwnerForm(OnceForm):
    """Who is invited to own the site."""

    owner_email = forms.EmailField(
        label=_("E-mail address of the owner"), help_text=_("Gets a letter with a link that holds for 14 days.")
    )


class SiteForm(OnceForm, LegalForm):
    """A new site: its name, its operator in law, its owner."""

    name = line(_("Name of the community"), 60)
    slug = line(_("Name in the address"), 40, help_text=_("Lower-case letters, digits and hyphens, for example kissa."))
    owner_email = OwnerForm.base_fields["owner_email"]

    field_order = ("name", "slug", *LEGAL_BLOCK, "owner_email")

    def facts(self) -> dict[str, Any]:
        """What founding a site asks for."""
        given = self.cleaned_data
        facts = {name: given[name] for name in ("name", "slug", "owner_email")}
        return {**facts, "operator": {name: given[name] for name in LEGAL_BLOCK}, "key": self.key}


class SuspensionForm(StrictForm):
    """Why a site is closed for a while."""

    reason = forms.CharField(
        label=_("Why is it closed?"),
        max_length=500,
        help_text=_("Members and staff who come to the site read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
