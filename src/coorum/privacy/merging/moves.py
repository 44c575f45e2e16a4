"""What goes over on the site whose scope is open, and back."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from coorum.accounts import queries as people
from coorum.accounts.models import Member, Person
from coorum.base.events import SYSTEM, publish
from coorum.base.gates import HOLD
from coorum.base.merging import By, Move
from coorum.base.personal_data import Dataset, Subject, datasets
from coorum.base.scope import current_site_id
from coorum.privacy.merging.events import ROWS_WENT_OVER
from coorum.privacy.models import Merge, MergeMove

#: The membership itself: where the account that stays has none, it changes hands with everything that hangs on it.
MEMBERSHIP = Move(Member, "person_id", By.PERSON)


@dataclass(frozen=True)
class Both:
    """The two persons, and the members they are on the site whose scope is open."""

    going: Person
    staying: Person
    mine: Member | None
    theirs: Member | None

    @property
    def are_members(self) -> bool:
        return bool(self.mine and self.theirs)

    def ends_of(self, move: Move) -> tuple[UUID, UUID] | None:
        """From which id to which; None where nothing changes: rows of a member who goes over stay that member's."""
        if move.by is By.PERSON:
            return self.going.id, self.staying.id
        return (self.mine.id, self.theirs.id) if self.mine and self.theirs else None


def both_here(going: Person, staying: Person) -> Both:
    """Who the two are in the open scope."""
    return Both(going, staying, people.member_of(going), people.member_of(staying))


def declared() -> Iterator[tuple[Dataset, Move]]:
    """Every move, with whose it is."""
    for dataset in datasets():
        for move in dataset.merging or ():
            yield dataset, move


def carry_over(merge: Merge, both: Both) -> int:
    """Let everything go over, and write down what did. How many rows. Raises `Refused` where a legal hold keeps something."""
    count = 0
    for dataset, move in declared():
        ends = both.ends_of(move)
        if ends and (ids := _carried(dataset, move, ends, both.mine)):
            count += len(ids)
            _note(merge, move, ids, *ends)
    if both.mine and not both.theirs:
        Member.objects.filter(id=both.mine.id).update(person=both.staying)
        _note(merge, MEMBERSHIP, [both.mine.id], both.going.id, both.staying.id)
        count += 1
    return count


def carry_back(merge: Merge) -> int:
    """Read the log backwards, and forget it. How many rows went back: what was written since then stays where it is."""
    known = {move.name: move for _dataset, move in declared()} | {MEMBERSHIP.name: MEMBERSHIP}
    log, back = MergeMove.objects.filter(merge=merge.id), 0
    for one in log.order_by("-id"):
        back += known[one.column].carry_back(one.was, one.now, one.rows)
        _tell(one.column, one.rows)
    log.delete()
    return back


def _carried(dataset: Dataset, move: Move, ends: tuple[UUID, UUID], mine: Member | None) -> list[UUID]:
    if move.rows(*ends).exists():
        HOLD.ensure(dataset.name, Subject(ends[0], current_site_id(), mine.id if mine else None))
    return move.carry(*ends)


def _note(merge: Merge, move: Move, ids: list[UUID], was: UUID, now: UUID) -> None:
    MergeMove.new(merge=merge.id, column=move.name, rows=ids, was=was, now=now).save()
    _tell(move.name, ids)


def _tell(column: str, ids: list[UUID]) -> None:
    """For rooms upstairs that told others what stood there."""
    publish(ROWS_WENT_OVER, actor=SYSTEM, payload={"column": column, "rows": ids})
