"""A version that needs the member's consent: what changes, yes or no as equal buttons, and the receipt."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.consent import answering
from coorum.consent import queries as consent
from coorum.consent.differences import differences
from coorum.consent.documents import from_json
from coorum.consent.kinds import VersionChoice
from coorum.portal import access
from coorum.portal.views.documents import SHELVES
from coorum.web.guards import by_oneself, member_required
from coorum.web.request import Request

BUTTON = "button on the page of the version, none chosen beforehand"


@member_required
@by_oneself
def show(request: Request, version_id: UUID) -> HttpResponse:
    """What changes against the version that holds for the member, and what they said."""
    ask = access.asked(request, version_id)
    language = get_language() or "ja"
    old = ask.held or access.version_before(request, ask.version)
    before, after = (from_json(consent.text_in(one, language).document) for one in (old, ask.version))
    shelf = next(word for word, kind in SHELVES.items() if kind == ask.version.kind)
    context = {"ask": ask, "shelf": shelf, "old": old, "found": differences(before, after), "Choice": VersionChoice}
    return render(request, "portal/consent/version.html", context)


@require_POST
@member_required
@by_oneself
def answer(request: Request, version_id: UUID) -> HttpResponse:
    """Yes or no; either can be changed later."""
    said = request.POST.get("answer", "")
    if said not in VersionChoice.values:
        raise Http404
    answering.answer_version(
        request.viewer.person,
        version=access.asked(request, version_id).version,
        answer=VersionChoice(said),
        language=get_language() or "ja",
        by=BUTTON,
    )
    messages.success(request, _("Your answer is recorded, with a receipt. You can change it at any time."))
    return redirect("portal:consents")


@require_POST
@member_required
def dismiss(request: Request, version_id: UUID) -> HttpResponse:
    """Put an announcement away."""
    answering.dismiss_news(request.viewer.person, version_id=version_id)
    return redirect("portal:home")


@member_required
def receipt(request: Request, answer_id: UUID) -> HttpResponse:
    """The signed receipt of an answer as a file (compact JWS)."""
    found = access.own_answer(request, answer_id)
    name = f"receipt-{found.made_at:%Y%m%d}-version-{found.answer}.jws"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(found.signed, content_type="application/jose", headers=headers)
