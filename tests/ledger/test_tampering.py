"""Every way to forge a chain, done as a superuser with triggers off; both verifiers must see it."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from coorum.base.ledger import heads, verifier
from coorum.base.ledger.entries import append, note
from coorum.base.ledger.export import export
from coorum.base.ledger.heads import Head, heads_published
from coorum.base.ledger.sealing import seal_once
from coorum.base.ledger.verify import chains, verify, verify_sample
from coorum.base.scope import site_scope
from tests.ledger.openings import erase_openings

NOW = timedelta(0)
Tamper = Callable[..., None]


class Ledger:
    """A chain of 16 entries: 8 legal ones, a seal of 5 leaves, a head over these 9; then 6 more, a seal of 2, a head."""

    def __init__(self, site: UUID, draw: Any, tamper: Tamper, folder: Path) -> None:
        self.site, self.draw, self.run, self.folder = site, draw, tamper, folder
        self.grow(8, leaves=5)
        self.early = heads_published(site)
        self.grow(6, leaves=2)
        self.late = heads_published(site)

    def grow(self, entries: int, *, leaves: int = 0) -> None:
        numbers = range(entries)
        append([self.draw(refs={"number": str(number)}, payload={"name": f"花{number}"}) for number in numbers])
        note([self.draw(kind="provision.member.viewed", payload={"leaf": number}) for number in range(leaves)])
        seal_once()
        heads.sign_heads(pause=NOW)

    def make_anew(self, *, first: int) -> None:
        """Hash everything from entry `first` on as if it had always been so, and set the chain's record right."""
        self.run(
            """
            WITH RECURSIVE anew (n, prev, hash) AS (
                SELECT %(first)s::bigint - 1, sha256(''), coalesce(
                    (SELECT hash FROM ledger_entry WHERE site_id = %(site)s AND n = %(first)s - 1), %(zeros)s)
                UNION ALL
                SELECT e.n, a.hash, ledger_hash('coorum ledger entry 1', ledger_entry_text(e.site_id, e.n, e.kind, e.version,
                    e.at, e.actor, e.subject, e.refs, e.commitment, e.key, a.hash))
                FROM anew a JOIN ledger_entry e ON e.site_id = %(site)s AND e.n = a.n + 1
            ), entries AS (
                UPDATE ledger_entry e SET prev = a.prev, hash = a.hash FROM anew a
                WHERE e.site_id = %(site)s AND e.n = a.n AND a.n >= %(first)s
            )
            UPDATE ledger_chain SET (n, hash) = (SELECT n, hash FROM anew ORDER BY n DESC LIMIT 1) WHERE site_id = %(site)s
            """,
            {"site": self.site, "first": first, "zeros": bytes(32)},
        )

    def renumber(self, after: int, by: int) -> None:
        """Make room after an entry, or close a gap."""
        self.run("UPDATE ledger_entry SET n = n + 1000 WHERE site_id = %s AND n > %s", self.site, after)
        self.run("UPDATE ledger_entry SET n = n - 1000 + %s WHERE site_id = %s AND n > 1000", by, self.site)

    def cut(self, *, after: int) -> None:
        """Cut the entries after one off, and set the chain's record back."""
        self.run("DELETE FROM ledger_entry WHERE site_id = %s AND n > %s", self.site, after)
        self.run("DELETE FROM ledger_leaf WHERE site_id = %s AND seal > %s", self.site, after)
        self.run(
            """UPDATE ledger_chain c SET n = e.n, hash = e.hash, leaves = 5 FROM ledger_entry e
               WHERE c.site_id = %s AND e.site_id = c.site_id AND e.n = %s""",
            self.site,
            after,
        )

    def drop_heads(self, *, after: int) -> None:
        self.run("DELETE FROM ledger_head WHERE site_id = %s AND n > %s", self.site, after)

    def witnesses(self, published: dict[str, Any]) -> list[Head]:
        return [Head.from_json(head) for head in published["heads"]]

    def verifier_says(self, capsys: Any, *options: dict[str, Any], openings: bool = True) -> tuple[int, str]:
        """The standalone verifier's exit code and words on an export made now."""
        file = self.folder / "export.jsonl"
        with file.open("w") as lines:
            export(self.site, lines, openings=openings)
        copies = []
        for number, published in enumerate(options):
            copies.append(self.folder / f"heads{number}.json")
            copies[-1].write_text(json.dumps(published))
        code = verifier.main([str(file), *(["--heads", *map(str, copies)] if copies else [])])
        said = capsys.readouterr()
        return code, said.out + said.err


