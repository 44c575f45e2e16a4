"""What was promised and whether it is kept: for those who must see to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.desk import access
from coorum.promises import queries
from coorum.promises.tasks import prove_all
from coorum.web.request import Request


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """Every promise with its last proof; what is broken or at risk comes first."""
    return render(request, "desk/promises.html", {"overview": queries.promises_overview()})


@require_POST
@access.at_the_desk
def prove(request: Request) -> HttpResponse:
    """Have every promise proved now, by the worker."""
    prove_all.later()
    messages.success(request, _("The proofs are being made. Look again in a moment."))
    return redirect("desk:promises")
