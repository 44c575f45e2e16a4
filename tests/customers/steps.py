"""A site whose operator keeps customers, and what its website would say, without the website."""

from base64 import b64decode
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from coorum.accounts.models import Member, Person
from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.consent import actions as consent
from coorum.consent.models import ConsentKind
from coorum.consent.notice import joining_notice
from coorum.customers import actions, payload
from coorum.customers.kinds import Kind
from coorum.customers.models import Directory, Link, SharedSecret
from coorum.provision.models import Reach
from coorum.sites.models import Site
from tests.cast import Cast
from tests.linking.fake import CLIENT, SECRET, Fake

SHARED = "what only the shop and the community know"
SHOP = "https://shop.example/community/sso?shop=1"


def directory_for(site: Site, fake: Fake | None = None, **more: Any) -> Directory:
    """Where the site's operator keeps its customers: at the fake, or, by signed payload, nowhere but in the tests."""
    own: dict[str, Any] = {"kind": Kind.PAYLOAD, "address": SHOP, "client_secret": ""}
    if fake is not None:
        own = {"kind": Kind.OPENID, "issuer": fake.issuer, "client_id": CLIENT, "client_secret": SECRET}
    now = clock.now()
    with site_scope(site.id):
        row = Directory.new(**{"name": "こもれび商店", "is_on": True, "tried_at": now, "made_at": now, **own, **more})
        row.save()
        SharedSecret.new(directory=row, secret=SHARED, ends_in=SHARED[-4:], made_at=clock.now()).save()
    return row


def linked(cast: Cast, person: Person, subject: str = "C-1001") -> Link:
    """The person's customer ID on Kissa."""
    with site_scope(cast.kissa.id):
        directory = Directory.objects.get()
        taken: dict[str, Any] = {"subject": subject, "scopes": [], "claims_kept": ["sub"]}
        reach(cast, person)
        return actions.link_customer(person, directory=directory, **taken)


def reach(cast: Cast, person: Person) -> Member:
    """The member as joining makes them: known to be on the site, and provided to its operator."""
    member = Member.objects.get(person=person)
    Reach.objects.get_or_create(person=person, community=cast.kissa, defaults={"since": clock.now()})
    return member


def provided(cast: Cast, person: Person) -> None:
    """They agreed that the operator sees who they are."""
    with site_scope(cast.kissa.id):
        reach(cast, person)
        notice = joining_notice(cast.kissa, "ja")
        consent.give_consent(person, kind=ConsentKind.PROVISION, notice=notice, by="a test")


def staff(cast: Cast, role: Role = Role.OWNER) -> Viewer:
    """Owen, who works for Kissa's operator."""
    return Viewer(cast.owen, role=role)


def asked(address: str) -> dict[str, str]:
    """What our question says, as the website reads it once it has looked at the signature."""
    sent = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert payload.signature(sent["sso"], SHARED) == sent["sig"]
    return dict(parse_qsl(b64decode(sent["sso"]).decode()))


def answer(address: str, *, secret: str = SHARED, **fields: str) -> dict[str, str]:
    """What the website's redirect brings back for a customer; a field given as an empty text is left out."""
    said = {"nonce": asked(address)["nonce"], "external_id": "C-1001", "email": "nozomi@people.example", **fields}
    return payload.packed({name: text for name, text in said.items() if text}, secret)


__all__ = ["SHARED", "SHOP", "answer", "asked", "directory_for", "linked", "provided", "staff"]
