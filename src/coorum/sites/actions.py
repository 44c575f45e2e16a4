"""Every write of the sites room."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Event, Party, publish
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.base.scope import PROVIDER
from coorum.sites import events, rules
from coorum.sites.branding import Palette, derive, theme_css, theme_hash
from coorum.sites.hosts.queries import holder_of
from coorum.sites.kinds import Logo, Opening
from coorum.sites.models import AgeRule, Domain, EmbedOrigin, Ending, Operator, Provider, Site, Suspension

LEGAL_BLOCK = ("legal_name", "legal_name_en", "address", "representative", "contact_email")
#: The accredited personal information protection organisation, where the provider belongs to one (order 10(2)).
ACCREDITED = ("accredited_body", "accredited_contact")


@action
def introduce_provider(officer: Party, **block: str) -> Provider:
    """Set or change the provider's legal block (APPI 32(1)).

    Raises `Refused("half")` where an accredited body is named and not how to reach it, or the other way round.
    """
    given = _block(block, (*LEGAL_BLOCK, *ACCREDITED))
    if bool(given.get("accredited_body")) != bool(given.get("accredited_contact")):
        raise Refused("half", _("Both are needed: the name, and how to reach it."), field="accredited_contact")
    provider, _new = Provider.objects.update_or_create(only=True, defaults=given)
    caches["local"].delete("provider")
    publish(events.PROVIDER_INTRODUCED, actor=officer, chain=PROVIDER, payload=given)
    return provider


@action
def create_site(
    officer: Party,
    *,
    slug: str,
    name: str,
    operator: dict[str, str] | Operator,
    host: str = "",
    language: str = "ja",
    key: UUID | None = None,
) -> Site:
    """Create a site for a new operator, or for one we know, not yet open; the same `key` again answers the same site.

    Raises `Refused` for a slug or host that is taken or unfit.
    """
    rules.ensure_slug(slug)
    host = (host or _host_for(slug)).lower()
    if key and (twin := Site.objects.filter(id=key, slug=slug).first()):
        return twin
    if Site.objects.filter(slug=slug).exists() or holder_of(host) is not None:
        raise _taken()
    company = operator if isinstance(operator, Operator) else _company(operator)
    site = Site(id=key or new_id(), slug=slug, name=name, operator=company, language=language)
    _dress(site, site.brand_colour)
    made = made_once(site, "slug")
    if made is None:
        raise _taken()
    if made is not site:  # the same form, at the same moment
        if company is not operator:
            company.delete()
        return made
    Domain.objects.create(host=host, community=site, is_primary=True)
    block = {name: str(getattr(company, name)) for name in LEGAL_BLOCK}
    _tell(events.SITE_CREATED, officer, site, {"slug": slug, "host": host, "operator": block})
    return site


@action
def mark_test(staff: Party, site: Site, *, of: Site) -> None:
    """From now on `site` is the test community of another. Raises `Refused("has_test")` where that has one already."""
    if of.is_test or Site.objects.filter(test_of=of).exists():
        raise rules.has_test()
    site.test_of = of
    site.save(update_fields=["test_of"])
    _tell(events.TEST_SITE_MADE, staff, of, {"slug": site.slug})


@action
def open_site(staff: Party, site: Site, *, opening: Opening) -> None:
    """Open the site to members, or change how it is open."""
    first = site.opened_at is None
    site.opening = opening
    site.opened_at = site.opened_at or clock.now()
    site.save(update_fields=["opening", "opened_at"])
    _tell(events.SITE_OPENED if first else events.SITE_CHANGED, staff, site, {"opening": opening})


@action
def introduce_site(staff: Party, site: Site, **words: str) -> None:
    """Change name, tagline and welcome."""
    for name in ("name", "tagline", "welcome"):
        setattr(site, name, words.get(name, getattr(site, name)))
    site.save(update_fields=["name", "tagline", "welcome"])
    _tell(events.SITE_CHANGED, staff, site, {"words": sorted(words)})


@action
def change_legal_block(staff: Party, site: Site, **block: str) -> None:
    """Change the operator's legal block; whoever agreed before keeps the receipt that names the old one."""
    operator = site.operator
    for name, value in _block(block).items():
        setattr(operator, name, value)
    operator.save()
    _tell(events.OPERATOR_CHANGED, staff, site, _block(block))


