"""What the inviting room keeps about people."""

from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import Dataset, Erasure, Table, register
from coorum.base.shelves import Shelf, Shelves, of_address
from coorum.inviting.models import Line

register(
    Dataset(
        name="inviting.lists",
        title=_("Lists of people whom the operator of a community invited"),
        tables=[
            Table("inviting.Line", personal="email said", none="id site batch number role problem invited_at"),
            Table(
                "inviting.Batch",
                related="declared_by",
                none="id site source ground told digest declared_at begun_at done_at",
            ),
        ],
        purposes=["operate"],
        erasure=Erasure.ERASE,
        erasure_note=_("The line with your address is erased."),
        keeper=Shelves(Shelf("line", Line, of_address("email"), "email role invited_at")),
        merging=(),
    )
)
