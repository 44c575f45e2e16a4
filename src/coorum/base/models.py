"""What makes a table belong to a site: `SiteOwned`, and `SiteForeignKey` between two such tables.

In the database their keys lead with `site_id` and their foreign keys are composite (base/postgres/schema.py); Django goes
on seeing `id` as the key. Managers answer only inside a scope and only for its site.
"""

from typing import Any, Self

from django.db import models

from coorum.base import scope
from coorum.base.ids import new_id
from coorum.base.site_key import SiteForeignKey


class SiteQuerySet(models.QuerySet):
    """The querysets of site-owned tables."""


class SiteManager(models.Manager.from_queryset(SiteQuerySet)):  # type: ignore[misc]
    """Answers for the open scope's site only; raises `OutsideScope` where none is open."""

    def get_queryset(self) -> SiteQuerySet:
        rows = super().get_queryset()
        if scope.current().every_site:
            return rows
        return rows.filter(site_id=scope.current_site_id())


class SiteOwned(models.Model):
    """A row that belongs to a site: UUIDv7 key, `site` first in every key and index."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = SiteManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, **kwargs: Any) -> None:
        if self.site_id is None:
            self.site_id = scope.current_site_id()
        super().save(**kwargs)

    @classmethod
    def new(cls, **values: Any) -> Self:
        """An unsaved row of the open scope's site."""
        return cls(site_id=scope.current_site_id(), **values)


__all__ = ["SiteForeignKey", "SiteManager", "SiteOwned", "SiteQuerySet"]
