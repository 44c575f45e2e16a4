"""Websites of an operator on which members may sign in with the community, and what each member agreed to for each."""

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.accounts.models import Member
from coorum.base.encryption import EncryptedTextField
from coorum.base.events import Party
from coorum.base.ids import new_id
from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.openid.kinds import TokenKind
from coorum.openid.names import client_id

LONGEST_ADDRESS = 500


def addresses() -> ArrayField:
    return ArrayField(models.CharField(max_length=LONGEST_ADDRESS), default=list)


class RelyingParty(SiteOwned):
    """A website of the operator's that lets people sign in with the community (OpenID Connect Core 1.0: relying party).

    `redirect_uris` and `after_logout_uris` are compared sign by sign. `items` is what it may ask for at all, by the ids of
    consent items. A public one (an app on somebody's own device) can keep no secret.
    """

    name = models.CharField(max_length=60)
    website = models.CharField(max_length=LONGEST_ADDRESS)
    redirect_uris = addresses()
    after_logout_uris = addresses()
    backchannel_uri = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    items = ArrayField(models.CharField(max_length=20), default=list)
    is_public = models.BooleanField(default=False)
    registered_by = models.UUIDField()
    registered_at = models.DateTimeField()

    @property
    def client_id(self) -> str:
        """Its public name, which says of which site it is."""
        return client_id(self.site_id, self.id)

    @property
    def host(self) -> str:
        """Where it lives, as people read it."""
        return urlsplit(self.website).netloc

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="relying_party_name_once")]


def as_party(party_id: UUID) -> Party:
    """How the evidence names a relying party."""
    return Party("relying_party", party_id, party_id.hex)


class ClientSecret(SiteOwned):
    """A secret of a relying party; two may be good at once, so that one can be changed without a gap. Kept as SHA-256."""

    party = SiteForeignKey(RelyingParty, on_delete=models.CASCADE, related_name="secrets")
    secret_hash = models.CharField(max_length=64)
    ends_in = models.CharField(max_length=4)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "party", "secret_hash"], name="client_secret_once")]


class Halt(SiteOwned):
    """A relying party that is switched off: nobody signs in there, and no token of it opens anything.

    By the operator, by the provider (`is_providers`), or by both: each lifts its own, and no other.
    """

    party = SiteForeignKey(RelyingParty, on_delete=models.CASCADE, related_name="halts")
    reason = models.CharField(max_length=200, blank=True)
    halted_by = models.UUIDField()
    halted_at = models.DateTimeField()
    is_providers = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "party", "is_providers"], name="halt_once")]


class Link(SiteOwned):
    """What a member agreed to for one relying party: under which name it knows them, and which items it may read.

    `sub` is random and its own for each relying party (pairwise, OpenID Connect Core 8.1): two of them cannot tell that
    they have the same person. It stays the same when the member ends the link and agrees again.
    """

    party = SiteForeignKey(RelyingParty, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = SiteForeignKey(Member, on_delete=models.CASCADE, related_name="links")
    sub = models.CharField(max_length=43)
    asked = ArrayField(models.CharField(max_length=20), default=list)
    items = ArrayField(models.CharField(max_length=20), default=list)
    agreed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "party", "member"], name="link_once"),
            models.UniqueConstraint(fields=["site", "party", "sub"], name="link_sub_once"),
        ]
        indexes = [models.Index(fields=["site", "member"], name="link_of_member")]


class Visit(SiteOwned):
    """One session at a relying party, begun from one browser; its id is the `sid` (OpenID Connect Back-Channel Logout)."""

    link = SiteForeignKey(Link, on_delete=models.CASCADE, related_name="visits")
    browser = models.CharField(max_length=40, blank=True)
    scope = models.CharField(max_length=100)
    signed_in_at = models.DateTimeField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["site", "link", "-began_at"], name="visit_newest")]


class Asking(SiteOwned):
    """A request of a relying party on its way through sign-in and consent, as it came; good for an hour, since somebody may
    have to register first.
    """

    party = SiteForeignKey(RelyingParty, on_delete=models.CASCADE, related_name="+")
    query = models.CharField(max_length=6000)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["site", "asked_at"], name="asking_oldest")]


class Code(SiteOwned):
    """An authorization code: works once, within a minute, for who asked (RFC 6749 4.1.2, RFC 7636). Kept as SHA-256."""

    visit = SiteForeignKey(Visit, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64)
    redirect_uri = models.CharField(max_length=LONGEST_ADDRESS)
    challenge = models.CharField(max_length=128)
    nonce = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "code_hash"], name="code_once")]
        indexes = [models.Index(fields=["site", "visit"], name="code_of_visit")]


class Token(SiteOwned):
    """An access token, or a refresh token that is exchanged for the next one. Kept as SHA-256."""

    visit = SiteForeignKey(Visit, on_delete=models.CASCADE, related_name="tokens")
    kind = models.CharField(max_length=7, choices=TokenKind)
    token_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "token_hash"], name="token_once")]
        indexes = [
            models.Index(fields=["site", "visit"], name="token_of_visit"),
            models.Index(fields=["site", "expires_at"], name="token_oldest"),
        ]


class TokenKey(models.Model):
    """An RSA key pair that signs ID tokens (RS256, which OpenID Connect Core 15.1 asks of every provider).

    The public half is published from the beginning, signs from `signs_from`, and stays published until `ends_at`, so that
    nobody meets a signature whose key they could not know.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    private_pem = EncryptedTextField()
    public_jwk = models.JSONField()
    signs_from = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-signs_from"], name="token_key_newest")]
