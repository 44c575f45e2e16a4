"""What the customers room keeps about people: who they are among the operator's customers, and nothing else of it."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import Dataset, Erasure, Subject, Table, register
from coorum.base.shelves import Shelf, Shelves, of_person
from coorum.customers.models import Change, Link, Visit, Wish


def of_links(subject: Subject) -> Q:
    return Q(link__person=subject.person_id)


register(
    Dataset(
        name="customers.links",
        title=_("Customer IDs of the operator that open the door here"),
        tables=[
            Table(
                "customers.Link",
                personal="person member subject",
                related="used_at",
                none="id site directory scopes claims_kept linked_at",
            ),
            Table("customers.Wish", personal="person subject", none="community scopes claims_kept asked_at"),
            Table("customers.Visit", related="sid browser", none="id site link began_at"),
            Table("customers.Change", personal="name email", none="id site link told_at"),
        ],
        purposes=["operate", "protect"],
        erasure=Erasure.ERASE,
        erasure_note=_("Erased when you leave, or at once when it is taken off."),
        # A way in stays with its account, as linked services do: nobody showed it for the other one.
        merging=(),
        keeper=Shelves(
            Shelf("customer_change", Change, of_links, "name email told_at"),
            Shelf("customer_visit", Visit, of_links, "sid began_at"),
            Shelf("customer", Link, of_person, "directory__name subject scopes claims_kept linked_at used_at"),
            Shelf("customer_wish", Wish, of_person, "subject scopes claims_kept asked_at"),
        ),
    )
)
register(
    Dataset(
        name="customers.directories",
        title=_("Where operators keep their customers"),
        tables=[
            Table(
                "customers.Directory",
                none="id site kind name issuer client_id client_secret algorithm address is_on tried_at trouble made_at",
            ),
            Table("customers.SharedSecret", none="id site directory secret ends_in made_at"),
        ],
        purposes=["operate"],
        erasure=Erasure.KEEP,
        ends_with_site=True,
        erasure_note=_("What a company set up; it says nothing about anybody."),
    )
)
