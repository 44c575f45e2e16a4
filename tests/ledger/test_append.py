import json
from hashlib import sha256
from itertools import pairwise
from threading import Thread
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from coorum.base.ledger.canonical import NotCanonical, canonical, commitment
from coorum.base.ledger.entries import PROVIDER_CHAIN, Draft, LedgerBusy, append
from coorum.base.ledger.models import Chain, Entry, Opening
from coorum.base.scope import site_scope
from tests.ledger.openings import payload_of


def texts(site: UUID) -> list[dict]:
    """The entries of a chain as the database writes them for hashing."""
    sql = """SELECT ledger_entry_text(site_id, n, kind, version, at, actor, subject, refs, commitment, key, prev)
             FROM ledger_entry WHERE site_id = %s ORDER BY n"""
    with site_scope(site), connection.cursor() as cursor:
        cursor.execute(sql, [site])
        return [text for (text,) in cursor.fetchall()]


def test_entries_are_numbered_from_one_and_each_holds_the_hash_of_the_one_before(draw, site):
    receipts = append([draw(), draw()]) + append([draw()])
    assert [receipt.n for receipt in receipts] == [1, 2, 3]
    assert [receipt.site for receipt in receipts] == [site] * 3
    previous = "0" * 64
    for receipt, text in zip(receipts, texts(site), strict=True):
        assert json.loads(text)["prev"] == previous
        previous = sha256(b"coorum ledger entry 1\n" + text.encode()).hexdigest()
        assert receipt.hash == previous


def test_the_text_of_an_entry_is_canonical_json(draw, site):
    append(
        [draw(refs={"b": "2", "a": "1", "a_long_name": "x", "a1": ""}, subject="x-Y_z", payload={"ü": 1}, key=uuid4())]
    )
    append([draw()])
    for text in texts(site):
        assert canonical(json.loads(text)) == text.encode()


def test_chains_are_apart_and_receipts_come_in_the_order_of_the_drafts(draw, site):
    other = UUID(int=site.int ^ 1)
    receipts = append([draw(site=max(site, other)), draw(site=min(site, other)), draw(site=max(site, other))])
    assert [(receipt.site, receipt.n) for receipt in receipts] == [
        (max(site, other), 1),
        (min(site, other), 1),
        (max(site, other), 2),
    ]


def test_nothing_to_append_asks_the_database_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert append([]) == []


def test_appending_is_one_statement(django_assert_num_queries, draw):
    with django_assert_num_queries(1):
        append([draw(payload={"a": 1}), draw()])


def test_a_payload_stays_out_of_the_chain_and_fits_its_commitment(draw, site):
    (receipt,) = append([draw(payload={"name": "花", "mail": "hana@coffee.example"})])
    assert "花" not in texts(site)[0]
    with site_scope(site):
        opening, entry = Opening.objects.get(), Entry.objects.get()
        assert payload_of(site, receipt.n) == {"name": "花", "mail": "hana@coffee.example"}
    assert bytes(entry.commitment) == commitment(bytes(opening.salt), opening.payload)


def test_a_replay_is_answered_with_the_first_entry(draw, site):
    draft = draw(key=uuid4(), payload={"a": 1}, refs={"policy": "7"})
    first = append([draft])
    append([draw()])
    assert append([draft]) == first
    assert len(texts(site)) == 2


def test_a_replay_within_one_call_is_one_entry(draw, site):
    draft = draw(key=uuid4())
    first, second = append([draft, draft])
    assert first == second
    assert len(texts(site)) == 1


def test_a_key_used_for_something_else_is_refused(draw):
    key = uuid4()
    append([draw(key=key)])
    with pytest.raises(IntegrityError, match="was used for another entry"), transaction.atomic():
        append([draw(key=key, kind="consent.provision.withdrawn")])


