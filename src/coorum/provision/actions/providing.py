"""The gateway: the only place from which an operator gets a member's data, and where it stops.

The consent row is locked while its provision is made, in one transaction: a withdrawal comes before or after, never
between (obligations P9.1, b-1). Authenticators have no way out of here: what may be handed over is a closed list.
"""

import json
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as accounts
from coorum.accounts.contact import address_of
from coorum.accounts.models import Member
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.scope import site_scope
from coorum.consent import campaign
from coorum.consent import queries as consents
from coorum.consent.models import Consent, ConsentKind
from coorum.consent.notice import PROVISION_PURPOSE
from coorum.provision.events import PROVISION_CLOSED, PROVISION_MADE
from coorum.provision.models import ProvidedProfile, Provision
from coorum.sites import queries as sites

#: What can be handed over at all: item of the consent -> column of the provided profile.
PROVIDABLE = {
    "email": "email",
    "display_name": "display_name",
    "user_id": "user_id",
    "avatar": "avatar_key",
    "joined_at": "joined_at",
}


@action
def hand_over(member: Member) -> Provision:
    """Hand the consented items of `member` to the operator, and write it down. Raises `Refused` without a live consent."""
    ensure_version(member)
    consent = ensure_purpose(consents.standing_consent(member.person_id, ConsentKind.PROVISION, lock=True))
    values = _consented_values(member, consent)
    now = clock.now()
    provision = Provision.new(
        person_id=member.person_id,
        member=member,
        receipt_id=consent.receipt_id,
        purpose=PROVISION_PURPOSE,
        items=[item for item in PROVIDABLE if item in consent.items],
        recipient=consent.receipt.document["recipients"][0],
        channel="console",
        payload_hash=_hash(values),
        first_at=now,
        last_at=now,
    )
    provision.save()
    ProvidedProfile.new(provision=provision, member=member, **values).save()
    publish(
        PROVISION_MADE,
        actor=Party("system"),
        subject=accounts.member_party(member),
        toward=Party("receipt", provision.receipt_id, provision.receipt_id.hex),
        payload={"items": provision.items, "purpose": provision.purpose, "payload_hash": provision.payload_hash},
        key=provision.id,
    )
    return provision


@action
def refresh_profile(member: Member) -> None:
    """Hand over what changed, where a provision is open: the operator sees the member as the others do."""
    profile = ProvidedProfile.objects.select_related("provision").filter(member=member).first()
    if profile is None:
        return
    consent = ensure_purpose(consents.standing_consent(member.person_id, ConsentKind.PROVISION, lock=True))
    values = _consented_values(member, consent)
    for column, value in values.items():
        setattr(profile, column, value)
    profile.save(update_fields=list(values))
    profile.provision.last_at, profile.provision.payload_hash = clock.now(), _hash(values)
    profile.provision.save(update_fields=["last_at", "payload_hash"])


@action
def renew_everywhere(person_id: UUID) -> None:
    """Hand over what changed about the person on every site where a provision is open."""
    for site in sites.all_sites():
        with site_scope(site.id):
            member = accounts.member_of_person_id(person_id)
            if member is not None:
                refresh_profile(member)


@action
def close_provision(member: Member, *, reason: str) -> Provision | None:
    """Empty the operator's view of `member` at once; the record of what was provided stays. None where there was none."""
    provision = Provision.objects.select_for_update().filter(member=member, closed_at=None).first()
    if provision is None:
        return None
    ProvidedProfile.objects.filter(provision=provision).delete()
    provision.closed_at = clock.now()
    provision.save(update_fields=["closed_at"])
    publish(
        PROVISION_CLOSED,
        actor=Party("system"),
        subject=accounts.member_party(member),
        toward=Party("provision", provision.id, provision.id.hex),
        reason=reason,
    )
    return provision


def ensure_purpose(consent: Consent | None) -> Consent:
    """The consent, if it is in force and names the purpose of providing; raises `Refused` otherwise."""
    if consent is None or PROVISION_PURPOSE not in consent.purposes:
        raise Refused("no_consent", _("This person has not agreed to provide their information to the operator."))
    return consent


def ensure_version(member: Member) -> None:
    """Raise `Refused` where the version of the policy that holds for this person does not know the purpose of providing."""
    if not campaign.may_use(member.person, PROVISION_PURPOSE):
        raise Refused("not_in_version", _("This person has not agreed to the version that provides for this."))


def _consented_values(member: Member, consent: Consent) -> dict[str, Any]:
    allowed = set(consent.items)
    offered = {
        "email": address_of(member.person, PROVISION_PURPOSE),
        "display_name": member.display_name,
        "user_id": member.user_id,
        "avatar": member.avatar_key,
        "joined_at": member.joined_at,
    }
    return {PROVIDABLE[item]: value for item, value in offered.items() if item in allowed}


def _hash(values: dict[str, Any]) -> str:
    text = json.dumps(values, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
