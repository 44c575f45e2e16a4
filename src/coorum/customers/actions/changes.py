"""What the operator's website says has changed about a customer: kept until the member takes it over, or does not want it.

An operator vouches for nothing here: a name others see and the address letters go to are the member's own to change.
"""

from collections.abc import Mapping
from datetime import timedelta

from coorum.accounts import actions as accounts
from coorum.accounts import contact
from coorum.accounts.profile import DISPLAY_NAME_LENGTH
from coorum.accounts.queries import member_party
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.screening import ensure_no_numbers
from coorum.base.text import clean_line
from coorum.customers import queries
from coorum.customers.events import CHANGE_TOLD
from coorum.customers.letters import tell
from coorum.customers.models import Change, Link
from coorum.linking.rules import address_in

#: How long letters about one customer's changes are apart, at least.
APART = timedelta(days=1)


@action
def take_change(fields: Mapping[str, str]) -> None:
    """A signed sync call of the website: name and address of one of its customers, as they are now.

    Nobody learns from the answer whether the customer is a member. What says nothing new is forgotten at once.
    """
    link = queries.link_of(fields.get("external_id", ""))
    if link is None:
        return
    name, email = _name(fields.get("name", "")), address_in(fields)
    name = "" if name == link.member.display_name else name
    email = "" if email == contact.address_of(link.person, "operate") else email
    before = link.changes.first()
    if (name, email) == ((before.name, before.email) if before else ("", "")):
        return
    _keep(link, before, name, email)
    told = [what for what, words in (("name", name), ("email", email)) if words]
    publish(CHANGE_TOLD, actor=Party("website"), subject=member_party(link.member), payload={"what": told})


def _keep(link: Link, before: Change | None, name: str, email: str) -> None:
    link.changes.all().delete()
    if not name and not email:
        return
    row = Change.new(link=link, name=name, email=email, told_at=clock.now())
    row.save()
    if before is None or before.told_at < clock.now() - APART:
        tell("customer_changes", link)


def _name(text: str) -> str:
    """The name as it could be kept, or an empty text: nobody is there to be told what is wrong with it."""
    try:
        name = clean_line(text, DISPLAY_NAME_LENGTH)
        ensure_no_numbers(name, field="name")
    except Refused:
        return ""
    return name


@action
def take_over_name(change: Change) -> None:
    """The member goes by the name that the website said, from now on. Raises what `choose_display_name` does."""
    accounts.choose_display_name(change.link.member, display_name=change.name)
    change.name = ""
    change.save(update_fields=["name"]) if change.email else change.delete()


@action
def dismiss_change(change: Change) -> None:
    """It is forgotten."""
    change.delete()
