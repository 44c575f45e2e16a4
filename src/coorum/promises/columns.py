"""Which item of the policy's list each column keeps (book/columns.toml), against the data map of every room."""

import tomllib
from collections.abc import Mapping
from functools import cache

from coorum.base.personal_data import Tag, datasets
from coorum.consent.items import ITEMS
from coorum.promises.registry import BOOK

#: What is no item of its own: a random name or a reference, what is made from items, and what is about people at work.
NO_ITEM = frozenset({"key", "derived", "staff"})
ABOUT_SOMEBODY = (Tag.PERSONAL, Tag.RELATED)


@cache
def matched() -> Mapping[tuple[str, str], str]:
    """Table and column to the item it keeps. ValueError for a line that cannot be read."""
    found = tomllib.loads((BOOK / "columns.toml").read_text(encoding="utf-8"))["columns"]
    return {
        (table, pair.partition("=")[0]): pair.partition("=")[2]
        for table, line in found.items()
        for pair in line.split()
    }


def columns_about_somebody() -> set[tuple[str, str]]:
    """Every column of the data map that is personal, or becomes so once joined."""
    return {
        (table.label, name)
        for dataset in datasets()
        for table in dataset.tables
        for name, tag in table.tags().items()
        if tag in ABOUT_SOMEBODY
    }


def unmatched() -> list[str]:
    """Columns that keep no item of the list, and lines of the book for columns that are not there."""
    known = {one.id for one in ITEMS} | NO_ITEM
    book, there = matched(), columns_about_somebody()
    without = {place for place in there if book.get(place) not in known}
    return sorted(f"{table}.{column}" for table, column in without | (book.keys() - there))
