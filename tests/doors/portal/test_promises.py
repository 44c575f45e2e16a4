"""The proof page: what was promised, whether it is kept, and the proof to take away."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from coorum.base.events import SYSTEM
from coorum.base.ledger.heads import sign_heads
from coorum.base.scope import provider_scope
from coorum.promises import actions
from coorum.promises.registry import promises
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Visit = Callable[..., Client]


def test_anybody_reads_every_promise_with_its_state(cast: Cast, visit: Visit) -> None:
    with provider_scope():
        actions.run_proofs(SYSTEM, ids=["P13.1"])
    for site in (cast.kissa, None):
        page = visit(site).get("/promises/").content.decode()
        assert all(one.ja in page for one in promises().values())
        assert page.count("status kept") == 2  # in numbers, and at the promise


def test_a_promise_that_was_never_proved_says_so(cast: Cast, visit: Visit) -> None:
    page = visit(cast.kissa).get("/promises/P2.2/").content.decode()
    assert "not-measured" in page
    assert promises()["P2.2"].why_ja in page


def test_a_promise_shows_what_was_found_and_what_was_asked(cast: Cast, visit: Visit) -> None:
    with provider_scope():
        actions.run_proofs(SYSTEM, ids=["P13.4"])
    page = visit(cast.kissa).get("/promises/P13.4/").content.decode()
    assert "consent_policyversion" in page
    assert "/promises/P13.4/proof.zip" in page


def test_the_proof_can_be_taken_away_once_it_is_signed(cast: Cast, visit: Visit) -> None:
    with provider_scope():
        actions.run_proofs(SYSTEM, ids=["P13.1"])
    early = visit(cast.kissa).get("/promises/P13.1/proof.zip")
    assert early.status_code == 409
    sign_heads()
    answer = visit(cast.kissa).get("/promises/P13.1/proof.zip")
    assert answer["Content-Disposition"] == 'attachment; filename="coorum-p13-1.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert {"proof.json", "check.py", "ledger_verifier.py"} <= set(archive.namelist())


def test_there_is_no_page_for_what_was_not_promised(cast: Cast, visit: Visit) -> None:
    assert visit(cast.kissa).get("/promises/P99.9/").status_code == 404
    assert visit(cast.kissa).get("/promises/P99.9/proof.zip").status_code == 404


def test_the_desk_has_everything_proved_now(cast: Cast, visit: Visit) -> None:
    desk = visit(None, as_=cast.desk)
    assert desk.get("/desk/promises/").status_code == 200
    assert desk.post("/desk/promises/proof/").status_code == 302
    assert ProcrastinateJob.objects.filter(task_name="promises.tasks.prove_all").count() == 1
    assert visit(None, as_=cast.hana).get("/desk/promises/").status_code == 404
