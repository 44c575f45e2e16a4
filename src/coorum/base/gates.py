"""Gates: questions that a room downstairs must ask and only a room upstairs can answer.

The owning room gives a gate its guard at start-up; a gate without one lets nothing through (fail closed). A guard
raises `Refused` to say no.

    HOLD.guard(ensure_not_held)          # in the owning room, at start-up
    HOLD.ensure("community.words", subject)  # wherever the question arises
"""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.base.personal_data import Subject


class Gate[**Question]:
    """One question, asked in the same way everywhere."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._guard: Callable[Question, None] | None = None

    def guard(self, guard: Callable[Question, None]) -> None:
        """Give the gate its guard, once. ValueError where it has another already."""
        if self._guard not in (None, guard):
            raise ValueError(f"the gate {self.name} has a guard already")
        self._guard = guard

    def ensure(self, *args: Question.args, **kwargs: Question.kwargs) -> None:
        """Raises `Refused` where the guard says no, and where there is none."""
        if self._guard is None:
            raise Refused("no_guard", _("This cannot be decided right now, so it is not done."))
        self._guard(*args, **kwargs)

    def allows(self, *args: Question.args, **kwargs: Question.kwargs) -> bool:
        """Whether the guard lets it pass."""
        try:
            self.ensure(*args, **kwargs)
        except Refused:
            return False
        return True


#: May this dataset of this subject be erased? Refused while a legal hold binds it.
HOLD: Gate[str, Subject] = Gate("hold")
#: May this item of this subject be used for this purpose (its id, "" where none is said)? See base/uses.py.
PURPOSE: Gate[str, str, Subject] = Gate("purpose")
#: May a letter written for this purpose go to this address? Refused where the purpose needs a consent that whoever has
#: the address did not give.
LETTER: Gate[str, str] = Gate("letter")
#: May a host get these marks (base/marks.py)? Refused where one is somebody's who did not agree to that (APPI 31).
TIE: Gate[str, frozenset[str]] = Gate("tie")
#: May anything personal leave for this outside service (by its register id)? Refused without contract, check and country.
EGRESS: Gate[str] = Gate("egress")
