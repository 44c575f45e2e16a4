"""Signing in and out inside a frame, as its script asks."""

from allauth.account.adapter import get_adapter
from django.http import HttpResponse, JsonResponse

from coorum.accounts import actions as accounts
from coorum.accounts.actions.frames import LIFE
from coorum.accounts.actions.hand_offs import s256
from coorum.accounts.queries import Viewer
from coorum.accounts.sessions import coarse_network
from coorum.base.errors import Refused
from coorum.embed.access import by_member, in_frame, place_of
from coorum.embed.forms import ExchangeForm
from coorum.embed.keeping import depart, keep, kept, verifier_of
from coorum.embed.wishes import Wish
from coorum.web.request import Request


@in_frame
def begin(_request: Request, wish: Wish) -> HttpResponse:
    """Somebody wants to sign in: what the frame sends along. The verifier stays in its cookie."""
    response = JsonResponse({})
    state, verifier = depart(response, origin=wish.origin)
    response.content = JsonResponse({"state": state, "challenge": s256(verifier)}).content
    return response


@in_frame
def create(request: Request, wish: Wish) -> HttpResponse:
    """The code they came back with, for a session; or only whether the browser kept the cookie of `begin` (without a code)."""
    form = ExchangeForm(request.POST)
    verifier = verifier_of(request, origin=wish.origin, state=form.cleaned_data["state"]) if form.is_valid() else ""
    if not verifier:
        return JsonResponse({}, status=403)
    if not form.cleaned_data["code"]:
        return HttpResponse(status=204)
    network, agent = coarse_network(get_adapter().get_client_ip(request)), request.headers.get("User-Agent", "")
    try:
        token = accounts.sign_in_to_frame(
            form.cleaned_data["code"], place=place_of(request, wish), verifier=verifier, network=network, agent=agent
        )
    except Refused as refusal:
        return JsonResponse({"said": str(refusal)}, status=403)
    response = HttpResponse(status=204)
    keep(response, token, seconds=int(LIFE.total_seconds()))
    return response


@by_member
def end(request: Request, wish: Wish, _viewer: Viewer) -> HttpResponse:
    """Sign out of the frame."""
    accounts.sign_out_of_frame(kept(request), place=place_of(request, wish))
    response = HttpResponse(status=204)
    keep(response, "", seconds=0)
    return response