def test_the_same_key_on_another_chain_is_another_entry(draw, site):
    key = uuid4()
    receipts = append([draw(key=key), draw(key=key, site=uuid4())])
    assert [receipt.n for receipt in receipts] == [1, 1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "consent"},
        {"kind": "Consent.given"},
        {"kind": "consent.given\n"},
        {"kind": "ledger.access.sealed"},
        {"kind": "ledger.key.introduced"},
        {"actor": "Hana"},
        {"actor": ""},
        {"subject": "hana@coffee.example"},
        {"subject": "花"},
        {"subject": ""},
        {"refs": {"a": "two words"}},
        {"refs": {"a": 'a"b'}},
        {"refs": {"a": "a\\b"}},
        {"refs": {"a": "a\n"}},
        {"refs": {"A": "a"}},
        {"refs": {"a": "x" * 8000}},
        {"version": 0},
    ],
)
def test_a_draft_that_is_not_fit_for_a_ledger_is_refused(draw, wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        draw(**wrong)


@pytest.mark.parametrize(
    "column",
    [
        {"kind": "consent"},
        {"kind": 'a.b"'},
        {"kind": "ledger.access.sealed"},
        {"actor": "a b"},
        {"actor": "a\n"},
        {"subject": "a@b"},
        {"subject": "a\n"},
        {"refs": {"a": "b c"}},
        {"refs": {"a": "b\n"}},
        {"refs": {"a": 1}},
        {"refs": {"a": None}},
        {"refs": {"a": {"b": "c"}}},
        {"version": 0},
    ],
)
def test_the_database_refuses_it_too(site, column):
    draft = {"site": str(site), "kind": "a.b", "version": 1, "actor": "member", "refs": {}} | column
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT ledger_append(%s::jsonb)", [json.dumps([draft])])


def test_a_payload_without_a_canonical_text_is_refused(draw):
    with pytest.raises(NotCanonical, match=r"\$\.price is a float"):
        append([draw(payload={"price": 1.5})])


def test_what_is_rolled_back_leaves_no_gap(draw, site):
    with transaction.atomic():
        append([draw()])
        transaction.set_rollback(True)
    assert append([draw()])[0].n == 1


def test_the_providers_chain_is_that_of_the_nil_uuid(db):
    before = append([Draft(PROVIDER_CHAIN, "accounts.person.registered", "person")])[0]
    after = append([Draft(PROVIDER_CHAIN, "accounts.person.registered", "person")])[0]
    assert after.n == before.n + 1


def test_concurrent_appends_leave_no_gap(connect, site):
    draft = json.dumps([{"site": str(site), "kind": "a.b", "version": 1, "actor": "member", "refs": {}}])
    connections = [connect() for _ in range(8)]

    def write(own):
        for _ in range(25):
            own.execute("SELECT ledger_append(%s::jsonb)", [draft])
            own.commit()

    threads = [Thread(target=write, args=[own]) for own in connections]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    with site_scope(site):
        found = list(Entry.objects.values_list("n", "prev", "hash"))
        assert Chain.objects.get().n == 200
    assert [n for n, _, _ in found] == list(range(1, 201))
    assert all(bytes(prev) == bytes(before[2]) for before, (_, prev, _) in pairwise(found))


def test_chains_locked_in_any_order_never_wait_in_a_ring(connect, site):
    sites = [str(site), str(uuid4()), str(uuid4())]
    drafts = [{"site": chain, "kind": "a.b", "version": 1, "actor": "member", "refs": {}} for chain in sites]
    failures = []

    def write(own, order):
        try:
            for _ in range(25):
                own.execute("SELECT ledger_append(%s::jsonb)", [json.dumps(order)])
                own.commit()
        except Exception as error:  # noqa: BLE001  whatever it is, it is the finding
            failures.append(error)

    threads = [
        Thread(target=write, args=[connect(), drafts]),
        Thread(target=write, args=[connect(), drafts[::-1]]),
        Thread(target=write, args=[connect(), [drafts[1], drafts[2], drafts[0]]]),
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert failures == []


@pytest.mark.slow
def test_a_chain_held_too_long_is_busy(connect, draw, site):
    own = connect()
    draft = {"site": str(site), "kind": "a.b", "version": 1, "actor": "member", "refs": {}}
    own.execute("SELECT ledger_append(%s::jsonb)", [json.dumps([draft])])
    with pytest.raises(LedgerBusy), transaction.atomic():
        append([draw()])
    own.commit()
    assert append([draw()])[0].n == 2
