"""Forms about people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.accounts.roles import Role
from coorum.web.forms import OnceForm, StrictForm


class InvitationForm(OnceForm):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class StaffInvitationForm(InvitationForm):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MODERATOR)


class RoleForm(StrictForm):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class SearchForm(forms.Form):
    """The search above the list of members: a GET form, so unknown parameters are simply not read."""

    q = forms.CharField(max_length=100, required=False, strip=True)
    sort = forms.CharField(max_length=10, required=False)
    wish = forms.BooleanField(required=False)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)
