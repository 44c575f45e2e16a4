"""What somebody enters who asks for another, and the papers they send."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.portal.forms.care import openly_field
from coorum.privacy.kinds import AgentKind, Kind, ProofKind
from coorum.web.forms import OnceForm, StrictForm


class AgentRequestForm(OnceForm):
    """Who asks, for whom, and what: no more than is needed to find the data and the two people."""

    agent = forms.ChoiceField(label=_("Who are you to this person?"), choices=AgentKind, widget=forms.RadioSelect)
    agent_name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    address = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send a code there, and the answer later."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    person_name = forms.CharField(
        label=_("Name of the person"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    person_address = forms.EmailField(
        label=_("E-mail address of the person"),
        help_text=_("The one they use here. We tell them of your request once your papers were checked."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("What would you like?"), choices=Kind)
    words = forms.CharField(
        label=_("What exactly?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    openly = openly_field()


class ProofForm(StrictForm):
    """One paper. `kinds` are those that are needed."""

    kind = forms.ChoiceField(label=_("Which paper is it?"))
    file = forms.FileField(
        label=_("Picture or PDF"),
        help_text=_("JPEG, PNG, WebP or PDF, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )

    def __init__(self, *args: Any, kinds: Sequence[ProofKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(one.value, one.label) for one in kinds]
