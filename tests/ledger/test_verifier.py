"""The standalone verifier's own parts against the standards; whole exports are in test_tampering.py."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from coorum.base.ledger import canonical, merkle, verifier

# RFC 8032, 7.1: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_published_signatures_hold(public, message, signature):
    assert verifier.is_signed(*map(bytes.fromhex, (public, message, signature)))


def library_says(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@settings(max_examples=60)
@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(), flip=st.integers(0, 96 * 8 - 1) | st.none())
def test_it_agrees_with_the_library_on_signatures_good_and_bad(seed, message, flip):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    both = bytearray(private.public_key().public_bytes_raw() + private.sign(message))
    if flip is not None:
        both[flip // 8] ^= 1 << flip % 8
    public, signature = bytes(both[:32]), bytes(both[32:])
    assert verifier.is_signed(public, message, signature) == library_says(public, message, signature)


def test_a_signature_whose_number_is_too_large_is_refused():
    public, message, signature = (bytes.fromhex(part) for part in VECTORS[0])
    larger = int.from_bytes(signature[32:], "little") + verifier.ORDER
    assert not verifier.is_signed(public, message, signature[:32] + larger.to_bytes(32, "little"))


@pytest.mark.parametrize("signature", [b"", bytes(32), bytes(63), bytes(65)])
def test_a_signature_of_another_length_is_refused(signature):
    assert not verifier.is_signed(bytes.fromhex(VECTORS[0][0]), b"", signature)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)


@given(values)
def test_both_programs_write_the_same_text(value):
    assert verifier.canonical(value) == canonical.canonical(value)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70), st.data())
def test_both_programs_grow_the_same_trees(leaves, data):
    tree = verifier.Tree()
    for leaf in leaves:
        tree.push(leaf)
    assert tree.root() == merkle.root(leaves).hex()
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = merkle.inclusion(index, len(leaves), merkle.nodes_of(leaves))
    assert verifier.root_from_path(leaves[index], index, len(leaves), path) == tree.root()


def test_it_needs_the_standard_library_only():
    tree = ast.parse(Path(verifier.__file__).read_text())
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "neither an export nor a proof"),
        ("{}\n", "neither an export nor a proof"),
        ("no json", "not checked"),
        ("[]", "neither"),
        ('{"format":"coorum-ledger-proof-1"}', "not checked"),
        ('{"format":"coorum-ledger-export-1"}', "not checked"),
        ("[" * 100_000, "not checked"),
    ],
)
def test_what_is_no_export_cannot_be_checked(tmp_path, content, words):
    (tmp_path / "file").write_text(content)
    command = [sys.executable, "-I", "-S", verifier.__file__, str(tmp_path / "file")]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (2, "")
    assert words in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "1", '{"entry":1}', '{"entry":{}}', '{"leaf":{}}', '{"head":{}}', '{"key":{}}', '{"entry":{"n":1.5}}'],
)
def test_a_line_that_cannot_be_read_is_broken_and_said_where(tmp_path, capsys, line):
    first = {"format": "coorum-ledger-export-1", "chain": "x", "entries": 1, "leaves": 0, "made": ""}
    (tmp_path / "file").write_text(json.dumps(first) + "\n" + line + "\n")
    assert verifier.main([str(tmp_path / "file")]) in {1, 2}
    assert "entry 0" in capsys.readouterr().err
