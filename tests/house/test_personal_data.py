"""No personal data without a declaration: every column of every table is tagged, and every tag names a column."""

from django.apps import apps
from django.db.models import CharField

from coorum.accounts.models import Member, Person
from coorum.base import clock
from coorum.base.files import orphans
from coorum.base.letting_go import Keep
from coorum.base.personal_data import Dataset, Tag, datasets
from coorum.base.shelves import Shelves
from coorum.base.systems import systems
from coorum.consent.purposes import PURPOSES
from coorum.privacy.search import ELSEWHERE
from coorum.promises import columns as policy_columns

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


def personal(dataset: Dataset) -> list[str]:
    """The tables of the dataset that hold something personal."""
    return [table.label for table in dataset.tables if Tag.PERSONAL in table.tags().values()]


def test_every_room_says_what_an_erasure_does() -> None:
    """Erase, mask, or keep by a rule until a day: none is skipped in silence (APPI 22, obligations c-5)."""
    silent = [
        one.name
        for one in datasets()
        if personal(one) and one.name not in ELSEWHERE and not callable(getattr(one.keeper, "erase", None))
    ]
    assert silent == []
    assert "ledger" in {system.name for system in systems()}  # asked by its references, not as a dataset


def test_every_room_says_what_a_merge_of_two_accounts_does() -> None:
    """What goes over, or that nothing does; while one is silent, nobody is merged (docs/decisions/0014)."""
    assert [one.name for one in datasets() if personal(one) and one.merging is None] == []


def test_every_table_of_a_site_that_names_a_member_goes_over_or_says_why_not() -> None:
    """A new table that points to a member must not be forgotten: it moves, or stands here."""
    moving = {(move.model._meta.label, move.column) for one in datasets() for move in one.merging or ()}
    named = {
        (model._meta.label, field.attname)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is Member
    }
    assert sorted({label for label, _column in named - moving}) == [
        "accounts.Departure",  # of who left: stays with them
        "accounts.Pause",  # rests on the consent of each
        "customers.Link",  # a way in: stays with its account
        "openid.Link",  # ends with the consent it rests on
        "profiles.Answer",  # rests on a consent, which stays with whoever gave it
        "provision.LookedUp",  # evidence: stays with whom it names
        "provision.ProvidedProfile",  # emptied before anything goes over
        "provision.ProvidedWish",
        "provision.Provision",
    ]


def test_no_table_that_names_a_person_stands_on_no_shelf() -> None:
    """A keeper made of shelves has one for each table of its dataset that points to a person or a member."""
    people = {Person, Member}
    forgotten = [
        (one.name, label)
        for one in datasets()
        if isinstance(one.keeper, Shelves)
        for label in personal(one)
        if apps.get_model(label) not in {shelf.model for shelf in one.keeper.shelves}
        and any(field.is_relation and field.related_model in people for field in apps.get_model(label)._meta.fields)
    ]
    assert forgotten == []


def test_what_a_room_keeps_has_a_rule_and_an_end() -> None:
    fates = [shelf.fate for one in datasets() if isinstance(one.keeper, Shelves) for shelf in one.keeper.shelves]
    kept = [fate for fate in fates if isinstance(fate, Keep)]
    assert kept
    assert all(fate.rule and fate.years > 0 and fate.until(None) > clock.now().date() for fate in kept)


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


def test_every_column_about_somebody_keeps_an_item_of_the_policy() -> None:
    """A new personal or related column needs its line in promises/book/columns.toml (P2.5)."""
    assert policy_columns.unmatched() == []
