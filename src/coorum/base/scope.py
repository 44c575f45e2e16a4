"""The unit of work: one transaction, in the scope of one site or of the provider.

Fail closed: without a scope, managers of site-owned tables refuse (`OutsideScope`) and PostgreSQL's forced row-level
security answers no rows. The setting is opened with `SET LOCAL` and a literal that went through a UUID type, because
that is what a sharded cluster carries to its nodes (docs/decisions/0002).
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from coorum.base.errors import OutsideScope

log = logging.getLogger(__name__)
#: The provider's own chain and scope: sign-in and provider acts belong to no site.
PROVIDER = UUID(int=0)


@dataclass
class Unit:
    """What is to be done as the last statements of the outermost transaction, and after it, whichever way it ended."""

    last_words: list[Callable[[], None]] = field(default_factory=list)
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    evidence: list[object] = field(default_factory=list)


@dataclass(frozen=True)
class Scope:
    """Whose data may be seen and changed now. `every_site` is the read-only view across sites."""

    site_id: UUID
    unit: Unit
    every_site: bool = False


_current: ContextVar[Scope | None] = ContextVar("coorum_scope", default=None)


def current() -> Scope:
    """The open scope; raises `OutsideScope` where there is none."""
    scope = _current.get()
    if scope is None:
        raise OutsideScope("no site scope is open")
    return scope


def current_site_id() -> UUID:
    """The site whose scope is open; raises `OutsideScope` in the provider's scope or in none."""
    scope = current()
    if scope.site_id == PROVIDER:
        raise OutsideScope("the provider's scope owns no site's data")
    return scope.site_id


def is_open() -> bool:
    return _current.get() is not None


@contextmanager
def site_scope(site_id: UUID) -> Iterator[Scope]:
    """Work for one site. Opens a transaction where none is open; the outermost scope appends the evidence at its end."""
    outer = _current.get()
    unit = outer.unit if outer else Unit()
    scope = Scope(UUID(str(site_id)), unit)
    nested = connection.in_atomic_block
    backend: Any = connection  # our own (base/postgres)
    if not nested:
        backend.opening = _setting(scope.site_id)
    try:
        with transaction.atomic():
            previous = outer.site_id if outer else PROVIDER
            if nested:
                _set_site(scope.site_id)
            token = _current.set(scope)
            try:
                yield scope
                if outer is None and not connection.needs_rollback:
                    _say_last_words(unit)
            finally:
                _current.reset(token)
            # SET LOCAL outlives a released savepoint: put back what was there.
            if nested and not connection.needs_rollback:
                _set_site(previous)
    finally:
        if outer is None and unit.afterwards:
            _say_afterwards(unit)


@contextmanager
def provider_scope() -> Iterator[Scope]:
    """Work of the provider: persons, policies, sites; no site's data."""
    with site_scope(PROVIDER) as scope:
        yield scope


@contextmanager
def stepped_out() -> Iterator[None]:
    """Do slow work that asks nothing of the database (a picture is encoded) outside the transaction, where that is harmless.

    A transaction that has only read can end, and begin anew afterwards, and nobody notices: READ COMMITTED shows each
    statement the newest rows anyway. Meanwhile it holds neither locks nor a snapshot, and a pool can lend the connection.
    One that has written, or is inside an action, is kept: its work is done whole or not at all.
    """
    scope = _current.get()
    if scope is None or scope.every_site or not _has_only_read():
        yield
        return
    backend: Any = connection
    backend.connection.commit()  # the driver's: Django goes on believing in the transaction, which is begun again below
    try:
        yield
    finally:
        backend.opening = _setting(scope.site_id)
        backend.begin()


def _has_only_read() -> bool:
    if not connection.in_atomic_block or connection.savepoint_ids or connection.needs_rollback:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NULL")
        return bool(cursor.fetchone()[0])


@contextmanager
def scope_cleared() -> Iterator[None]:
    """As if nothing had been set: tasks start from here, so that each must carry its site."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)


def _say_last_words(unit: Unit) -> None:
    while unit.last_words:
        unit.last_words.pop(0)()


def _say_afterwards(unit: Unit) -> None:
    """In a transaction of their own. What fails here is told, and hides nothing of what ended the unit."""
    words, unit.afterwards = unit.afterwards, []
    try:
        with provider_scope():
            for word in words:
                word()
    except DatabaseError:
        log.exception("what happened could not be written down afterwards")


def _set_site(site_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_setting(site_id))


def _setting(site_id: UUID) -> str:
    # The provider's id is no site's: in its scope the walls of site-owned tables let nothing through, and the ledger shows
    # the provider's chain.
    return f"SET LOCAL app.site = '{site_id}'"
