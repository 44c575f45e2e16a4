"""My consents: what I agreed to, how I stop it, and the receipts."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.base.errors import Refused
from coorum.consent import actions as consent
from coorum.consent import campaign
from coorum.consent import queries as consents
from coorum.consent.kinds import ConsentKind
from coorum.consent.notice import joining_notice
from coorum.consent.signatures import opened
from coorum.portal import access
from coorum.privacy.merging.persons import persons_of
from coorum.provision import actions as provision
from coorum.web.guards import by_oneself, member_required
from coorum.web.request import Request

BUTTON = "button on My page"
#: What is agreed to on this page; answers to profile fields have a page of their own.
AS_A_WHOLE = (ConsentKind.PROVISION, ConsentKind.ADVERTISING)
#: Where somebody goes first who cannot agree yet by themselves (X5).
AGE_FIRST = {"age_unknown": "signin:age", "guardian_needed": "signin:guardian_ask"}


@member_required
@by_oneself
def index(request: Request) -> HttpResponse:
    """What is in force, how to stop it or begin again, and every receipt, of accounts that became this one too."""
    person, persons = request.viewer.person, persons_of(request.viewer.person)
    return render(
        request,
        "portal/consent/consents.html",
        {
            "in_force": consents.kinds_in_force(person.id),
            "kinds": AS_A_WHOLE,
            "notice": joining_notice(request.site, get_language() or "ja"),
            "answered": consents.topics_in_force(ConsentKind.FIELD, person_id=person.id).count(),
            "receipts": [receipt for one in persons for receipt in consents.receipts_of(one.id)],
            "asks": campaign.asks_of(person, request.site.id),
            "answers": [answer for one in persons for answer in campaign.answers_of(one.id)],
        },
    )


@require_POST
@member_required
@by_oneself
def withdraw(request: Request, kind: str) -> HttpResponse:
    """Take a consent back: one press, as giving it was."""
    consent.withdraw_consent(request.viewer.person, kind=_kind(kind), by=BUTTON)
    messages.success(request, _("Your consent is withdrawn. The receipt is below."))
    return redirect("portal:consents")


@require_POST
@member_required
@by_oneself
def give(request: Request, kind: str) -> HttpResponse:
    """Agree (again), to the notice that the page showed."""
    shown, language = request.POST.get("fingerprint", ""), get_language() or "ja"
    try:
        provision.agree_again(request.viewer.person, kind=_kind(kind), fingerprint=shown, language=language)
    except Refused as refusal:
        if refusal.code not in AGE_FIRST:
            raise
        return redirect(f"{reverse(AGE_FIRST[refusal.code])}?{urlencode({'next': reverse('portal:consents')})}")
    messages.success(request, _("Thank you. Your consent is recorded; the receipt is below."))
    return redirect("portal:consents")


@member_required
def receipt(request: Request, receipt_id: UUID) -> HttpResponse:
    """One receipt, to read."""
    return render(request, "portal/consent/receipt.html", {"receipt": access.own_receipt(request, receipt_id)})


@member_required
def download(request: Request, receipt_id: UUID) -> HttpResponse:
    """The signed receipt as a file (compact JWS)."""
    found = access.own_receipt(request, receipt_id)
    name = f"receipt-{found.made_at:%Y%m%d}-{found.kind}-{found.event}.jws"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(found.signed, content_type="application/jose", headers=headers)


def check(request: Request) -> HttpResponse:
    """Paste a receipt: is it one of ours, unchanged? For anyone, without signing in; nothing is kept."""
    given = request.POST.get("receipt", "").strip()
    document = opened(given) if given else None
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"genuine": document is not None, "document": document})
    return render(request, "portal/consent/check.html", {"given": given, "document": document})


def _kind(text: str) -> ConsentKind:
    if text not in AS_A_WHOLE:
        raise Http404
    return ConsentKind(text)
