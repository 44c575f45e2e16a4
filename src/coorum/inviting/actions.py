"""Declaring a list, looking at it, and inviting the people on it."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts import rules
from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.base.screening import ensure_no_numbers
from coorum.inviting.events import LIST_BEGUN, LIST_DECLARED, LIST_DONE, LIST_DROPPED
from coorum.inviting.kinds import LONGEST_TOLD, Ground, Problem, Source
from coorum.inviting.models import Batch, Line
from coorum.inviting.reading import Row, rows_in, rows_of

#: Letters a turn of the task writes: each turn is one transaction, and can be taken up again.
A_TURN = 50


@action
def declare_list(
    staff: Viewer, *, content: bytes, source: str, ground: str, told: str, key: UUID | None = None
) -> Batch:
    """Take a list in and look at each line; nobody is written to yet. The same form once more answers the same list.

    Raises `Refused`: `not_manager`; `untold` (no sentence on where the addresses come from), `too_large`, `no_text`,
    `no_addresses`, and what `ensure_no_numbers` finds.
    """
    rules.ensure_may_invite(staff, "")
    return _declare(staff, lambda: rows_in(content), content, {"source": source, "ground": ground, "told": told}, key)


@action
def declare_addresses(staff: Viewer, *, addresses: Sequence[str], source: str, ground: str, told: str) -> Batch:
    """The same for addresses that a system of the operator's lists: members are invited so, and no staff.

    Raises what `declare_list` does.
    """
    rules.ensure_may_invite(staff, "")
    said = [one.replace("\0", " ") for one in addresses]  # the database takes every sign but this one
    content = "\n".join(said).encode()
    return _declare(staff, lambda: rows_of(said), content, {"source": source, "ground": ground, "told": told}, None)


def _declare(
    staff: Viewer, read: Callable[[], list[Row]], content: bytes, declared: Mapping[str, str], key: UUID | None
) -> Batch:
    source, ground = declared["source"], declared["ground"]
    sentence = " ".join(declared["told"].replace("\0", " ").split())
    if not 5 <= len(sentence) <= LONGEST_TOLD or source not in Source.values or ground not in Ground.values:
        raise Refused(
            "untold", _("Say from where you have these addresses: whoever is invited reads it."), field="told"
        )
    ensure_no_numbers(sentence, field="told")
    rows = read()
    batch = Batch.new(
        id=key or new_id(),
        source=source,
        ground=ground,
        told=sentence,
        digest=sha256(content).hexdigest(),
        declared_by=staff.person.id,
        declared_at=clock.now(),
    )
    made = made_once(batch, "digest", "told")
    if made is not None and made is not batch:
        return made
    Line.objects.bulk_create(_line(staff, batch, row) for row in rows)
    payload = {"source": source, "ground": ground, "told": sentence, "digest": batch.digest, "lines": len(rows)}
    publish(LIST_DECLARED, actor=staff.party, subject=_party(batch), payload=payload, key=batch.id)
    return batch


@action
def begin(staff: Viewer, *, batch: Batch) -> None:
    """Start to invite. Again changes nothing. Raises `Refused("not_manager")`."""
    from coorum.inviting import tasks  # the task calls an action of this module

    rules.ensure_may_invite(staff, "")
    if Batch.objects.filter(id=batch.id, begun_at=None).update(begun_at=clock.now()):
        publish(LIST_BEGUN, actor=staff.party, subject=_party(batch))
        tasks.invite_next.later(str(batch.id))


@action
def drop(staff: Viewer, *, batch: Batch) -> None:
    """Delete a list of which nobody was invited yet. Raises `Refused`: `not_manager`, `begun`."""
    rules.ensure_may_invite(staff, "")
    if not Batch.objects.filter(id=batch.id, begun_at=None).exists():
        raise Refused("begun", _("Invitations are on their way already: withdraw those that are not used yet."))
    Batch.objects.filter(id=batch.id).delete()
    publish(LIST_DROPPED, actor=staff.party, subject=_party(batch))


@action
def invite_next(batch_id: UUID) -> bool:
    """Invite the next on the list. Answers whether there are more. A list that is gone has none."""
    batch = Batch.objects.select_for_update().exclude(begun_at=None).filter(id=batch_id).first()
    if batch is None or batch.done_at is not None:
        return False
    inviter = people.person_by_id(batch.declared_by)
    staff = Party("staff", inviter.id, inviter.ledger_ref)
    lines = list(batch.lines.filter(problem="", invited_at=None).order_by("number")[:A_TURN])
    for line in lines:
        _invite(staff, batch, line)
    if len(lines) == A_TURN:
        return True
    batch.done_at = clock.now()
    batch.save(update_fields=["done_at"])
    publish(LIST_DONE, actor=SYSTEM, subject=_party(batch))
    return False


def _invite(staff: Party, batch: Batch, line: Line) -> None:
    try:
        accounts.invite(staff, email=line.email, role=line.role, told=batch.told, key=line.id)
    except Refused as refusal:
        if refusal.code != Problem.STOPPED:
            raise
        line.problem = Problem.STOPPED
    else:
        line.invited_at = clock.now()
    line.save(update_fields=["problem", "invited_at"])


def _line(staff: Viewer, batch: Batch, row: Row) -> Line:
    problem = row.problem
    if row.role and not problem:
        try:
            rules.ensure_may_invite(staff, row.role)
        except Refused:
            problem = Problem.NOT_OWNER
    return Line.new(batch=batch, number=row.number, email=row.email, role=row.role, problem=problem, said=row.said)


def _party(batch: Batch) -> Party:
    return Party("list", batch.id, batch.id.hex)
