"""What the privacy room keeps about people: their requests, and how they were answered."""

from django.utils.translation import gettext_lazy as _

from coorum.base.letting_go import Keep
from coorum.base.personal_data import Dataset, Erasure, Table, Tag, register
from coorum.base.shelves import Shelf, Shelves, of_person
from coorum.privacy.erasure import events  # noqa: F401
from coorum.privacy.guardians.keeper import of_either
from coorum.privacy.incidents.keeper import Incidents
from coorum.privacy.keeper import Cases
from coorum.privacy.merging.persons import of_both, of_who_went
from coorum.privacy.models import Erasure as ErasureRow
from coorum.privacy.models import GuardianAsk, GuardianProof, Merge, MergeMove, OwnCopy, UnusedNotice
from coorum.privacy.own_copies import OwnCopies
from coorum.privacy.retention.keeper import Holds

register(
    Dataset(
        name="privacy.requests",
        title=_("Your requests about your data"),
        tables=[
            Table(
                "privacy.RightsRequest",
                personal="person address words postal_address",
                none="id kind state channel form language community linked_to received_at",
            ),
            Table(
                "privacy.Transition",
                personal="why",
                related="actor_id",
                none="id request step before after actor made_at",
            ),
            Table(
                "privacy.Agency",
                personal="agent_name person_name person_address person",
                none="request kind told_at waits_until",
            ),
            Table("privacy.AgencyObjection", none="agency objected_at"),
            Table("privacy.AgencyWaiver", personal="why", related="waived_by", none="agency waived_at"),
            Table(
                "privacy.ProofPaper",
                personal="file",
                related="sha256 why_gone",
                none="id request kind channel media_type received_at gone_at",
            ),
            Table("privacy.ProofCheck", related="checked_by", none="paper points checked_at"),
            Table("privacy.ProofLook", related="looked_by", none="id paper looked_at"),
            Table("privacy.MailCode", related="code_hash", none="id request guesses sent_at used_at"),
            Table("privacy.Identification", none="request method level verified_at"),
            Table(
                "privacy.Finding",
                personal="content",
                none="id request dataset community result rows attempts fault found_at",
            ),
            Table("privacy.Redaction", related="redacted_by", none="id finding place ground redacted_at"),
            Table(
                "privacy.Decision", personal="reason", related="decided_by", none="id request outcome ground decided_at"
            ),
            Table("privacy.Correction", personal="before after", related="made_by", none="request item made_at"),
            Table("privacy.Review", personal="note", related="reviewed_by", none="decision agreed waived reviewed_at"),
            Table("privacy.Package", none="id request file sha256 size made_at expires_at dropped_at"),
            Table("privacy.Delivery", related="proof", none="id request method delivered_at"),
            Table("privacy.Download", none="id package downloaded_at"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Kept three years as proof of how the request was answered, then destroyed."),
        keeper=Cases(),
        merging=(),
    )
)
register(
    Dataset(
        name="privacy.fees",
        title=_("Fees of requests"),
        tables=[
            Table("privacy.Fee", none="request kind amount tax_rate tax cost_basis quoted_at lapses_at"),
            Table("privacy.Payment", personal="payer", related="reference taken_by", none="id fee method paid_at"),
            Table("privacy.Waiver", personal="reason", related="waived_by", none="fee waived_at"),
            Table("privacy.Refund", personal="reason", related="reference", none="payment owed_at returned_at"),
            Table(
                "privacy.FeePaper",
                personal="payer content",
                related="sha256 previous",
                none="id payment kind year place day amount replaces issued_at kept_until",
            ),
            Table("privacy.Series", statistical="last", none="year"),
            Table("privacy.Issuing", related="set_by", none="id registration first_month set_at"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Tax law makes us keep invoices for seven years."),
        keeper=Cases(fees=True),
        merging=(),
    )
)
register(
    Dataset(
        name="privacy.guardians",
        title=_("Consents of guardians"),
        tables=[
            Table(
                "privacy.GuardianAsk",
                personal="person child_address guardian_address child_mark guardian_mark",
                related="code_hash child_hash invitation",
                none="id community language fingerprint advertising asked_at agreed_at expires_at",
            ),
            Table(
                "privacy.GuardianProof",
                personal="person commitment",
                related="salt code_hash",
                none="id community receipt fingerprint language agreed_at of_age_at withdrawn_at erasure",
            ),
            Table("privacy.GuardianCode", related="code_hash", none="id proof guesses sent_at used_at"),
        ],
        purposes=["operate", "prove"],
        erasure=Erasure.KEEP,
        erasure_note=_(
            "That a guardian agreed is kept until the child is 18, and a year longer; their address is not."
        ),
        keeper=Shelves(
            Shelf("guardian_ask", GuardianAsk, of_either, "community__name asked_at agreed_at expires_at"),
            Shelf(
                "guardian_proof",
                GuardianProof,
                of_person,
                "community__name agreed_at fingerprint commitment withdrawn_at",
                Keep("privacy.guardian_proofs", since="of_age_at"),
            ),
        ),
        merging=(),
    )
)
register(
    Dataset(
        name="privacy.closings",
        title=_("Ends of operators' contracts"),
        tables=[
            Table(
                "privacy.Closing",
                none="id community phase given_by reason words ends_at notice certificate records_until begun_at",
                json={"words": {"ja": Tag.NONE, "en": Tag.NONE}},
            ),
            Table("privacy.ClosingStep", related="actor_id", none="id closing step before after why made_at"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Names no member."),
    )
)
register(
    Dataset(
        name="privacy.incidents",
        title=_("Incidents that concern you"),
        tables=[
            Table(
                "privacy.Incident",
                personal="words",
                related="title reported_by",
                none="id phase department noticed_at reported_at",
            ),
            Table(
                "privacy.IncidentStep",
                related="actor_id why",
                none="id incident step before after actor is_alone happened_at made_at",
            ),
            Table(
                "privacy.IncidentAssessment",
                statistical="least most",
                none="step triggers role is_exempt communities made_at",
            ),
            Table("privacy.IncidentText", personal="words", related="written_by", none="id incident item made_at"),
            Table("privacy.IncidentReport", personal="content", none="step sha256 reference"),
            Table("privacy.IncidentNotice", related="words", statistical="told unreachable", none="step finished_at"),
            Table("privacy.IncidentPerson", personal="person", none="id incident told_at is_unreachable"),
            Table("privacy.IncidentAlarm", none="id incident what due has_passed raised_at"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Kept five years as proof of how the incident was handled, then destroyed."),
        keeper=Incidents(),
        merging=(),
    )
)
register(
    Dataset(
        name="privacy.holds",
        title=_("Legal holds that concern you"),
        tables=[
            Table(
                "privacy.LegalHold",
                personal="person why",
                related="placed_by",
                none="id community dataset ground review_on placed_at",
            ),
            Table("privacy.HoldLifting", personal="why", related="lifted_by", none="hold waived lifted_at"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Kept three years as proof of why something was not destroyed, then destroyed."),
        keeper=Holds(),
        merging=(),
    )
)
register(
    Dataset(
        name="privacy.retention",
        title=_("What was let go, and when"),
        tables=[
            Table("privacy.RetentionRun", none="id chain is_full began_at ended_at"),
            Table("privacy.RetentionCount", none="id run rule gone held fault is_done"),
            Table("privacy.PeriodChange", related="changed_by", none="id rule count unit why changed_at"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Counts only: about nobody."),
    )
)
register(
    Dataset(
        name="privacy.unused",
        title=_("Notices that your account is not used"),
        tables=[Table("privacy.UnusedNotice", personal="person", none="id stage used_at erase_on told_at")],
        purposes=["guide"],
        erasure=Erasure.ERASE,
        erasure_note=_("Erased with the account."),
        keeper=Shelves(Shelf("unused_notice", UnusedNotice, of_person, "stage used_at erase_on told_at")),
        merging=(),
    )
)
register(
    Dataset(
        name="privacy.erasures",
        title=_("Leaving, and the proof of it"),
        tables=[
            Table(
                "privacy.Erasure",
                personal="person refs",
                none="id community request state keep_posts language asked_at rested_at begun_at erased_at proven_at",
            ),
            Table(
                "privacy.ErasureStep",
                related="actor_id why",
                none="id erasure step before after actor made_at",
            ),
            Table(
                "privacy.ErasureAnswer",
                none="id erasure system community result erased masked kept proof fault attempts answered_at",
                json={"kept": {"rule": Tag.NONE, "rows": Tag.NONE, "until": Tag.NONE}},
            ),
            Table(
                "privacy.ErasureManifest",
                related="ledger_key",
                none="id erasure stage document signed sha256 made_at",
                json={"document": {}},
            ),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Kept three years as proof that it was erased; it does not say who it was about."),
        keeper=Shelves(
            Shelf(
                "erasure",
                ErasureRow,
                of_person,
                "state keep_posts asked_at rested_at erased_at proven_at",
                Keep("privacy.erasures", since="asked_at"),
            ),
        ),
        merging=(),
    )
)
register(
    Dataset(
        name="privacy.own_copies",
        title=_("Downloads of your own data"),
        tables=[
            Table("privacy.OwnCopy", personal="person", none="id language parts done file size fault asked_at made_at"),
        ],
        purposes=["operate"],
        erasure=Erasure.ERASE,
        erasure_note=_("Erased with the account."),
        keeper=OwnCopies(Shelf("own_copy", OwnCopy, of_person, "asked_at made_at size")),
        merging=(),
    )
)
register(
    Dataset(
        name="privacy.merges",
        title=_("Accounts of yours that became one"),
        tables=[
            Table("privacy.Merge", personal="from_person into_person", none="id erasure done_at undone_at"),
            Table("privacy.MergeMove", related="rows was now", none="id site merge column"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("That two accounts became one is kept three years as proof; what went over is forgotten."),
        keeper=Shelves(
            Shelf("merge", Merge, of_both, "done_at undone_at", Keep("privacy.merges", since="done_at")),
            Shelf("moved", MergeMove, of_who_went),
        ),
        merging=(),
    )
)
