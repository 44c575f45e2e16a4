"""What is left of somebody: asked of the data map, table by table and column by column, after everybody said they are done.

It does not ask the rooms how they let go, but whether anything stands there: rows that should be gone, names that should be
masked. What a rule keeps is on the list of the manifest and not looked for here.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Field, JSONField, Model, Q, TextField
from django.db.models.fields import CharField

from coorum.accounts.models import Member, Person
from coorum.base.letting_go import Erase, Fate, Mask
from coorum.base.models import SiteOwned
from coorum.base.personal_data import Dataset, Erasure, Subject, Table, Tag
from coorum.base.personal_data import datasets as all_datasets
from coorum.base.scope import provider_scope, site_scope
from coorum.base.shelves import Shelves
from coorum.privacy.erasure import walk
from coorum.privacy.kinds import Kind
from coorum.privacy.models import Erasure as ErasureRow
from coorum.privacy.search import concerns
from coorum.sites.models import Site

#: What changes each time it is masked.
_DRAWN = ("ledger_ref", "erased_at")


def remains_of(erasure: ErasureRow) -> list[str]:
    """Tables in which something stands that should not, as `table (site)`; empty where the erasure is whole."""
    spared = {one.system for one in erasure.answers.filter(masked__gt=0)}
    where = {place.site.id if place.site else None: place.site for place in walk.places(erasure)}
    found: list[str] = []
    for site in where.values():
        with site_scope(site.id) if site else provider_scope():
            for subject in walk.subjects(erasure, site):
                found += _left(subject, site, spared)
    return sorted(set(found))


def _left(subject: Subject, site: Site | None, spared: set[str]) -> Iterator[str]:
    for dataset in all_datasets():
        if concerns(Kind.DISCLOSURE, dataset):
            for table in dataset.tables:
                if _stands(dataset, table, subject, spared):
                    yield f"{table.label} ({site.slug})" if site else table.label


def _stands(dataset: Dataset, table: Table, subject: Subject, spared: set[str]) -> bool:
    model = apps.get_model(table.label)
    personal = _personal(table, model)
    ours = _pointing_at(personal, subject)
    if not ours or issubclass(model, SiteOwned) != (subject.site_id is not None):
        return False
    rows = model._default_manager.filter(ours)
    fate = _fate(dataset, model)
    if isinstance(fate, Mask):
        return any(not _is_masked(row, fate) for row in rows)
    if not isinstance(fate, Erase) or (dataset.name in spared and not isinstance(dataset.keeper, Shelves)):
        return False
    return rows.filter(_saying(personal)).exists() if not isinstance(dataset.keeper, Shelves) else rows.exists()


def _personal(table: Table, model: type[Model]) -> list[Field]:
    tags = table.tags()
    return [field for field in model._meta.local_fields if tags.get(field.name) == Tag.PERSONAL]


def _pointing_at(personal: list[Field], subject: Subject) -> Q | None:
    """Rows of which a personal column points at the person or the member; None where no column does."""
    ids: dict[Any, UUID | None] = {Person: subject.person_id, Member: subject.member_id}
    found: Q | None = None
    for field in personal:
        whose = ids.get(field.related_model) if field.is_relation else None
        if field.name == "owner":
            whose = subject.person_id
        if field.primary_key:  # the row of the person or the member itself
            whose = ids.get(field.model)
        if whose is not None:
            found = (found or Q()) | Q(**{field.name: whose})
    return found


def _fate(dataset: Dataset, model: type[Model]) -> Fate | None:
    if isinstance(dataset.keeper, Shelves):
        return next((shelf.fate for shelf in dataset.keeper.shelves if shelf.model is model), None)
    return Erase() if dataset.erasure == Erasure.ERASE else None


def _is_masked(row: Model, fate: Mask) -> bool:
    wanted = {**fate.values, **(fate.told(row) if fate.told else {})}
    return all(getattr(row, name) == value for name, value in wanted.items() if name not in _DRAWN)


def _saying(personal: list[Field]) -> Q:
    """Rows that still say something; where no column could, the row itself does."""
    texts = [one for one in personal if isinstance(one, CharField | TextField | JSONField) and not one.primary_key]
    said = Q()
    for field in texts:
        said |= ~Q(**{field.name: [] if isinstance(field, JSONField) else ""})
    return said
