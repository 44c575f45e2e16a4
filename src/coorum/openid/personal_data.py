"""What the openid room keeps about people."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorum.base.merging import By, Move
from coorum.base.personal_data import Dataset, Erasure, Subject, Table, register
from coorum.base.shelves import Shelf, Shelves, of_member
from coorum.openid.models import Link, Visit


def of_links(subject: Subject) -> Q:
    return Q(link__member=subject.member_id)


register(
    Dataset(
        name="openid.links",
        title=_("Websites of the operator where you sign in with the community"),
        tables=[
            Table("openid.Link", personal="person member sub", none="id site party asked items agreed_at ended_at"),
            Table("openid.Visit", related="browser", none="id site link scope signed_in_at began_at ended_at"),
            Table("openid.Asking", related="query", none="id site party asked_at"),
            Table("openid.Code", none="id site visit code_hash redirect_uri challenge nonce made_at used_at"),
            Table("openid.Token", none="id site visit kind token_hash expires_at used_at"),
        ],
        purposes=["operate"],
        erasure=Erasure.ERASE,
        erasure_note=_("The websites are told that you signed out; what they were told before is theirs to erase."),
        # They end with the consent they rest on. Where the membership goes over, the website knows whoever agrees anew again.
        merging=[Move(Link, "person_id", By.PERSON)],
        keeper=Shelves(
            Shelf("visit", Visit, of_links, "link__party__name began_at ended_at"),
            Shelf("link", Link, of_member, "party__name party__website items agreed_at ended_at"),
        ),
    )
)
register(
    Dataset(
        name="openid.parties",
        title=_("Websites of operators that let people sign in with the community"),
        tables=[
            Table(
                "openid.RelyingParty",
                related="registered_by",
                none="id site name website redirect_uris after_logout_uris backchannel_uri items is_public registered_at",
            ),
            Table("openid.ClientSecret", none="id site party secret_hash ends_in made_at"),
            Table("openid.Halt", related="halted_by", none="id site party reason halted_at is_providers"),
            Table("openid.TokenKey", none="id private_pem public_jwk signs_from ends_at"),
        ],
        purposes=["operate"],
        erasure=Erasure.KEEP,
        ends_with_site=True,
        erasure_note=_("What a company set up; who of it did so is a number."),
    )
)
