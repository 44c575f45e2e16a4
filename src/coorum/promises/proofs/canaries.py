"""Members invented for an attempt; they go with everything else the attempt did."""

from coorum.accounts.models import Member, Person
from coorum.base import clock
from coorum.base.ids import new_id


def invented_member() -> Member:
    """A new member of the site whose scope is open, who agreed to nothing."""
    name = f"canary{new_id().hex[:12]}"
    person = Person(email=f"{name}@canary.invalid")
    person.save()
    member = Member.new(person=person, display_name="Canary", user_id=name, joined_at=clock.now())
    member.save()
    return member
