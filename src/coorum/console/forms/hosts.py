"""A host of the operator's own."""

from django.utils.translation import gettext_lazy as _

from coorum.web.forms import StrictForm
from coorum.web.legal import line


class HostForm(StrictForm):
    host = line(_("Your host"), 253, help_text=_("For example community.shop.example"))
