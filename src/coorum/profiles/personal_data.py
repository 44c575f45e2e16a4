"""What the profiles room keeps about people: their answers, and what was asked."""

from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import Dataset, Erasure, Table, register
from coorum.base.shelves import Shelf, Shelves, of_member
from coorum.profiles.models import Answer

register(
    Dataset(
        name="profiles.answers",
        title=_("Answers to profile fields of an operator"),
        tables=[Table("profiles.Answer", personal="member value", none="id site field answered_at")],
        purposes=["operate"],
        erasure=Erasure.ERASE,
        erasure_note=_("Erased at once when the consent to the field is withdrawn."),
        keeper=Shelves(
            Shelf("answer", Answer, of_member, "field__name field__label_ja field__label_en value answered_at")
        ),
        # Each rests on a consent, and consents stay with whoever gave them.
        merging=(),
    )
)
register(
    Dataset(
        name="profiles.fields",
        title=_("Profile fields that operators set up"),
        tables=[
            Table(
                "profiles.Field",
                none="id site name kind label_ja label_en hint_ja hint_en why_ja why_en options purpose audience at_joining "
                "position added_at removed_at",
            )
        ],
        purposes=["operate"],
        erasure=Erasure.KEEP,
        ends_with_site=True,
        erasure_note=_("What a company set up; it says nothing about anybody."),
    )
)
