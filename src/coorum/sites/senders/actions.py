"""Choosing an address of one's own, keys that sign for it, and going back to the provider's."""

from base64 import b64encode
from secrets import token_hex

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Event, Party, publish
from coorum.base.scope import PROVIDER, stepped_out
from coorum.sites.hosts.kinds import Outcome
from coorum.sites.hosts.looking import Finding, look_at_texts
from coorum.sites.hosts.models import HostClaim
from coorum.sites.hosts.queries import host_of
from coorum.sites.hosts.rules import ensure_not_too_soon, ensure_stands
from coorum.sites.senders import events, queries, rules
from coorum.sites.senders.models import Sender, SenderKey

BITS = 2048


@action
def begin_sending(staff: Party, claim: HostClaim, *, local_part: str) -> Sender:
    """Write from an address at a proved host, once its key is in the DNS.

    Raises `Refused`: `local_part`, `not_proved`, `failing`, `has_sender`.
    """
    local_part = rules.clean_local_part(local_part)
    claim = HostClaim.objects.select_for_update().get(id=claim.id)
    ensure_stands(host_of(claim).state)
    if queries.sender() is not None:
        raise Refused("has_sender", _("The community writes from another address already. Give that one up first."))
    by = staff.id or PROVIDER
    sender = Sender.new(claim=claim, local_part=local_part, begun_by=by, begun_at=clock.now())
    sender.save()
    _tell(events.SENDER_BEGUN, staff, sender)
    _make_key(staff, sender)
    return sender


@action
def renew_key(staff: Party, sender: Sender) -> SenderKey:
    """Make the next key; the present one signs until the DNS shows the new one. Raises `Refused("too_many")`."""
    sender = Sender.objects.select_for_update().get(id=sender.id)
    if sender.keys.count() >= rules.MOST_KEYS:
        raise Refused("too_many", _("A new key waits for its record, or the one before it is kept for a week yet."))
    return _make_key(staff, sender)


@action
def end_sending(staff: Party, sender: Sender) -> None:
    """Write from the provider's address again. The keys are destroyed."""
    _tell(events.SENDER_ENDED, staff, sender)
    sender.delete()


def check_keys(staff: Party) -> None:
    """Look at the records now, for somebody who waits. Raises `Refused("too_soon")`."""
    newest = queries.sender_keys().first()
    ensure_not_too_soon(newest.checked_at if newest else None, clock.now())
    for key in queries.sender_keys():
        look_at_key(key, actor=staff)


def look_at_key(key: SenderKey, *, actor: Party = SYSTEM) -> None:
    """Look at the record of a key, and write down what follows."""
    with stepped_out():
        finding = look_at_texts(key.record_name, lambda text: rules.is_record_of(key.public, text), is_alone=True)
    note_key(actor, key, finding)


@action
def note_key(actor: Party, key: SenderKey, finding: Finding) -> None:
    """What follows from a look: the key signs, or does no more. Where nobody answered, all stays as it was."""
    row = SenderKey.objects.select_for_update(of=("self",)).select_related("sender__claim").filter(id=key.id).first()
    if row is None:
        return
    now, was_right = clock.now(), row.right_since is not None
    row.checked_at, row.outcome, row.found = now, finding.outcome, list(finding.found)
    if finding.outcome == Outcome.RIGHT and not was_right:
        row.right_since = now
        _tell(events.KEY_PROVED, actor, row.sender, selector=row.selector)
    elif finding.is_sure and finding.outcome != Outcome.RIGHT and was_right:
        row.right_since = None
        _tell(events.KEY_FAILED, actor, row.sender, selector=row.selector)
    row.save(update_fields=["checked_at", "outcome", "found", "right_since"])
    _drop_spare()


def _drop_spare() -> None:
    """A key is destroyed once its follower has signed for a week."""
    signing = queries.signing_key()
    if signing and signing.right_since and rules.is_spare(signing.right_since, clock.now()):
        SenderKey.objects.filter(made_at__lt=signing.made_at).delete()


def _make_key(staff: Party, sender: Sender) -> SenderKey:
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    der = private.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    key = SenderKey.new(
        sender=sender,
        selector=f"coorum-{token_hex(4)}",
        private_pem=pem.decode(),
        public=b64encode(der).decode(),
        made_by=staff.id or PROVIDER,
        made_at=clock.now(),
    )
    key.save()
    _tell(events.KEY_MADE, staff, sender, selector=key.selector)
    return key


def _tell(event: Event, actor: Party, sender: Sender, **more: str) -> None:
    subject = Party("sender", sender.id, sender.id.hex)
    payload = {"address": sender.address, "host": sender.claim.host, **more}
    publish(event, actor=actor, chain=sender.site_id, subject=subject, payload=payload)
