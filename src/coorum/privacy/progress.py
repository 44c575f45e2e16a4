"""How far the search for a case has come, system by system: for whoever waits, in words that name nothing of ours."""

from dataclasses import dataclass
from uuid import UUID

from coorum.privacy import search
from coorum.privacy.kinds import Found
from coorum.privacy.models import Finding, RightsRequest

#: What a system answered on all sites together: the first of these that it answered on one of them.
_LOUDEST = (Found.ERROR, Found.BY_HAND, Found.FOUND, Found.NONE)


@dataclass(frozen=True)
class System:
    """One dataset, wherever it keeps something. Without a `result` it has not been asked everywhere yet."""

    title: str
    result: Found | None

    @property
    def is_silent(self) -> bool:
        """Whether it did not answer: it is asked again, or an officer looks."""
        return self.result == Found.ERROR


@dataclass(frozen=True)
class Progress:
    """All systems in the order in which they are asked. `waits_for_hand`: whoever is silent will not be asked again by itself."""

    systems: list[System]
    waits_for_hand: bool

    @property
    def answered(self) -> int:
        return sum(one.result is not None and not one.is_silent for one in self.systems)

    @property
    def is_whole(self) -> bool:
        """Whether everybody has answered: the answer is being made."""
        return self.answered == len(self.systems)


def progress_of(request: RightsRequest) -> Progress:
    """How far it is with this case."""
    answers_so_far = Finding.objects.filter(request=request).values_list("dataset", "community", "result")
    found: dict[tuple[str, UUID | None], Found]
    found = {(name, site): Found(result) for name, site, result in answers_so_far}
    answers: dict[str, tuple[str, list[Found | None]]] = {}
    for place in search.places(request):
        _title, results = answers.setdefault(place.dataset.name, (str(place.dataset.title), []))
        results.append(found.get(place.key))
    systems = [System(title, _of_all(results)) for title, results in answers.values()]
    silent = any(one.is_silent for one in systems)
    return Progress(systems, waits_for_hand=silent and not search.next_to_ask(request))


def _of_all(results: list[Found | None]) -> Found | None:
    return None if None in results else next(one for one in _LOUDEST if one in results)
