"""What is kept about the provider's own people."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorum.base.letting_go import Keep
from coorum.base.personal_data import Dataset, Erasure, Subject, Table, register
from coorum.base.retention import Period, Rule, Unit, Whose, dated, lasting
from coorum.base.retention import register as keep_for
from coorum.base.shelves import Shelf, Shelves
from coorum.organisation.models import Attendance, ControlRun, Device, FindingStep, Reminder

_FIVE_YEARS = Period(5, Unit.YEARS)


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
        retention=_("Five years after it was written down; reminders one year."),
        erasure=Erasure.KEEP,
        erasure_note=_("Shows that those who handle data were taught, and on which devices they did; about no user."),
        keeper=Shelves(
            Shelf(
                "attendance",
                Attendance,
                _of_person,
                "happened_on how evidence",
                Keep("organisation.people", since="made_at", years=5),
            ),
            Shelf(
                "device",
                Device,
                _of_holder,
                "label kind made_at",
                Keep("organisation.people", since="made_at", years=5),
            ),
            Shelf("reminder", Reminder, _of_person),
        ),
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
        retention=_("As long as it is open; rounds of proofs five years."),
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
    )
)
keep_for(
    Rule(
        id="organisation.attendances",
        dataset="organisation.people",
        tables=["organisation.Attendance"],
        what=_("Who had which course"),
        since=_("the entry"),
        period=_FIVE_YEARS,
        reason=_("To show that those who handle data were taught."),
        overdue=dated(Attendance, "made_at"),
        whose=Whose(person="person"),
    ),
    Rule(
        id="organisation.reminders",
        dataset="organisation.people",
        tables=["organisation.Reminder"],
        what=_("Which reminders our staff got"),
        since=_("the letter"),
        period=Period(1, Unit.YEARS),
        reason=_("So that nobody is reminded twice of the same day."),
        overdue=dated(Reminder, "told_at"),
        whose=Whose(person="person"),
    ),
    Rule(
        id="organisation.control_runs",
        dataset="organisation.findings",
        tables=["organisation.ControlRun"],
        what=_("Rounds of proofs, in numbers"),
        since=_("the round"),
        period=_FIVE_YEARS,
        reason=_("To show that we looked, and how often."),
        overdue=dated(ControlRun, "made_at"),
        whose=Whose(nobody=True),
    ),
)
lasting("organisation.people", _("as long as they work for us, and five years after"))
lasting("organisation.findings", _("as long as the matter is open, and five years after"))
