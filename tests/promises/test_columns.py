"""Every column about somebody keeps an item that the policy lists."""

from dataclasses import replace
from unittest import mock

from coorum.base.personal_data import Table, datasets
from coorum.consent.items import ITEMS
from coorum.promises import columns


def test_a_new_column_without_an_item_is_found() -> None:
    dataset = next(one for one in datasets() if one.name == "accounts.persons")
    more = replace(dataset, tables=[*dataset.tables, Table("accounts.BloodType", personal="person kind")])
    with mock.patch.dict("coorum.base.personal_data._datasets", {dataset.name: more}):
        assert columns.unmatched() == ["accounts.BloodType.kind", "accounts.BloodType.person"]


def test_a_line_for_a_column_that_is_gone_is_found() -> None:
    book = {**columns.matched(), ("accounts.Person", "birthday"): "email"}
    with mock.patch("coorum.promises.columns.matched", return_value=book):
        assert columns.unmatched() == ["accounts.Person.birthday"]


def test_what_is_listed_and_kept_in_no_column_is_known() -> None:
    """Access logs are not kept in the database, cookies not by us, and some items are counted when asked for."""
    nowhere = {one.id for one in ITEMS} - set(columns.matched().values())
    assert nowhere == {"language", "joined_at", "access_log", "cookies"}
