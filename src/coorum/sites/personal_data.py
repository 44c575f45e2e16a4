"""What the sites room keeps: companies, not people, but for the names of their representatives."""

from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import Dataset, Erasure, Table, register

LEGAL = "representative"

register(
    Dataset(
        name="sites.operators",
        title=_("Operators and their sites"),
        tables=[
            Table(
                "sites.Provider",
                personal=LEGAL,
                none="only legal_name legal_name_en address contact_email accredited_body accredited_contact",
            ),
            Table(
                "sites.Operator",
                personal=LEGAL,
                none="id legal_name legal_name_en address contact_email industry website",
            ),
            Table(
                "sites.Site",
                none="id slug operator name tagline welcome opening member_word brand_colour logo_key logo_width "
                "logo_height hero_key theme_hash theme_css language created_at opened_at test_of",
            ),
            Table("sites.Suspension", related="suspended_by", none="community reason suspended_at"),
            Table("sites.AgeRule", related="by", none="community since"),
            Table("sites.Ending", none="community ends_at deleted_at"),
            Table("sites.Domain", none="host community is_primary primary_since"),
            Table(
                "sites.HostClaim", related="claimed_by", none="id site host token claimed_at checked_at outcome found"
            ),
            Table("sites.HostProof", related="proved_by", none="host community claim_id proved_at"),
            Table("sites.HostServing", related="begun_by", none="id site claim begun_at"),
            Table("sites.HostFailing", none="id site claim since told_at"),
            Table("sites.HostLoss", none="id site claim lost_at"),
            Table("sites.Sender", related="begun_by", none="id site claim local_part begun_at"),
            Table(
                "sites.SenderKey",
                related="made_by",
                none="id site sender selector private_pem public made_at checked_at outcome found right_since",
            ),
            Table("sites.EmbedOrigin", none="id site origin"),
        ],
        purposes=["operate"],
        erasure=Erasure.KEEP,
        ends_with_site=True,
        erasure_note=_("Published by law: the name of the representative belongs to the public block."),
        merging=(),
    )
)