@pytest.fixture
def ledger(site: UUID, draw: Any, as_superuser: Tamper, key_folder: Path, tmp_path: Path) -> Ledger:
    return Ledger(site, draw, as_superuser, tmp_path)


def test_an_honest_chain_holds_for_both(ledger, capsys):
    report = verify(ledger.site, witnesses=ledger.witnesses(ledger.early))
    assert (report.fault, report.entries, report.leaves, report.heads, report.openings) == ("", 16, 7, 3, 21)
    code, words = ledger.verifier_says(capsys, ledger.early, ledger.late)
    assert code == 0
    assert re.search("holds: 16 entries, 7 leaves, . heads, 21 payloads", words)


def test_an_honest_chain_holds_from_its_middle_on_and_by_sample(ledger):
    report = verify(ledger.site, since=12, witnesses=ledger.witnesses(ledger.early))
    assert (report.fault, report.entries) == ("", 7)
    sample = verify_sample(ledger.site, 10)
    assert (sample.fault, sample.entries) == ("", 10)


def test_every_chain_is_found(ledger):
    assert ledger.site in chains()
    assert UUID(int=0) in chains()


def test_a_chain_with_erased_openings_holds_for_both(ledger, capsys):
    with site_scope(ledger.site):
        assert erase_openings(ledger.site, entries=[1, 2, 3]) == 3
    report = verify(ledger.site)
    assert (report.fault, report.openings) == ("", 18)
    assert ledger.verifier_says(capsys)[0] == 0


def test_an_export_without_openings_holds_and_shows_no_payload(ledger, capsys):
    code, words = ledger.verifier_says(capsys, openings=False)
    assert (code, "0 payloads" in words) == (0, True)
    assert "花" not in (ledger.folder / "export.jsonl").read_text()
    assert "name" not in (ledger.folder / "export.jsonl").read_text()


