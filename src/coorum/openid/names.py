"""Names that say whose they are: each begins with the id of its site, so that its row is looked for inside that site.

Whoever comes with a client id, a code or a token comes from elsewhere, to the provider's host, where no site is open. The
site in the name is no secret; what follows it is random, or names a row.
"""

from secrets import token_urlsafe
from uuid import UUID

from coorum.base.ids import from_short, short

#: Characters of the site in a name (base/ids.py).
HEAD = 26
#: Random bits after it, where the name is a secret (RFC 6749 10.10 asks for 128 at least).
SECRET_BYTES = 32


def client_id(site_id: UUID, party_id: UUID) -> str:
    """The public name of a relying party: 52 small letters and digits."""
    return short(site_id) + short(party_id)


def new_secret(site_id: UUID) -> str:
    """A fresh code, token or client secret of this site."""
    return short(site_id) + token_urlsafe(SECRET_BYTES)


def site_in(name: object) -> UUID | None:
    """The site that a name says it belongs to, or None where it is no name of ours. Whether the site exists is not asked."""
    try:
        return from_short(str(name)[:HEAD])
    except ValueError:
        return None


def party_in(name: str) -> UUID | None:
    """The relying party in a client id, or None."""
    try:
        return from_short(name[HEAD:])
    except ValueError:
        return None
