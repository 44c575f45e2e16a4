"""What is published is stamped and seen outside, once, and what does not hold is not written down."""

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, transaction

from coorum.base import clock
from coorum.base.calling import NoAnswer
from coorum.base.events import SYSTEM
from coorum.base.ledger.heads import sign_heads
from coorum.base.scope import provider_scope
from coorum.consent import queries as consent
from coorum.consent.documents import from_json
from coorum.consent.kinds import ChangeClass
from coorum.consent.models import PolicyVersion
from coorum.launch import witness
from coorum.promises import actions, publications, witnesses
from coorum.promises.bundle import bundle_of
from coorum.promises.clients.outside import HttpFetcher, NotSeen
from coorum.promises.clients.tsa import HttpAuthority
from coorum.promises.kinds import RevisionState
from coorum.promises.models import Anchor, RevisionStep, Sight, Stamp
from coorum.promises.queries import promise_state
from coorum.promises.stamps import NotAStamp, Trust
from tests.cast import Cast
from tests.promises.authority import FakeAuthority
from tests.promises.test_publish_policy import LATER, POLICY
from tests.promises.test_publish_policy import publish as publish_here
from tests.promises.witness import answering, serving, stamping

pytestmark = pytest.mark.usefixtures("toy_policies")

KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def stamped(cast: Cast, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    with stamping(settings, tmp_path):
        yield cast


@pytest.fixture
def watched(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A second machine; what it would find at an address is said by `pages`."""
    pages: dict[str, Any] = {}
    monkeypatch.setattr(witness, "_fetch", lambda url, language: pages.get(language, (404, "")))
    with serving(witness.server(("127.0.0.1", 0), KEY, {"provider.test"})) as address:
        settings.COORUM_WITNESS_URL = address
        settings.COORUM_WITNESS_KEY = KEY.public_key().public_bytes_raw().hex()
        yield pages


def publish(*texts: str, **changed: Any) -> PolicyVersion:
    """Each step is a unit of work of its own: its evidence is appended at its end."""
    with provider_scope():
        version: PolicyVersion = publish_here(*texts, **changed)
        return version


def do[Answer](act: Callable[[], Answer]) -> Answer:
    with provider_scope():
        return act()


def page_of(version: PolicyVersion, language: str) -> str:
    text = consent.text_in(version, language)
    return "Menu " + " ".join(word for word in publications._sentences(from_json(text.document))) + " Foot"


def verdicts(promise: str, *, of: str) -> set[str]:
    with provider_scope():
        (proof,) = actions.run_proofs(SYSTEM, ids=[promise])
    return {one["verdict"] for one in proof.findings if one["check"] == f"witnesses.{of}"}


# --- stamps ---


def test_a_version_is_stamped_once(stamped: Cast) -> None:
    publish()
    assert do(actions.stamp_next)
    assert not do(actions.stamp_next)
    stamp, version = Stamp.objects.get(), consent.versions(POLICY)[0]
    assert (stamp.version, stamp.by) == (version.id, "Imaginary Time Stamps")
    assert stamp.digest == publications.digest_of(version)
    assert verdicts("P4.2", of="publications_are_stamped_outside") == {"kept"}


def test_a_stamp_cannot_be_changed(stamped: Cast) -> None:
    publish()
    do(actions.stamp_next)
    with pytest.raises(DatabaseError), transaction.atomic():
        Stamp.objects.update(by="somebody else")


def test_without_an_authority_nothing_is_measured(cast: Cast) -> None:
    publish()
    assert not do(actions.stamp_next)
    assert not do(actions.look_next)
    assert do(actions.anchor_heads) is None
    assert verdicts("P13.3", of="publications_are_stamped_outside") == {"not-measured"}
    assert verdicts("P12.2", of="signed_heads_are_stamped_outside") == {"not-measured"}
    assert verdicts("P13.4", of="no_version_took_effect_before_its_public_proof") == {"kept"}


def test_a_lie_is_written_down_as_a_doubt(cast: Cast, settings: Any, tmp_path: Path) -> None:
    publish()
    with stamping(settings, tmp_path, FakeAuthority(lies={"digest": bytes(32)})):
        assert not do(actions.stamp_next)
    assert not Stamp.objects.exists()


def test_a_late_stamp_puts_the_promise_at_risk(stamped: Cast) -> None:
    with clock.held_at(clock.now() - timedelta(minutes=20)):
        publish()
    assert verdicts("P4.2", of="publications_are_stamped_outside") == {"at-risk"}
    do(actions.stamp_next)
    assert verdicts("P4.2", of="publications_are_stamped_outside") == {"kept"}


SILENCE: dict[str, Any] = {
    "an error": lambda _query: (500, b"down"),
    "a redirect": lambda _query: (302, b""),
    "too much": lambda _query: (200, bytes(200_000)),
}


@pytest.mark.parametrize("what", SILENCE)
def test_an_authority_that_does_not_answer_is_asked_again(what: str) -> None:
    authority = FakeAuthority()
    with serving(answering(SILENCE[what])) as address, pytest.raises(NoAnswer):
        HttpAuthority(address, Trust.from_pem(authority.roots)).stamp(b"words")


def test_an_authority_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr("coorum.base.calling.SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        authority = HttpAuthority(address, Trust.from_pem(FakeAuthority().roots))
        with pytest.raises(NoAnswer):
            authority.stamp(b"words")


def test_nobody_there_is_no_answer() -> None:
    with pytest.raises(NoAnswer):
        HttpAuthority("http://127.0.0.1:9", Trust.from_pem(FakeAuthority().roots)).stamp(b"words")


def test_an_authority_whose_clock_is_wrong_is_not_believed(cast: Cast, settings: Any, tmp_path: Path) -> None:
    wrong = FakeAuthority(lies={"at": clock.now() - timedelta(hours=1)})
    with (
        serving(answering(lambda query: (200, wrong.answer(query)))) as address,
        pytest.raises(NotAStamp, match="clock"),
    ):
        HttpAuthority(address, Trust.from_pem(wrong.roots)).stamp(b"words")


# --- effect ---


def test_a_version_waits_for_its_public_proof(stamped: Cast) -> None:
    publish()
    version = publish(LATER, change_class=ChangeClass.N1)
    assert version.effective_at - version.announced_at == pytest.approx(timedelta(minutes=5), abs=timedelta(seconds=5))
    assert RevisionStep.objects.filter(revision=version.id, state=RevisionState.SCHEDULED).exists()
    while do(actions.stamp_next):
        pass
    with clock.held_at(version.effective_at + timedelta(seconds=1)):
        assert do(actions.take_effect) == 1
        in_force = consent.version_in_force(POLICY)
        assert in_force is not None
        assert in_force.id == version.id
        assert verdicts("P13.4", of="no_version_took_effect_before_its_public_proof") == {"kept"}


def test_a_proof_after_the_effect_is_a_risk(stamped: Cast) -> None:
    publish()
    do(actions.stamp_next)
    version = publish(LATER, change_class=ChangeClass.N1)
    with clock.held_at(version.effective_at + timedelta(minutes=1)):
        assert verdicts("P13.4", of="no_version_took_effect_before_its_public_proof") == {"at-risk"}


# --- looks from outside ---


def test_both_languages_are_seen_from_outside(watched: dict[str, Any]) -> None:
    version = publish()
    for language in ("ja", "en"):
        watched[language] = (200, page_of(version, language))
    assert do(actions.look_next)
    assert verdicts("P13.3", of="publications_were_seen_from_outside") == {"kept"}
    assert do(actions.look_next)
    assert not do(actions.look_next)
    assert {one.url for one in Sight.objects.all()} == {"http://provider.test/documents/privacy/1.0/"}
    assert verdicts("P13.3", of="publications_were_seen_from_outside") == {"kept"}


def test_a_page_that_says_something_else_is_no_proof(watched: dict[str, Any]) -> None:
    version = publish()
    watched["ja"] = (200, page_of(version, "ja").replace("会員登録のため", "広告のため"))
    watched["en"] = (404, "")
    assert not do(actions.look_next)
    assert not Sight.objects.exists()


def test_a_stranger_cannot_be_the_witness(watched: dict[str, Any], settings: Any) -> None:
    stranger = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    watched["ja"] = (200, "words")
    with pytest.raises(NotSeen, match="sign"):
        HttpFetcher(settings.COORUM_WITNESS_URL, stranger).look("http://provider.test/", "ja")


def test_the_witness_fetches_only_from_its_hosts() -> None:
    assert witness.is_allowed("https://a.example/x", {"a.example"})
    for url in ("https://b.example/", "file:///etc/passwd", "http://a.example@b.example/", "http://a.example:81/", "a"):
        assert not witness.is_allowed(url, {"a.example"})


def test_the_witness_reads_what_people_read() -> None:
    page = (
        "<html><head><title>T</title></head><body><script>x()</script><p>A &amp; <b>B</b></p><style>p{}</style></body>"
    )
    assert witness.text_of(page) == "A & B"


# --- heads ---


def test_heads_are_stamped_under_one_root(furnished: Cast, settings: Any, tmp_path: Path) -> None:
    with stamping(settings, tmp_path):
        stamp = do(actions.anchor_heads)
        assert stamp is not None
        anchors = list(Anchor.objects.order_by("position"))
        assert len(anchors) == len({one.chain for one in anchors}) > 1
        root = witnesses.root_of([one.head for one in anchors])
        assert stamp.digest == sha256(witnesses.anchored_text(root, len(anchors))).hexdigest()
        assert verdicts("P12.2", of="signed_heads_are_stamped_outside") == {"kept"}
        assert do(actions.anchor_heads) is None, "no head has grown"


def test_a_bundle_carries_the_stamps_and_an_auditor_checks_them(furnished: Cast, settings: Any, tmp_path: Path) -> None:
    with stamping(settings, tmp_path):
        while do(actions.stamp_next):
            pass
        with provider_scope():
            actions.run_proofs(SYSTEM, ids=["P13.1"])
        with clock.held_at(clock.now() + timedelta(minutes=2)):
            sign_heads(pause=timedelta())
        do(actions.anchor_heads)
    with provider_scope():
        state = promise_state("P13.1")
    assert state is not None
    with zipfile.ZipFile(io.BytesIO(bundle_of(state))) as packed:
        packed.extractall(tmp_path / "bundle")
    told = run_check(tmp_path / "bundle")
    assert told.returncode == 0, told.stderr
    assert told.stdout.count("stamped at") == 2
    assert "does not hold" not in told.stdout
    for name, other in (("anchor.json", b'{"format":"coorum-anchor-1"}'), ("publication.tsr", b"\x30\x00")):
        kept = (tmp_path / "bundle/witness" / name).read_bytes()
        (tmp_path / "bundle/witness" / name).write_bytes(other)
        assert run_check(tmp_path / "bundle").returncode in (1, 2)
        (tmp_path / "bundle/witness" / name).write_bytes(kept)
    (tmp_path / "bundle/witness/anchor-roots.pem").write_bytes(FakeAuthority().roots)
    assert shutil.which("openssl") is None or run_check(tmp_path / "bundle").returncode == 1


def run_check(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-S", "-E", "check.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
