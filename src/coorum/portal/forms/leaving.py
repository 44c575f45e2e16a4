"""The form with which somebody says that they want to leave."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.web.forms import StrictForm

ACCOUNT = "account"


class LeavingForm(StrictForm):
    """Which community, or the whole account; and what becomes of the posts. `communities` are the person's, as (id, name)."""

    place = forms.ChoiceField(label=_("What do you want to leave?"), widget=forms.RadioSelect)
    posts = forms.ChoiceField(
        label=_("What happens to your posts?"),
        choices=[("keep", _("They stay, without your name")), ("remove", _("They are removed with me"))],
        initial="keep",
        widget=forms.RadioSelect,
        help_text=_("Posts that stay keep their words: remove those first in which you say who you are."),
    )

    def __init__(self, *args: Any, communities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"posts": "keep", **self.initial}
        fields: dict[str, Any] = self.fields
        fields["place"].choices = [*communities, (ACCOUNT, _("Everything: close my account"))]
