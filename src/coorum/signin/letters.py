"""Letters about identity: which of ours stands for which of allauth's, in whose language, and from whom."""

from typing import Any

from allauth.core import context as here
from django.utils import translation

from coorum.accounts import contact
from coorum.base import mail
from coorum.base.scope import provider_scope
from coorum.signin import way
from coorum.sites import queries as sites

KINDS = {
    "email_confirmation_signup": "verify_address",
    "email_confirmation": "verify_address",
    "account_already_exists": "already_registered",
    "password_reset_code": "recover",
    "unknown_account": "no_account",
    "email_changed": "address_changed",
    "password_changed": "password_changed",
    "password_reset": "password_recovered",
}


def post(name: str, *, to: str, context: dict[str, Any]) -> None:
    """Put the letter that answers allauth's `name` into the outbox, in the recipient's language."""
    request = here.request
    site, provider = request.brand, sites.provider()
    back = way.back_of(request)
    values = {
        "code": context.get("code", ""),
        "agent": context.get("user_agent", ""),
        "site": site,
        "provider": provider,
        "sign_in": f"{sites.provider_origin()}{way.to('login', next=back)}",
        "recover": f"{sites.provider_origin()}{way.to('recover', next=back)}",
        "sign_up": f"{site.home_url}{way.to('enter', new='1')}" if site else "",
    }
    with provider_scope():
        mail.post(
            KINDS[name],
            to=to,
            language=contact.language_at(to) or translation.get_language() or "ja",
            sender_name=site.name if site else (provider.legal_name if provider else ""),
            context=values,
        )
