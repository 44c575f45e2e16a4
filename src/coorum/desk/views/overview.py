"""The first page: what is due, and whose turn it is. On a fresh deployment: who the provider is."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from coorum.base import mail
from coorum.base.every_site import every_site
from coorum.desk import access
from coorum.enquiries import queries as enquiries
from coorum.enquiries.care import queries as care
from coorum.moderation import queries as moderation
from coorum.organisation import queries as organisation
from coorum.organisation.improvement import queries as improvement
from coorum.organisation.people import queries as people
from coorum.organisation.premises import queries as premises
from coorum.privacy import queries as privacy
from coorum.privacy.incidents import queries as incidents
from coorum.promises import queries as promises
from coorum.provision import queries as provision
from coorum.sites import queries as sites
from coorum.web import guards
from coorum.web.request import Request


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """What waits for somebody at this desk; every line opens its page."""
    if sites.provider() is None:
        return redirect("desk:provider")
    found = sites.all_sites()
    chains = promises.chains_health(access.officer(request))
    context = {
        "sites": found,
        "waiting": [site for site in found if site.opened_at is None],
        "suspended": [site for site in found if site.is_suspended],
        "missing": promises.provider_documents_missing(),
        "chains": chains,
        "incidents": incidents.pressing_incidents() if guards.is_privacy_officer(request) else [],
        "processors": organisation.pressing() if guards.is_privacy_officer(request) else [],
        "unanswered": organisation.unanswered() if guards.is_privacy_officer(request) else [],
        "vacancies": people.vacancies(),
        "staff": people.wanting(),
        "premises": premises.wanting(),
        "findings": improvement.pressing_findings(),
        "overdue": _overdue(request),
        "held": mail.letters_held(),
        "enquiries": enquiries.pressing(),
        "apart": care.pressing() if guards.is_privacy_officer(request) else [],
        "troubles": enquiries.troubles(),
        "reports": _reports(request) if guards.is_privacy_officer(request) else 0,
        "today": enquiries.today(),
        "pressing": privacy.pressing_cases(),
        "alarming": [chain for chain in chains if chain.state in {"broken", "at-risk"}],
        "unchecked": [chain for chain in chains if chain.state == "not-measured"],
    }
    return render(request, "desk/overview.html", context)


def _reports(request: Request) -> int:
    """How many reports wait for the provider, on all sites."""
    with every_site(reason="which reports wait for the provider, at the desk", actor=access.officer(request)):
        return moderation.for_the_provider().count()


def _overdue(request: Request) -> int:
    """How many tasks of operators are overdue, on all sites."""
    with every_site(reason="which tasks of operators are overdue, at the desk", actor=access.officer(request)):
        return len(provision.overdue_tasks())
