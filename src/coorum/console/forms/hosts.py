"""A host of the operator's own, and the address there that its letters come from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.sites.hosts.queries import Host
from coorum.web.forms import StrictForm
from coorum.web.legal import line


class HostForm(StrictForm):
    host = line(_("Your host"), 253, help_text=_("For example community.shop.example"))


class SenderForm(StrictForm):
    """`hosts` are those that are proved."""

    local_part = line(
        _("Before the @"), 40, help_text=_("For example info. Answers arrive there, so choose one you read.")
    )
    host = forms.ChoiceField(label=_("Host"))

    def __init__(self, *args: Any, hosts: list[Host], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["host"]
        field.choices = [(str(one.claim.id), f"@{one.name}") for one in hosts]
