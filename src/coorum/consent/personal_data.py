"""What the consent room keeps about people."""

from django.utils.translation import gettext_lazy as _

from coorum.base.ledger.openings import keep_with
from coorum.base.letting_go import Keep
from coorum.base.personal_data import Dataset, Erasure, Table, register
from coorum.base.shelves import Shelf, Shelves, of_person
from coorum.consent.events import CONSENT_GIVEN, CONSENT_WITHDRAWN
from coorum.consent.models import Consent, NewsDismissal, Receipt, VersionAnswer

_KEPT = Keep("consent.receipts", since="made_at")
for _event in (CONSENT_GIVEN, CONSENT_WITHDRAWN):
    keep_with(_event.name, rule="ledger.legal", years=5)  # the payload is the receipt once more

register(
    Dataset(
        name="consent.consents",
        title=_("Consents and their receipts"),
        tables=[
            Table("consent.Consent", personal="person", none="id site kind topic purposes items receipt given_at"),
            Table(
                "consent.Receipt",
                personal="person document signed",
                related="ledger_key",
                none="id site kind topic event made_at",
            ),
            Table(
                "consent.PolicyVersion",
                related="published_by",
                none="id kind community number change_class summary announced_at effective_at",
            ),
            Table(
                "consent.VersionAnswer",
                personal="person document signed",
                related="ledger_key",
                none="id version answer made_at",
            ),
            Table("consent.NewsDismissal", personal="person", none="id version at"),
            Table("consent.PolicyText", none="id version language document sha256"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Kept three years as proof of what was agreed, then destroyed."),
        keeper=Shelves(
            Shelf("consent", Consent, of_person),
            Shelf("receipt", Receipt, of_person, "event made_at document", _KEPT),
            Shelf("version_answer", VersionAnswer, of_person, "answer made_at document", _KEPT),
            Shelf("news_dismissed", NewsDismissal, of_person, "version__number at"),
        ),
        merging=(),
    )
)
