"""Who the provider is, and to which accredited body it belongs."""

from django.utils.translation import gettext_lazy as _

from coorum.web.legal import LegalForm, line


class ProviderForm(LegalForm):
    """The legal block, and an accredited personal information protection organisation if there is one (order 10(2))."""

    accredited_body = line(
        _("Accredited personal information protection organisation"),
        120,
        required=False,
        help_text=_("Leave it empty where you belong to none."),
    )
    accredited_contact = line(
        _("Where complaints can be lodged there"), 200, required=False, help_text=_("Address and telephone number")
    )
