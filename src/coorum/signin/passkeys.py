"""Between pages and ceremonies: which host passkeys are for, what a page carries, and what comes back from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from coorum.accounts.contact import address_of
from coorum.base.errors import Refused
from coorum.factors import actions as factors
from coorum.factors import ceremony, queries
from coorum.factors.ceremony import Host, NewKey
from coorum.signin import challenges
from coorum.sites import queries as sites

#: What a challenge is for.
ENTER, SECOND, AGAIN, ADD = "enter", "second", "again", "add"


@dataclass(frozen=True)
class Asked:
    """What a page gives its script: the options of the ceremony, and the challenge that goes back with the answer."""

    options: dict[str, Any]
    challenge: str


def host() -> Host:
    """The one sign-in origin: all passkeys of the deployment are for it."""
    name = settings.COORUM_PROVIDER_HOST
    provider = sites.provider()
    title = provider.legal_name if provider else "coorum"
    return Host(id=name.partition(":")[0], origin=f"{settings.COORUM_SCHEME}://{name}", name=title)


def ask(use: str, person: Any = None) -> Asked:
    """Ask for a passkey: any at all on the way in (`ENTER`), one of `person`'s otherwise."""
    standing = queries.passkeys_of(person) if person else []
    options, state = ceremony.begin_showing(host(), passkeys=standing)
    return Asked(options["publicKey"], challenges.make(use, state, person))


def ask_for_new(person: Any) -> Asked:
    """Ask the device to make a passkey for `person`."""
    options, state = ceremony.begin_adding(
        host(), account=address_of(person, "operate"), standing=queries.passkeys_of(person)
    )
    return Asked(options["publicKey"], challenges.make(ADD, state, person))


def shown(use: str, given: Mapping[str, Any], person: Any = None) -> Any:
    """Whose passkey answered. Raises `Refused`: `challenge_gone`, `passkey_wrong`, `passkey_copied`."""
    state = challenges.take(use, given["challenge"], person)
    found = queries.passkey_with(ceremony.credential_in(given["answer"]))
    if found is None or (person is not None and found.person_id != person.pk):
        raise Refused("passkey_wrong", ceremony.WRONG)
    uses = ceremony.finish_showing(host(), state=state, answer=given["answer"], passkey=found)
    factors.note_use(found, uses=uses)
    return found.person


def made(given: Mapping[str, Any], person: Any) -> NewKey:
    """The key the device made. Raises `Refused`: `challenge_gone`, `passkey_wrong`."""
    state = challenges.take(ADD, given["challenge"], person)
    return ceremony.finish_adding(host(), state=state, answer=given["answer"])
