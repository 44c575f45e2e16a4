"""No personal data without a declaration: every column of every table is tagged, and every tag names a column."""

from django.apps import apps
from django.db.models import CharField

from coorum.base.files import orphans
from coorum.base.personal_data import Tag, datasets
from coorum.consent.purposes import PURPOSES

#: Tables that hold no row about anybody: Django's and the queue's own bookkeeping.
MACHINERY = {"contenttypes.ContentType", "auth.Permission", "auth.Group"}


def tagged() -> dict[str, dict[str, Tag]]:
    return {table.label: table.tags() for dataset in datasets() for table in dataset.tables}


def columns() -> dict[str, set[str]]:
    return {
        model._meta.label: {field.name for field in model._meta.local_fields}
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in MACHINERY
        and not any(model._meta.label.startswith(f"auth.{name}_") for name in ("Group", "Permission"))
    }


def test_every_table_is_declared() -> None:
    assert sorted(set(columns()) - set(tagged())) == []


def test_every_column_is_tagged() -> None:
    tags = tagged()
    untagged = [
        f"{table}.{name}" for table, names in columns().items() if table in tags for name in names - set(tags[table])
    ]
    assert sorted(untagged) == []


def test_no_tag_names_what_is_not_there() -> None:
    found = columns()
    assert [
        f"{table}.{name}" for table, tags in tagged().items() for name in tags if name not in found.get(table, ())
    ] == []


def test_every_table_is_declared_once() -> None:
    labels = [table.label for dataset in datasets() for table in dataset.tables]
    assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_every_purpose_is_in_the_register() -> None:
    known = {purpose.id for purpose in PURPOSES}
    strange = [(dataset.name, one) for dataset in datasets() for one in dataset.purposes if one not in known]
    assert strange == []
    assert [dataset.name for dataset in datasets() if not dataset.purposes] == []


def test_every_column_that_names_a_file_is_known_to_the_sweep() -> None:
    """A picture that no declared column names is deleted after a day (base/files/orphans.py)."""
    declared = {(column.model, column.field) for column in orphans.columns()}
    names = {
        (model, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("coorum.")
        for field in model._meta.local_fields
        if isinstance(field, CharField) and field.name.endswith("_key") and field.name != "session_key"
    }
    assert names - declared == set()
