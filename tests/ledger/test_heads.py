from datetime import timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.exceptions import ImproperlyConfigured

from coorum.base import keys
from coorum.base.ledger import heads, merkle, proofs
from coorum.base.ledger.entries import PROVIDER_CHAIN, append
from coorum.base.ledger.models import Entry, Head
from coorum.base.scope import site_scope

NOW = timedelta(0)


def newest(site: UUID) -> heads.Head:
    """As it is published."""
    (head,) = heads.heads_published(site)["heads"]
    return heads.Head.from_json(head)


def hashes(site: UUID) -> list[bytes]:
    with site_scope(site):
        return [bytes(entry.hash) for entry in Entry.objects.all()]


def test_a_head_states_the_root_over_all_entries_and_is_signed(draw, site, key_folder):
    append([draw() for _ in range(5)])
    assert heads.sign_heads(pause=NOW) >= 1
    head = newest(site)
    assert (head.n, head.root, head.hash) == (5, merkle.root(hashes(site)).hex(), hashes(site)[-1].hex())
    public = Ed25519PublicKey.from_public_bytes(keys.signing_key().public)
    public.verify(bytes.fromhex(head.signature), head.signed_text())
    assert head.is_signed_by(keys.public_keys())


@pytest.mark.parametrize("change", [{"n": 6}, {"root": "0" * 64}, {"time": "2000-01-01T00:00:00.000000Z"}])
def test_a_head_that_was_changed_is_not_signed(draw, site, key_folder, change):
    append([draw()])
    heads.sign_heads(pause=NOW)
    changed = heads.Head.from_json({**newest(site).as_json(), **change})
    assert not changed.is_signed_by(keys.public_keys())


def test_each_head_grows_out_of_the_one_before(draw, site, key_folder):
    for count in (1, 3, 300, 2, 260):
        append([draw() for _ in range(count)])
        heads.sign_heads(pause=NOW)
        assert newest(site).root == merkle.root(hashes(site)).hex()
    with site_scope(site):
        assert Head.objects.count() == 5
        for head in Head.objects.all():
            path = merkle.consistency(head.n, 566, proofs.tree_of(site))
            top = bytes.fromhex(newest(site).root)
            assert merkle.is_extended(head.n, bytes(head.root), 566, top, path)


def test_every_entry_proves_that_it_is_under_the_newest_head(draw, site, key_folder):
    append([draw(refs={"number": str(number)}) for number in range(700)])
    heads.sign_heads(pause=NOW)
    with site_scope(site):
        for n in (1, 2, 255, 256, 257, 512, 513, 699, 700):
            proof = proofs.prove(site, n)
            assert proof["entry"]["refs"] == {"number": str(n - 1)}
            path = [bytes.fromhex(step) for step in proof["path"]]
            top = bytes.fromhex(proof["head"]["root"])
            assert merkle.is_included(bytes.fromhex(proof["hash"]), n - 1, 700, path, top)


def test_an_entry_without_a_head_over_it_is_not_provable_yet(draw, site, key_folder):
    append([draw()])
    with site_scope(site), pytest.raises(proofs.NotProvable, match="within a minute"):
        proofs.prove(site, 1)


def test_a_chain_gets_one_head_a_minute_at_most(draw, site, key_folder):
    append([draw()])
    heads.sign_heads()
    heads.sign_heads()  # the provider's chain: it has noted the new key
    append([draw()])
    assert heads.sign_heads() == 0
    assert newest(site).n == 1
    heads.sign_heads(pause=NOW)
    assert newest(site).n == 2


def test_with_nothing_to_sign_it_is_one_statement_and_needs_no_key(draw, site, key_folder, django_assert_num_queries):
    append([draw()])
    heads.sign_heads()
    heads.sign_heads()
    (key_folder / "signing.pem").unlink()
    with django_assert_num_queries(1):
        assert heads.sign_heads() == 0


def test_without_a_key_nothing_is_signed_and_one_sentence_says_so(draw, key_folder):
    append([draw()])
    (key_folder / "signing.pem").unlink()
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        heads.sign_heads(pause=NOW)


