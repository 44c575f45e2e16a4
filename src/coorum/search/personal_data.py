"""What the search room keeps about people: a copy of what they said."""

from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import Dataset, Erasure, Table, register
from coorum.base.retention import lasting

register(
    Dataset(
        name="search.documents",
        title=_("The words by which posts and comments are found"),
        tables=[
            Table(
                "search.Document",
                related="subject_id thread_id terms",
                none="id site kind shelf_id written_at dictionary",
            )
        ],
        purposes=["operate"],
        erasure=Erasure.ERASE,
        erasure_note=_(
            "A copy of what posts and comments say: gone in the moment in which these go. What was searched for is not kept."
        ),
    )
)
lasting("search.documents", _("as long as the post or the comment"))
