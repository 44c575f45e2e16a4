"""Every read of the sites room."""

from dataclasses import dataclass
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.compiled import compiled
from coorum.base.errors import Refused
from coorum.base.scope import current_site_id
from coorum.sites.hosts.names import address_of
from coorum.sites.hosts.rules import is_settled
from coorum.sites.models import AgeRule, Domain, EmbedOrigin, Provider, Site
from coorum.sites.rules import clean_origin, clean_page


@dataclass(frozen=True)
class Place:
    """Where a request arrived: the provider's host, a site's host, or (on a single host) both.

    `home` is the host under which the site is published, where that is another one; `is_settled`: and has been for days.
    """

    site: Site | None
    is_provider: bool
    home: str = ""
    is_settled: bool = False


_remembered: dict[str, tuple[float, Place]] = {}


def place_at(host: str, *, seconds: float = 0) -> Place | None:
    """The place that answers on `host` (lower case, with its port where unusual), or None: nobody lives there.

    `seconds`: how old the answer may be.
    """
    asked, place = _remembered.get(host, (0.0, None))
    if place is None or monotonic() - asked >= seconds:
        asked, place = monotonic(), _ask_place(host)
        if place is not None:
            _remembered[host] = (asked, place)
    return place


def _ask_place(host: str) -> Place | None:
    is_provider = host == settings.COORUM_PROVIDER_HOST
    domain = next(iter(_domain(host)), None)
    if domain is None:
        return Place(None, is_provider=True) if is_provider else None
    home = None if domain.is_primary else next(iter(_primary(domain.community_id)), None)
    if home is None:
        return Place(domain.community, is_provider)
    since = home.primary_since or domain.community.created_at
    return Place(domain.community, is_provider, home.host, is_settled=is_settled(since, clock.now()))


@compiled
def _domain(host: str) -> QuerySet[Domain]:
    return Domain.objects.select_related("community__operator", "community__suspension", "community__ending").filter(
        host=host
    )


@compiled
def _primary(site_id: UUID) -> QuerySet[Domain]:
    return Domain.objects.filter(community=site_id, is_primary=True)


def answers_on(host: str) -> bool:
    """Whether somebody answers on this host (lower case, without port): the provider, or a site that is not gone."""
    if host == settings.COORUM_PROVIDER_HOST.partition(":")[0]:
        return True
    domain = next(iter(_domain(address_of(host))), None)
    return domain is not None and not domain.community.is_gone


def open_site(site_id: UUID) -> Site | None:
    """The site, unless nobody may use it now: suspended, or at the end of its contract."""
    found = Site.objects.select_related("operator", "suspension", "ending").filter(id=site_id).first()
    return found if found and not found.is_suspended and not found.is_ending else None


def site_by_id(site_id: UUID) -> Site:
    """The site; Site.DoesNotExist where there is none."""
    return Site.objects.select_related("operator", "ending").get(id=site_id)


def current_site() -> Site:
    """The site whose scope is open; OutsideScope in the provider's."""
    return site_by_id(current_site_id())


def site_by_slug(slug: str) -> Site | None:
    return Site.objects.select_related("operator", "suspension", "ending").filter(slug=slug).first()


def all_sites() -> list[Site]:
    """Every site with its operator, by name."""
    return list(Site.objects.select_related("operator", "suspension", "ending").order_by("name"))


def test_site_of(site: Site) -> Site | None:
    """The test community beside this one."""
    return Site.objects.filter(test_of=site).first()


def asks_ages(site: Site) -> bool:
    """Whether whoever registers on this site is asked for their age band."""
    return AgeRule.objects.filter(community=site).exists()


def primary_host(site: Site) -> str:
    """The host under which the site is published."""
    return str(Domain.objects.filter(community=site).order_by("-is_primary", "host").values_list("host", flat=True)[0])


def origin_of(site: Site) -> str:
    """Where the site is published: scheme, host and port, for links in letters and ways back from sign-in."""
    return f"{settings.COORUM_SCHEME}://{primary_host(site)}"


def provider_origin() -> str:
    """Where the provider is: sign-in, desk and policies."""
    return f"{settings.COORUM_SCHEME}://{settings.COORUM_PROVIDER_HOST}"


def provider() -> Provider | None:
    """The provider of this deployment, or None before it has introduced itself."""
    local = caches["local"]
    found = local.get("provider")
    if found is None:
        found = Provider.objects.first()
        local.set("provider", found, 10)
    return found


def theme_css(theme_hash: str) -> str | None:
    """The colours of whichever site has the theme with this hash, as a style sheet; None where none has."""
    return Site.objects.filter(theme_hash=theme_hash).values_list("theme_css", flat=True).first()


def site_with_logo(key: str) -> Site | None:
    """The site that wears the logo with this key, or None: a logo is no secret."""
    return Site.objects.filter(logo_key=key).first() if key.isprintable() else None


def page_on_listed_site(site_id: UUID, address: str) -> str:
    """The page's origin and path, without query. Raises `Refused("origin")` for a page of no website that the operator listed."""
    page = clean_page(address)
    if clean_origin(page) not in embed_origins(site_id):
        raise Refused("origin", _("%(page)s is on none of the websites listed for this community."), page=page)
    return page


def embed_origins(site_id: UUID) -> list[str]:
    """The origins that may frame this site's widget."""
    return list(EmbedOrigin.objects.filter(site_id=site_id).order_by("origin").values_list("origin", flat=True))


def hosts_of(site_id: UUID) -> list[str]:
    """Every host on which the site answers."""
    return list(Domain.objects.filter(community=site_id).values_list("host", flat=True))