@action
def change_brand(
    staff: Party, site: Site, *, colour: str, logo: Logo | None = None, hero_key: str | None = None
) -> Palette:
    """Wear a brand colour (and logo): every colour of the site is derived from it, and kept legible.

    Returns the palette, which says what had to be adjusted. Raises `Refused` for what is no colour.
    """
    palette = _dress(site, colour)
    if logo is not None:
        site.logo_key, site.logo_width, site.logo_height = logo.key, logo.width, logo.height
    site.hero_key = site.hero_key if hero_key is None else hero_key
    look = ["brand_colour", "theme_css", "theme_hash", "logo_key", "logo_width", "logo_height", "hero_key"]
    site.save(update_fields=look)
    _tell(events.SITE_CHANGED, staff, site, {"brand_colour": colour})
    return palette


@action
def list_embed_origins(staff: Party, site: Site, *, origins: Sequence[str]) -> list[str]:
    """Say on which websites the widget may be shown. Raises `Refused` for what is no origin."""
    wanted = sorted({rules.clean_origin(origin) for origin in origins if origin.strip()})
    EmbedOrigin.objects.exclude(origin__in=wanted).delete()
    present = set(EmbedOrigin.objects.values_list("origin", flat=True))
    EmbedOrigin.objects.bulk_create(EmbedOrigin.new(origin=origin) for origin in wanted if origin not in present)
    _tell(events.EMBED_ORIGINS_CHANGED, staff, site, {"origins": wanted})
    return wanted


@action
def begin_asking_ages(staff: Party, site: Site) -> None:
    """From now on whoever registers here is asked for their age band. Called by accounts, which looks at the policy first."""
    _row, new = AgeRule.objects.get_or_create(
        community=site, defaults={"since": clock.now(), "by": staff.id or PROVIDER}
    )
    if new:
        _tell(events.AGES_ASKED, staff, site, {})


@action
def stop_asking_ages(staff: Party, site: Site) -> None:
    """Nobody is asked any more. What is known by then stays, and so does what rests on it."""
    if AgeRule.objects.filter(community=site).delete()[0]:
        _tell(events.AGES_NOT_ASKED, staff, site, {})


@action
def suspend_site(officer: Party, site: Site, *, reason: str) -> None:
    """Close the site to everybody but the provider, for the stated reason. Suspending twice changes nothing."""
    if not reason.strip():
        raise Refused("reason", _("Say why: the operator and its members will read it."), field="reason")
    _row, new = Suspension.objects.get_or_create(
        community=site, defaults={"reason": reason.strip(), "suspended_by": officer.id or PROVIDER}
    )
    if new:
        _tell(events.SITE_SUSPENDED, officer, site, {"why": reason.strip()})


@action
def lift_suspension(officer: Party, site: Site) -> None:
    """Open a suspended site again."""
    if Suspension.objects.filter(community=site).delete()[0]:
        _tell(events.SUSPENSION_LIFTED, officer, site, {})


@action
def begin_ending(officer: Party, site: Site, *, ends_at: datetime) -> None:
    """From now on nobody joins; from `ends_at` on nothing is provided. Called by whoever told the members."""
    _row, new = Ending.objects.get_or_create(community=site, defaults={"ends_at": ends_at})
    if new:
        _tell(events.ENDING_BEGUN, officer, site, {"ends_at": ends_at.isoformat()})


@action
def call_off_ending(officer: Party, site: Site) -> None:
    """The site goes on after all."""
    if Ending.objects.filter(community=site).delete()[0]:
        _tell(events.ENDING_CALLED_OFF, officer, site, {})


@action
def mark_gone(officer: Party, site: Site) -> None:
    """Everything on the site was deleted: its pages say so from now on."""
    now = clock.now()
    Ending.objects.update_or_create(
        community=site, defaults={"deleted_at": now}, create_defaults={"ends_at": now, "deleted_at": now}
    )
    _tell(events.SITE_GONE, officer, site, {})


def _company(given: dict[str, str]) -> Operator:
    facts = {name: given.get(name, "") for name in ("industry", "website")}
    return Operator.objects.create(**_block(given), **facts)


def _taken() -> Refused:
    return Refused("slug_taken", _("This name is taken. Choose another."), field="slug")


def _dress(site: Site, colour: str) -> Palette:
    rules.ensure_colour(colour)
    palette = derive(colour)
    site.brand_colour = colour.lower()
    site.theme_css, site.theme_hash = theme_css(palette), theme_hash(palette)
    return palette


def _block(given: dict[str, str], names: Sequence[str] = LEGAL_BLOCK) -> dict[str, str]:
    return {name: given[name].strip() for name in names if name in given}


def _host_for(slug: str) -> str:
    return f"{slug}.{settings.COORUM_PROVIDER_HOST}"


def _tell(event: Event, actor: Party, site: Site, payload: dict[str, Any]) -> None:
    publish(event, actor=actor, chain=site.id, subject=Party("site", site.id, site.id.hex), payload=payload)
