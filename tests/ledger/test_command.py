import io
import json
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from coorum.base.ledger import heads, verifier
from coorum.base.ledger.entries import PROVIDER_CHAIN, append, note
from coorum.base.ledger.sealing import seal_once
from coorum.base.scope import scope_cleared


@pytest.fixture
def receipts(draw, key_folder):
    """Three entries and a sealed leaf, under a head."""
    receipts = append([draw(payload={"name": "花"}), draw(key=uuid4()), draw()])
    note([draw(kind="provision.member.viewed")])
    seal_once()
    heads.sign_heads()
    heads.sign_heads()
    return receipts


def run(*arguments: object) -> str:
    out = io.StringIO()
    with scope_cleared():
        call_command("ledger", *map(str, arguments), stdout=out)
    return out.getvalue()


def fails(*arguments: object) -> tuple[int, str]:
    with pytest.raises(CommandError) as error:
        run(*arguments)
    return error.value.returncode, str(error.value)


def test_an_honest_chain_holds(receipts, site):
    assert run("verify", "--site", site) == f"holds   chain {site}: 4 entries, 1 leaves, 1 heads, 1 payloads\n"


def test_without_a_site_every_chain_is_verified(receipts, site):
    found = run("verify")
    assert f"chain {site}:" in found
    assert "the provider's chain:" in found
    assert "BROKEN" not in found


def test_a_broken_chain_is_named_and_ends_with_1(as_superuser, receipts, site):
    as_superuser("UPDATE ledger_entry SET actor = 'staff' WHERE site_id = %s AND n = 2", site)
    assert fails("verify", "--site", site) == (1, "the evidence is broken")


@pytest.mark.parametrize("since", ["5", "2020-01-01", "2999-12-31", "2999-12-31T10:00:00+09:00"])
def test_it_may_begin_at_a_head(receipts, draw, site, since):
    append([draw(), draw()])
    whole = since == "2020-01-01"
    assert f"chain {site}: {6 if whole else 2} entries" in run("verify", "--site", site, "--since", since)


def test_it_may_draw_a_sample(receipts, site):
    assert f"chain {site}: 3 entries" in run("verify", "--site", site, "--sample", 3)


def test_kept_heads_are_compared(receipts, site, tmp_path):
    published = heads.heads_published()
    (tmp_path / "heads.json").write_text(json.dumps(published))
    assert f"chain {site}: 4 entries, 1 leaves, 2 heads" in run("verify", "--site", site, "--heads", tmp_path)


def test_a_chain_known_from_a_kept_head_only_is_broken(as_superuser, receipts, site, tmp_path):
    (tmp_path / "heads.json").write_text(json.dumps(heads.heads_published(site)))
    for table in ("entry", "chain", "head", "leaf", "opening", "frontier"):
        as_superuser(f"DELETE FROM ledger_{table} WHERE site_id = %s", site)
    assert fails("verify", "--heads", tmp_path)[0] == 1


@pytest.mark.parametrize("content", [None, "no json", "[]", "{}", '{"format":"x","heads":[]}'])
def test_heads_that_cannot_be_read_end_with_2(receipts, site, tmp_path, content):
    if content is not None:
        (tmp_path / "heads.json").write_text(content)
    code, words = fails("verify", "--site", site, "--heads", tmp_path)
    assert (code, "heads" in words) == (2, True)


def test_a_strangers_head_does_not_accuse_us(receipts, site, tmp_path):
    published = heads.heads_published(site)
    published["heads"][0]["n"] = 99
    (tmp_path / "heads.json").write_text(json.dumps(published))
    code, words = fails("verify", "--site", site, "--heads", tmp_path)
    assert code == 2
    assert "at entry 99 is not signed by a known key" in words


def test_a_missing_key_ends_with_2(receipts, site, key_folder):
    (key_folder / "signing.pem").unlink()
    assert fails("verify", "--site", site)[0] == 2


@pytest.mark.parametrize("name", ["nowhere", ""])
def test_an_unknown_site_ends_with_2(receipts, name):
    assert fails("export", "--site", name, "/dev/null")[0] == 2


def test_a_proof_holds_offline(receipts, site, tmp_path, capsys):
    for receipt in (receipts[0], f"{site}:2", receipts[2]):
        (tmp_path / "proof.json").write_text(run("prove", receipt))
        assert verifier.main([str(tmp_path / "proof.json")]) == 0
        assert "is under the head of" in capsys.readouterr().out


def test_an_entry_is_proved_by_its_key_too(draw, key_folder, site):
    key = uuid4()
    append([draw(), draw(key=key)])
    heads.sign_heads()
    assert json.loads(run("prove", f"{site}:{key}"))["entry"]["n"] == 2


@pytest.mark.parametrize("change", ["entry", "head", "path", "hash"])
def test_a_proof_that_was_changed_does_not_hold(receipts, tmp_path, change):
    proof = json.loads(run("prove", receipts[1]))
    match change:
        case "entry":
            proof["entry"]["actor"] = "staff"
        case "head":
            proof["head"]["n"] = 5
        case "path":
            proof["path"][0] = "0" * 64
        case "hash":
            proof["hash"] = "0" * 64
    (tmp_path / "proof.json").write_text(json.dumps(proof))
    assert verifier.main([str(tmp_path / "proof.json")]) == 1


@pytest.mark.parametrize(
    ("receipt", "code"), [("x", 2), ("{site}:9", 2), ("{site}:1:" + "0" * 64, 1), ("{site}:{site}", 2)]
)
def test_a_receipt_that_proves_nothing_says_why(receipts, site, receipt, code):
    assert fails("prove", receipt.format(site=site))[0] == code


def test_an_export_holds_under_a_bare_python(receipts, site, tmp_path):
    file = tmp_path / "export.jsonl"
    assert run("export", "--site", site, file, "--openings") == f"4 entries written to {file}\n"
    command = [sys.executable, "-I", "-S", verifier.__file__, str(file)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
    assert f"chain {site} holds: 4 entries, 1 leaves, 1 heads, 1 payloads" in found.stdout


def test_the_providers_chain_is_exported_by_its_name(receipts, tmp_path):
    file = tmp_path / "export.jsonl"
    run("export", "--site", "provider", file)
    assert json.loads(file.read_text().splitlines()[0])["chain"] == str(PROVIDER_CHAIN)
    assert verifier.main([str(file)]) == 0


def test_the_format_document_names_every_part_of_an_export(receipts, site, tmp_path):
    paper = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text()
    file = tmp_path / "export.jsonl"
    run("export", "--site", site, file, "--openings")
    names = {name for line in file.read_text().splitlines() for name in keys_of(json.loads(line))}
    assert {name for name in names if f'"{name}"' not in paper and f"`{name}`" not in paper} == {"name"}


def keys_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(keys_of, value.values()))
    return set()
