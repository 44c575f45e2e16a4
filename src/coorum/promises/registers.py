"""What the registers say, as plain values: kept with each version, so that the next one can be compared with them."""

from collections.abc import Iterator, Mapping
from typing import Any

from coorum.consent.items import ITEMS
from coorum.consent.purposes import PURPOSES

#: What differs: the name of the kind of difference (classification.Why), and the id in the register.
Difference = tuple[str, str]


def registers_now() -> dict[str, Any]:
    """Purposes and items of the program that is running."""
    return {
        "purposes": {one.id: {"consent": one.needs_consent, "ja": one.ja} for one in PURPOSES},
        "items": {
            one.id: {"for": list(one.purposes), "provided": list(one.provided_for), "never": one.is_never_provided}
            for one in ITEMS
        },
    }


def register_differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """What the registers gained, and which of their walls fell. Nothing where there is nothing to compare with."""
    if not old:
        return
    yield from _purposes(old["purposes"], new["purposes"])
    yield from _items(old["items"], new["items"])


def _purposes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for id_, one in new.items():
        before = old.get(id_)
        if before is None or before["ja"] != one["ja"]:
            yield "PURPOSE", id_
        elif before["consent"] and not one["consent"]:
            yield "PROMISE_GONE", id_


def _items(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for id_, one in new.items():
        before = old.get(id_, {"for": one["for"], "provided": [], "never": one["never"]})
        if id_ not in old:
            yield "COLLECTED", id_
        if set(one["provided"]) - set(before["provided"]):
            yield "PROVIDED", id_
        if set(one["for"]) - set(before["for"]):
            yield "PURPOSE", id_
        if before["never"] and not one["never"]:
            yield "PROMISE_GONE", id_
