"""Proofs: what is asked, what is found, and that it is written down where nobody can change it."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM
from coorum.base.ledger.models import Entry
from coorum.base.scope import PROVIDER, provider_scope
from coorum.promises import actions, queries, tasks
from coorum.promises.bundle import bundle_of
from coorum.promises.models import Proof
from coorum.promises.proofs import checks
from coorum.promises.registry import promises
from coorum.promises.watermarks import digest_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_every_check_proves_a_promise_of_the_book() -> None:
    assert {one for check in checks() for one in check.promises} <= set(promises())
    names = [check.name for check in checks()]
    assert len(names) == len(set(names))


def test_what_has_no_check_is_not_measured_and_says_why(cast: Cast) -> None:
    with provider_scope():
        actions.run_proofs(SYSTEM)
        states = queries.promise_states()
    silent = [one.promise.id for one in states if one.verdict == "not-measured" and not one.findings]
    assert [one for one in silent if not promises()[one].why_ja and not promises()[one].controls] == []


def test_no_promise_is_called_kept_without_a_finding(cast: Cast) -> None:
    with provider_scope():
        proofs = actions.run_proofs(SYSTEM)
    assert [one.promise for one in proofs if one.verdict == "kept" and not one.findings] == []


def test_in_a_house_that_does_as_it_says_nothing_is_broken(cast: Cast) -> None:
    with provider_scope():
        proofs = actions.run_proofs(SYSTEM)
    broken = {one["check"] for proof in proofs for one in proof.findings if one["verdict"] == "broken"}
    # Tests hash passwords the quick way, the cast has no privacy officer, and nobody made its sites: the proofs see it.
    assert broken == {
        "accounts.passwords_cannot_be_read_back",
        "hosts.every_host_is_given_or_proved",
        "organisation.somebody_is_responsible",
    }


def test_attempts_leave_nothing_behind(cast: Cast) -> None:
    from coorum.accounts.models import Person

    people = Person.objects.count()
    with provider_scope():
        actions.run_proofs(SYSTEM, ids=["P9.1", "P6.1", "P13.1"])
    assert Person.objects.count() == people


def test_a_round_stands_in_the_evidence_with_the_digest_of_each_proof(cast: Cast) -> None:
    with provider_scope():
        proof = actions.run_proofs(SYSTEM, ids=["P3.6"])[0]
    with provider_scope():
        entry = Entry.objects.get(site_id=PROVIDER, key=proof.round)
    assert entry.kind == "promises.promises.proved"
    assert digest_of(Proof.objects.get(id=proof.id)) == proof.digest


def test_a_proof_cannot_be_edited_or_deleted(cast: Cast) -> None:
    with provider_scope():
        proof = actions.run_proofs(SYSTEM, ids=["P3.6"])[0]
        for change in (lambda: Proof.objects.filter(id=proof.id).update(verdict="kept"), proof.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_a_proof_that_is_overdue_puts_the_promise_at_risk(cast: Cast) -> None:
    with provider_scope():
        with clock.held_at(clock.now() - 3 * promises()["P13.4"].cadence):
            actions.run_proofs(SYSTEM, ids=["P13.4"])
        state = queries.promise_state("P13.4")
        assert state is not None
        assert (state.proof.verdict, state.verdict) == ("kept", "at-risk")
        assert "P13.4" in queries.due_promises(clock.now())


def test_a_new_house_tries_again_soon_what_it_could_not_measure(cast: Cast) -> None:
    """And when it is new no more, at its cadence like everything else."""
    with provider_scope():
        actions.run_due_proofs()
        last = Proof.objects.latest("measured_at").measured_at
        first = Proof.objects.earliest("measured_at").measured_at
        unmeasured = set(Proof.objects.filter(verdict="not-measured").values_list("promise", flat=True))
        assert "P4.2" in unmeasured
        assert queries.due_promises(first + queries.TRY_AGAIN - timedelta(microseconds=1)) == []
        assert unmeasured <= set(queries.due_promises(last + queries.TRY_AGAIN))
        weekly = {one for one, told in promises().items() if told.cadence > timedelta(days=3)} & unmeasured
        assert weekly & set(queries.due_promises(first + queries.NEW_FOR + timedelta(seconds=1))) == set()


def test_what_was_just_proved_is_not_due(cast: Cast) -> None:
    with provider_scope():
        actions.run_proofs(SYSTEM)
        assert actions.run_due_proofs() == []
        assert queries.due_promises(clock.now() + timedelta(days=8)) == list(promises())


def test_a_bundle_waits_for_the_signature(cast: Cast) -> None:
    with provider_scope():
        actions.run_proofs(SYSTEM, ids=["P13.1"])
        state = queries.promise_state("P13.1")
    with pytest.raises(Refused) as refusal:
        bundle_of(state)
    assert refusal.value.code == "not_signed"


def test_the_evidence_of_a_round_is_signed_at_once(cast: Cast) -> None:
    """By a task of its own: a chain that cannot be signed must not undo the proof that says so."""
    with provider_scope():
        tasks.prove.shell()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [tasks.sign_round.name])
        assert cursor.fetchone() == (1,)
    with provider_scope():
        tasks.sign_round.shell()
        state = queries.promise_state("P13.1")
        assert state is not None
        assert bundle_of(state)


@pytest.fixture
def archive(cast: Cast, tmp_path: Path) -> Path:
    """A proof, unpacked as whoever took it away has it."""
    from coorum.base.ledger.heads import sign_heads

    with provider_scope():
        actions.run_proofs(SYSTEM, ids=["P13.1"])
    sign_heads()
    with provider_scope():
        state = queries.promise_state("P13.1")
    with zipfile.ZipFile(io.BytesIO(bundle_of(state))) as packed:
        packed.extractall(tmp_path)
    return tmp_path


def _check(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-I", "-c", RUN, str(folder)], capture_output=True, text=True, check=False)


RUN = """
import runpy, sys
folder = sys.argv.pop()
sys.path.insert(0, folder)
sys.argv = ["check.py"]
runpy.run_path(folder + "/check.py", run_name="__main__")
"""


def test_a_bundle_checks_itself_offline(archive: Path) -> None:
    answer = _check(archive)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("P13.1 was ")


@pytest.mark.parametrize(
    "forge",
    [
        lambda proof: proof["promise"].update(measured_at="2020-01-01T00:00:00.000000+00:00"),
        lambda proof: proof["promise"]["findings"][0].update(verdict="kept", facts={"count": 0, "all": 1}),
        lambda proof: proof["promise"]["findings"].pop(),
        lambda proof: proof["evidence"]["payload"]["proofs"].update({"P13.1": ["kept", "0" * 64]}),
        lambda proof: proof["evidence"].update(salt="00" * 32),
        lambda proof: proof["evidence"]["inclusion"]["entry"].update(kind="nothing"),
        lambda proof: proof["evidence"]["inclusion"]["head"].update(root="0" * 64),
    ],
)
def test_a_forged_bundle_is_found_out(archive: Path, forge) -> None:
    file = archive / "proof.json"
    proof = json.loads(file.read_text(encoding="utf-8"))
    forge(proof)
    file.write_text(json.dumps(proof), encoding="utf-8")
    answer = _check(archive)
    assert answer.returncode == 1, answer.stdout + answer.stderr


def test_the_command_fails_where_a_promise_is_broken(cast: Cast, capsys) -> None:
    with pytest.raises(CommandError) as failure:
        call_command("promises", promise=["P2.1"])
    assert failure.value.returncode == 1
    assert "P2.1" in capsys.readouterr().out


def test_the_command_speaks_json(cast: Cast, capsys) -> None:
    call_command("promises", promise=["P13.1"], json=True)
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["id"], one["verdict"], len(one["digest"])) == ("P13.1", "kept", 64)


def test_there_is_no_promise_of_that_name(cast: Cast) -> None:
    with pytest.raises(CommandError) as failure:
        call_command("promises", promise=["P99.1"])
    assert failure.value.returncode == 2
