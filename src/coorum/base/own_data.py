"""What the cellar itself keeps: letters on their way, and work that waits."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorum.base.outbox import Letter
from coorum.base.personal_data import Dataset, Erasure, Table, Tag, register
from coorum.base.shelves import Shelf, Shelves

register(
    Dataset(
        name="base.letters",
        title=_("Letters sent to you"),
        tables=[
            Table(
                "base.Letter",
                personal="recipient subject text html headers",
                none="id key site_id kind sender_name written_at sent_at",
            ),
        ],
        purposes=["guide", "notify"],
        retention=_("The words until the letter is sent; that it was sent, for 90 days."),
        erasure=Erasure.ERASE,
        erasure_note=_("Erased after 90 days."),
        keeper=Shelves(
            Shelf("letter", Letter, lambda subject: Q(recipient__iexact=subject.address), "written_at sent_at subject"),
        ),
    )
)
register(
    Dataset(
        name="base.machinery",
        title=_("Work that waits"),
        tables=[
            Table("base.Heartbeat", none="name at"),
            Table(
                "base.Tombstone",
                related="subject",
                none="id kind site_id facts buried_at",
                json={"facts": {"keep_posts": Tag.NONE, "kind": Tag.NONE, "by": Tag.RELATED, "by_staff": Tag.NONE}},
            ),
            Table("base.Shared", related="key", none="value expires_at"),
            Table(
                "procrastinate.ProcrastinateJob",
                none="id queue_name task_name priority lock queueing_lock args status scheduled_at attempts "
                "abort_requested worker",
                json={"args": {"site": Tag.NONE, "arguments": Tag.RELATED}},
            ),
            Table("procrastinate.ProcrastinateWorker", none="id last_heartbeat"),
            Table("procrastinate.ProcrastinateEvent", none="id job type at"),
            Table("procrastinate.ProcrastinatePeriodicDefer", none="id task_name defer_timestamp job periodic_id"),
        ],
        purposes=["operate"],
        retention=_("Until the work is done."),
        erasure=Erasure.ERASE,
        erasure_note=_("Holds ids only; gone once done."),
    )
)
