"""The gateway: the only place from which an operator gets a member's data, and where it stops.

The consent row is locked while its provision is made, in one transaction: a withdrawal comes before or after, never
between (obligations P9.1, b-1). Authenticators have no way out of here: what may be handed over is a closed list (ways.py).
"""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as accounts
from coorum.accounts.models import Member
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.scope import site_scope
from coorum.consent import campaign
from coorum.consent import queries as consents
from coorum.consent.kinds import WHOLE
from coorum.consent.models import Consent, ConsentKind
from coorum.consent.notice import PROVISION_PURPOSE
from coorum.provision.events import PROVISION_CLOSED, PROVISION_MADE, PROVISION_RENEWED
from coorum.provision.kinds import BY_CONSENT
from coorum.provision.models import Provision
from coorum.provision.ways import WAYS, consented_values, digest
from coorum.sites import queries as sites


@action
def hand_over(member: Member, *, purpose: str = PROVISION_PURPOSE) -> Provision:
    """Hand the items consented to for `purpose` to the operator, and write it down. Raises `Refused` without live consent."""
    ensure_version(member, purpose)
    consent = _consent_of(member, purpose)
    values = consented_values(member, consent, purpose)
    items = [item for item in WAYS[purpose].columns if item in consent.items]
    provision = record(member, consent, purpose=purpose, items=items, payload_hash=digest(values))
    WAYS[purpose].view.new(provision=provision, member=member, **values).save()
    return provision


def record(
    member: Member,
    consent: Consent,
    *,
    purpose: str,
    items: list[str],
    payload_hash: str,
    route: str = BY_CONSENT,
    channel: str = "console",
    topic: UUID = WHOLE,
) -> Provision:
    """Write down that `items` go to the recipient whom this consent names: the row, and its entry in the evidence."""
    now = clock.now()
    provision = Provision.new(
        person_id=member.person_id,
        member=member,
        receipt_id=consent.receipt_id,
        purpose=purpose,
        topic=topic,
        items=items,
        recipient=consent.receipt.document["recipients"][0],
        route=route,
        channel=channel,
        payload_hash=payload_hash,
        first_at=now,
        last_at=now,
    )
    provision.save()
    publish(
        PROVISION_MADE,
        actor=Party("system"),
        subject=accounts.member_party(member),
        toward=Party("receipt", provision.receipt_id, provision.receipt_id.hex),
        payload={"items": provision.items, "payload_hash": provision.payload_hash, **told_of(provision)},
        key=provision.id,
    )
    return provision


@action
def refresh_profile(member: Member) -> None:
    """Hand over what changed, where a provision is open: the operator sees the member as the others do."""
    for purpose, way in WAYS.items():
        row = way.view.objects.select_related("provision").filter(member=member).first()
        if row is None:
            continue
        values = consented_values(member, _consent_of(member, purpose), purpose)
        for column, value in values.items():
            setattr(row, column, value)
        row.save(update_fields=list(values))
        row.provision.last_at, row.provision.payload_hash = clock.now(), digest(values)
        row.provision.save(update_fields=["last_at", "payload_hash"])
        publish(PROVISION_RENEWED, actor=SYSTEM, subject=accounts.member_party(member), payload={"purpose": purpose})


@action
def renew_everywhere(person_id: UUID) -> None:
    """Hand over what changed about the person on every site where a provision is open."""
    for site in sites.all_sites():
        with site_scope(site.id):
            member = accounts.member_of_person_id(person_id)
            if member is not None:
                refresh_profile(member)


@action
def close_provision(
    member: Member, *, reason: str, purpose: str = "", route: str = "", topic: UUID | None = None
) -> list[Provision]:
    """Empty the operator's view of `member` at once: for one purpose, by one route, about one topic, or whole. The records of
    what was provided stay. Answers go first: whoever hears of the membership last has nothing more to hear.

    Returns what was open until now.
    """
    rows = Provision.objects.select_for_update().filter(member=member, closed_at=None).order_by("-topic", "id")
    only = {name: text for name, text in {"purpose": purpose, "route": route, "topic": topic}.items() if text}
    closed = list(rows.filter(**only))
    for provision in closed:
        provision.profiles.all().delete()
        provision.wishes.all().delete()
        provision.closed_at = clock.now()
        provision.save(update_fields=["closed_at"])
        publish(
            PROVISION_CLOSED,
            actor=Party("system"),
            subject=accounts.member_party(member),
            toward=Party("provision", provision.id, provision.id.hex),
            reason=reason,
            payload=told_of(provision),
        )
    return closed


def told_of(provision: Provision) -> dict[str, str]:
    """What an event says of a provision: its purpose, and the profile field it is about, if it is about one."""
    about = {} if provision.topic == WHOLE else {"topic": provision.topic.hex}
    return {"purpose": provision.purpose, **about}


def ensure_purpose(consent: Consent | None, purpose: str) -> Consent:
    """The consent, if it is in force and names the purpose; raises `Refused` otherwise."""
    if consent is None or purpose not in consent.purposes:
        raise Refused("no_consent", _("This person has not agreed to provide their information to the operator."))
    return consent


def ensure_version(member: Member, purpose: str) -> None:
    """Raise `Refused` where the version of the policy that holds for this person does not know the purpose."""
    if not campaign.may_use(member.person, purpose):
        raise Refused("not_in_version", _("This person has not agreed to the version that provides for this."))


def _consent_of(member: Member, purpose: str) -> Consent:
    """The consent to this purpose, locked. Whoever withdrew the provision itself is provided for nothing (policy 9(6))."""
    kind = WAYS[purpose].kind
    consent = ensure_purpose(consents.standing_consent(member.person_id, kind, lock=True), purpose)
    if kind != ConsentKind.PROVISION:
        ensure_purpose(consents.standing_consent(member.person_id, ConsentKind.PROVISION, lock=True), PROVISION_PURPOSE)
    return consent
