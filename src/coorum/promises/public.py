"""The statutory public block (APPI 32(1), obligations b-10) and the public set of registers, made when they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coorum.base import probes
from coorum.base.personal_data import datasets
from coorum.base.retention import lasting_datasets
from coorum.base.retention import rules as retention_rules
from coorum.consent.items import ITEMS, items_provided_for
from coorum.consent.purposes import PURPOSES
from coorum.organisation import queries as organisation
from coorum.organisation.countries import name_of
from coorum.organisation.people import queries as people
from coorum.organisation.premises import queries as premises
from coorum.organisation.rules import IN_USE
from coorum.privacy.fees import PRICE
from coorum.privacy.kinds import WITH_FEE, Kind
from coorum.privacy.retention.engine import period_of
from coorum.promises.models import RegisterEdition
from coorum.promises.registers import digest_of, modules, registers_now
from coorum.sites.models import Provider


@dataclass(frozen=True)
class Kept:
    """A class of data and how long it is kept: so long after what, in the reader's words."""

    what: str
    period: str
    since: str


@dataclass(frozen=True)
class Entrusted:
    """A processor in use."""

    name: str
    service: str
    items: list[str]
    countries: list[str]


@dataclass(frozen=True)
class Block:
    """Everything that the law has us publish, in one language; `edition` is the last kept set of registers, if it holds."""

    handler: Provider | None
    name: str
    purposes: list[str]
    items: list[str]
    recipients: list[str]
    modules: list[str]
    cookies: list[str]
    processors: list[Entrusted]
    countries: list[str]
    retention: list[Kept]
    fee: int
    with_fee: list[str]
    free: list[str]
    edition: RegisterEdition | None


def block(language: str) -> Block:
    """The public block as the registers stand now."""
    handler = Provider.objects.first()
    english = handler.legal_name_en if handler and language == "en" else ""
    return Block(
        handler=handler,
        name=english or (handler.legal_name if handler else ""),
        purposes=[one.words(language) for one in PURPOSES],
        items=[one.words(language) for one in ITEMS],
        recipients=[one.words(language) for one in items_provided_for("provide")],
        modules=modules(),
        cookies=sorted(probes.ask("web.cookies")["register"]),
        processors=_processors(language),
        countries=[name_of(code, language) for code in organisation.countries_in_use()],
        retention=_retention(),
        fee=PRICE.amount,
        with_fee=[str(one.label) for one in WITH_FEE],
        free=[str(one.label) for one in Kind if one not in WITH_FEE],
        edition=RegisterEdition.objects.filter(sha256=digest_of(registers_now())).order_by("-number").first(),
    )


def as_json() -> dict[str, Any]:
    """The set of registers for programs: as it stands now, its digest, and the edition that has kept it since when."""
    now = registers_now()
    digest = digest_of(now)
    edition = RegisterEdition.objects.filter(sha256=digest).order_by("-number").first()
    kept = {"number": edition.number, "since": edition.since.isoformat()} if edition else None
    return {"schema": "coorum registers 1", "sha256": digest, "edition": kept, "registers": now}


def lines(one: Block) -> Sequence[str]:
    """Every entry that a page showing the block must name, for the probe that compares it."""
    handler = one.handler
    told = [one.name, handler.address, handler.representative, handler.contact_email] if handler else []
    told += [word for word in (handler.accredited_body, handler.accredited_contact) if word] if handler else []
    entrusted = [word for each in one.processors for word in (each.name, each.service)]
    kept = [each.what for each in one.retention]
    return [
        *told, *one.purposes, *one.items, *one.modules, *one.cookies, *entrusted, *one.countries, *kept, f"{one.fee:,}"
    ]  # fmt: skip


def _processors(language: str) -> list[Entrusted]:
    return [
        Entrusted(one.now.name, one.now.service, one.item_names(language), one.country_names(language))
        for one in organisation.register()
        if one.state in IN_USE
    ]


def _retention() -> list[Kept]:
    """Every class of data with a clock, and what lasts as long as something else does."""
    titles = {one.name: str(one.title) for one in datasets()}
    clocks = [Kept(str(one.what), period_of(one).words, str(one.since)) for one in retention_rules()]
    ends = [Kept(titles[one.dataset], str(one.until), "") for one in lasting_datasets() if one.dataset in titles]
    return [*clocks, *ends]


#: The security measures by the guideline's headings, as the law has them published (order 10): no detail that would weaken them.
def measures() -> list[tuple[str, str]]:
    """Heading and summary of each kind of measure, in the reader's language."""
    return [
        (
            _("Rules"),
            _("For each stage from obtaining to erasing, it is laid down how information is handled and by whom."),
        ),
        (
            _("Organisation"),
            _("Somebody is responsible. Handling is recorded in a way nobody can change, and checked."),
        ),
        (
            _("Training and secrecy"),
            _said(_("Staff are bound to secrecy, trained, and see no more than their role needs."), _taught()),
        ),
        (_("Premises"), _said(_("Equipment and places where information is handled are controlled."), _guarded())),
        (
            _("Technology"),
            _("Each community stands behind a wall of its own; what is sensitive is encrypted under separate keys."),
        ),
        (
            _("Processors"),
            _("Nothing leaves without contract and check, and nothing from the day these no longer hold."),
        ),
    ]


def _said(words: str, shown: str) -> str:
    """A summary, and what shows it where something does."""
    return f"{words} {shown}" if shown else words


def _taught() -> str:
    """What the list of courses shows; nothing before everybody had each of theirs."""
    now = people.figures()
    if not now.courses or now.taught_since is None:
        return ""
    facts = {"courses": now.courses, "day": date_format(now.taught_since)}
    return _("Courses: %(courses)s; everybody who must has had each of them since %(day)s.") % facts


def _guarded() -> str:
    """What the list of measures shows; nothing before somebody looked at each of them and found it as it should be."""
    now = premises.figures()
    if not now.count or now.looked_since is None:
        return ""
    facts = {"count": now.count, "day": date_format(now.looked_since)}
    return _("Measures on the list: %(count)s; each was looked at and found as it should be since %(day)s.") % facts
