"""What the factors room keeps about people. Nothing of it goes to anybody but themselves, and secrets not even there."""

from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import Dataset, Erasure, Table, register
from coorum.base.shelves import Shelf, Shelves, of_person
from coorum.factors.models import App, Loss, LossCode, Passkey, RecoveryCode

register(
    Dataset(
        name="factors.factors",
        title=_("Passkeys and second factors"),
        tables=[
            Table("factors.App", personal="person secret", related="used_at", none="id used_step added_at"),
            Table("factors.RecoveryCode", personal="person code_hash", none="id made_at"),
            Table(
                "factors.Passkey",
                personal="person name credential public_key handle",
                related="uses used_at",
                none="id added_at",
            ),
            Table("factors.Loss", personal="person", none="said_at due_at told_at"),
            Table("factors.LossCode", personal="id person", none="code_hash guesses sent_at used_at"),
        ],
        purposes=["operate", "protect"],
        erasure=Erasure.ERASE,
        erasure_note=_("Erased with the account, or as soon as a factor is removed."),
        keeper=Shelves(
            Shelf("authenticator_app", App, of_person, "added_at used_at"),
            Shelf("recovery_code", RecoveryCode, of_person, "made_at"),
            Shelf("passkey", Passkey, of_person, "name added_at used_at"),
            Shelf("lost_factor", Loss, of_person, "said_at due_at"),
            Shelf("lost_factor_code", LossCode, of_person),
        ),
        merging=(),
    )
)
