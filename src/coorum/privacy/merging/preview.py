"""What will happen, said before it does: per community, in one glance. The page shows it, and the merge does that or nothing."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from coorum.accounts.models import Person, StaffRole
from coorum.base.merging import Move
from coorum.base.scope import site_scope
from coorum.consent import queries as consents
from coorum.consent.kinds import ConsentKind
from coorum.privacy.merging import moves
from coorum.sites import queries as sites
from coorum.sites.models import Site

#: What nobody counts on the page: a membership and a role are said in words, and reports are not everybody's to know of.
_UNSAID = ("accounts.members", "moderation.cases")


@dataclass(frozen=True)
class Place:
    """One community in which the account that goes is known. `mine` and `theirs`: the names it and the other have there.

    `stays`: consents that go on; `ends`: consents of the account that stays which the other did not give; `again`: what was
    agreed to with the account that goes only, and is asked anew. `counts`: title and number of what comes along.
    """

    site: Site
    mine: str = ""
    theirs: str = ""
    role: str = ""
    stays: tuple[ConsentKind, ...] = ()
    ends: tuple[ConsentKind, ...] = ()
    again: tuple[ConsentKind, ...] = ()
    counts: tuple[tuple[Any, int], ...] = ()

    @property
    def is_both(self) -> bool:
        """Whether both accounts are members there."""
        return bool(self.mine and self.theirs)


@dataclass(frozen=True)
class Preview:
    """Every place concerned, and the communities in which nothing changes."""

    places: tuple[Place, ...]
    untouched: tuple[Site, ...]

    @property
    def digest(self) -> str:
        """What the page sends back, so that nothing is done but what it showed. SHA-256 in hex."""
        plain = [
            (one.site.id.hex, one.mine, one.theirs, one.role, one.stays, one.ends, one.again, *_numbers(one))
            for one in self.places
        ]
        return sha256(repr(plain).encode()).hexdigest()


def preview(going: Person, staying: Person) -> Preview:
    """What merging `going` into `staying` will do."""
    places, untouched = [], []
    for site in sites.all_sites():
        with site_scope(site.id):
            place = _place(site, going, staying)
            if place.mine or place.role or place.counts:
                places.append(place)
            elif place.theirs:
                untouched.append(site)
    return Preview(tuple(places), tuple(untouched))


def agreed_by(going: Person, staying: Person) -> tuple[set[ConsentKind], set[ConsentKind]]:
    """What each of the two agrees to in the open scope."""
    return set(consents.kinds_in_force(going.id)), set(consents.kinds_in_force(staying.id))


def _place(site: Site, going: Person, staying: Person) -> Place:
    both = moves.both_here(going, staying)
    given, standing = agreed_by(going, staying)
    return Place(
        site=site,
        mine=both.mine.display_name if both.mine else "",
        theirs=both.theirs.display_name if both.theirs else "",
        role=next(iter(StaffRole.objects.filter(person=going).values_list("role", flat=True)), ""),
        stays=_in_order(given & standing) if both.are_members else (),
        ends=_in_order(standing - given) if both.are_members else (),
        again=() if both.are_members else _in_order(given),
        counts=_counts(both),
    )


def _counts(both: moves.Both) -> tuple[tuple[Any, int], ...]:
    found: dict[str, tuple[Any, int]] = {}
    for dataset, move in moves.declared():
        if dataset.name not in _UNSAID:
            _title, before = found.get(dataset.name, (None, 0))
            found[dataset.name] = (dataset.title, before + _count(move, both))
    return tuple(one for one in found.values() if one[1])


def _count(move: Move, both: moves.Both) -> int:
    """What comes along: what goes over, and what hangs on a member who does."""
    ends = both.ends_of(move)
    if ends:
        return move.rows(*ends).count()
    return move.model._default_manager.filter(**{move.column: both.mine.id}).count() if both.mine else 0


def _in_order(kinds: set[ConsentKind]) -> tuple[ConsentKind, ...]:
    return tuple(one for one in ConsentKind if one in kinds)


def _numbers(place: Place) -> tuple[int, ...]:
    return tuple(count for _title, count in place.counts)
