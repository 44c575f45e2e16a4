"""Kissa's shop lets people sign in; Mika joined Kissa, and provides its operator with what the notice says."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.scope import provider_scope, site_scope
from coorum.consent.notice import joining_notice
from coorum.openid import actions
from coorum.openid.models import RelyingParty
from coorum.provision import actions as provision
from tests.cast import Cast
from tests.doors.signin.websites.hearing import BACKCHANNEL
from tests.doors.signin.websites.shop import AFTER_LOGOUT, CALLBACK, Shop


@pytest.fixture
def party(cast: Cast) -> RelyingParty:
    with site_scope(cast.kissa.id):
        return actions.register_party(
            viewer_on_site(cast.owen),
            name="こもれび商店",
            website="https://shop.example/",
            redirect_uris=[CALLBACK, "https://shop.example/other"],
            after_logout_uris=[AFTER_LOGOUT],
            backchannel_uri=BACKCHANNEL,
            items=["display_name", "user_id", "email"],
        )


@pytest.fixture
def mika(cast: Cast, visit: Callable[..., Client]) -> Client:
    """Mika's browser, signed in on the provider's host; she is a member of Kissa."""
    with site_scope(cast.kissa.id):
        notice = joining_notice(cast.kissa, "ja")
        provision.join(cast.mika, fingerprint=notice.fingerprint, language="ja", advertising=False)
    return signed_in(visit(None, as_=cast.mika))


def signed_in(browser: Client) -> Client:
    """The session knows when it began, as every real one does."""
    with provider_scope():
        session = browser.session
        session["_signed_in_at"], session["_browser"] = clock.now().isoformat(), "browser-1"
        session.save()
    return browser


@pytest.fixture
def shop(cast: Cast, party: RelyingParty, mika: Client) -> Shop:
    with site_scope(cast.kissa.id):
        secret = actions.make_secret(viewer_on_site(cast.owen), party)
    return Shop(party.client_id, secret, mika)


@pytest.fixture
def guest_shop(shop: Shop, visit: Callable[..., Any]) -> Shop:
    """The shop, before a browser in which nobody is signed in."""
    return Shop(shop.client_id, shop.secret, visit(None))
