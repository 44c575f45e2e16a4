"""Writing to the provider: a form on every host, my enquiries, and the page of somebody without an account."""

from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from coorum.base.errors import Refused
from coorum.base.scope import provider_scope
from coorum.enquiries import actions, queries
from coorum.enquiries.authorities import queries as authorities
from coorum.enquiries.care import queries as apart
from coorum.enquiries.kinds import Kind
from coorum.portal import access
from coorum.portal.addresses import care_page, enquiry_links
from coorum.portal.forms.enquiries import CareForm, EnquiryForm, MoreForm, RatingForm
from coorum.portal.forms.privacy import MailCodeForm
from coorum.web.guards import signed_in
from coorum.web.request import Request

#: A network writes so often; what a person or an address may do is the action's question.
PACE = {"write": "20/h/ip"}


def create(request: Request) -> HttpResponse:
    """Write. On a community's host it says which community it was."""
    person = request.viewer.person if request.viewer else None
    form = EnquiryForm(request.POST or None, has_account=person is not None, initial=_wanted(request))
    if request.method == "POST" and form.is_valid():
        try:
            _ensure_pace(request)
            given = form.given()
            kind, facts = Kind(given.pop("kind")), {"community": request.site, "language": request.LANGUAGE_CODE}
            with provider_scope():
                enquiry = actions.write_to_us(person, kind=kind, **facts, **given)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("portal:enquiry_sent", access.sent_links.sign(enquiry.id.hex))
    return render(request, "portal/enquiries/write.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
def sent(request: Request, token: str) -> HttpResponse:
    """It arrived, under this number."""
    with provider_scope():
        enquiry = access.enquiry_by(token, access.sent_links)
        return render(
            request, "portal/enquiries/sent.html", {"one": enquiry, "is_own_data": enquiry.kind == "own_data"}
        )


@access.of_the_provider
@signed_in
def index(request: Request) -> HttpResponse:
    """What I wrote."""
    found = queries.own_enquiries(request.viewer.person)
    return render(request, "portal/enquiries/index.html", {"enquiries": found})


@never_cache
@access.of_the_provider
@signed_in
def show(request: Request, enquiry_id: UUID) -> HttpResponse:
    """One enquiry of mine, with its answers."""
    return _thread(request, access.own_enquiry(request, enquiry_id))


@never_cache
@access.of_the_provider
def guest(request: Request, token: str) -> HttpResponse:
    """Where an enquiry stands, for whoever has the link of the letter. What was written is a code further."""
    enquiry = access.enquiry_by(token, enquiry_links)
    if request.method == "POST" and "code" not in request.POST:
        actions.send_code(enquiry)
        return render(request, "portal/privacy/code.html", _code(MailCodeForm()))
    form = MailCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if actions.use_code(enquiry, code=form.cleaned_data["code"]):
            return redirect("portal:read_enquiry", access.reading_links.sign(enquiry.id.hex))
        form.add_error("code", _("This code does not fit, or is too old. Three guesses are possible."))
        return render(request, "portal/privacy/code.html", _code(form))
    return render(request, "portal/enquiries/guest.html", {"one": enquiry})


@never_cache
@access.of_the_provider
def read(request: Request, token: str) -> HttpResponse:
    """An enquiry with its answers, for half an hour after the code."""
    return _thread(request, access.enquiry_by(token, access.reading_links))


@never_cache
@access.of_the_provider
def rate(request: Request, token: str) -> HttpResponse:
    """Say how helpful an answer was. A link in a letter only fills the form in: mail programs follow links by themselves."""
    answer = access.answer_by(token)
    form = RatingForm(request.POST or None, initial={"score": request.GET.get("score", "")})
    is_done = queries.rating_of(answer) is not None
    if request.method == "POST" and not is_done and form.is_valid():
        try:
            actions.rate(answer, **form.cleaned_data)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("portal:rate", token)
    context = {"form": form, "is_done": is_done, "one": answer.enquiry}
    return render(request, "portal/enquiries/rate.html", context, status=400 if form.errors else 200)


@never_cache
@access.of_the_provider
def care(request: Request, token: str) -> HttpResponse:
    """Say whether we may have what is kept apart: by pressing, since mail programs follow links by themselves."""
    message = access.message_by(token)
    form = CareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.settle_care(message, agrees=form.cleaned_data["answer"] == "agree")
        return redirect("portal:enquiry_care", token)
    asked = apart.asked_of(message)
    context = {"one": message.enquiry, "message": message, "asked": asked, "all": apart.all_of(message)}
    context |= {"until": min(map(apart.erased_on, asked), default=None)}
    return render(request, "portal/enquiries/care.html", context, status=400 if form.errors else 200)


@access.of_the_provider
def transparency(request: Request) -> HttpResponse:
    """How many authorities asked, by year, and what became of it."""
    return render(request, "portal/enquiries/authorities.html", {"years": authorities.years()})


def _thread(request: Request, enquiry: Any) -> HttpResponse:
    """The thread with a form below it."""
    form = MoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_again(enquiry, **form.given())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Thank you. What you added has arrived."))
            return redirect(request.path)
    asked = [care_page(message.id) for message in apart.questions_of(enquiry)]
    context = {"one": enquiry, "thread": queries.thread_of(enquiry), "form": form, "asked": asked}
    return render(request, "portal/enquiries/show.html", context, status=400 if form.errors else 200)


def _ensure_pace(request: Request) -> None:
    if not ratelimit.consume(request, app="coorum.enquiries", action="write", config=PACE):
        raise Refused("too_many", _("Too much is being written from your network just now. Please try again later."))


def _wanted(request: Request) -> dict[str, str]:
    kind = request.GET.get("kind", "")
    return {"kind": kind if kind in Kind.values else Kind.QUESTION}


def _code(form: MailCodeForm) -> dict[str, Any]:
    return {"form": form, "lead": _("We have sent a code to your address.")}
