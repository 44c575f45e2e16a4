"""What the provision room keeps about people."""

from django.utils.translation import gettext_lazy as _

from coorum.base.letting_go import Keep
from coorum.base.personal_data import Dataset, Erasure, Table, register
from coorum.base.shelves import Shelf, Shelves, of_member, of_person
from coorum.provision.models import Joining, LookedUp, LookUp, ProvidedProfile, ProvidedWish, Provision, Reach

register(
    Dataset(
        name="provision.records",
        title=_("To whom your information was provided, and who looked"),
        tables=[
            Table(
                "provision.Provision",
                personal="person member",
                related="payload_hash",
                none="id site receipt purpose topic items recipient route channel first_at last_at closed_at",
            ),
            Table("provision.LookUp", personal="person staff_name", none="id site act purpose rows of_answers made_at"),
            Table("provision.LookedUp", personal="member", none="id site look_up"),
            Table(
                "provision.OperatorTask",
                related="done_by",
                none="id site provision kind items asked_at due_on done_at reminded_at",
            ),
            Table("provision.Reach", personal="person", none="id community since"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("The law asks for three years; then destroyed."),
        keeper=Shelves(
            Shelf(
                "provision",
                Provision,
                of_person,
                "recipient items purpose route channel first_at last_at closed_at",
                Keep("provision.records", since="last_at"),
            ),
            Shelf(
                "look",
                LookedUp,
                of_member,
                "look_up__made_at look_up__act look_up__purpose look_up__staff_name",
                Keep("provision.looks", since="look_up__made_at"),
            ),
            Shelf("looked", LookUp, of_person, fate=Keep("provision.looks", since="made_at")),
            Shelf("reach", Reach, of_person, fate=Keep("provision.records", since="since")),
        ),
        merging=(),
    )
)
register(
    Dataset(
        name="provision.wishes",
        title=_("Whose advertising mail a member wants, as the operator sees it"),
        tables=[Table("provision.ProvidedWish", personal="member email agreed_at", none="id site provision")],
        purposes=["advertise"],
        erasure=Erasure.ERASE,
        erasure_note=_("Emptied at once on withdrawal."),
        keeper=Shelves(Shelf("wish", ProvidedWish, of_member, "email agreed_at")),
        merging=(),
    )
)
register(
    Dataset(
        name="provision.profiles",
        title=_("What the operator can see of a member"),
        tables=[
            Table(
                "provision.ProvidedProfile",
                personal="member email display_name user_id avatar_key",
                none="id site provision joined_at",
            ),
            Table(
                "provision.Joining",
                personal="person band",
                related="invitation",
                none="id community fingerprint language advertising asked_at",
            ),
        ],
        purposes=["provide"],
        erasure=Erasure.ERASE,
        erasure_note=_("Emptied at once on withdrawal."),
        keeper=Shelves(
            Shelf("provided", ProvidedProfile, of_member, "email display_name user_id avatar_key joined_at"),
            Shelf("joining", Joining, of_person),
        ),
        merging=(),
    )
)
