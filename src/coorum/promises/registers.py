"""What the registers say, as plain values: one public set, kept with each version so that the next can be compared with it."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from coorum.base import probes
from coorum.base.ledger.canonical import canonical
from coorum.base.retention import rules as retention_rules
from coorum.consent.items import ITEMS, items_provided_for
from coorum.consent.purposes import PURPOSES
from coorum.linking import queries as linking
from coorum.organisation import queries as organisation
from coorum.organisation.rules import IN_USE
from coorum.privacy.fees import PRICE
from coorum.privacy.kinds import WITH_FEE
from coorum.privacy.retention.engine import period_of
from coorum.sites.actions import ACCREDITED
from coorum.sites.models import Provider

#: What differs: the name of the kind of difference (classification.Why), and the id in the register.
Difference = tuple[str, str]
#: Registers of which any change is told: the name of each, and the kind of difference it makes.
TOLD = {
    "cookies": "MODULES",
    "modules": "MODULES",
    "retention": "RETENTION",
    "linked": "COLLECTED",
    "fee": "FEE",
    "handler": "OTHER",
}


def registers_now() -> dict[str, Any]:
    """Every register of the program that is running, and of the deployment it runs in."""
    return {
        "handler": _handler(),
        "purposes": {one.id: {"consent": one.needs_consent, "ja": one.ja} for one in PURPOSES},
        "items": {
            one.id: {"for": list(one.purposes), "provided": list(one.provided_for), "never": one.is_never_provided}
            for one in ITEMS
        },
        "recipients": {
            one.id: [item.id for item in items_provided_for(one.id)] for one in PURPOSES if items_provided_for(one.id)
        },
        "modules": modules(),
        "linked": {one.issuer: [one.name, one.company, one.country] for one in linking.services_named()},
        "cookies": dict(probes.ask("web.cookies")["register"]),
        "processors": {
            one.processor.id.hex: {"service": one.now.service, "countries": one.countries, "items": list(one.now.items)}
            for one in organisation.register()
            if one.state in IN_USE
        },
        "countries": organisation.countries_in_use(),
        "retention": {one.id: [period_of(one).count, period_of(one).unit.value] for one in retention_rules()},
        "fee": {"yen": PRICE.amount, "for": sorted(WITH_FEE)},
    }


def digest_of(registers: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of a set of registers."""
    return hashlib.sha256(canonical(registers)).hexdigest()


def modules() -> list[str]:
    """What pages may load from, or send to, that is not ours: every source of anybody else in the browser's rule."""
    policy = probes.ask("web.content_policy")
    own = {"'self'", "'none'", "data:", "blob:", *policy["own_origins"]}
    return sorted({source for sources in policy["directives"].values() for source in sources} - own)


def register_differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """What the registers gained or lost, and which of their walls fell. Nothing where there is nothing to compare with."""
    if not old:
        return
    yield from _purposes(old["purposes"], new["purposes"])
    yield from _items(old["items"], new["items"])
    for name in [*TOLD, "countries", "recipients"]:
        if name in old and name in new and old[name] != new[name]:
            yield from _changed(name, old[name], new[name])


def _changed(name: str, old: Any, new: Any) -> Iterator[Difference]:
    """Of the other registers: which entries differ. A country or a recipient that is gone is nobody's loss."""
    if name == "countries":
        yield from (("ABROAD", code) for code in sorted(set(new) - set(old)))
    elif name == "recipients":
        yield from (("PROVIDED", one) for one in sorted(new) if set(new[one]) - set(old.get(one, ())))
    elif isinstance(new, list):
        yield from ((TOLD[name], one) for one in sorted(set(new) ^ set(old)))
    else:
        yield from ((TOLD[name], one) for one in sorted({*old, *new}) if old.get(one) != new.get(one))


def _purposes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for id_, one in new.items():
        before = old.get(id_)
        if before is None or before["ja"] != one["ja"]:
            yield "PURPOSE", id_
        elif before["consent"] and not one["consent"]:
            yield "PROMISE_GONE", id_


def _items(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for id_, one in new.items():
        before = old.get(id_, {"for": one["for"], "provided": [], "never": one["never"]})
        if id_ not in old:
            yield "COLLECTED", id_
        if set(one["provided"]) - set(before["provided"]):
            yield "PROVIDED", id_
        if set(one["for"]) - set(before["for"]):
            yield "PURPOSE", id_
        if before["never"] and not one["never"]:
            yield "PROMISE_GONE", id_


def _handler() -> dict[str, str]:
    one = Provider.objects.first()
    names = ("legal_name", "legal_name_en", "address", "representative", "contact_email")
    if one is None:
        return {}
    body = {name: getattr(one, name) for name in ACCREDITED if getattr(one, name)}
    return {**{name: getattr(one, name) for name in names}, **body}
