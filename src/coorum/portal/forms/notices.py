"""The forms in which a member says what to be told."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from coorum.notices.inbox import queries, rules
from coorum.notices.inbox.kinds import Every, Mail, by_mail, kinds
from coorum.notices.inbox.rules import Times
from coorum.web.forms import StrictForm

if TYPE_CHECKING:
    from coorum.accounts.models import Member

HOURS = [(str(hour), f"{hour}:00") for hour in range(24)]
NEVER = [("", _("No quiet hours"))]


def zones() -> list[tuple[str, str]]:
    """The zones of the world by name, without those that are there for old programs."""
    names = (name for name in rules.zones() if "/" in name and not name.startswith(("Etc/", "posix/", "right/")))
    return [(name, name.replace("_", " ")) for name in sorted([*names, "UTC"])]


class StopForm(forms.Form):
    """What comes by mail of each kind, for whoever has the link of a letter."""

    def __init__(self, *args: Any, member: "Member", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._chosen = queries.wishes_by_kind(member)
        for kind in by_mail():
            self.fields[f"mail-{kind.name}"] = forms.ChoiceField(
                label=kind.title, choices=Mail.choices, initial=self._chosen[kind.name][1]
            )

    def wanted(self) -> dict[str, tuple[bool, str]]:
        """By kind: whether the bell rings, and what comes by mail. What was not asked stays."""
        return {kind.name: (self._bell(kind.name), self.cleaned_data[f"mail-{kind.name}"]) for kind in by_mail()}

    def _bell(self, name: str) -> bool:
        return self._chosen[name][0]


class ChoicesForm(StopForm, StrictForm):
    """Bell and mail of each kind, and when letters come."""

    every = forms.ChoiceField(label=_("The digest comes"), choices=Every.choices)
    weekday = forms.ChoiceField(label=_("Weekday"), choices=[(str(day), name) for day, name in WEEKDAYS.items()])
    hour = forms.ChoiceField(label=_("At"), choices=HOURS)
    zone = forms.ChoiceField(
        label=_("Time zone"), choices=zones, help_text=_("These hours are those of the clocks where you live.")
    )
    quiet_from = forms.ChoiceField(label=_("Quiet from"), choices=[*NEVER, *HOURS], required=False)
    quiet_until = forms.ChoiceField(label=_("Quiet until"), choices=[*NEVER, *HOURS], required=False)

    def __init__(self, *args: Any, member: "Member", **kwargs: Any) -> None:
        super().__init__(*args, member=member, **kwargs)
        for kind in kinds():
            self.fields[f"bell-{kind.name}"] = forms.BooleanField(
                label=_("Bell"), required=False, initial=self._chosen[kind.name][0]
            )
        for name in ("every", "weekday", "hour", "zone", "quiet_from", "quiet_until"):
            value = getattr(queries.times_of(member), name)
            self.fields[name].initial = "" if value is None else str(value)

    def rows(self) -> list[dict[str, Any]]:
        """Each kind with its fields, as the page shows them."""
        mailed = {kind.name for kind in by_mail()}
        return [
            {
                "kind": kind,
                "bell": self[f"bell-{kind.name}"],
                "mail": self[f"mail-{kind.name}"] if kind.name in mailed else None,
            }
            for kind in kinds()
        ]

    def wanted(self) -> dict[str, tuple[bool, str]]:
        given = self.cleaned_data
        return {kind.name: (given[f"bell-{kind.name}"], given.get(f"mail-{kind.name}", Mail.OFF)) for kind in kinds()}

    def times(self) -> Times:
        """When letters come."""
        given = self.cleaned_data
        quiet = {name: int(given[name]) if given[name] else None for name in ("quiet_from", "quiet_until")}
        return Times(given["every"], int(given["hour"]), int(given["weekday"]), given["zone"], **quiet)
