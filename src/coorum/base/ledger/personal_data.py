"""What the ledger keeps about people: references in the chain, everything else in rows that can be erased."""

from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import Dataset, Erasure, Table, register

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
        retention=_("The chain as long as the service; what its commitments stand for as long as its subject's data."),
        erasure=Erasure.ERASE,
        erasure_note=_("Payloads and salts are erased; what stays is random and identifies nobody."),
    )
)
