"""What an ID token of ours says when it comes back: whose, of which website, in which session."""

from dataclasses import dataclass
from uuid import UUID

from coorum.base.scope import site_scope
from coorum.openid import names, queries, signing
from coorum.openid.issuer import issuer
from coorum.openid.models import Link


@dataclass(frozen=True)
class Hint:
    """`after_logout_uris` are compared sign by sign."""

    client_id: str
    person_id: UUID
    website: str
    after_logout_uris: tuple[str, ...]


def read(token: str) -> Hint | None:
    """The hint, past the token's time too; None where we did not sign it, or the website is no more."""
    claims = signing.read_hint(token, issuer=issuer())
    site_id = names.site_in(claims["aud"]) if claims else None
    if claims is None or site_id is None:
        return None
    with site_scope(site_id):
        party = queries.party_with(claims["aud"])
        link = Link.objects.filter(party=party, sub=claims["sub"]).first() if party else None
        if party is None or link is None:
            return None
        return Hint(claims["aud"], link.person_id, party.website, tuple(party.after_logout_uris))
