"""What the notices room keeps: who announced what, and how far letters have come."""

from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import Dataset, Erasure, Table, Tag, register
from coorum.base.retention import lasting

register(
    Dataset(
        name="notices.rounds",
        title=_("Notices to everybody concerned"),
        tables=[
            Table(
                "notices.ServiceNotice",
                related="announced_by",
                none="id about community words begins_at ends_at takes_back announced_at",
                json={"words": {"ja": Tag.NONE, "en": Tag.NONE}},
            ),
            Table(
                "notices.Mailing",
                related="last",
                none="id kind about occasion chain root count sent started_at finished_at",
            ),
        ],
        purposes=["notify"],
        erasure=Erasure.KEEP,
        erasure_note=_("Names no member: letters are counted, and stand under one root."),
    )
)
lasting("notices.rounds", _("as long as the service: it is what was announced to everybody"))
