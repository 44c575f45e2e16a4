"""Persons, and the members they are on each site."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from coorum.accounts.bands import Band
from coorum.accounts.references import new_reference
from coorum.accounts.roles import DESK_TERM, Duty, Role, desk_term_end
from coorum.base import clock
from coorum.base.ids import new_id
from coorum.base.models import SiteForeignKey, SiteOwned

#: The two clocks of one row are read one after the other.
BREATH = timedelta(seconds=1)


class PersonManager(BaseUserManager["Person"]):
    """Finds persons by address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody, everywhere: one address and its authenticators. Belongs to no site.

    `ledger_ref` is the random name the evidence ledger knows the person by; forgetting it unlinks all evidence.
    `epoch` counts how often what opens this account has changed (actions/epochs.py): sessions, hand-offs, challenges and
    codes of an earlier one are worth nothing. `ways_changed_at` is when address or factors changed last: for three days from
    then nobody is handed this person's data (cooling.py).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    language = models.CharField(max_length=2, default="ja")
    is_active = models.BooleanField(default=True)
    ledger_ref = models.CharField(max_length=40, default=new_reference, unique=True, editable=False)
    epoch = models.PositiveIntegerField(default=0)
    ways_changed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_once")]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What Django compares at every request, and we with every challenge: it changes with the password and the epoch."""
        known = f"{self.password} {self.epoch}"
        return salted_hmac("coorum.accounts.epoch", known, secret=secret, algorithm="sha256").hexdigest()


class Age(models.Model):
    """Which age band somebody said they are in, and when. Nobody has a row whom no site asked (X5)."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="age")
    band = models.CharField(max_length=10, choices=Band)
    said_at = models.DateTimeField()


class AddressChange(models.Model):
    """A change of address that can be taken back, for a while, by whoever reads the old one's letters.

    The code travels by letter only; the row holds its SHA-256.
    """

    code_hash = models.CharField(primary_key=True, max_length=64)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    before = models.EmailField(max_length=254)
    changed_at = models.DateTimeField()


class Member(SiteOwned):
    """A person on one site, as the others there see them. `user_id` is the name in addresses and mentions.

    Who left and comes back is a new member: what they wrote before stays with nobody.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships", db_index=False)
    display_name = models.CharField(max_length=60)
    user_id = models.CharField(max_length=30)
    bio = models.CharField(max_length=300, blank=True)
    avatar_key = models.CharField(max_length=200, blank=True)
    hue = models.PositiveSmallIntegerField(default=0)
    ledger_ref = models.CharField(max_length=40, default=new_reference, editable=False)
    user_id_chosen_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    # Told by Departure too; here so that the database can hold that a person is one member at a time. Without a
    # Departure the member is about to leave: hidden from everybody, and free to come back (actions/membership.py).
    has_left = models.BooleanField(default=False)
    # Others see the display name and nothing else: so it is with everybody known to be under 18 (actions/ages.py).
    is_private = models.BooleanField(default=False)

    @property
    def is_hidden(self) -> bool:
        """Whether others see no more than "former member"."""
        return self.has_left

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "person"], condition=models.Q(has_left=False), name="member_person_once"
            ),
            models.UniqueConstraint("site", Lower("user_id"), name="member_user_id_once"),
            models.UniqueConstraint(fields=["site", "ledger_ref"], name="member_ledger_ref_once"),
        ]
        indexes = [models.Index(fields=["site", "-joined_at"], name="member_newest")]


class Pause(SiteOwned):
    """A membership without the consent it rests on: read, export, leave or consent again; no posting (mission, 10)."""

    member = SiteForeignKey(Member, on_delete=models.CASCADE, related_name="pauses")
    paused_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "member"], name="pause_once")]


class Departure(SiteOwned):
    """A member who left the site. The row of the member stays, masked, under what others answered to."""

    member = SiteForeignKey(Member, on_delete=models.CASCADE, related_name="departures")
    departed_at = models.DateTimeField()
    kept_posts = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "member"], name="departure_once")]


class Closure(models.Model):
    """A person who closes their account on every site. Taken back, the row is gone; since `erased_at` only a mask is left."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="closure")
    begun_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)


class StaffRole(SiteOwned):
    """A person who works for the operator on this site."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="staff_roles", db_index=False)
    role = models.CharField(max_length=12, choices=Role)
    granted_by = models.UUIDField(null=True)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "person"], name="staff_role_once")]


class DeskRole(models.Model):
    """A person who works for the provider: at the desk, across sites, until `expires_at` and not a moment longer.

    `confirmed_at` is when it was last granted or renewed, `confirmed_by` by whom: another of the desk (the database sees to
    it), or the shell (None). Ask `queries.desk_roles()` for those in force.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="desk_role", primary_key=True)
    duty = models.CharField(max_length=20, choices=Duty)
    granted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.UUIDField(null=True)
    expires_at = models.DateTimeField(default=desk_term_end)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__lte=models.F("confirmed_at") + DESK_TERM + BREATH), name="desk_role_ends"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("person")),
                name="desk_role_by_another",
            ),
        ]


class Invitation(SiteOwned):
    """A door opened for one address, which `mark` stands for (references.py). The code travels by mail only; the row holds its
    SHA-256.
    """

    email = models.EmailField(max_length=254)
    mark = models.UUIDField()
    code_hash = models.CharField(max_length=64)
    role = models.CharField(max_length=12, choices=Role, blank=True)
    invited_by = models.UUIDField()
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "code_hash"], name="invitation_code_once")]
        indexes = [
            models.Index(fields=["site", "email"], name="invitation_email"),
            models.Index(fields=["site", "mark"], name="invitation_mark"),
        ]


class InvitationStop(SiteOwned):
    """An address that asked not to be invited to this site again. `mark` names it without saying it (references.py)."""

    mark = models.UUIDField()
    stopped_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "mark"], name="invitation_stop_once")]


class Session(AbstractBaseSession):
    """One browser signed in on one host, with what its owner needs to recognise it.

    `browser` is the random name of the browser: its sessions on several hosts are one device to their owner.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="sessions")
    host = models.CharField(max_length=253, blank=True)
    network = models.CharField(max_length=60, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    browser = models.CharField(max_length=40, blank=True)
    signed_in_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = BaseSessionManager()  # type: ignore[misc]  # the stubs call it a class variable

    class Meta:
        db_table = "session"


class HandOff(models.Model):
    """A code that carries a sign-in from the provider's host to a site's, once, within a minute (OAuth 2 with PKCE).

    The code travels in an address; the row holds its SHA-256. `methods` say how the session began that is carried on.
    """

    code_hash = models.CharField(primary_key=True, max_length=64)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    host = models.CharField(max_length=253)
    challenge = models.CharField(max_length=64)
    next_path = models.CharField(max_length=2000)
    browser = models.CharField(max_length=40, blank=True)
    methods = ArrayField(models.CharField(max_length=40), default=list)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
