"""How long the profiles room keeps answers: as long as the consent to each."""

from django.utils.translation import gettext_lazy as _

from coorum.base.retention import lasting

lasting("profiles.answers", _("as long as the consent"))
lasting("profiles.fields", _("until the operator removes them"))
