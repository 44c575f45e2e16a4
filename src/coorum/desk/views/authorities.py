"""Inquiries of authorities at the desk: registered, called back, proposed by one officer and approved by another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.base.errors import Refused
from coorum.desk import access
from coorum.desk.forms import authorities as forms
from coorum.enquiries.actions import authorities as actions
from coorum.enquiries.authorities import queries, rules
from coorum.enquiries.authorities.kinds import Document, Item, MayTell, Phase, Reply, Secrecy, Step
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.enquiries.models import Inquiry


@access.for_privacy_officers
def index(request: Request) -> HttpResponse:
    """Open inquiries, and persons who may be told by now."""
    found = {"open": queries.open_inquiries(), "ended": queries.ended_inquiries(), "to_tell": queries.to_tell()}
    return render(request, "desk/authorities/index.html", found)


@access.for_privacy_officers
def create(request: Request) -> HttpResponse:
    """Register what an authority asks."""
    form = forms.InquiryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            one = actions.register_inquiry(access.officer(request), **_facts(form.given()))
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("desk:inquiry", one.id)
    return render(request, "desk/authorities/new.html", {"form": form}, status=400 if form.errors else 200)


@access.for_privacy_officers
def show(request: Request, inquiry_id: UUID) -> HttpResponse:
    """One inquiry. That it was opened is written down."""
    one = access.inquiry(inquiry_id)
    actions.read_inquiry(access.officer(request), inquiry=one)
    return _page(request, one)


@require_POST
@access.for_privacy_officers
def act(request: Request, inquiry_id: UUID, deed: str) -> HttpResponse:
    """Do one of the things below; what is refused is said beside its field."""
    one = access.inquiry(inquiry_id)
    if deed not in DEEDS:
        raise Http404
    form = _form(deed, one, request.POST, request.FILES)
    if form.is_valid():
        try:
            DEEDS[deed].do(access.officer(request), one, form.cleaned_data)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Written down."))
            return redirect("desk:inquiry", inquiry_id)
    return _page(request, one, {deed: form})


@dataclass(frozen=True)
class Deed:
    """Something an officer can do: its form, and the action it calls with what was given."""

    form: type[Any]
    do: Callable[[Any, "Inquiry", dict[str, Any]], Any]


def _plain(form: type[Any], act: Callable[..., Any]) -> Deed:
    return Deed(form, lambda who, one, given: act(who, inquiry=one, **given))


def _propose(who: Any, one: "Inquiry", given: dict[str, Any]) -> None:
    items = [Item(name) for name in given.pop("given")]
    actions.propose(who, inquiry=one, reply=Reply(given.pop("reply")), given=items, **given)


def _give(who: Any, one: "Inquiry", given: dict[str, Any]) -> None:
    actions.give(who, inquiry=one, may_tell=MayTell(given.pop("may_tell")), **given)


DEEDS: dict[str, Deed] = {
    Step.VERIFY: _plain(forms.CallForm, actions.verify),
    Step.DOUBT: _plain(forms.WhyForm, actions.doubt),
    Step.COUNSEL: _plain(forms.WhyForm, actions.ask_counsel),
    Step.PROPOSE: Deed(forms.ProposalForm, _propose),
    Step.APPROVE: _plain(forms.ApprovalForm, actions.approve),
    Step.SEND_BACK: _plain(forms.WhyForm, actions.send_back),
    Step.GIVE: Deed(forms.GivingForm, _give),
    Step.REFUSE: _plain(forms.MaybeWhyForm, actions.carry_out),
    Step.FIND_NOTHING: _plain(forms.MaybeWhyForm, actions.carry_out),
    Step.TELL_PERSON: _plain(forms.WhyForm, actions.tell_person),
    Step.CLOSE: _plain(forms.MaybeWhyForm, actions.close_inquiry),
}


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    return {
        **given,
        "document": Document(given["document"]),
        "secrecy": Secrecy(given["secrecy"]),
        "asked": [Item(name) for name in given["asked"]],
    }


def _form(deed: str, one: "Inquiry", *data: Any) -> Any:
    more: dict[str, Any] = {"asked": one.asked} if deed == Step.PROPOSE else {}
    return DEEDS[deed].form(*data, auto_id=f"{deed}-%s", **more)


def _page(request: Request, one: "Inquiry", wrong: dict[str, Any] | None = None) -> HttpResponse:
    wrong, proposal, answer = wrong or {}, queries.proposal_of(one), queries.answer_of(one)
    steps = queries.steps_can(one, proposal, answer)
    context = {
        "one": one,
        "asked": [Item(name).label for name in one.asked],
        "given": [Item(name).label for name in proposal.given] if proposal else [],
        "is_binding": one.document in rules.BINDING,
        "verification": queries.verification_of(one),
        "proposal": proposal,
        "answer": answer,
        "steps": queries.steps_of(one),
        "form": [(step, wrong.get(step) or _form(step, one)) for step in steps],
        "is_open": one.phase != Phase.CLOSED,
        "trouble": [sentence for form in wrong.values() for sentence in form.non_field_errors()],
    }
    return render(request, "desk/authorities/show.html", context, status=400 if wrong else 200)
