"""A member sees where they sign in with the community, and ends it."""

from typing import Any

from coorum.accounts.queries import viewer_on_site
from coorum.base.scope import site_scope
from coorum.consent.notice import joining_notice
from coorum.openid import actions
from coorum.openid.models import Link
from coorum.provision import actions as provision
from tests.cast import Cast


def linked(cast: Cast) -> Link:
    with site_scope(cast.kissa.id):
        notice = joining_notice(cast.kissa, "ja")
        provision.join(cast.mika, fingerprint=notice.fingerprint, language="ja", advertising=False)
        party = actions.register_party(
            viewer_on_site(cast.owen),
            name="こもれび商店",
            website="https://shop.example/",
            redirect_uris=["https://shop.example/callback"],
            items=["email"],
        )
        member = viewer_on_site(cast.mika).member
        assert member is not None
        return actions.agree(member, party=party, asked=["email"], items=["email"])


def test_the_page_names_the_website_and_what_it_may_read(cast: Cast, visit: Any) -> None:
    linked(cast)
    page = visit(cast.kissa, as_=cast.mika).get("/my/data/").content.decode()
    assert "こもれび商店" in page
    assert "このコミュニティでログインしているサイト" in page


def test_a_member_ends_it(cast: Cast, visit: Any) -> None:
    link = linked(cast)
    mika = visit(cast.kissa, as_=cast.mika)
    mika.post(f"/my/data/websites/{link.id}/end/")
    with site_scope(cast.kissa.id):
        assert Link.objects.get().ended_at is not None
    assert "このコミュニティでログインしているサイト" not in mika.get("/my/data/").content.decode()


def test_nobody_ends_anothers(cast: Cast, visit: Any) -> None:
    link = linked(cast)
    for client in (visit(cast.kissa, as_=cast.taro), visit(cast.kiri, as_=cast.mika)):
        assert client.post(f"/my/data/websites/{link.id}/end/").status_code == 404
