"""What the ledger keeps about people: references in the chain, everything else in rows that can be erased."""

from django.utils.translation import gettext_lazy as _

from coorum.base.ledger.openings import forget
from coorum.base.letting_go import LetGo
from coorum.base.personal_data import Dataset, Erasure, Subject, Table, register
from coorum.base.scope import PROVIDER
from coorum.base.systems import System
from coorum.base.systems import register as register_system


def forget_subject(subject: Subject) -> LetGo:
    """Destroy the salts of what the chain of that scope says about them."""
    return forget(subject.site_id or PROVIDER, subject.refs)


register_system(
    System(
        "ledger",
        _("Evidence ledger: salts and payloads"),
        forget_subject,
        on_sites=True,
        note=_("Salts are destroyed; those of consents stay as their evidence."),
    )
)

register(
    Dataset(
        name="ledger",
        title=_("Evidence ledger: what happened, provable without naming anybody"),
        tables=[
            Table(
                "ledger.Entry",
                related="subject refs commitment",
                none="pk site_id n kind version at actor key prev hash",
            ),
            Table(
                "ledger.Leaf",
                related="subject refs commitment",
                none="pk site_id id kind version at actor hash seal number",
            ),
            Table("ledger.Opening", personal="payload", related="commitment", none="pk site_id salt"),
            Table("ledger.Chain", none="site_id n hash leaves"),
            Table("ledger.Head", none="pk site_id n root hash at key signature"),
            Table("ledger.Key", none="id public since"),
        ],
        purposes=["operate"],
        erasure=Erasure.ERASE,
        erasure_note=_("Payloads and salts are erased; what stays is random and identifies nobody."),
        merging=(),
    )
)
