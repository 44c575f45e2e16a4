"""The trees against the definitions of RFC 6962, section 2.1, written out naively here."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorum.base.ledger import merkle

# The test vectors of the certificate transparency reference implementation: eight leaves, the roots of the first n.
LEAVES = [bytes.fromhex(text) for text in
          ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def naive(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\1" + naive(leaves[:half]) + naive(leaves[half:])).digest()


def some(size: int) -> list[bytes]:
    return [f"leaf {number}".encode() for number in range(size)]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_vectors_hold(size):
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize("size", range(70))
def test_lists_and_frontiers_have_the_root_of_the_definition(size):
    frontier = merkle.Frontier()
    for data in some(size):
        frontier.push(data)
    assert frontier.root() == merkle.root(some(size)) == naive(some(size))


@pytest.mark.parametrize("size", [16, 17, 31, 48, 64])
def test_a_frontier_may_grow_by_whole_subtrees(size):
    leaves, frontier = some(size), merkle.Frontier()
    for start in range(0, size - 15, 16):
        frontier.add(merkle.root(leaves[start : start + 16]), level=4)
    for data in leaves[frontier.size :]:
        frontier.push(data)
    assert frontier.root() == naive(leaves)


def test_the_nodes_a_frontier_closes_are_the_nodes_of_the_tree():
    leaves, frontier, closed = some(70), merkle.Frontier(), []
    for data in leaves:
        frontier.push(data, closed)
    node = merkle.nodes_of(leaves)
    assert len(closed) == sum(70 >> level for level in range(1, 7))
    assert all(node(level, index) == found for level, index, found in closed)


@pytest.mark.parametrize("size", range(40))
def test_a_frontier_rebuilt_from_nodes_grows_as_if_it_had_always_been_there(size):
    leaves = some(60)
    frontier = merkle.frontier_of(size, merkle.nodes_of(leaves))
    for data in leaves[size:]:
        frontier.push(data)
    assert frontier.root() == naive(leaves)


@pytest.mark.parametrize("size", range(1, 34))
def test_every_leaf_proves_its_inclusion_and_nothing_else(size):
    leaves, top = some(size), naive(some(size))
    for index in range(size):
        path = merkle.inclusion(index, size, merkle.nodes_of(leaves))
        assert merkle.is_included(leaves[index], index, size, path, top)
        assert not merkle.is_included(b"another", index, size, path, top)
        assert not merkle.is_included(leaves[index], index + 1, size, path, top)
        assert not merkle.is_included(leaves[index], index, size, [*path, top], top)
        assert not path or not merkle.is_included(leaves[index], index, size, path[:-1], top)


@pytest.mark.parametrize("new", range(1, 34))
def test_every_tree_proves_that_it_extends_each_earlier_one(new):
    leaves, top = some(new), naive(some(new))
    for old in range(1, new + 1):
        path = merkle.consistency(old, new, merkle.nodes_of(leaves))
        assert merkle.is_extended(old, naive(leaves[:old]), new, top, path)
        assert not merkle.is_extended(old, naive(some(old - 1)), new, top, path)
        assert not merkle.is_extended(old, naive(leaves[:old]), new, naive(some(new + 1)), path)
        assert not merkle.is_extended(old, naive(leaves[:old]), new, top, [*path, top])


@given(st.data(), st.integers(1, 300))
def test_a_changed_history_extends_no_earlier_head(data, new):
    leaves = some(new)
    old = data.draw(st.integers(1, new))
    forged = list(leaves)
    forged[data.draw(st.integers(0, old - 1))] = b"forged"
    path = merkle.consistency(old, new, merkle.nodes_of(forged))
    assert not merkle.is_extended(old, naive(leaves[:old]), new, naive(forged), path)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_outside_the_tree_has_no_path(index, size):
    with pytest.raises(ValueError, match="is not among"):
        merkle.inclusion(index, size, merkle.nodes_of(some(3)))
    assert not merkle.is_included(b"", index, size, [], merkle.EMPTY)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_a_tree_extends_only_smaller_ones(old, new):
    with pytest.raises(ValueError, match="does not extend"):
        merkle.consistency(old, new, merkle.nodes_of(some(3)))
    assert not merkle.is_extended(old, merkle.EMPTY, new, naive(some(new)), [])
