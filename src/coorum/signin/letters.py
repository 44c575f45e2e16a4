"""Letters about identity: which of ours stands for which of allauth's, in whose language, and from whom."""

from typing import TYPE_CHECKING, Any

from allauth.core import context as here
from django.utils import timezone, translation
from django.utils.formats import date_format

from coorum.accounts import contact
from coorum.base import mail
from coorum.base.scope import provider_scope
from coorum.privacy.erasure import queries as erasures
from coorum.privacy.erasure.letters import page_of
from coorum.signin import way
from coorum.sites import queries as sites

if TYPE_CHECKING:
    from coorum.privacy.models import Erasure

KINDS = {
    "email_confirmation_signup": "verify_address",
    "email_confirmation": "verify_address",
    "account_already_exists": "already_registered",
    "password_reset_code": "recover",
    "unknown_account": "no_account",
    "email_changed": "address_changed",
    "password_changed": "password_changed",
    "password_reset": "password_recovered",
    "again": "show_again",
    "service_linked": "service_linked",
    "service_unlinked": "service_unlinked",
}


def post(name: str, *, to: str, context: dict[str, Any]) -> None:
    """Put the letter that answers allauth's `name` into the outbox, in the recipient's language."""
    request = here.request
    site, provider = request.brand, sites.provider()
    back = way.back_of(request)
    values = {
        "code": context.get("code", ""),
        "take_back": f"{sites.provider_origin()}{way.to('address_back', code=context.get('back', ''))}",
        "agent": context.get("user_agent", ""),
        "service": context.get("service", ""),
        "site": site,
        "provider": provider,
        "sign_in": f"{sites.provider_origin()}{way.to('login', next=back)}",
        "recover": f"{sites.provider_origin()}{way.to('recover', next=back)}",
        "sign_up": f"{site.home_url}{way.to('enter', new='1')}" if site else "",
    }
    language = contact.language_at(to) or translation.get_language() or "ja"
    with provider_scope():
        leaving = erasures.closing_at(to)  # asked for every letter: who waits for the answer must not learn from it
        if leaving is not None:
            values |= {"come_back": page_of(leaving), "erased_on": _day(leaving, language)}
        mail.post(
            KINDS[name],
            to=to,
            language=language,
            sender_name=site.name if site else (provider.legal_name if provider else ""),
            context=values,
        )


def _day(erasure: "Erasure", language: str) -> str:
    """The day on which the account is erased, as the letter says it."""
    with translation.override(language):
        return date_format(timezone.localtime(erasure.due_at), "DATE_FORMAT") if erasure.due_at else ""
