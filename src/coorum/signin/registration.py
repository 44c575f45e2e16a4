"""Registering on the sign-in host for a site: the person and what they agreed to, whole or not at all."""

from contextlib import suppress
from secrets import token_hex
from typing import Any

from coorum.accounts import actions as accounts
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.customers import actions as customers
from coorum.linking import actions as linking
from coorum.privacy.actions import guardians
from coorum.provision import actions as provision


@action
def register(*, site: Any, email: str, password: str | None, language: str, agreed: dict[str, Any]) -> Any:
    """The new person, whose wish to join `site` is kept until their address is verified.

    `agreed`: fingerprint of the notice shown, advertising, invitation, age band. Raises `Refused`: `address_taken`,
    `stale`, `age_unknown`, `guardian_needed`.
    """
    person = accounts.register_person(email=email, password=password, language=language)
    provision.ask_to_join(person, site=site, language=language, **agreed)
    return person


@action
def register_linked(*, wish: dict[str, Any], is_sure: bool, **given: Any) -> Any:
    """The new person, who registers through a linked service: `wish` is what its answer was (linking.actions.wish_to_link).

    `is_sure`: the service vouches for the address, so that it counts as shown. Raises what `register` does, and
    `linked_elsewhere`.
    """
    person = register(**given)
    linking.wish_to_link(person, **wish)
    if is_sure:
        accounts.verify_address(person)
    return person


@action
def register_child(ask: Any, *, password: str | None, language: str) -> Any:
    """The new person of 15 or younger whose guardian agreed: the link came to their address, so that it counts as shown.

    Raises `Refused`: `address_taken`, and what `provision.join_by_guardian` raises.
    """
    person = accounts.register_person(email=ask.child_address, password=password, language=language)
    accounts.verify_address(person)
    guardians.complete(ask, person)
    return person


@action
def register_customer(*, wish: dict[str, Any], **given: Any) -> Any:
    """The new person, who came from the operator's website with a customer ID (`wish`: customers.actions.wish_to_link). No
    operator vouches for an address: a code shows that it is theirs. Raises what `register` does, and `linked_elsewhere`.
    """
    person = register(**given)
    customers.wish_to_link(person, site=given["site"], **wish)
    return person


def pretend(**given: Any) -> None:
    """All the work of `register`, for an address that nobody has, and undone: known addresses take as long as new ones."""
    with suppress(_Undone):
        _register_and_undo(**{**given, "email": f"{token_hex(8)}@nobody.invalid"})


@action
def _register_and_undo(**given: Any) -> None:
    register(**given)
    raise _Undone


class _Undone(Exception):  # noqa: N818  nothing went wrong
    pass


def complete(person: Any) -> bool:
    """Join what was asked for; whether that went well. Where not (the notice changed meanwhile, an invitation ran out),
    the site asks again when they arrive: being signed in does not depend on it.
    """
    try:
        return bool(provision.complete_joining(person))
    except Refused:
        return False
