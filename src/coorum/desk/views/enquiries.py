"""Enquiries at the desk: what waits and until when, one case with its thread, text blocks, and how quickly we answer."""

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
from coorum.desk.forms import enquiries as forms
from coorum.desk.views.care import download
from coorum.enquiries import actions, queries, report, rules
from coorum.enquiries.care import queries as care
from coorum.enquiries.clients import mailbox
from coorum.enquiries.kinds import Kind, State, Step
from coorum.privacy.kinds import Kind as Right
from coorum.sites import queries as sites
from coorum.web import guards
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.enquiries.models import Enquiry

SHELVES = {"waiting": queries.waiting, "answered": queries.settled}


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """What waits, the nearest day first; or what was answered, or set aside. Sorted by what it is about, if wished."""
    shelf, kind = request.GET.get("shelf", "waiting"), request.GET.get("kind", "")
    kind = kind if kind in Kind.values else ""
    found = queries.set_aside() if shelf == "spam" else SHELVES.get(shelf, queries.waiting)(kind)
    context = {
        "enquiries": found,
        "shelf": shelf,
        "kind": kind,
        "kinds": Kind.choices,
        "today": queries.today(),
        "is_officer": guards.is_privacy_officer(request),
        "apart": care.waiting().count(),
        "troubles": queries.troubles(),
        "is_connected": mailbox.is_connected(),
    }
    return render(request, "desk/enquiries/index.html", context)


@access.at_the_desk
def show(request: Request, enquiry_id: UUID) -> HttpResponse:
    """One case with its thread. That it was opened is written down."""
    one = access.enquiry(enquiry_id)
    actions.read_case(access.officer(request), enquiry=one)
    return _page(request, one)


@require_POST
@access.at_the_desk
def act(request: Request, enquiry_id: UUID, deed: str) -> HttpResponse:
    """Do one of the things below; what is refused is said beside its field."""
    one = access.enquiry(enquiry_id)
    if deed not in DEEDS:
        raise Http404
    form = _form(deed, one, request.POST)
    if form.is_valid():
        try:
            DEEDS[deed].do(access.officer(request), one, form)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Done."))
            return redirect("desk:enquiry", enquiry_id)
    return _page(request, one, {deed: form})


@access.at_the_desk
def attachment(request: Request, enquiry_id: UUID, attachment_id: UUID) -> HttpResponse:
    """What came with a message, as a download that no browser opens by itself."""
    one = access.enquiry(enquiry_id)
    row = access.attachment(one, attachment_id)
    content = actions.fetch_attachment(access.officer(request), enquiry=one, attachment=row)
    return download(content, row.name)


@access.at_the_desk
def figures(request: Request) -> HttpResponse:
    """How quickly we answer, by month."""
    context = {"months": report.months(), "bounced": queries.bounced_lately(), "probe": queries.newest_probe()}
    return render(request, "desk/enquiries/figures.html", {**context, "is_configured": mailbox.is_configured()})


@access.at_the_desk
def blocks(request: Request, block_id: UUID | None = None) -> HttpResponse:
    """The text blocks; write or edit one."""
    block = access.block(block_id) if block_id else None
    if request.method == "POST" and block and "retire" in request.POST:
        actions.retire_block(access.officer(request), block=block)
        return redirect("desk:blocks")
    initial = {"title": block.title, "language": block.language, "words": block.words} if block else {}
    form = forms.BlockForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.write_block(access.officer(request), block=block, **form.cleaned_data)
        return redirect("desk:blocks")
    context = {"form": form, "block": block, "blocks": queries.blocks()}
    return render(request, "desk/enquiries/blocks.html", context, status=400 if form.errors else 200)


@dataclass(frozen=True)
class Deed:
    """Something an officer can do: the step it is, its form, and the action it calls."""

    step: Step
    form: type[Any]
    do: Callable[[Any, "Enquiry", Any], Any]


def _why(step: Step, act: Callable[..., Any]) -> Deed:
    return Deed(step, forms.WhyForm, lambda who, one, form: act(who, enquiry=one, **form.cleaned_data))


def _hand_over(who: Any, one: "Enquiry", form: Any) -> None:
    actions.hand_over(who, enquiry=one, kind=Right(form.cleaned_data["kind"]), words=form.cleaned_data["words"])


def _forward(who: Any, one: "Enquiry", form: Any) -> None:
    facts = form.cleaned_data
    actions.forward_to(who, enquiry=one, community_id=facts["community"], why=facts["why"])


DEEDS: dict[str, Deed] = {
    "answer": Deed(
        Step.ANSWER, forms.AnswerForm, lambda who, one, form: actions.answer(who, enquiry=one, **form.given())
    ),
    "take": _why(Step.TAKE, actions.take),
    "escalate": _why(Step.ESCALATE, actions.escalate),
    "kind": Deed(
        Step.SORT,
        forms.KindForm,
        lambda who, one, form: actions.sort(who, enquiry=one, kind=Kind(form.cleaned_data["kind"])),
    ),
    "request": Deed(Step.HAND_OVER, forms.RightForm, _hand_over),
    "operator": Deed(Step.FORWARD, forms.OperatorForm, _forward),
    "link": Deed(
        Step.LINK, forms.NumberForm, lambda who, one, form: actions.link(who, enquiry=one, **form.cleaned_data)
    ),
    "spam": _why(Step.SET_ASIDE, actions.set_aside),
    "back": _why(Step.BRING_BACK, actions.bring_back),
    "close": _why(Step.CLOSE, actions.close),
}


def _form(deed: str, one: "Enquiry", data: Any = None, **initial: Any) -> Any:
    """The form of a deed; its ids are its own, since many stand on one page."""
    more: dict[str, Any] = {"initial": initial, "auto_id": f"{deed}-%s"}
    if deed == "answer":
        more["is_complaint"] = one.kind == Kind.COMPLAINT
    if deed == "operator":
        more["communities"] = [(str(site.id), site.name) for site in sites.all_sites()]
        more["initial"] = {"community": str(one.community_id or "")}
    if deed == "kind":
        more["initial"] = {"kind": one.kind}
    return DEEDS[deed].form(data, **more)


def _page(request: Request, one: "Enquiry", wrong: dict[str, Any] | None = None) -> HttpResponse:
    wrong, block = wrong or {}, access.block_in(request.GET.get("block", ""))
    steps_open = rules.steps_open(State(one.state))
    provider = sites.provider()
    words = queries.fill(block.words, one, provider.legal_name if provider else "") if block else ""
    made = {deed: wrong.get(deed) or _form(deed, one) for deed, about in DEEDS.items() if about.step in steps_open}
    if words and "answer" in made and "answer" not in wrong:
        made["answer"] = _form("answer", one, words=words)
    context = {
        "one": one,
        "thread": queries.thread_of(one),
        "steps": queries.steps_of(one),
        "form": made,
        "is_officer": guards.is_privacy_officer(request),
        "blocks": queries.blocks(one.language),
        "trouble": [sentence for form in wrong.values() for sentence in form.non_field_errors()],
        "today": queries.today(),
    }
    return render(request, "desk/enquiries/show.html", context, status=400 if wrong else 200)
