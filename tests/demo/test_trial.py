"""A test community: its members are made up, its keys say so, and nobody real gets in or is written to."""

import re
from typing import Any

from coorum.accounts.models import Member, StaffRole
from coorum.accounts.queries import viewer_on_site
from coorum.base import mail
from coorum.base.events import SYSTEM
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope, site_scope
from coorum.consent.notice import joining_notice
from coorum.demo.trial import PEOPLE, open_test_site
from coorum.integrations import actions, keys
from coorum.integrations.kinds import Scope
from coorum.promises import actions as promises
from coorum.provision import actions as provision
from coorum.sites.models import Site
from tests.cast import Cast, refused
from tests.doors.api.house import System


def test_an_owner_opens_it_whole_and_its_systems_read_what_is_there(cast: Cast, visit: Any, toy_policies: None) -> None:
    owen = visit(cast.kissa, as_=cast.owen)
    assert owen.post("/console/testing/").status_code == 302
    test = Site.objects.get(test_of=cast.kissa)
    assert test.operator_id == cast.kissa.operator_id
    host = f"{test.slug}.provider.test"
    assert f"{host}/console/" in owen.get("/console/testing/").content.decode()
    with site_scope(test.id):
        assert Member.objects.count() == len(PEOPLE)
        assert StaffRole.objects.get().person == cast.owen
        _key, secret = actions.make_key(viewer_on_site(cast.owen), name="x", scopes=list(Scope.values))
    assert secret.startswith("coorum_key_test_")
    assert keys.PATTERN.fullmatch(secret)
    system = System(host, secret)
    assert len(system.get("/posts").json()["items"]) == len(PEOPLE)
    members = system.get("/members").json()["items"]
    assert {one["email"].rpartition(".")[2] for one in members} == {"invalid"}
    token = system.ask("POST", "/token")
    assert token.status_code in {400, 401, 415}
    assert System("kissa.test", secret).get("/boards").status_code == 401

    # Each page says what it is; nothing of it is written to anybody.
    page = visit(test).get("/", headers={"host": host}).content.decode()
    assert re.search("テスト用のコミュニティ", page)
    assert not re.search("テスト用のコミュニティ", visit(cast.kissa).get("/").content.decode())
    with provider_scope():
        assert not Letter.objects.filter(recipient__endswith=".invalid").exists()


def test_nobody_real_joins_it_and_there_is_one(cast: Cast, toy_policies: None) -> None:
    with site_scope(cast.kissa.id):
        with refused("not_owner"):
            open_test_site(viewer_on_site(cast.taro), site=cast.kissa)
        test = open_test_site(viewer_on_site(cast.owen), site=cast.kissa)
        with refused("has_test"):
            open_test_site(viewer_on_site(cast.owen), site=cast.kissa)
    with site_scope(test.id):
        with refused("test_site"):
            open_test_site(viewer_on_site(cast.owen), site=test)
        notice = joining_notice(test, "ja")
        with refused("test_site"):
            provision.join(cast.mika, fingerprint=notice.fingerprint, language="ja", advertising=False)
        with refused("test_site"):
            provision.ask_to_join(
                cast.mika, site=test, fingerprint=notice.fingerprint, language="ja", advertising=False
            )
        mail.send("invitation", to="1@kissa-test.invalid", subject="x", text="x")
        assert not Letter.objects.exists()


def test_no_promise_is_broken_by_it(cast: Cast, toy_policies: None) -> None:
    """Its members count as members do: what is proved of all holds for them, too."""
    with site_scope(cast.kissa.id):
        open_test_site(viewer_on_site(cast.owen), site=cast.kissa)
    with provider_scope():
        proofs = promises.run_proofs(SYSTEM)
    broken = {one["check"] for proof in proofs for one in proof.findings if one["verdict"] == "broken"}
    # What tests do otherwise than a house (tests/promises/test_proofs.py); nothing else.
    assert broken == {
        "accounts.passwords_cannot_be_read_back",
        "hosts.every_host_is_given_or_proved",
        "organisation.somebody_is_responsible",
    }