#: Name, what is done, what the house's verifier says, what the standalone one says.
WAYS = {
    "edit a ref": (
        lambda do: do.run("""UPDATE ledger_entry SET refs = '{"number":"99"}' WHERE site_id = %s AND n = 5""", do.site),
        "entry 5 of chain .* was changed",
        "entry 5 was changed",
    ),
    "edit the subject": (
        lambda do: do.run("UPDATE ledger_entry SET subject = 'x' WHERE site_id = %s AND n = 5", do.site),
        "entry 5 of chain .* was changed",
        "entry 5 was changed",
    ),
    "edit the time by a microsecond": (
        lambda do: do.run(
            "UPDATE ledger_entry SET at = at + interval '1 microsecond' WHERE site_id = %s AND n = 5", do.site
        ),
        "entry 5 of chain .* was changed",
        "entry 5 was changed",
    ),
    "edit the key": (
        lambda do: do.run("UPDATE ledger_entry SET key = gen_random_uuid() WHERE site_id = %s AND n = 5", do.site),
        "entry 5 of chain .* was changed",
        "entry 5 was changed",
    ),
    "edit the commitment": (
        lambda do: do.run("UPDATE ledger_entry SET commitment = sha256('x') WHERE site_id = %s AND n = 5", do.site),
        "entry 5 of chain .* was changed",
        "entry 5 was changed",
    ),
    "edit a hash": (
        lambda do: do.run("UPDATE ledger_entry SET hash = sha256('x') WHERE site_id = %s AND n = 5", do.site),
        "entry 5 of chain .* was changed",
        "entry 5 was changed",
    ),
    "edit prev": (
        lambda do: do.run("UPDATE ledger_entry SET prev = sha256('x') WHERE site_id = %s AND n = 5", do.site),
        "entry 5 of chain .* was changed",
        "entry 5 was changed",
    ),
    "edit with its own hash made anew": (
        lambda do: do.run(
            """UPDATE ledger_entry SET actor = 'staff', hash = ledger_hash('coorum ledger entry 1', ledger_entry_text(
                site_id, n, kind, version, at, 'staff', subject, refs, commitment, key, prev))
               WHERE site_id = %s AND n = 5""",
            do.site,
        ),
        "entry 6 of chain .* does not follow on entry 5",
        "entry 6 does not follow on entry 5",
    ),
    "edit with every hash made anew": (
        lambda do: (
            do.run("UPDATE ledger_entry SET actor = 'staff' WHERE site_id = %s AND n = 5", do.site),
            do.make_anew(first=5),
        ),
        "not the one that was signed at entry 9",
        "not the chain that was signed at entry",
    ),
    "drop one": (
        lambda do: do.run("DELETE FROM ledger_entry WHERE site_id = %s AND n = 5", do.site),
        "entry 5 of chain .* is not in its place: 6 stands there",
        "entry 5 is not in its place: entry 6",
    ),
    "drop the first": (
        lambda do: do.run("DELETE FROM ledger_entry WHERE site_id = %s AND n = 1", do.site),
        "entry 1 of chain .* is not in its place",
        "entry 1 is not in its place",
    ),
    "drop one and number the rest anew": (
        lambda do: (
            do.run("DELETE FROM ledger_entry WHERE site_id = %s AND n = 3", do.site),
            do.renumber(after=3, by=-1),
            do.make_anew(first=3),
            do.drop_heads(after=15),
            do.run("UPDATE ledger_leaf SET seal = seal - 1 WHERE site_id = %s", do.site),
        ),
        "not the one that was signed at entry 9",
        "not the chain that was signed at entry 9",
    ),
    "add one in between": (
        lambda do: (
            do.renumber(after=5, by=1),
            do.run(
                """INSERT INTO ledger_entry SELECT site_id, 6, kind, version, at, 'staff', subject, refs, NULL, NULL, prev, hash
                   FROM ledger_entry WHERE site_id = %s AND n = 5""",
                do.site,
            ),
        ),
        "entry 6 of chain .* was changed",
        "entry 6 was changed",
    ),
    "add one in between with every hash made anew": (
        lambda do: (
            do.renumber(after=5, by=1),
            do.run(
                """INSERT INTO ledger_entry SELECT site_id, 6, kind, version, at, 'staff', subject, refs, NULL, NULL, prev, hash
                   FROM ledger_entry WHERE site_id = %s AND n = 5""",
                do.site,
            ),
            do.run("UPDATE ledger_leaf SET seal = seal + 1 WHERE site_id = %s", do.site),
            do.make_anew(first=6),
        ),
        "not the one that was signed at entry 9",
        "not the chain that was signed at entry 16",
    ),
    "add one at the end without moving the record": (
        lambda do: do.run(
            """INSERT INTO ledger_entry SELECT site_id, 17, kind, version, at, actor, subject, refs, NULL, NULL, hash, hash
               FROM ledger_entry WHERE site_id = %s AND n = 16""",
            do.site,
        ),
        "entry 17 of chain .* was changed",
        "entry 17 was changed",
    ),
    "swap two": (
        lambda do: (
            do.run("UPDATE ledger_entry SET n = n + 1000 WHERE site_id = %s AND n IN (3, 4)", do.site),
            do.run("UPDATE ledger_entry SET n = 1007 - n WHERE site_id = %s AND n > 1000", do.site),
        ),
        "entry 3 of chain .* was changed",
        "entry 3 was changed",
    ),
    "replay one at the end": (
        lambda do: (
            do.run(
                """INSERT INTO ledger_entry SELECT site_id, 17, kind, version, at, actor, subject, refs, NULL, NULL, prev, hash
                   FROM ledger_entry WHERE site_id = %s AND n = 2""",
                do.site,
            ),
            do.run("UPDATE ledger_chain SET n = 17 WHERE site_id = %s", do.site),
        ),
        "entry 17 of chain .* was changed",
        "entry 17 was changed",
    ),
    "cut without moving the record": (
        lambda do: do.run("DELETE FROM ledger_entry WHERE site_id = %s AND n > 14", do.site),
        "ends with entry 14, and a signed head covers 16",
        "announced",
    ),
    "cut and set the record back": (
        lambda do: do.cut(after=12),
        "ends with entry 12, and a signed head covers 16",
        None,
    ),
    "edit a leaf": (
        lambda do: do.run("UPDATE ledger_leaf SET actor = 'staff' WHERE site_id = %s AND number = 3", do.site),
        "leaf 3 of chain .*, sealed by entry 9, is missing or was changed",
        "leaf 3, sealed by entry 9, was changed",
    ),
    "edit a leaf with its hash made anew": (
        lambda do: do.run(
            """UPDATE ledger_leaf SET actor = 'staff', hash = ledger_hash('coorum ledger leaf 1', ledger_leaf_text(
                site_id, id, kind, version, at, 'staff', subject, refs, commitment))
               WHERE site_id = %s AND number = 3""",
            do.site,
        ),
        "leaves 1 to 5 of chain .* are not those that entry 9 sealed",
        "leaves 1 to 5 are not those that entry 9 sealed",
    ),
    "drop a leaf": (
        lambda do: do.run("DELETE FROM ledger_leaf WHERE site_id = %s AND number = 3", do.site),
        "leaf 3 of chain .*, sealed by entry 9, is missing",
        "leaf 4 after entry 9 is not in its place",
    ),
    "drop the last leaf": (
        lambda do: do.run("DELETE FROM ledger_leaf WHERE site_id = %s AND number = 7", do.site),
        "leaf 7 of chain .*, sealed by entry 16, is missing",
        "leaf 7, sealed by entry 16, is missing",
    ),
    "swap two leaves": (
        lambda do: (
            do.run("UPDATE ledger_leaf SET number = -number WHERE site_id = %s AND number IN (1, 2)", do.site),
            do.run("UPDATE ledger_leaf SET number = 3 + number WHERE site_id = %s AND number < 0", do.site),
        ),
        "leaves 1 to 5 of chain .* are not those",
        "leaves 1 to 5 are not those",
    ),
    "add a leaf behind the last seal": (
        lambda do: do.run(
            """INSERT INTO ledger_leaf SELECT site_id, gen_random_uuid(), kind, version, at, actor, subject, refs, commitment,
                hash, seal, 8 FROM ledger_leaf WHERE site_id = %s AND number = 7""",
            do.site,
        ),
        "has 7 sealed leaves on record, and has not just these",
        "announced",
    ),
    "move a leaf under another seal": (
        lambda do: do.run("UPDATE ledger_leaf SET seal = 16 WHERE site_id = %s AND number = 5", do.site),
        "leaf 5 of chain .*, sealed by entry 9, is missing or was changed",
        "leaf 5, sealed by entry 9, is missing",
    ),
    "edit a payload": (
        lambda do: do.run(
            """UPDATE ledger_opening o SET payload = '{"name": "x"}' FROM ledger_entry e
               WHERE e.site_id = %s AND e.n = 4 AND o.site_id = e.site_id AND o.commitment = e.commitment""",
            do.site,
        ),
        "the payload of entry 4 of chain .* is not the one",
        "the payload of entry 4 is not the one",
    ),
    "edit a salt": (
        lambda do: do.run(
            """UPDATE ledger_opening o SET salt = sha256('x') FROM ledger_entry e
               WHERE e.site_id = %s AND e.n = 4 AND o.site_id = e.site_id AND o.commitment = e.commitment""",
            do.site,
        ),
        "the payload of entry 4 of chain .* is not the one",
        "the payload of entry 4 is not the one",
    ),
    "edit a head": (
        lambda do: do.run("UPDATE ledger_head SET root = sha256('x') WHERE site_id = %s AND n = 16", do.site),
        "the head of chain .* at entry 16 is not signed by a key",
        "the head at entry 16 is not signed by the key",
    ),
    "move a head": (
        lambda do: do.run("UPDATE ledger_head SET n = 15 WHERE site_id = %s AND n = 16", do.site),
        "the head of chain .* at entry 15 is not signed by a key",
        "the head at entry 15 is not signed by the key",
    ),
    "put another public key under the name": (
        lambda do: do.run("UPDATE ledger_key SET public = sha256('x') WHERE id = %s", do.late["heads"][0]["key"]),
        None,
        "is not the key of that name",
    ),
    "set the record back": (
        lambda do: do.run("UPDATE ledger_chain SET n = 10 WHERE site_id = %s", do.site),
        "has entry 10 on record as its last, and has entries up to 16",
        None,
    ),
    "put another hash on record": (
        lambda do: do.run("UPDATE ledger_chain SET hash = sha256('x') WHERE site_id = %s", do.site),
        "has another hash on record for its last entry, 16",
        None,
    ),
    "put another count of leaves on record": (
        lambda do: do.run("UPDATE ledger_chain SET leaves = 6 WHERE site_id = %s", do.site),
        "6 sealed leaves on record",
        None,
    ),
    "drop the record": (
        lambda do: do.run("DELETE FROM ledger_chain WHERE site_id = %s", do.site),
        "has entry 0 on record as its last, and has entries up to 16",
        None,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_both_verifiers_see_it(ledger, capsys, way):
    """Where one of them is None, only the other can see it: by the chain's record, or by the keys."""
    forge, house_says, standalone_says = WAYS[way]
    forge(ledger)
    fault = verify(ledger.site).fault
    assert bool(fault) == bool(house_says), fault
    if house_says:
        assert re.search(house_says, fault), fault
    code, words = ledger.verifier_says(capsys)
    assert code == (1 if standalone_says else 0), words
    if standalone_says:
        assert re.search(standalone_says, words), words


def test_a_chain_cut_together_with_its_heads_is_seen_by_a_kept_head_only(ledger, capsys):
    ledger.cut(after=9)
    ledger.drop_heads(after=9)
    assert verify(ledger.site).fault == ""
    assert "a signed head covers 16: it was cut" in verify(ledger.site, witnesses=ledger.witnesses(ledger.late)).fault
    assert ledger.verifier_says(capsys)[0] == 0
    code, words = ledger.verifier_says(capsys, ledger.late)
    assert (code, "it was cut" in words) == (1, True)


def test_a_second_history_is_seen_by_a_kept_head_only(ledger, capsys):
    ledger.cut(after=9)
    ledger.drop_heads(after=9)
    frontier = "UPDATE ledger_frontier SET n = 9, peaks = %s WHERE site_id = %s"
    ledger.run(frontier, peaks_of(ledger.site), ledger.site)
    ledger.grow(10, leaves=1)
    assert verify(ledger.site).fault == ""
    assert "signed at entry 16" in verify(ledger.site, witnesses=ledger.witnesses(ledger.late)).fault
    assert "signed at entry 16" in verify(ledger.site, since=30, witnesses=ledger.witnesses(ledger.late)).fault
    assert ledger.verifier_says(capsys)[0] == 0
    code, words = ledger.verifier_says(capsys, ledger.late)
    assert (code, "not the chain that was signed at entry 16" in words) == (1, True)


def peaks_of(site: UUID) -> list[bytes]:
    from coorum.base.ledger import merkle, proofs

    return merkle.frontier_of(9, proofs.tree_of(site)).peaks


def test_a_rewritten_beginning_is_seen_from_the_middle_on_too(ledger):
    ledger.run("UPDATE ledger_entry SET actor = 'staff' WHERE site_id = %s AND n = 5", ledger.site)
    ledger.make_anew(first=5)
    assert "was signed at entry 9" in verify(ledger.site, since=12).fault


def test_a_sample_sees_an_edited_entry(ledger):
    ledger.run("UPDATE ledger_entry SET actor = 'staff' WHERE site_id = %s AND n = 5", ledger.site)
    assert "entry 5 of chain" in verify_sample(ledger.site, 16).fault


def test_the_standalone_verifier_sees_any_line_that_is_dropped_doubled_or_moved(ledger, capsys):
    assert ledger.verifier_says(capsys)[0] == 0
    file = ledger.folder / "export.jsonl"
    lines = file.read_text().splitlines()
    evidence = [number for number, line in enumerate(lines) if line.startswith(('{"entry"', '{"leaf"'))]
    assert len(evidence) == 23
    for number in evidence:
        before, line, after = lines[:number], lines[number], lines[number + 1 :]
        for forged in ([*before, *after], [*before, line, line, *after], [*before, *after[:1], line, *after[1:]]):
            file.write_text("\n".join(forged) + "\n")
            assert verifier.main([str(file)]) == (0 if forged == lines else 1), line


def test_an_export_holds_the_last_head_of_each_day(ledger, capsys):
    ledger.grow(2)
    ledger.run("UPDATE ledger_head SET at = at - interval '1 day' WHERE site_id = %s AND n < 18", ledger.site)
    file = ledger.folder / "export.jsonl"
    with file.open("w") as lines:
        export(ledger.site, lines)
    found = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["head"]["n"] for line in found if "head" in line] == [16, 18]
