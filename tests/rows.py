"""A row of any table, with as little in it as the table allows: for tests that ask nothing of it but its dates."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.accounts.models import Member, Person
from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id
from coorum.base.models import SiteOwned
from coorum.sites.models import Site
from tests.cast import Cast

#: What some tables ask of their rows besides types.
WANTED: dict[str, dict[str, Any]] = {
    "organisation.Safeguard": {"months": 6},
    "organisation.Course": {"months": 12},
    "privacy.LegalHold": {"dataset": "base.letters"},
}
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)


def make(cast: Cast, model: type[models.Model], **values: Any) -> Any:
    """Insert a row in the open scope; what `values` leaves open is filled by the type of the column."""
    row = model(**{**WANTED.get(model._meta.label, {}), **values})
    for field in model._meta.concrete_fields:
        if field.name not in values and _is_open(row, field):
            setattr(row, field.name, _filled(cast, model, field))
    row.save(force_insert=True)
    return row


def made_at(cast: Cast, model: type[models.Model], moment: str, at: datetime, **values: Any) -> Any:
    """A row whose lookup `moment` is `at`: a column of its own, or of a row that hangs on it."""
    name, _part, rest = moment.partition("__")
    if not rest:
        return make(cast, model, **{moment: at}, **values)
    row, relation = make(cast, model, **values), model._meta.get_field(name)
    made_at(cast, relation.related_model, rest, at, **{relation.field.name: row})  # type: ignore[union-attr, arg-type]
    return row


def _is_open(row: models.Model, field: Any) -> bool:
    if field.name == "author":  # a post or a comment is somebody's
        return getattr(row, field.attname) is None
    if (
        field.null
        or field.has_default()
        or getattr(field, "auto_now_add", False)
        or field.get_internal_type() == "AutoField"
    ):
        return False
    return getattr(row, field.attname) in (None, "")


def _filled(cast: Cast, model: type[models.Model], field: Any) -> Any:
    if field.is_relation:
        return _related(cast, field.related_model)
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, ArrayField):
        return []
    kinds: dict[str, Any] = {
        "UUIDField": new_id(),
        "DateTimeField": LONG_AGO,
        "DateField": LONG_AGO.date(),
        "BooleanField": False,
        "JSONField": {},
        "BinaryField": b"x",
    }
    kind = "TextField" if isinstance(field, EncryptedTextField) else field.get_internal_type()
    if kind in kinds:
        return kinds[kind]
    if "Integer" in kind:
        return 1
    return new_id().hex[: field.max_length or 32]


def _related(cast: Cast, model: type[models.Model]) -> Any:
    if model is Site:
        return cast.kissa
    if model is Person:
        return cast.hana
    if model is Member:
        return Member.objects.get(person=cast.hana)
    assert issubclass(model, models.Model)
    return make(cast, model)


def is_on_a_site(model: type[models.Model]) -> bool:
    return issubclass(model, SiteOwned)
