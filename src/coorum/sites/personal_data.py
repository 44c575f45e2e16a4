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
                "logo_height hero_key theme_hash theme_css language created_at opened_at",
            ),
            Table("sites.Suspension", related="suspended_by", none="community reason suspended_at"),
            Table("sites.Ending", none="community ends_at deleted_at"),
            Table("sites.Domain", none="host community is_primary"),
            Table("sites.EmbedOrigin", none="id site origin"),
        ],
        purposes=["operate"],
        erasure=Erasure.KEEP,
        erasure_note=_("Published by law: the name of the representative belongs to the public block."),
    )
)
