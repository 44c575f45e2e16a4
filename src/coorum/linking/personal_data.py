"""What the linking room keeps about people: who they are at another service, and nothing else of it."""

from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import Dataset, Erasure, Table, register
from coorum.base.shelves import Shelf, Shelves, of_person
from coorum.linking.models import Link, Wish

register(
    Dataset(
        name="linking.links",
        title=_("Linked services: accounts that open the door here"),
        tables=[
            Table(
                "linking.Service",
                none="id slug kind name issuer client_id client_secret team_id key_id trusts_email company country "
                "is_announced is_on made_at",
            ),
            Table("linking.Offering", none="id site service position"),
            Table(
                "linking.Link",
                personal="id person subject",
                related="used_at",
                none="service scopes claims_kept linked_at",
            ),
            Table("linking.Wish", personal="person subject", none="service scopes claims_kept asked_at"),
        ],
        purposes=["operate", "protect"],
        erasure=Erasure.ERASE,
        erasure_note=_("Erased 14 days after the account is closed, or at once when it is taken off."),
        keeper=Shelves(
            Shelf("link", Link, of_person, "service__name subject scopes claims_kept linked_at used_at"),
            Shelf("wish", Wish, of_person, "service__name subject scopes claims_kept asked_at"),
        ),
        merging=(),
    )
)
