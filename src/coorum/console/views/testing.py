"""A test community beside this one, for the operator's engineers (docs/guide/testing.md)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.demo.trial import open_test_site
from coorum.sites import queries as sites
from coorum.web.guards import staff_required
from coorum.web.request import Request


@staff_required(Role.OWNER)
def index(request: Request) -> HttpResponse:
    """What it is, where it is, and opening it."""
    if request.method == "POST":
        try:
            open_test_site(request.viewer, site=request.site)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The test community is open."))
        return redirect("console:testing")
    test = sites.test_site_of(request.site)
    facts = {"test": test, "address": sites.origin_of(test) if test else ""}
    return render(request, "console/testing/index.html", facts)
