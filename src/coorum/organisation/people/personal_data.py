"""What is kept about the provider's own people."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorum.base.letting_go import Keep
from coorum.base.personal_data import Dataset, Erasure, Subject, Table, register
from coorum.base.shelves import Shelf, Shelves
from coorum.organisation.models import Attendance, Device, FindingStep, Reminder, SafeguardCheck


def _of_actor(subject: Subject) -> Q:
    return Q(actor_id=subject.person_id)


def _of_holder(subject: Subject) -> Q:
    return Q(holder=subject.person_id)


def _of_person(subject: Subject) -> Q:
    return Q(person=subject.person_id)


register(
    Dataset(
        name="organisation.people",
        title=_("Our staff: training, devices and duties"),
        tables=[
            Table(
                "organisation.Course",
                related="made_by",
                none="id title_ja title_en text_ja text_en months duties made_at",
            ),
            Table("organisation.CourseEnd", related="ended_by", none="course why made_at"),
            Table(
                "organisation.Attendance",
                personal="person evidence",
                related="recorded_by",
                none="id course happened_on how made_at",
            ),
            Table("organisation.Device", personal="holder", related="label registered_by", none="id kind made_at"),
            Table(
                "organisation.DeviceCheck",
                related="words checked_by",
                none="id device is_encrypted is_locked checked_on made_at",
            ),
            Table(
                "organisation.DeviceReturn",
                related="words recorded_by",
                none="device returned_on wiped_on made_at",
            ),
            Table("organisation.RoleSnapshot", none="id month administrators officers made_at"),
            Table(
                "organisation.Reminder", personal="person", related="whose about", none="id charge due ahead told_at"
            ),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Shows that those who handle data were taught, and on which devices they did; about no user."),
        keeper=Shelves(
            Shelf(
                "attendance",
                Attendance,
                _of_person,
                "happened_on how evidence",
                Keep("organisation.attendances", since="made_at", years=5),
            ),
            Shelf(
                "device",
                Device,
                _of_holder,
                "label kind made_at",
                Keep("organisation.devices", since="made_at", years=5),
            ),
            Shelf("reminder", Reminder, _of_person),
        ),
        merging=(),
    )
)
register(
    Dataset(
        name="organisation.findings",
        title=_("What was found wanting, and how it was mended"),
        tables=[
            Table(
                "organisation.Finding",
                related="owner opened_by title words",
                none="id source promise gravity state opened_at due_on",
            ),
            Table(
                "organisation.FindingStep",
                related="actor_id words",
                none="id finding step before after is_alone round made_at",
            ),
            Table("organisation.ControlRun", none="id kept not_measured at_risk broken made_at"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Shows that what was found wanting was mended; about no user."),
        keeper=Shelves(
            Shelf(
                "finding_step",
                FindingStep,
                _of_actor,
                "step made_at",
                Keep("organisation.findings", since="made_at", years=5),
            ),
        ),
        merging=(),
    )
)
register(
    Dataset(
        name="organisation.premises",
        title=_("Measures on premises, equipment and rules, and who looked at them"),
        tables=[
            Table("organisation.Safeguard", related="entered_by", none="id field place what months made_at"),
            Table(
                "organisation.SafeguardCheck",
                personal="looked_by",
                related="words recorded_by",
                none="id safeguard is_met looked_on made_at",
            ),
            Table("organisation.SafeguardEnd", related="ended_by", none="safeguard why made_at"),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Shows that the places where data is handled were looked after; about no user."),
        keeper=Shelves(
            Shelf(
                "look",
                SafeguardCheck,
                lambda subject: Q(looked_by=subject.person_id),
                "is_met words looked_on",
                Keep("organisation.safeguards", since="made_at", years=5),
            ),
        ),
        merging=(),
    )
)
