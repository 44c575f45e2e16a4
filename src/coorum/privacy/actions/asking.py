"""Asking, and taking it back."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.base.screening import meant
from coorum.privacy import letters, queries, rules
from coorum.privacy.actions.charging import owe_refund
from coorum.privacy.actions.moving import asker, locked, move, tell
from coorum.privacy.events import CARE_MEANT, REQUEST_ASKED, REQUEST_WITHDRAWN
from coorum.privacy.kinds import CORRECTING, Channel, Form, Kind, Step
from coorum.privacy.models import RightsRequest
from coorum.sites.models import Site


@action
def ask(
    person: Person,
    *,
    kind: Kind,
    words: str,
    form: Form = Form.ELECTRONIC,
    postal_address: str = "",
    community: Site | None = None,
    language: str = "ja",
    openly: bool = False,
    key: UUID | None = None,
) -> RightsRequest:
    """Open a case for `person`, and confirm its receipt. The clocks run from now (D0); the same `key` again: the same case.

    Where a request of the same kind is open already, the new one is joined to it: nothing is asked or paid twice.
    `openly`: they mean to send what calls for special care.
    Raises `Refused`: `words_needed` (what is wrong must be said), `postal_address_needed` (paper), what `screening.meant` raises.
    """
    ensure_complete(kind, words, form, postal_address)
    care = meant(words=words, postal_address=postal_address, openly=openly)
    request = RightsRequest(
        id=key or new_id(),
        kind=kind,
        channel=Channel.PORTAL,
        form=form,
        person=person,
        language=language,
        community=community,
        words=words,
        postal_address=postal_address if form == Form.PAPER else "",
        linked_to=queries.open_request(person, kind),
        received_at=clock.now(),
    )
    made = made_once(request, "person", "kind")
    if made is not None and made is not request:
        return made
    tell(REQUEST_ASKED, request, actor=asker(request), payload={"channel": request.channel, "form": form})
    tell_meant(request, care)
    return _take_up(request)


def _take_up(request: RightsRequest) -> RightsRequest:
    """Join it to the case that is open already, or confirm its receipt; the asker hears of either."""
    standing = request.linked_to
    if standing is not None and standing.id != request.id:
        request = move(request.id, Step.LINK, actor=SYSTEM, why=standing.label)
        letters.write("linked", request)
    else:
        request = move(request.id, Step.ACKNOWLEDGE, actor=SYSTEM)
        letters.write("received", request)
    return request


@action
def withdraw_request(person: Person, *, request: RightsRequest) -> RightsRequest:
    """Take a request back, as long as it is not decided. A fee that was paid is owed back where no search has begun."""
    before = locked(request.id)
    party = people.person_party(person)
    if before.state in rules.BEFORE_SEARCH:
        owe_refund(before, actor=party, reason="taken back before the search")
    request = move(request.id, Step.WITHDRAW, actor=party)
    tell(REQUEST_WITHDRAWN, request, actor=party, payload={"from": before.state})
    letters.write("withdrawn", request)
    return request


def tell_meant(request: RightsRequest, kinds: list[str]) -> None:
    """The consent is kept in the evidence (APPI 20(2)): who, when, for which kinds; not a word of what was written."""
    if kinds:
        tell(CARE_MEANT, request, actor=asker(request), payload={"kinds": kinds})


def ensure_complete(kind: Kind, words: str, form: Form, postal_address: str) -> None:
    """Raises `Refused` where something is missing without which the request cannot be answered."""
    if kind in CORRECTING and not words.strip():
        raise Refused("words_needed", _("Please write what is wrong or missing, and how it should be."), field="words")
    if form == Form.PAPER and not postal_address.strip():
        raise Refused(
            "postal_address_needed", _("Please write where we should send the letter."), field="postal_address"
        )
