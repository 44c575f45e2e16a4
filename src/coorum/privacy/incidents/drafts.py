"""The nine items of a report (rule 8), prefilled from the file; of these 1, 2, 4, 5 and 9 are told to the persons (rule 10).

Reports go to the Japanese commission, so what the file says is put into Japanese. What an officer writes stands instead.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorum.privacy import calendar
from coorum.privacy.incidents import queries
from coorum.privacy.incidents.kinds import Role, Step, Trigger
from coorum.privacy.incidents.queries import Dossier
from coorum.privacy.models.incidents import IncidentReport

TITLES: dict[int, Any] = {
    1: gettext_lazy("1. Outline"),
    2: gettext_lazy("2. Items of the data"),
    3: gettext_lazy("3. Number of persons"),
    4: gettext_lazy("4. Cause"),
    5: gettext_lazy("5. Secondary harm, or the risk of it"),
    6: gettext_lazy("6. What was done for the persons"),
    7: gettext_lazy("7. What was made public"),
    8: gettext_lazy("8. Measures against a repetition"),
    9: gettext_lazy("9. Other matters"),
}
FOR_PERSONS = (1, 2, 4, 5, 9)


@dataclass(frozen=True)
class Item:
    """One of the nine. `is_written`: by an officer, not from the file."""

    number: int
    title: str
    words: str
    is_written: bool


def draft(dossier: Dossier) -> list[Item]:
    """The nine items as they would be filed now, in Japanese."""
    written = {one.item: one.words for one in dossier.incident.texts.order_by("made_at", "id")}
    with translation.override("ja"):
        return [
            Item(number, str(title), written.get(number) or _prefilled(number, dossier), bool(written.get(number)))
            for number, title in TITLES.items()
        ]


def missing(items: list[Item]) -> list[Item]:
    """What a final report may not leave open."""
    return [item for item in items if not item.words.strip()]


def as_json(items: list[Item]) -> str:
    """The items to be kept."""
    return json.dumps([[item.number, item.title, item.words] for item in items], ensure_ascii=False)


def kept(report: IncidentReport) -> list[Item]:
    """The items as they were filed."""
    return [Item(number, title, words, is_written=True) for number, title, words in json.loads(report.content)]


def _prefilled(number: int, dossier: Dossier) -> str:
    makers: dict[int, Callable[[Dossier], str]] = {1: _outline, 3: _count, 6: _told, 7: _published, 9: _other}
    return makers[number](dossier) if number in makers else ""


def _outline(dossier: Dossier) -> str:
    one = dossier.incident
    lines = [
        one.title,
        _("Noticed: %(when)s (%(department)s)") % {"when": _at(one.noticed_at), "department": one.department},
    ]
    if dossier.known_at:
        lines.append(_("Known: %(when)s") % {"when": _at(dossier.known_at)})
    lines += [str(Trigger(trigger).label) for trigger in dossier.triggers]
    if dossier.assessment:
        lines.append(_("Whose data: %(role)s") % {"role": Role(dossier.assessment.role).label})
    course = [step for step in dossier.steps if step.step in (Step.CONTAIN, Step.PRESERVE)]
    return "\n".join([*lines, *(f"{_at(step.happened_at)} {step.get_step_display()}: {step.why}" for step in course)])


def _count(dossier: Dossier) -> str:
    found = dossier.assessment
    if found is None:
        return _("Being looked into")
    if found.least == found.most:
        return _("%(most)s persons") % {"most": f"{found.most:,}"}
    return _("%(least)s to %(most)s persons (the larger number is the largest possible)") % {
        "least": f"{found.least:,}",
        "most": f"{found.most:,}",
    }


def _told(dossier: Dossier) -> str:
    counted = queries.counted(dossier.incident)
    lines = [_("Not told yet: %(why)s") % {"why": step.why} for step in dossier.steps[-1:] if step.step == Step.DEFER]
    if counted.told or counted.unreachable:
        lines.append(
            _("Told by mail: %(told)s persons; not reachable: %(unreachable)s persons")
            % {"told": f"{counted.told:,}", "unreachable": f"{counted.unreachable:,}"}
        )
    return "\n".join(lines) or _("In preparation")


def _published(dossier: Dossier) -> str:
    lines = [f"{_at(step.happened_at)} {step.why}" for step in dossier.steps if step.step == Step.PUBLISH]
    return "\n".join(lines) or _("Not made public")


def _other(_dossier: Dossier) -> str:
    return _("None")


def _at(moment: Any) -> str:
    return date_format(moment.astimezone(calendar.JAPAN), "DATETIME_FORMAT")
