"""Letters about a customer ID, to the member whose it is."""

from coorum.accounts import contact
from coorum.base import mail
from coorum.customers.models import Link
from coorum.sites import queries as sites

#: Where the member sees and changes it, on the sign-in host.
PAGE = "/signin/customer/"


def tell(kind: str, link: Link, *, reason: str = "") -> None:
    """Put a letter into the outbox, in the member's language and in the name of the site."""
    site, provider = sites.current_site(), sites.provider()
    values = {
        "site": site,
        "provider": provider,
        "reason": reason,
        "page": f"{sites.provider_origin()}{PAGE}",
        "recover": f"{sites.provider_origin()}/signin/recover/",
    }
    to = contact.address_of(link.person, "protect")
    mail.post(kind, to=to, language=link.person.language, sender_name=site.name, context=values)
