"""What was promised and whether it is kept: for those who must see to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from coorum.base.personal_data import datasets
from coorum.base.uses import Ground, decisions_of_a_week
from coorum.consent.purposes import PURPOSES
from coorum.desk import access
from coorum.promises import queries
from coorum.promises.tasks import prove_all
from coorum.web.request import Request

#: Why a use was refused, or allowed beyond its purpose.
WHYS = {
    "no_purpose": gettext_lazy("no purpose was said"),
    "not_for_this": gettext_lazy("the register does not let this serve that purpose"),
    "not_in_version": gettext_lazy("the version that holds for the person does not know the purpose"),
    "no_consent": gettext_lazy("the person has not agreed to it"),
    **{one.value: one.label for one in Ground},
}


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """Every promise with its last proof; what is broken or at risk comes first."""
    return render(request, "desk/promises.html", {"overview": queries.promises_overview()})


@access.at_the_desk
def uses(request: Request) -> HttpResponse:
    """What personal data were refused for in seven days, and what went beyond a purpose by law (APPI 18)."""
    context = {
        "rows": decisions_of_a_week(),
        "whys": WHYS,
        "titles": {"email": _("E-mail address")} | {f"dataset:{one.name}": one.title for one in datasets()},
        "purposes": {one.id: one.short(request.LANGUAGE_CODE) for one in PURPOSES},
    }
    return render(request, "desk/uses.html", context)


@require_POST
@access.at_the_desk
def prove(request: Request) -> HttpResponse:
    """Have every promise proved now, by the worker."""
    prove_all.later()
    messages.success(request, _("The proofs are being made. Look again in a moment."))
    return redirect("desk:promises")
