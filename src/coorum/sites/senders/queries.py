"""Every read of communities' own senders."""

import logging
from functools import partial
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.db.models import F, QuerySet

from coorum.base import clock, dkim
from coorum.base.encryption import UnknownKey, WrongPlace
from coorum.base.scope import site_scope
from coorum.base.senders import Sender as Signed
from coorum.sites.hosts.kinds import Outcome
from coorum.sites.hosts.queries import STANDS, host_of
from coorum.sites.senders.models import Sender, SenderKey

log = logging.getLogger(__name__)


def sender() -> Sender | None:
    """The open site's own sender, or None."""
    return Sender.objects.select_related("claim").first()


def sender_keys() -> QuerySet[SenderKey]:
    """Its keys, the newest first."""
    return SenderKey.objects.select_related("sender__claim").order_by("-made_at")


def signing_key() -> SenderKey | None:
    """The newest key whose record is there: the one that signs. None where letters go out in the provider's name."""
    found = sender_keys().exclude(right_since=None).first()
    return found if found and host_of(found.sender.claim).state in STANDS else None


def told(key: SenderKey) -> str:
    """What the last look at its record found, in words."""
    return str(Outcome(key.outcome).label)


def signed_by(site_id: UUID) -> Signed | None:
    """How the outbox signs for a site (base/senders.py); None for one that cannot sign now, whatever the reason."""
    with site_scope(site_id):
        key = signing_key()
        if key is None:
            return None
        try:
            private = load_pem_private_key(key.private_pem.encode(), password=None)
        except (UnknownKey, WrongPlace, ValueError):
            log.exception("the key that signs letters of a site cannot be opened: they go out in the provider's name")
            return None
    if not isinstance(private, RSAPrivateKey):
        raise TypeError("only RSA keys sign letters")
    sign = partial(dkim.signature, domain=key.sender.claim.host, selector=key.selector, key=private, at=clock.now())
    return Signed(key.sender.address, sign)


def keys_to_look_at() -> list[UUID]:
    """The ids of the open site's keys."""
    return list(SenderKey.objects.order_by(F("made_at")).values_list("id", flat=True))
