"""Telling websites that a session ended (OpenID Connect Back-Channel Logout 1.0)."""

from urllib.parse import urlencode
from uuid import UUID

from coorum.base import clock
from coorum.base.calling import call
from coorum.base.ids import new_id
from coorum.base.scope import stepped_out
from coorum.openid import signing
from coorum.openid.issuer import issuer
from coorum.openid.kinds import LOGOUT_TOKEN_LIFE
from coorum.openid.models import Visit

EVENT = "http://schemas.openid.net/event/backchannel-logout"


def tell_signed_out(visit_id: UUID) -> None:
    """Post a logout token for this session. Raises `NoAnswer` or `NotTaken`, and the task tries again later."""
    visit = Visit.objects.select_related("link__party").filter(id=visit_id).first()
    if visit is None or not visit.link.party.backchannel_uri:
        return
    token = logout_token(visit)
    with stepped_out():
        answer = call(visit.link.party.backchannel_uri, form=urlencode({"logout_token": token}))
    if answer.status not in (200, 204):
        raise NotTakenError(f"{visit.link.party.name} answered {answer.status}")


def logout_token(visit: Visit) -> str:
    """A signed token that says which session of whom ended; without a nonce, so that it is no ID token (2.4)."""
    now = int(clock.now().timestamp())
    claims = {
        "iss": issuer(),
        "aud": visit.link.party.client_id,
        "iat": now,
        "exp": now + int(LOGOUT_TOKEN_LIFE.total_seconds()),
        "jti": new_id().hex,
        "sub": visit.link.sub,
        "sid": visit.id.hex,
        "events": {EVENT: {}},
    }
    return signing.sign(claims, kind="logout+jwt")


class NotTakenError(RuntimeError):
    """The website did not take the logout token."""
