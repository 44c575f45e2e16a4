"""Forms about ideas."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.base.ids import from_short
from coorum.community.kinds import DECISIONS, IdeaState
from coorum.community.rules import REASON
from coorum.web.forms import StrictForm


class DecisionForm(StrictForm):
    """What becomes of an idea."""

    state = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[(str(one), one.label) for one in (IdeaState.NEW, *DECISIONS)],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What you say to members"),
        max_length=4 * REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands right under the idea."),
    )


class MergeForm(StrictForm):
    """The idea in which this one is to go on, by its address."""

    into = forms.CharField(
        label=_("Address of the other idea"),
        max_length=300,
        help_text=_(
            "As you copy it from its page. Its comments stay where they are; votes go over, each member's once."
        ),
    )

    def clean_into(self) -> object:
        """The id of a post."""
        try:
            return from_short(
                self.cleaned_data["into"].partition("?")[0].partition("#")[0].strip("/").rpartition("/")[2]
            )
        except ValueError:
            raise forms.ValidationError(_("This is not the address of an idea."), code="invalid") from None
