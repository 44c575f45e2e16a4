"""The foreign key between two tables of one site (apart from models.py, since the database backend needs it early)."""

from typing import Any

from django.db import models


class SiteForeignKey(models.ForeignKey):
    """A foreign key between two tables of one site: joins carry `site`, and the constraint is (site, id) → (site, id).

    It makes no index of its own, since every index of a site-owned table leads with `site`: the model names those it needs.
    """

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs.setdefault("db_index", False)
        super().__init__(to, on_delete, **kwargs)

    def get_joining_fields(self, reverse_join: bool = False) -> tuple[Any, ...]:  # noqa: FBT001, FBT002  Django's signature
        ours = super().get_joining_fields(reverse_join)
        site, their_site = self.model._meta.get_field("site"), self.related_model._meta.get_field("site")
        return ((their_site, site) if reverse_join else (site, their_site), *ours)