def test_a_new_key_is_written_into_the_providers_chain(draw, site, key_folder):
    append([draw()])
    heads.sign_heads(pause=NOW)
    key = keys.signing_key()
    assert {"id": key.id, "public": key.public.hex()}.items() <= heads.heads_published()["keys"][-1].items()
    heads.sign_heads(pause=NOW)
    provider = newest(PROVIDER_CHAIN)
    assert provider.is_signed_by({key.id: key.public})


def test_after_a_key_is_changed_old_heads_are_built_upon_if_the_old_key_is_kept(draw, site, key_folder, tmp_path):
    append([draw()])
    heads.sign_heads(pause=NOW)
    old = keys.signing_key()
    (key_folder / "signing.pem").unlink()
    keys.create(key_folder)
    append([draw()])
    with pytest.raises(heads.HeadsRefused, match="not signed by a key of the key folder"):
        heads.sign_heads(pause=NOW)
    (key_folder / "retired").mkdir()
    public = old.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (key_folder / "retired" / "2026.pem").write_bytes(public)
    heads.sign_heads(pause=NOW)
    assert newest(site).key == keys.signing_key().id != old.id


def refused_after(site: UUID) -> str:
    with pytest.raises(heads.HeadsRefused) as refused:
        heads.sign_heads(pause=NOW)
    return next(words for words in str(refused.value).split("; ") if str(site) in words)


def test_a_chain_cut_behind_its_head_is_not_signed_again(draw, site, key_folder, as_superuser):
    receipts = append([draw() for _ in range(4)])
    heads.sign_heads(pause=NOW)
    as_superuser("DELETE FROM ledger_entry WHERE site_id = %s AND n > 2", site)
    cut = "UPDATE ledger_chain SET n = 2, hash = decode(%s, 'hex') WHERE site_id = %s"
    as_superuser(cut, receipts[1].hash, site)
    assert "shorter than its newest signed head" in refused_after(site)


def test_a_chain_rewritten_behind_its_head_is_not_signed_again(draw, site, key_folder, as_superuser):
    append([draw() for _ in range(4)])
    heads.sign_heads(pause=NOW)
    as_superuser("UPDATE ledger_chain SET hash = sha256('forged') WHERE site_id = %s", site)
    append([draw()])
    assert "entry 5 does not follow on" in refused_after(site)


def test_a_frontier_that_was_changed_is_not_built_upon(draw, site, key_folder, as_superuser):
    append([draw() for _ in range(4)])
    heads.sign_heads(pause=NOW)
    as_superuser("UPDATE ledger_frontier SET peaks = ARRAY[sha256('forged')] WHERE site_id = %s", site)
    append([draw()])
    assert "frontier" in refused_after(site)


def test_a_newest_head_that_was_dropped_is_not_signed_over(draw, site, key_folder, as_superuser):
    append([draw() for _ in range(4)])
    heads.sign_heads(pause=NOW)
    as_superuser("DELETE FROM ledger_head WHERE site_id = %s", site)
    append([draw()])
    assert "is gone" in refused_after(site)


def test_one_broken_chain_does_not_keep_others_from_being_signed(draw, site, key_folder, as_superuser):
    other = UUID(int=site.int ^ 1)
    append([draw(), draw(site=other)])
    heads.sign_heads(pause=NOW)
    as_superuser("DELETE FROM ledger_head WHERE site_id = %s", site)
    append([draw(), draw(site=other)])
    refused_after(site)
    assert newest(other).n == 2


def test_many_chains_are_signed_in_batches(draw, key_folder, monkeypatch):
    monkeypatch.setattr(heads, "CHAINS", 2)
    sites = [UUID(int=number) for number in range(1, 8)]
    append([draw(site=site) for site in sites])
    heads.sign_heads(pause=NOW)
    assert all(newest(site).n == 1 for site in sites)


def test_a_long_backlog_is_signed_piece_by_piece(draw, site, key_folder, monkeypatch):
    monkeypatch.setattr(heads, "ENTRIES", 10)
    append([draw() for _ in range(25)])
    for signed in (10, 20, 25):
        heads.sign_heads(pause=NOW)
        assert newest(site).n == signed
    assert newest(site).root == merkle.root(hashes(site)).hex()
