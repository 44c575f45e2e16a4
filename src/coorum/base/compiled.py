"""Queries whose SQL is made once, and planned once.

Making SQL from a queryset costs Django about a millisecond, planning it costs PostgreSQL half of one, answering it a tenth.
`@compiled` keeps the SQL of a queryset, gives it other values each time, and has PostgreSQL keep the plan (a prepared
statement, per connection). What is asked stays an ordinary queryset of the ORM, with the walls of its managers.
"""

import copy
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from contextvars import Token
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import ValuesIterable
from psycopg import Cursor

from coorum.base import scope as scopes

_PLAIN = (UUID, int, str, datetime)
Build = Callable[..., QuerySet[Any, Any]]
Rows = Callable[..., list[Any]]


def compiled(build: Build) -> Rows:
    """Make of `build(*values, **shape)`, which returns a queryset, a function that returns its rows.

    `values` (UUID, int, str, datetime) may only be compared with columns; whatever decides how the query looks goes by
    keyword and must be hashable. None is a shape too. ValueError where a value did not come out as a parameter.
    """
    kept: dict[Any, _Plan | None] = {}

    @wraps(build)
    def rows(*values: Any, **shape: Any) -> list[Any]:
        here = scopes._current.get()
        key = (*map(type, values), *shape.items(), here is not None, here is not None and here.every_site)
        if key not in kept:
            kept[key] = _plan(build, values, shape, here)
        plan = kept[key]
        return plan.rows(values, here.site_id if here else None) if plan else []

    return rows


@dataclass(frozen=True, slots=True)
class _Plan:
    """SQL with the places of its values: (place, index into the values given or −1 for the site, the driver's type).

    `converters` are Django's, by column; `names` those of the columns where rows are asked for as dictionaries.
    """

    asked: QuerySet[Any, Any]
    compiler: Any
    sql: str
    constants: tuple[Any, ...]
    places: tuple[tuple[int, int, Any], ...]
    converters: dict[int, Any]
    names: tuple[str, ...]

    def rows(self, values: Sequence[Any], site: UUID | None) -> list[Any]:
        parameters = list(self.constants)
        for place, index, kind in self.places:
            value = site if index < 0 else values[index]
            parameters[place] = kind(value) if kind else value
        connection: Any = connections[DEFAULT_DB_ALIAS]
        connection.ensure_connection()
        plain = _Prepared(connection.connection)
        watched = connection.execute_wrappers or connection.queries_logged
        with connection.wrap_database_errors, connection._prepare_cursor(plain) if watched else plain as cursor:
            cursor.execute(self.sql, parameters)
            found = cursor.fetchall()
        compiler = copy.copy(self.compiler)
        compiler.connection = connection
        if self.names:
            rows = compiler.apply_converters(found, self.converters) if self.converters else found
            return [dict(zip(self.names, row, strict=True)) for row in rows]
        compiler.execute_sql = lambda *_args, **_kwargs: (found,)
        compiler.get_converters = lambda _columns: self.converters
        asked: Any = object.__new__(type(self.asked))  # copying a queryset in the usual way would ask it
        asked.__dict__.update(self.asked.__dict__)
        asked._query = _Made(self.asked.query, compiler)
        return list(asked._iterable_class(asked))


class _Prepared(Cursor):
    """A cursor whose statements PostgreSQL keeps."""

    def execute(self, query: Any, params: Any = None, **_more: Any) -> Any:
        return super().execute(query, params, prepare=True)


class _Made:
    """A query that has been compiled already."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self._query, self._compiler = query, compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)

    def get_compiler(self, *_args: Any, **_kwargs: Any) -> Any:
        return self._compiler


def _plan(build: Build, values: Sequence[Any], shape: dict[str, Any], here: scopes.Scope | None) -> _Plan | None:
    """Compile with stand-ins for the values, and find them among the parameters. None: the query can have no rows."""
    stand_ins = [_stand_in(value, number) for number, value in enumerate(values)]
    site = uuid4()
    with _pretending(here, site):
        asked = build(*stand_ins, **shape)
        compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
    known = {stand_in: number for number, stand_in in enumerate(stand_ins) if stand_in is not None} | {site: -1}
    places = tuple(
        (place, known[value], None if type(value) in _PLAIN else type(value))
        for place, value in enumerate(parameters)
        if isinstance(value, _PLAIN) and value in known
    )
    missing = {number for number in known.values() if number >= 0} - {index for _, index, _ in places}
    if missing:
        raise ValueError(f"{build.__qualname__}: value {min(missing)} is no parameter of the query")
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    names = tuple(asked.query.selected or ()) if asked._iterable_class is ValuesIterable else ()
    return _Plan(asked, compiler, sql, tuple(parameters), places, compiler.get_converters(columns), names)


def _stand_in(value: Any, number: int) -> Any:
    """A value of the same kind that occurs nowhere else."""
    match value:
        case None:
            return None
        case UUID():
            return uuid4()
        case str():
            return f"stand-in-{uuid4()}"
        case datetime():
            return datetime(1971, 1, 1, tzinfo=UTC) + timedelta(microseconds=7919 * (number + 1))
        case bool():
            raise TypeError("a truth value decides how a query looks: pass it by keyword")
        case int():
            return 1_987_654_321 + number
    raise TypeError(f"a {type(value).__name__} cannot be a value of a compiled query")


@contextmanager
def _pretending(here: scopes.Scope | None, site: UUID) -> Any:
    """The scope as it is open, for a site that occurs nowhere else."""
    if here is None:
        yield
        return
    token: Token[scopes.Scope | None] = scopes._current.set(scopes.Scope(site, here.unit, here.every_site))
    try:
        yield
    finally:
        scopes._current.reset(token)
