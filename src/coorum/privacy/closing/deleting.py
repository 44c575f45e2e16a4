"""Deleting a whole community: first each member as in an erasure, then whatever is left but the records a law keeps."""

import json
from collections import Counter
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from coorum.accounts.models import Member
from coorum.base import clock
from coorum.base.letting_go import Kept, LetGo, sum_of
from coorum.base.models import SiteOwned
from coorum.base.personal_data import Erasure, datasets
from coorum.base.retention import unreferred
from coorum.privacy.erasure import walk
from coorum.privacy.models import Erasure as ErasureRow
from coorum.privacy.retention.holds import standing_holds
from coorum.sites.models import Site


def is_held(site: Site) -> bool:
    """Whether a legal hold covers anything on the site, whose scope is open."""
    holds = standing_holds().filter(community=None) | standing_holds().filter(community=site)
    people = set(Member.objects.values_list("person_id", flat=True))
    return any(hold.person is None or hold.person in people for hold in holds)


def erase_member(member: Member) -> LetGo:
    """Every dataset and system lets go of what it keeps of this member's person on the open site, as when somebody leaves.

    Raises `Refused("held")` where a legal hold covers something of theirs.
    """
    wish = ErasureRow(person=member.person, community=member.site, keep_posts=False, asked_at=clock.now())
    wish.refs = json.dumps({str(member.site_id): [member.person.ledger_ref, member.ledger_ref]})
    return sum_of(walk.let_go(wish, place) for place in walk.places(wish))


def kept_by_rule() -> dict[str, Kept]:
    """What a law keeps of the site whose scope is open, once all members are erased."""
    found: dict[str, Kept] = {}
    for dataset in datasets():
        for shelf in getattr(dataset.keeper, "shelves", ()):
            if issubclass(shelf.model, SiteOwned) and hasattr(shelf.fate, "rule"):
                for one in shelf.fate.befall(shelf.model._default_manager.all()).kept:
                    before = found.get(one.rule)
                    rows = one.rows + (before.rows if before else 0)
                    found[one.rule] = Kept(one.rule, rows, max(filter(None, [one.until, before and before.until])))
    return found


def delete_the_rest() -> Counter[str]:
    """Delete every row of the site whose scope is open that no record rests on, tables that refer to others first."""
    deleted: Counter[str] = Counter()
    for model in _in_order():
        rows: QuerySet[Any] = model._default_manager.filter(*unreferred(model, by_others=True))
        deleted[model._meta.label] += rows._raw_delete(rows.db)  # no cascade is wanted
    return +deleted


def _in_order() -> list[type[Model]]:
    """The site's tables that no law keeps, each before those it refers to."""
    lasting = [one for one in datasets() if one.erasure is Erasure.KEEP and not one.ends_with_site]
    kept = {table.label for one in lasting for table in one.tables}
    models = [model for model in apps.get_models() if issubclass(model, SiteOwned) and model._meta.label not in kept]
    found: list[type[Model]] = []
    while models:
        free = [one for one in models if not any(one in _referred(other) for other in models if other is not one)]
        if not free:
            raise ValueError(f"tables refer to each other in a circle: {[one._meta.label for one in models]}")
        found += free
        models = [one for one in models if one not in free]
    return found


def _referred(model: type[Model]) -> set[Any]:
    return {one.related_model for one in model._meta.concrete_fields if one.is_relation}
