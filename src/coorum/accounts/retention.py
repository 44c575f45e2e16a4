"""How long the accounts room keeps what is no account any more, or never became one.

Who left is a masked row under what others answered to, and an erased account one under the records that a law keeps. Both
go once nothing refers to them; not before the last backup that knew the name is gone, so that a restore finds them again.
"""

from datetime import datetime

from allauth.account.models import EmailAddress, EmailConfirmation
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.accounts.actions.forgetting import forget_registrations
from coorum.accounts.models import AddressChange, Departure, HandOff, Invitation, Member, Person, Session
from coorum.base.own_retention import KEPT_BEYOND_BACKUPS
from coorum.base.retention import (
    AT_ONCE,
    Period,
    Place,
    Rule,
    Unit,
    Whose,
    dated,
    lasting,
    register,
    through,
    unreferred,
)


def _unconfirmed(limit: datetime) -> QuerySet[Person]:
    """Registrations of whose addresses none was ever verified."""
    verified = EmailAddress.objects.filter(user=OuterRef("id"), verified=True)
    return Person.objects.filter(~Exists(verified), closure=None, created_at__lt=limit)


def _masks(limit: datetime) -> QuerySet[Person]:
    """What is left of accounts erased before the limit, where no row on any site refers to it (migration `masks_go`)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_person_unreferred(%s)", [limit])
        return Person.objects.filter(id__in=cursor.fetchone()[0])


def _former(limit: datetime) -> QuerySet[Member]:
    """Members who left before the limit, where nothing on the site refers to them but that they left."""
    left = Departure.objects.filter(member=OuterRef("id"), departed_at__lt=limit)
    return Member.objects.filter(Exists(left), *unreferred(Member, apart_from=[Departure]), has_left=True)


register(
    Rule(
        id="accounts.unconfirmed",
        dataset="accounts.persons",
        tables=["accounts.Person", "account.EmailAddress"],
        what=_("Registrations whose address was not confirmed"),
        since=_("the registration"),
        period=Period(7),
        reason=_("Without a confirmed address there is nobody to serve."),
        overdue=_unconfirmed,
        let_go=forget_registrations,
        whose=Whose(person="id"),
        shortest=Period(1),
        sentences=["a14-p1-i2"],
    ),
    Rule(
        id="accounts.confirmations",
        dataset="accounts.persons",
        tables=["account.EmailConfirmation"],
        what=_("Questions whether an address is right"),
        since=_("the question"),
        period=Period(7),
        reason=_("Nobody answers later than that."),
        overdue=dated(EmailConfirmation, "created"),
        whose=Whose(person="email_address__user"),
    ),
    Rule(
        id="accounts.sessions",
        dataset="accounts.persons",
        tables=["accounts.Session"],
        what=_("Records of sign-in"),
        since=_("the end of the session, 30 days after it was last used"),
        period=AT_ONCE,
        reason=_("They keep a device signed in and serve nothing else."),
        overdue=dated(Session, "expire_date"),
        whose=Whose(person="person"),
        sentences=["a14-p1-i6"],
    ),
    Rule(
        id="accounts.hand_offs",
        dataset="accounts.persons",
        tables=["accounts.HandOff"],
        what=_("Codes that carry a sign-in from host to host"),
        since=_("their making"),
        period=Period(1, Unit.HOURS),
        reason=_("They serve for a minute."),
        overdue=dated(HandOff, "made_at"),
        whose=Whose(person="person"),
    ),
    Rule(
        id="accounts.address_changes",
        dataset="accounts.persons",
        tables=["accounts.AddressChange"],
        what=_("The address before a change of address"),
        since=_("the change"),
        period=Period(3),
        reason=_("So long the old address can take the change back."),
        overdue=dated(AddressChange, "changed_at"),
        whose=Whose(person="person"),
    ),
    Rule(
        id="accounts.invitations",
        dataset="accounts.members",
        tables=["accounts.Invitation"],
        what=_("Invitations by e-mail"),
        since=_("their last day"),
        period=Period(30),
        reason=_("To see who was invited and did not come."),
        overdue=dated(Invitation, "expires_at"),
        whose=Whose(address="email"),
        place=Place.SITE,
        shortest=Period(1),
    ),
    Rule(
        id="accounts.erased",
        dataset="accounts.persons",
        tables=["accounts.Person", "accounts.Closure"],
        what=_("What is left of an erased account: a number without a name"),
        since=_("the erasure, once no record refers to it any more"),
        period=KEPT_BEYOND_BACKUPS,
        reason=_("Records that a law keeps refer to it, and a restored backup must find it again."),
        overdue=_masks,
        let_go=through("accounts_person_let_go"),
        whose=Whose(person="id"),
    ),
    Rule(
        id="accounts.former_members",
        dataset="accounts.members",
        tables=["accounts.Member", "accounts.Departure"],
        what=_("What is left of members who left: a number without a name"),
        since=_("the leaving, once nothing on the site refers to it any more"),
        period=KEPT_BEYOND_BACKUPS,
        reason=_("Posts that stay, and records, hang on it; a restored backup must find it again."),
        overdue=_former,
        whose=Whose(person="person"),
        place=Place.SITE,
    ),
)
lasting("accounts.persons", _("as long as the account"))
lasting("accounts.members", _("as long as the membership"))
