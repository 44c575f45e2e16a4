"""Who answers for this place: the operator, the provider, where to ask, what was announced, what is proved."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language
from markupsafe import escape

from coorum.base.ledger import heads
from coorum.consent import queries as consent
from coorum.consent.kinds import PolicyKind
from coorum.consent.notice import words_for
from coorum.profiles import queries as profiles
from coorum.promises import public
from coorum.sites import queries as sites
from coorum.web.away import away
from coorum.web.cookies import REGISTER
from coorum.web.request import Request


def operator(request: Request) -> HttpResponse:
    """The statutory blocks of operator and provider (APPI 32(1)), and whom the provider serves."""
    served = [site for site in sites.all_sites() if site.opened_at] if request.place.is_provider else []
    website = away(request.site.operator.website) if request.site else ""
    fields = profiles.fields() if request.site else []
    context = {"served": served, "website": website, "fields": fields, "words": words_for(get_language() or "ja")}
    return render(request, "portal/sites/operator.html", context)


def block(request: Request) -> HttpResponse:
    """What the law has the provider publish, made from the registers (APPI 32(1))."""
    found = public.block((get_language() or "ja")[:2])
    return render(request, "portal/sites/provider.html", {"block": found, "measures": public.measures()})


def registers(_request: Request) -> HttpResponse:
    """The public set of registers, for programs."""
    return JsonResponse(
        public.as_json(), json_dumps_params={"ensure_ascii": False}, headers={"Access-Control-Allow-Origin": "*"}
    )


def contact(request: Request) -> HttpResponse:
    """Where questions and complaints about personal data go (APPI 40)."""
    return render(request, "portal/sites/contact.html")


def announcements(request: Request) -> HttpResponse:
    """What the provider announced: every version of its documents, newest first (policy 13-2)."""
    kinds = {"privacy": PolicyKind.PROVIDER_POLICY, "terms": PolicyKind.PROVIDER_TERMS}
    told = [(shelf, version) for shelf, kind in kinds.items() for version in consent.versions(kind)]
    told.sort(key=lambda one: one[1].announced_at, reverse=True)
    return render(request, "portal/sites/announcements.html", {"told": told})


def cookies(request: Request) -> HttpResponse:
    """Every cookie with its purpose and life, and a way to be rid of them."""
    return render(request, "portal/sites/cookies.html", {"register": REGISTER})


def signed_heads(_request: Request) -> HttpResponse:
    """The signed heads of every chain and the keys they were signed with, for anyone to keep as a witness."""
    return JsonResponse(heads.heads_published(), headers={"Access-Control-Allow-Origin": "*"})


def block_shown() -> dict[str, Any]:
    """Whether the page names every entry of the registers, in both languages (for the proof)."""
    missing: list[str] = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found = public.block(language)
            context = {"block": found, "measures": public.measures(), "language": language}
            page = render_to_string("portal/sites/_block.html", context, using="jinja2")
            missing += [line for line in public.lines(found) if str(escape(line)) not in page]
    return {"missing": missing}
