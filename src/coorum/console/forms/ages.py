"""Whether age bands are asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.web.forms import StrictForm


class AgesForm(StrictForm):
    asks = forms.BooleanField(label=_("Ask everybody for their age band before they join"), required=False)
