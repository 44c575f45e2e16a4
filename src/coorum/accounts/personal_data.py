"""What the accounts room keeps about people."""

from allauth.account.models import EmailAddress, EmailConfirmation
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorum.accounts.actions.membership import masked
from coorum.accounts.models import (
    AddressChange,
    Age,
    Closure,
    Departure,
    DeskRole,
    HandOff,
    Invitation,
    Member,
    Pause,
    Person,
    Session,
    StaffRole,
)
from coorum.accounts.references import new_reference
from coorum.base import clock
from coorum.base.letting_go import NAMELESS, Mask
from coorum.base.merging import By, Move
from coorum.base.personal_data import Dataset, Erasure, Subject, Table, register
from coorum.base.shelves import Shelf, Shelves, of_address, of_member, of_person

#: What stands where an address stood: nobody receives mail there (RFC 2606), and nobody signs in without a password.
_NOBODY = {"is_active": False, "last_login": None, "password": "!"}
_PROFILE = "display_name user_id bio avatar_key user_id_chosen_at joined_at seen_at has_left is_private"


def _of_user(subject: Subject) -> Q:
    return Q(user=subject.person_id)


register(
    Dataset(
        name="accounts.persons",
        title=_("Accounts: address, password and sign-in"),
        tables=[
            Table(
                "accounts.Person",
                personal="id email password",
                related="last_login ledger_ref",
                none="language is_active epoch ways_changed_at created_at",
            ),
            Table("account.EmailAddress", personal="id user email", none="verified primary"),
            Table("account.EmailConfirmation", personal="id email_address", none="created sent key"),
            Table(
                "accounts.Session",
                personal="person session_data",
                related="session_key host network agent browser signed_in_at seen_at",
                none="expire_date",
            ),
            Table(
                "accounts.HandOff",
                personal="person",
                related="code_hash browser",
                none="host challenge next_path methods made_at used_at",
            ),
            Table("accounts.AddressChange", personal="person before", related="code_hash", none="changed_at"),
            Table("accounts.Age", personal="person band", none="said_at"),
            Table(
                "accounts.DeskRole",
                personal="person",
                related="confirmed_by",
                none="duty granted_at confirmed_at expires_at",
            ),
            Table("accounts.Closure", personal="person", none="begun_at erased_at"),
        ],
        purposes=["operate"],
        erasure=Erasure.ERASE,
        erasure_note=_("Erased 14 days after the account is closed."),
        keeper=Shelves(
            Shelf(
                "account",
                Person,
                lambda subject: Q(id=subject.person_id),
                "email language created_at last_login",
                Mask(
                    _NOBODY, lambda person: {"email": f"{person.id.hex}@erased.invalid", "ledger_ref": new_reference()}
                ),
            ),
            Shelf("confirmation", EmailConfirmation, lambda subject: Q(email_address__user=subject.person_id)),
            Shelf("address", EmailAddress, _of_user, "email verified"),
            Shelf("session", Session, of_person, "host network agent signed_in_at seen_at"),
            Shelf("hand_off", HandOff, of_person),
            Shelf("address_change", AddressChange, of_person, "before changed_at"),
            Shelf("age", Age, of_person, "band said_at"),
            Shelf("desk_role", DeskRole, of_person, "duty granted_at expires_at"),
            Shelf("closure", Closure, of_person, "begun_at", Mask(told=lambda _one: {"erased_at": clock.now()})),
        ),
        merging=(),
    )
)
register(
    Dataset(
        name="accounts.members",
        title=_("Membership: profile on a site"),
        tables=[
            Table(
                "accounts.Member",
                personal="id person display_name user_id bio avatar_key is_private",
                related="ledger_ref seen_at",
                none="site hue user_id_chosen_at joined_at has_left",
            ),
            Table("accounts.Pause", personal="member", none="id site paused_at"),
            Table("accounts.Departure", personal="member", none="id site departed_at kept_posts"),
            Table("accounts.StaffRole", personal="person", related="granted_by", none="id site role granted_at"),
            Table(
                "accounts.Invitation",
                personal="email",
                related="mark invited_by",
                none="id site code_hash role invited_at expires_at accepted_at",
            ),
            Table("accounts.InvitationStop", related="mark", none="id site stopped_at"),
        ],
        purposes=["operate"],
        erasure=Erasure.MASK,
        erasure_note=_("Masked on leaving: posts that stay are shown as by a former member."),
        keeper=Shelves(
            Shelf("membership", Member, lambda subject: Q(id=subject.member_id), _PROFILE, Mask(told=masked)),
            Shelf("pause", Pause, of_member, "paused_at"),
            Shelf("departure", Departure, of_member, "departed_at kept_posts", NAMELESS),
            Shelf("staff_role", StaffRole, of_person, "role granted_at"),
            Shelf("invitation", Invitation, of_address("email"), "email role invited_at expires_at accepted_at"),
        ),
        # The membership itself goes over by hand, where the other account has none (privacy/merging).
        merging=[Move(StaffRole, "person_id", By.PERSON)],
    )
)
