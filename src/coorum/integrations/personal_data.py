"""What the integrations room keeps about people."""

from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import Dataset, Erasure, Table, register

register(
    Dataset(
        name="integrations.keys",
        title=_("Systems of operators that read and write through the interface"),
        tables=[
            Table("integrations.ApiKey", related="made_by", none="id site name scopes made_at expires_at used_at"),
            Table("integrations.KeySecret", none="id site key secret_hash ends_in made_at ends_at"),
            Table("integrations.AccessToken", none="id site secret token_hash scopes expires_at"),
        ],
        purposes=["operate"],
        erasure=Erasure.KEEP,
        ends_with_site=True,
        erasure_note=_("What a company set up; who of it did so is a number."),
    )
)
register(
    Dataset(
        name="integrations.answers",
        title=_("What systems of operators were answered in the last hours"),
        tables=[
            Table(
                "integrations.Answer",
                related="body",
                none="id site key name_hash request_hash status headers answered_at",
            ),
        ],
        purposes=["operate"],
        erasure=Erasure.KEEP,
        ends_with_site=True,
        erasure_note=_("Sealed, and gone after a day: the operator's own words, or an address it gave us itself."),
    )
)
register(
    Dataset(
        name="integrations.changes",
        title=_("What changed in a community, for systems that keep up with it"),
        tables=[
            Table(
                "integrations.Change", related="subject_id", none="id site server transaction subject what happened_at"
            ),
        ],
        purposes=["operate"],
        erasure=Erasure.KEEP,
        ends_with_site=True,
        erasure_note=_("It tells systems to erase what is gone, by a number, and goes after 30 days."),
    )
)
register(
    Dataset(
        name="integrations.webhooks",
        title=_("What systems of operators are told of changes"),
        tables=[
            Table(
                "integrations.Endpoint",
                related="made_by",
                none="id site name address types made_at server transaction change read_at failures failing_since "
                "waits_until holder held_until again looks_at",
            ),
            Table("integrations.EndpointSecret", none="id site endpoint secret ends_in made_at ends_at"),
            Table("integrations.Stop", related="stopped_by", none="id site endpoint reason stopped_at"),
            Table(
                "integrations.Delivery",
                related="subject_id",
                none="id site endpoint change subject what happened_at made_at state due_at failures attempts tried_at "
                "status miss milliseconds",
            ),
        ],
        purposes=["operate"],
        erasure=Erasure.KEEP,
        ends_with_site=True,
        erasure_note=_(
            "What a company set up. Of a member there is a number, which goes the moment they withdraw; that they are gone is "
            "kept for 30 days."
        ),
    )
)
