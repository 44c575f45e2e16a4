"""A member is told what changes, and says yes or no; either can be changed."""

from typing import Any

import pytest

from coorum.base.scope import provider_scope, site_scope
from coorum.consent import campaign
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.models import PolicyVersion, VersionAnswer
from coorum.consent.signatures import opened
from tests.cast import Cast
from tests.consent.test_campaign import AFTER, BEFORE, publish


@pytest.fixture
def asked(cast: Cast) -> PolicyVersion:
    with provider_scope():
        publish("1.0", BEFORE, ChangeClass.FIRST)
        return publish("1.1", AFTER, ChangeClass.C)


def test_the_member_is_told_on_every_page_until_they_answer(cast: Cast, asked: PolicyVersion, visit: Any) -> None:
    hana, way = visit(cast.kissa, as_=cast.hana), f"/my/consents/versions/{asked.id}/"
    assert way in hana.get("/my/").content.decode()
    assert way not in visit(cast.kissa).get("/").content.decode()
    page = hana.get(way).content.decode()
    assert "広告・宣伝のメール" in page
    assert page.count('<button class="button" name="answer"') == 2
    hana.post(f"{way}answer/", {"answer": "refused"})
    assert way not in hana.get("/my/").content.decode()


def test_either_answer_can_be_changed_and_has_a_receipt(cast: Cast, asked: PolicyVersion, visit: Any) -> None:
    hana, way = visit(cast.kissa, as_=cast.hana), f"/my/consents/versions/{asked.id}/"
    hana.post(f"{way}answer/", {"answer": "refused"})
    page = hana.get("/my/consents/").content.decode()
    assert "同意しませんでした" in page
    assert way in page
    hana.post(f"{way}answer/", {"answer": "granted"})
    with site_scope(cast.kissa.id):
        held = campaign.version_of(cast.hana, PolicyKind.PROVIDER_POLICY)
        assert held == asked
        given = VersionAnswer.objects.order_by("-made_at").first()
    assert given is not None
    signed = hana.get(f"/my/receipts/versions/{given.id}/file/").content.decode()
    document = opened(signed)
    assert document is not None
    assert document["event"]["state"] == "given"
    assert visit(cast.kissa, as_=cast.taro).get(f"/my/receipts/versions/{given.id}/file/").status_code == 404


def test_an_answer_is_yes_or_no_about_what_is_asked(cast: Cast, asked: PolicyVersion, visit: Any) -> None:
    hana = visit(cast.kissa, as_=cast.hana)
    assert hana.post(f"/my/consents/versions/{asked.id}/answer/", {"answer": "lapsed"}).status_code == 404
    assert hana.post(f"/my/consents/versions/{cast.kissa.id}/answer/", {"answer": "granted"}).status_code == 404


def test_an_announcement_can_be_put_away(cast: Cast, visit: Any) -> None:
    with provider_scope():
        publish("1.0", BEFORE, ChangeClass.FIRST)
        told = publish("1.1", BEFORE + "\n\n第2条（窓口）\n\nご連絡ください。\n", ChangeClass.N1)
    hana, way = visit(cast.kissa, as_=cast.hana), f"/my/consents/versions/{told.id}/seen/"
    assert way in hana.get("/my/").content.decode()
    hana.post(way)
    assert way not in hana.get("/my/").content.decode()
