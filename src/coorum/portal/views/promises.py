"""What was promised, whether it is kept, and the proof to take away."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coorum.base.errors import Refused
from coorum.base.scope import provider_scope
from coorum.promises import queries
from coorum.promises.bundle import bundle_of
from coorum.promises.queries import PromiseState
from coorum.web.request import Request


@require_safe
def index(request: Request) -> HttpResponse:
    """Every promise with its last proof, by the articles of the policy."""
    with provider_scope():
        overview = queries.promises_overview()
    return render(request, "portal/promises/index.html", {"overview": overview})


@require_safe
def show(request: Request, promise: str) -> HttpResponse:
    """One promise: what was looked at, what was found, what keeps it."""
    state = _state(promise)
    return render(
        request, "portal/promises/show.html", {"state": state, "controls": queries.controls_of(state.promise)}
    )


@require_safe
def bundle(request: Request, promise: str) -> HttpResponse:
    """The proof as an archive that checks itself offline."""
    state = _state(promise)
    try:
        archive = bundle_of(state)
    except Refused as refusal:
        context = {"state": state, "controls": queries.controls_of(state.promise), "refusal": refusal}
        return render(request, "portal/promises/show.html", context, status=409)
    name = f"coorum-{state.promise.id.lower().replace('.', '-')}.zip"
    return HttpResponse(archive, "application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _state(promise: str) -> PromiseState:
    with provider_scope():
        state = queries.promise_state(promise)
    if state is None:
        raise Http404
    return state
