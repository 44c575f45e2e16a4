"""What the promises room keeps: who of the provider's staff asked for a check."""

from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import Dataset, Erasure, Table, register

register(
    Dataset(
        name="promises.checks",
        title=_("Checks of the evidence"),
        tables=[
            Table("promises.Verification", related="asked_by", none="id chain asked_at finished_at entries fault"),
            Table(
                "promises.Proof",
                none="id round promise verdict findings measured_at digest",
                json={"findings": {}},
            ),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Says that a check was made, and with which result."),
    )
)
register(
    Dataset(
        name="promises.revisions",
        title=_("Revisions of documents: who drafted, tested and approved them"),
        tables=[
            Table(
                "promises.Revision",
                related="drafted_by",
                none="id kind community_id number texts summary registers keeps before lowest asked effective_at drafted_at",
                json={"texts": {}, "summary": {}, "registers": {}, "keeps": {}},
            ),
            Table("promises.RegisterEdition", none="id number content sha256 since", json={"content": {}}),
            Table("promises.RevisionStep", related="by", none="id revision state at"),
            Table(
                "promises.RelationTest",
                related="by",
                none="id revision original hops answers reason is_related at",
                json={"answers": {}},
            ),
            Table("promises.Review", related="by", none="id revision waived at"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Says how a published version came to be."),
    )
)
register(
    Dataset(
        name="promises.witnesses",
        title=_("What witnesses outside said of what we published"),
        tables=[
            Table("promises.Stamp", none="id version digest at by policy serial token roots made_at"),
            Table("promises.Anchor", none="id stamp position chain n head", json={"head": {}}),
            Table("promises.Sight", none="id version language url sha256 text at by nonce signature made_at"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Says nothing about anybody."),
    )
)
