"""What operators must do with what they received: take over corrections, erase what they took along in files, stop their
advertising (X8, P10.2, X1)."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from coorum.accounts import queries as people
from coorum.accounts.actions.announcing import write_to
from coorum.accounts.models import Member, Role
from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.ids import new_id
from coorum.consent.kinds import WHOLE
from coorum.consent.notice import PROVISION_PURPOSE
from coorum.provision import queries
from coorum.provision.actions.providing import refresh_profile
from coorum.provision.events import OPERATOR_ASKED, OPERATOR_DID, RECORDS_DOWNLOADED
from coorum.provision.kinds import BY_CONSENT
from coorum.provision.models import OperatorTask, Provision, TaskKind
from coorum.provision.receipts import NOT_ALLOWED, Package, package_of
from coorum.sites import queries as sites

DAYS = 14
LETTER = "operator_task"
LETTERS = {TaskKind.STOP: "operator_stop"}


@action
def tell_of_correction(member: Member, *, items: list[str]) -> OperatorTask | None:
    """Tell the operator of the open scope that something it received was wrong, and hand the right one over.

    Nothing happens where the operator does not have it.
    """
    open_ = Provision.objects.filter(member=member, route=BY_CONSENT, closed_at=None, items__overlap=items)
    had = list(open_.filter(Q(purpose=PROVISION_PURPOSE) | ~Q(topic=WHOLE)).order_by("topic", "id"))
    if not had:
        return None
    refresh_profile(member)
    told = [_ask(one, TaskKind.CORRECT, [item for item in items if item in one.items]) for one in had]
    return told[0]


def ask_to_erase(provision: Provision) -> OperatorTask | None:
    """Consent was withdrawn: whoever took the data along in a file must erase it there too."""
    return _ask(provision, TaskKind.ERASE, provision.items) if queries.was_exported(provision) else None


def ask_to_stop(provision: Provision) -> OperatorTask | None:
    """The wish for advertising mail was taken back: whoever saw it must write no more, within 48 hours at the latest."""
    if not queries.was_seen(provision):
        return None
    return _ask(provision, TaskKind.STOP, provision.items, due_on=timezone.localdate(clock.now()) + timedelta(days=1))


@action
def confirm_task(staff: Viewer, *, task_id: UUID) -> None:
    """Somebody of the staff says that it is done. Twice is once. Raises `Refused("role")`."""
    if not staff.is_at_least(Role.MANAGER):
        raise Refused("role", NOT_ALLOWED)
    task = OperatorTask.objects.select_for_update().get(id=task_id)
    if task.done_at is None:
        task.done_at, task.done_by = clock.now(), staff.person.id
        task.save(update_fields=["done_at", "done_by"])
        publish(OPERATOR_DID, actor=staff.party, toward=_toward(task), payload={"kind": task.kind})


@action
def remind_of_tasks() -> int:
    """Remind the operator of the open scope, once, of what is due within a week or late. Returns of how many."""
    soon = clock.now().date() + timedelta(days=DAYS // 2)
    due = list(OperatorTask.objects.filter(done_at=None, reminded_at=None, due_on__lte=soon))
    for task in due:
        task.reminded_at = clock.now()
        task.save(update_fields=["reminded_at"])
    for letter in sorted({LETTERS.get(task.kind, LETTER) for task in due}):
        _write(letter)
    return len(due)


@action
def download_receipts(staff: Viewer) -> Package:
    """The records that the operator must keep of what it received (APPI 30), signed; that they were fetched is recorded."""
    if not staff.is_at_least(Role.MANAGER):
        raise Refused("role", NOT_ALLOWED)
    package = package_of(list(queries.received()))
    told = {"records": package.count, "sha256": package.sha256}
    publish(RECORDS_DOWNLOADED, actor=staff.party, payload=told)
    return package


def _ask(provision: Provision, kind: TaskKind, items: list[str], *, due_on: date | None = None) -> OperatorTask:
    now = clock.now()
    due_on = due_on or now.date() + timedelta(days=DAYS)
    task = OperatorTask.new(provision=provision, kind=kind, items=items, asked_at=now, due_on=due_on)
    task.save()
    publish(OPERATOR_ASKED, actor=SYSTEM, toward=_toward(task), payload={"kind": kind, "items": items}, key=task.id)
    _write(LETTERS.get(kind, LETTER))
    return task


def _toward(task: OperatorTask) -> Party:
    return Party("provision", task.provision_id, task.provision_id.hex)


def _write(kind: str) -> None:
    """A letter to the owners and managers, with nothing about a person in it."""
    site = sites.current_site()
    context = {"site": site.name, "address": f"{sites.origin_of(site)}/console/received/"}
    for role in people.staff().filter(role__in=(Role.OWNER, Role.MANAGER)):
        write_to(role.person, kind=kind, context=context, key=new_id())
