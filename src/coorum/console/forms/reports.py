"""What the staff enter about reports. Ids are a deed's own, since many forms stand on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.moderation.actions.deciding import Verdict
from coorum.moderation.kinds import Ground, Kind, Outcome, Standard
from coorum.moderation.rules import REASON, WORDS
from coorum.web.forms import StrictForm


def _words(label: Any, *, required: bool = True, rows: int = 3, limit: int = REASON, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=limit, required=required, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class NothingForm(StrictForm):
    """A button."""


class WhyForm(StrictForm):
    """A reason that the reporters read."""

    why = _words(_("The reason, as the reporters read it"))


class HandOverForm(StrictForm):
    """To whom, and why."""

    to = forms.ChoiceField(label=_("To whom"))
    why = _words(_("In a few words"), required=False, rows=2)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = colleagues  # type: ignore[attr-defined]


class SortForm(StrictForm):
    """What it is really about."""

    kind = forms.ChoiceField(label=_("What is wrong?"), choices=Kind)


class ClaimForm(StrictForm):
    """The claim, as the author reads it."""

    words = _words(
        _("The claim, as the author reads it"),
        rows=5,
        limit=WORDS,
        help_text=_("Say which right and which part. Leave out who claims it."),
    )
    in_election = forms.BooleanField(
        label=_("It is about a candidate in an election under way"),
        required=False,
        help_text=_("Then the author has two days instead of seven."),
    )


class DecisionForm(StrictForm):
    """What is decided, by which standard, and why. `grounds` are those on which it may be taken away now."""

    outcome = forms.ChoiceField(label=_("What is decided?"), choices=Outcome, widget=forms.RadioSelect)
    standard = forms.ChoiceField(
        label=_("Standard"),
        choices=[("", "—"), *Standard.choices],
        required=False,
        help_text=_("Needed where it is hidden or removed."),
    )
    ground = forms.ChoiceField(label=_("On which ground"), required=False, choices=Ground)
    reason = _words(_("The reason"), rows=5, help_text=_("The author and whoever reported it read this."))
    untold = _words(
        _("Why the author is not told"),
        required=False,
        rows=2,
        help_text=_("Only where telling would put others at risk. Otherwise leave this empty."),
    )

    def __init__(self, *args: Any, grounds: set[Ground], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(grounds) < 2:
            del self.fields["ground"]
        else:
            self.fields["ground"].choices = [(one.value, one.label) for one in Ground if one in grounds]  # type: ignore[attr-defined]
        if not grounds:
            self.fields["outcome"].choices = [(Outcome.KEPT.value, Outcome.KEPT.label)]  # type: ignore[attr-defined]

    @property
    def verdict(self) -> Verdict:
        given = self.cleaned_data
        ground = given.get("ground") or Ground.JUDGED
        return Verdict(
            Outcome(given["outcome"]), given["reason"], given["standard"], Ground(ground), untold=given["untold"]
        )


class TakeDownForm(StrictForm):
    """The staff take something away by themselves."""

    standard = forms.ChoiceField(label=_("Standard"), choices=Standard)
    reason = _words(_("The reason"), rows=5, help_text=_("The author reads this, and can ask for another look."))
