"""The lowest class a revision may have, from what changed in its texts and in the registers (obligations c-2).

Nobody sets a class: the program proposes the lowest that is allowed, and people can only raise it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coorum.consent.differences import Change, Differences
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.promises.registers import register_differences
from coorum.promises.signs import Sign, Why, signs_of

ORDER = (ChangeClass.N0, ChangeClass.N1, ChangeClass.N2, ChangeClass.N3, ChangeClass.C)
#: What each thing asks for at least.
FLOORS: Mapping[Why, ChangeClass] = {
    Why.SENSITIVE: ChangeClass.C,
    Why.ABROAD: ChangeClass.C,
    Why.PROVIDED: ChangeClass.C,
    Why.PROMISE_GONE: ChangeClass.C,
    Why.PURPOSE: ChangeClass.C,
    Why.JOINT: ChangeClass.N3,
    Why.TERMS: ChangeClass.N3,
    Why.COLLECTED: ChangeClass.N2,
    Why.AROUND_PROVISION: ChangeClass.N2,
    **dict.fromkeys((Why.RETENTION, Why.FEE, Why.RIGHTS, Why.PROCESSORS, Why.MODULES, Why.OTHER), ChangeClass.N1),
}
TERMS = {PolicyKind.PROVIDER_TERMS, PolicyKind.OPERATOR_TERMS}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found, gravest first, and the lowest class that it allows.

    A changed purpose asks for everybody's consent, unless the relation test shows that it belongs to the original one:
    then `lowest_if_related` holds (APPI 17(2)).
    """

    signs: tuple[Sign, ...]

    @property
    def lowest(self) -> ChangeClass:
        return max((FLOORS[sign.why] for sign in self.signs), key=ORDER.index, default=ChangeClass.N0)

    @property
    def lowest_if_related(self) -> ChangeClass:
        floors = (ChangeClass.N2 if sign.why is Why.PURPOSE else FLOORS[sign.why] for sign in self.signs)
        return max(floors, key=ORDER.index, default=ChangeClass.N0)

    @property
    def can_be_related(self) -> bool:
        """Whether the relation test could make a difference."""
        return self.lowest_if_related != self.lowest

    @property
    def is_light(self) -> bool:
        """Whether one person may publish it alone."""
        return self.lowest in (ChangeClass.N0, ChangeClass.N1)

    @property
    def reasons(self) -> list[tuple[Why, ChangeClass, list[Sign]]]:
        """Each reason once, with the class it asks for and where it was seen."""
        found: dict[Why, list[Sign]] = {}
        for sign in self.signs:
            found.setdefault(sign.why, []).append(sign)
        return [(why, FLOORS[why], signs) for why, signs in found.items()]


def propose(
    kind: PolicyKind,
    changes: Mapping[str, Differences],
    before: Mapping[str, Any] | None = None,
    now: Mapping[str, Any] | None = None,
) -> Proposal:
    """Classify what changed: `changes` by language; `before` and `now` are the registers then and now (provider's policy)."""
    found = [sign for each in changes.values() for sign in _in_text(each, is_terms=kind in TERMS)]
    if kind == PolicyKind.PROVIDER_POLICY and before and now:
        found += [Sign(Why[name], "", "", id_) for name, id_ in register_differences(before, now)]
    return Proposal(tuple(sorted(found, key=lambda sign: -ORDER.index(FLOORS[sign.why]))))


def at_least(lowest: ChangeClass) -> list[ChangeClass]:
    """The classes that may be given where `lowest` is the least."""
    return list(ORDER[ORDER.index(lowest) :])


def is_below(given: ChangeClass, lowest: ChangeClass) -> bool:
    """Whether somebody calls a change less than it is. A first version is no change."""
    return ORDER.index(given) < ORDER.index(lowest)


def _in_text(changes: Differences, *, is_terms: bool) -> list[Sign]:
    parts = (*changes.preamble, *changes.articles, *changes.closing)
    found = [sign for part in parts for sign in signs_of(part, is_terms=is_terms)]
    if not found and any(run.change is not Change.SAME and run.text.strip() for run in changes.title):
        found.append(Sign(Why.OTHER, "", changes.title[0].text, changes.title[-1].text))
    return found
