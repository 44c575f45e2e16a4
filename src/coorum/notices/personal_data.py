"""What the notices room keeps: who announced what, how far letters have come, and what members were told."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorum.base.merging import Move
from coorum.base.personal_data import Dataset, Erasure, Subject, Table, Tag, register
from coorum.base.retention import lasting
from coorum.base.shelves import Shelf, Shelves, of_member
from coorum.notices.models import Choice, MailStop, Notice, Rhythm


def told_of(subject: Subject) -> Q:
    """What others were told that this member did."""
    return Q(actor=subject.member_id)


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
register(
    Dataset(
        name="notices.inbox",
        title=_("Notices, and what you chose to be told"),
        tables=[
            Table(
                "notices.Notice",
                personal="id member actor about event",
                related="bundle page",
                none="site kind happened_at is_rung read_at mail_at",
            ),
            Table("notices.Choice", personal="member", none="id site kind bell mail"),
            Table(
                "notices.Rhythm",
                personal="member zone",
                none="id site every hour weekday quiet_from quiet_until",
            ),
            Table("notices.MailStop", personal="member", none="id site stopped_at"),
        ],
        purposes=["operate"],
        erasure=Erasure.ERASE,
        erasure_note=_("Erased on leaving, and with them what others were told that you did."),
        keeper=Shelves(
            Shelf("notice", Notice, of_member, "kind happened_at read_at"),
            Shelf("notice_of_mine", Notice, told_of),
            Shelf("notice_choice", Choice, of_member, "kind bell mail"),
            Shelf("notice_times", Rhythm, of_member, "every hour weekday zone quiet_from quiet_until"),
            Shelf("notice_stop", MailStop, of_member, "stopped_at"),
        ),
        merging=[
            Move(Notice, "member_id", once_with="event"),
            Move(Notice, "actor_id"),
            Move(Choice, "member_id", once_with="kind"),
            Move(Rhythm, "member_id", once_with="site_id"),
            Move(MailStop, "member_id", once_with="site_id"),
        ],
    )
)
