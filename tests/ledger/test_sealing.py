import json
from uuid import uuid4

import pytest
from django.db import connection, transaction

from coorum.base.ledger import merkle
from coorum.base.ledger.entries import append, note
from coorum.base.ledger.models import Entry, Leaf
from coorum.base.ledger.sealing import seal_once
from coorum.base.scope import site_scope
from tests.ledger.openings import erase_openings


def seals(site):
    return [(entry.n, json.loads(entry.refs)) for entry in Entry.objects.filter(kind="ledger.access.sealed")]


def test_noted_leaves_are_sealed_by_one_entry_with_their_root(draw, site):
    append([draw()])
    note([draw(kind="provision.member.viewed", subject=f"s{number}") for number in range(5)])
    note([draw(kind="provision.member.viewed")])
    assert seal_once() >= 1
    with site_scope(site):
        leaves = list(Leaf.objects.all())
        ((n, refs),) = seals(site)
    assert [leaf.number for leaf in leaves] == [1, 2, 3, 4, 5, 6]
    assert {leaf.seal for leaf in leaves} == {n} == {2}
    assert refs == {"first": "1", "last": "6", "root": merkle.root(bytes(leaf.hash) for leaf in leaves).hex()}


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 33])
def test_the_databases_root_is_that_of_the_standard(draw, site, count):
    note([draw() for _ in range(count)])
    seal_once()
    with site_scope(site):
        (_, refs), hashes = seals(site)[0], [bytes(leaf.hash) for leaf in Leaf.objects.all()]
    assert refs["root"] == merkle.root(hashes).hex()


def test_the_next_seal_goes_on_with_the_numbers(draw, site):
    for _ in range(3):
        note([draw(), draw()])
        seal_once()
    with site_scope(site):
        assert [(refs["first"], refs["last"]) for _, refs in seals(site)] == [("1", "2"), ("3", "4"), ("5", "6")]


def test_with_nothing_to_seal_it_is_one_statement_and_no_entry(draw, site, django_assert_num_queries):
    seal_once()
    with django_assert_num_queries(3):  # the savepoint of the test, the statement, its release
        assert seal_once() == 0


def test_noting_is_one_statement(draw, django_assert_num_queries):
    with django_assert_num_queries(1):
        note([draw(), draw(payload={"a": 1})])


def test_a_leaf_noted_twice_is_one_leaf(draw, site):
    draft = draw(key=uuid4(), payload={"a": 1})
    note([draft])
    note([draft])
    seal_once()
    note([draft])
    assert seal_once() == 0
    with site_scope(site):
        assert Leaf.objects.count() == 1


def test_an_open_transaction_keeps_nobody_waiting_and_its_leaves_go_into_the_next_seal(connect, draw, site):
    slow = connect()
    draft = {"site": str(site), "kind": "a.b", "version": 1, "actor": "member", "refs": {}, "key": str(uuid4())}
    slow.execute("SELECT ledger_note(%s::jsonb)", [json.dumps([draft])])
    note([draw(kind="a.c")])
    seal_once()
    with site_scope(site):
        assert [(leaf.kind, leaf.number) for leaf in Leaf.objects.all()] == [("a.c", 1)]
    slow.commit()
    seal_once()
    with site_scope(site):
        assert [(leaf.kind, leaf.number) for leaf in Leaf.objects.all()] == [("a.c", 1), ("a.b", 2)]


def test_a_chain_that_is_locked_is_left_for_the_next_time(connect, draw, site):
    other = uuid4()
    note([draw(), draw(site=other)])
    # What the test wrote must be there for others, and for the seal: commit by way of a connection of its own.
    holder = connect()
    draft = {"site": str(site), "kind": "a.b", "version": 1, "actor": "member", "refs": {}}
    holder.execute("SELECT ledger_append(%s::jsonb)", [json.dumps([draft])])
    holder.commit()
    holder.execute("SELECT ledger_append(%s::jsonb)", [json.dumps([draft])])
    seal_once()
    with site_scope(other):
        assert Leaf.objects.get().seal == 1
    with site_scope(site):
        assert Leaf.objects.get().seal is None
    holder.rollback()
    seal_once()
    with site_scope(site):
        assert Leaf.objects.get().seal == 2


def test_erasing_openings_of_a_subject_reaches_leaves_too(draw, site):
    note([draw(subject="abc", payload={"a": 1}), draw(subject="def", payload={"a": 2})])
    append([draw(subject="abc", payload={"a": 3}), draw(payload={"a": 4})])
    with site_scope(site):
        assert erase_openings(site, subject="abc") == 2
        assert erase_openings(site, subject="abc") == 0


def test_a_sealed_leaf_is_not_sealed_again(draw, site):
    note([draw()])
    seal_once()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_seal(100, 100) WHERE site_id = %s", [site])
        assert cursor.fetchone() == (0,)
