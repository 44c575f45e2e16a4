"""What the cellar itself keeps: letters on their way, and work that waits."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from coorum.base import systems
from coorum.base.letting_go import LetGo
from coorum.base.outbox import Letter
from coorum.base.personal_data import Dataset, Erasure, Subject, Table, Tag, register
from coorum.base.shared_cache import forget_expired
from coorum.base.shelves import Shelf, Shelves, of_address

register(
    Dataset(
        name="base.letters",
        title=_("Letters sent to you"),
        tables=[
            Table(
                "base.Letter",
                personal="recipient subject text html headers",
                none="id key site_id kind purpose sender_name written_at sent_at held_at",
            ),
        ],
        purposes=["guide", "notify"],
        erasure=Erasure.ERASE,
        erasure_note=_("Erased after 90 days."),
        keeper=Shelves(
            Shelf("letter", Letter, of_address("recipient"), "written_at sent_at subject"),
        ),
        merging=(),
    )
)
register(
    Dataset(
        name="base.decisions",
        title=_("Uses of data that were refused, or went beyond their purpose"),
        tables=[Table("base.Decision", related="by", none="id at purpose item what why is_override")],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Says what was asked for and why not; about nobody."),
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
                json={
                    "facts": {
                        "keep_posts": Tag.NONE,
                        "kind": Tag.NONE,
                        "by": Tag.RELATED,
                        "by_staff": Tag.NONE,
                        "is_held": Tag.NONE,
                        "into": Tag.RELATED,
                    }
                },
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
        erasure=Erasure.ERASE,
        erasure_note=_("Holds ids only; gone once done."),
    )
)


def forget_work(subject: Subject) -> LetGo:
    """Delete jobs, done or waiting, that name the subject; one that is being done right now finds nothing any more."""
    ids = [str(one) for one in (subject.member_id or subject.person_id,)]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status <> 'doing' AND args -> 'arguments' ?| %s", [ids])
        return LetGo(erased=cursor.rowcount)


def forget_counts(_subject: Subject) -> LetGo:
    """Counts of tries lie under one-way names, so nobody's can be told from another's; what has run out goes now."""
    forget_expired()
    return LetGo()


systems.register(systems.System("base.queue", _("Work that waits"), forget_work, on_sites=True))
systems.register(systems.System("base.cache", _("Short-lived counts of tries"), forget_counts))
