"""Every read of the openid room. All but the first work in the open scope of a site."""

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coorum.accounts.models import Member, Person
from coorum.accounts.references import code_hash
from coorum.base import clock
from coorum.openid import names
from coorum.openid.kinds import ASKING_LIFE, TokenKind
from coorum.openid.models import Asking, Code, Halt, Link, RelyingParty, Token, Visit


def parties() -> QuerySet[RelyingParty]:
    """The relying parties of this site, by name, with `is_halted`."""
    halted = Halt.objects.filter(party=OuterRef("id"))
    return RelyingParty.objects.annotate(is_halted=Exists(halted)).order_by("name")


def parties_everywhere(words: str = "") -> QuerySet[RelyingParty]:
    """The relying parties of all sites whose name, address or community has these words, by address: `is_halted`, and `people`
    who are linked. To be read across sites.
    """
    linked = Link.objects.filter(party=OuterRef("id"), ended_at=None).values("site").annotate(n=Count("id")).values("n")
    rows = parties().select_related("site").annotate(people=Coalesce(Subquery(linked), 0))
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(website__icontains=word) | Q(site__name__icontains=word))
    return rows.order_by("website", "site__name", "name")


def halts_of(party: RelyingParty) -> QuerySet[Halt]:
    """Who switched it off, and why; the provider first."""
    return party.halts.order_by("-is_providers")


def party_with(client_id: str) -> RelyingParty | None:
    """The relying party with this client id, or None; one that is switched off is none."""
    party_id = names.party_in(client_id)
    if party_id is None:
        return None
    return RelyingParty.objects.filter(~Exists(Halt.objects.filter(party=OuterRef("id"))), id=party_id).first()


def is_secret_of(party: RelyingParty, secret: str) -> bool:
    """Whether the relying party has this secret. They are random: comparing hashes in an index gives nothing away."""
    return party.secrets.filter(secret_hash=code_hash(secret)).exists()


def asking_with(asking_id: UUID) -> Asking | None:
    """A request under way that is not too old."""
    fresh = Asking.objects.select_related("party").filter(asked_at__gt=clock.now() - ASKING_LIFE)
    return fresh.filter(id=asking_id).first()


def link_between(member: Member, party: RelyingParty) -> Link | None:
    """What the member agreed to for it and did not end, or None."""
    return Link.objects.filter(member=member, party=party, ended_at=None).first()


def links_of(member: Member) -> QuerySet[Link]:
    """Every website the member signs in to with the community, the newest first."""
    return Link.objects.select_related("party").filter(member=member, ended_at=None).order_by("-agreed_at")


def code_of(code: str, party: RelyingParty) -> Code | None:
    """The row of a code that was given to this relying party, locked, whatever its state; None for any other text."""
    rows = Code.objects.select_for_update(of=("self",)).select_related("visit__link__member__person")
    return rows.filter(code_hash=code_hash(code), visit__link__party=party).first()


def token_of(token: str, kind: TokenKind, party: RelyingParty | None = None) -> Token | None:
    """The row of a token that is not past its time, of a sign-in that stands; a refresh token is locked."""
    rows = Token.objects.select_related("visit__link__party", "visit__link__member__person")
    if kind == TokenKind.REFRESH:
        rows = rows.select_for_update(of=("self",))
    standing = Q(visit__ended_at=None, visit__link__ended_at=None, expires_at__gt=clock.now())
    found = rows.filter(standing, kind=kind, token_hash=code_hash(token))
    halted = Halt.objects.filter(party=OuterRef("visit__link__party"))
    return (found.filter(visit__link__party=party) if party else found.exclude(Exists(halted))).first()


def open_visits(person: Person, *, browser: str = "") -> QuerySet[Visit]:
    """The person's sessions at relying parties of this site; or those that were begun from one browser."""
    rows = Visit.objects.select_related("link__party").filter(link__person=person, ended_at=None)
    return rows.filter(browser=browser) if browser else rows
