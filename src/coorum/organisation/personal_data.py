"""What the organisation room keeps: businesses and their representatives, and who of our staff did what about them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorum.base.letting_go import Keep
from coorum.base.personal_data import Dataset, Erasure, Table, Tag, register
from coorum.base.shelves import Shelf, Shelves
from coorum.organisation.models import ProcessorVersion

register(
    Dataset(
        name="organisation.processors",
        title=_("Processors: contracts, checks and countries"),
        tables=[
            Table("organisation.Processor", none="id state serves proposed_at"),
            Table(
                "organisation.ProcessorVersion",
                personal="representative incident_contact",
                related="written_by",
                none="id processor number name address service items legal_role communities country region access "
                "incident_hours subprocessors route measures looks look_every made_at",
                json={
                    "subprocessors": {
                        "name": Tag.NONE,
                        "country": Tag.NONE,
                        "work": Tag.NONE,
                        "approved": Tag.NONE,
                    }
                },
            ),
            Table(
                "organisation.ProcessorStep",
                related="actor_id why",
                none="id processor step before after actor is_alone facts happened_on made_at",
                json={"facts": {}},
            ),
            Table("organisation.ProcessorPaper", related="content", none="step name sha256 size starts_on ends_on"),
            Table(
                "organisation.CountryVersion",
                related="written_by",
                none="id country number regime interferes source made_at",
            ),
            Table("organisation.ProcessorAlarm", none="id processor what due has_passed raised_at"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        keeper=Shelves(
            Shelf(
                "processor",
                ProcessorVersion,
                lambda subject: Q(incident_contact__iexact=subject.address),
                "name incident_contact made_at",
                Keep("organisation.processors", since="made_at", years=5),
            ),
        ),
        erasure_note=_("Says to whom handling was entrusted, and how that was supervised; about no user."),
        merging=(),
    )
)
