"""What somebody is told on request about handling abroad under equivalent measures (APPI 28(3), rule 18(3)): seven things."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from coorum.organisation.countries import HOME, name_of
from coorum.organisation.kinds import Route, Step
from coorum.organisation.models import CountryVersion
from coorum.organisation.queries import Entry

TITLES = (
    _("How the system of measures was set up"),
    _("Outline of the measures"),
    _("How, and how often, it is checked"),
    _("Name of the country"),
    _("What in that country could interfere"),
    _("Trouble with carrying out the measures"),
    _("What we did about it"),
)


@dataclass(frozen=True)
class Told:
    """One of the seven: its title, and our words; empty where there is nothing to tell."""

    title: str
    words: str


def told_on_request(entry: Entry, language: str) -> list[Told]:
    """The seven things, from the register as it stands; nothing for a processor that handles data in Japan only."""
    if entry.now.route != Route.MEASURES:
        return []
    version = entry.now
    looks = [one for one in entry.steps if one.step == Step.LOOK_ABROAD]
    trouble = [one for one in looks if one.facts.get("trouble")]
    every = ngettext("every month", "every %(num)s months", version.look_every) % {"num": version.look_every}
    answers = (
        str(_("By contract with the processor, which binds it to the measures.")),
        version.measures,
        f"{version.looks} ({every})",
        "、".join(name_of(code, language) for code in entry.countries if code != HOME),
        "\n".join(one.interferes or str(_("Nothing known.")) for one in _descriptions(entry)),
        "\n".join(f"{one.happened_on:%Y-%m-%d} {one.facts['trouble']}" for one in trouble) or str(_("None so far.")),
        "\n".join(f"{one.happened_on:%Y-%m-%d} {one.facts['done']}" for one in trouble) or str(_("None so far.")),
    )
    return [Told(str(title), words) for title, words in zip(TITLES, answers, strict=True)]


def _descriptions(entry: Entry) -> list[CountryVersion]:
    """The newest description of each of its countries abroad."""
    codes = [code for code in entry.countries if code != HOME]
    rows = CountryVersion.objects.filter(country__in=codes).order_by("country", "-number").distinct("country")
    return list(rows)
