"""What the person who asked is told by mail: one letter a step they must know, each with the way to the case.

Nothing of the data itself is in a letter, and no amount is asked for that the page does not show.
"""

from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from coorum.accounts import contact
from coorum.accounts.actions import addresses
from coorum.accounts.models import Person
from coorum.base import clock, links, mail
from coorum.privacy import agency, calendar
from coorum.privacy.models import Agency, RightsRequest
from coorum.sites import queries as sites

#: Subject, and the sentence below it, by what is told.
LETTERS: dict[str, tuple[Any, Any]] = {
    "received": (
        _("We have received your request"),
        _(
            "We have received what you asked: %(kind)s. If you have not yet shown that it is you, please open the page below."
        ),
    ),
    "linked": (
        _("Your request was joined to the one before"),
        _("You have an open request of the same kind, so we answer both together, and you pay nothing twice."),
    ),
    "fee": (
        _("The fee for your request"),
        _(
            "Before we begin, the fee is 3,000 yen, tax included, once for the whole application. The page shows how to pay."
        ),
    ),
    "fee_lapsed": (
        _("Your request is resting"),
        _("The fee was not paid within 14 days, so we have not begun. You can take the request up again on the page."),
    ),
    "paid": (
        _("Thank you for the payment"),
        _("The fee has arrived and the search has begun. The receipt is on the page."),
    ),
    "identity_reminder": (
        _("Please show that it is you"),
        _("Your request is waiting. Please open the page and show that it is you; nothing else is needed."),
    ),
    "fee_reminder": (
        _("The fee for your request is still open"),
        _("Your request is waiting for the fee. If it is not paid within 14 days, the request rests."),
    ),
    "identity": (
        _("Please show that it is you"),
        _(
            "We could not make sure that the request is yours. Please open the page and sign in once more within 30 days."
        ),
    ),
    "ready": (
        _("Your data is ready"),
        _("What you asked for is ready to be fetched for 14 days. You sign in once more before the download."),
    ),
    "posted": (_("The answer is on its way by post"), _("We have sent the answer to the postal address you gave.")),
    "answered": (
        _("The answer to your request"),
        _("We have decided what you asked. The page shows the result and why."),
    ),
    "forwarded": (
        _("Your request was passed on"),
        _("What you asked is for the operator of the community to answer, so we have passed it on."),
    ),
    "papers": (
        _("The documents for your request"),
        _("Your address is confirmed. The page says which documents we need; with this link you can come back to it."),
    ),
    "document": (
        _("Please show who you are"),
        _("To be sure that nobody else asks for your data, we need a copy of an identity document. The page says how."),
    ),
    "proof_again": (
        _("Please send the document once more"),
        _(
            "We have destroyed the copy that you sent, because we must not keep it as it was. The page says what to cover."
        ),
    ),
    "objected": (
        _("The request has ended"),
        _("The person for whom you asked does not want it, so we have stopped. Nothing is handed over."),
    ),
    "withdrawn": (_("Your request is taken back"), _("You took the request back. Nothing more will be done.")),
    "closed": (_("Your request is closed"), _("The request is closed. You can ask again at any time.")),
}


def write(what: str, request: RightsRequest) -> None:
    """Tell the person `what`, in the language they asked in."""
    address = address_of(request)
    provider = sites.provider()
    with translation.override(request.language):
        subject, words = LETTERS[what]
        context = {
            "headline": str(subject),
            "sentence": words % {"kind": request.get_kind_display()} if "%(" in str(words) else str(words),
            "address": page_of(request),
            "label": request.label,
            "risk_day": calendar.risk_day(request.received_at),
            "provider": provider.legal_name if provider else "",
        }
    steps = request.transitions.count()
    key = uuid5(NAMESPACE_URL, f"coorum:privacy:{request.id}:{what}:{steps}")
    mail.post("request_told", to=address, language=request.language, context=context, key=key)


def write_to_former(person: Person) -> None:
    """Somebody at work in this account asks for its data. Where its address changed a short while ago, the one before hears it,
    once for each change.
    """
    provider = sites.provider()
    context = {"provider": provider.legal_name if provider else "", "address": f"{sites.provider_origin()}/"}
    addresses.tell_former(person, kind="former_told", context=context, key=uuid5(NAMESPACE_URL, "coorum:former_told"))


def write_code(request: RightsRequest, code: str) -> None:
    """Send a code to the address from which somebody without an account asks."""
    provider = sites.provider()
    with translation.override(request.language):
        context = {
            "code": code,
            "kind": str(request.get_kind_display()),
            "label": request.label,
            "provider": provider.legal_name if provider else "",
        }
    mail.post("request_code", to=request.address, language=request.language, context=context)


def write_of_agent(acting: Agency) -> None:
    """Tell whoever an agent asks for, at the address under which we hold their data, with a way to stop it."""
    request, provider = acting.request, sites.provider()
    language = acting.person.language if acting.person else request.language
    with translation.override(language):
        context = {
            "agent": acting.agent_name,
            "as_what": str(acting.get_kind_display()),
            "kind": str(request.get_kind_display()),
            "label": request.label,
            "waits_until": acting.waits_until,
            "is_mandated": acting.kind not in agency.STATUTORY,
            "address": f"{sites.provider_origin()}{links.path_to('stop_agent', request.id)}",
            "provider": provider.legal_name if provider else "",
        }
    to = contact.address_of(acting.person, "guide") if acting.person else acting.person_address
    mail.post("agent_asked", to=to, language=language, context=context)


def write_due(count: int, late: int) -> None:
    """Tell the provider's own address, once a day in Japan, how many cases press and how many are late."""
    provider = sites.provider()
    if provider is None:
        return
    today = calendar.day_of(clock.now())
    context = {"count": count, "late": late, "address": f"{sites.provider_origin()}/desk/requests/"}
    key = uuid5(NAMESPACE_URL, f"coorum:privacy:due:{today}")
    mail.post("requests_due", to=provider.contact_email, language="ja", context=context, key=key)


def write_holds_due(count: int, review_on: date) -> None:
    """Tell the provider's own address, once for each day that came, that somebody must look at holds again."""
    provider = sites.provider()
    if provider is None:
        return
    context = {"count": count, "address": f"{sites.provider_origin()}/desk/retention/"}
    key = uuid5(NAMESPACE_URL, f"coorum:privacy:holds:{review_on}")
    mail.post("holds_due", to=provider.contact_email, language="ja", context=context, key=key)


def page_of(request: RightsRequest) -> str:
    """Where the person sees their request: on My page, or by a signed link for somebody without an account."""
    kind = "rights_request" if request.person_id else "guest_request"
    return f"{sites.provider_origin()}{links.path_to(kind, request.id)}"


def address_of(request: RightsRequest) -> str:
    """Where the person is reached."""
    return contact.address_of(request.person, "guide") if request.person else request.address
