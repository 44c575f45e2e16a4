"""What the person who leaves is told by mail, and what an operator is asked. No letter names what was erased."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coorum.base import links, mail
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.scope import PROVIDER
from coorum.privacy.erasure import rules, walk
from coorum.privacy.erasure.events import OPERATOR_ASKED
from coorum.privacy.models import Erasure, ErasureManifest
from coorum.provision.models import Provision
from coorum.sites import queries as sites
from coorum.sites.models import Site

#: Subject, and the sentence below it, by what is told.
LETTERS: dict[str, tuple[Any, Any]] = {
    "resting": (
        _("You are leaving; until %(day)s you can come back"),
        _(
            "Everything has stopped: your consents are withdrawn and nobody sees your profile. On %(day)s your data is "
            "erased. If it was not you, or you think again, open the page below before that and take it back."
        ),
    ),
    "undone": (
        _("You have come back"),
        _("Nothing is erased. What you had agreed to stays withdrawn until you agree again yourself."),
    ),
    "erased": (
        _("Your data is erased"),
        _("The page below shows what was erased where, what a law makes us keep and until when, with our signature."),
    ),
    "proven": (
        _("The last backup has run out"),
        _("Nothing is left of what was to be erased, in the backups neither. The page below holds the final proof."),
    ),
}
#: The last letter to an address: gone from the outbox as soon as it is sent.
FAREWELL = mail.gone_once_sent("erasure_farewell")


def write(what: str, erasure: Erasure) -> None:
    """Tell the person `what`, once, in the language they left in."""
    _post("erasure_told", what, erasure, walk.address_of(erasure), key=_key(what, erasure.id))


def write_done(erasure: Erasure, address: str, *, paper: ErasureManifest) -> None:
    """What was done, with the signed paper to keep. To an address that goes, as the last letter: gone from here once sent."""
    kind = "erasure_done" if erasure.community and erasure.person else FAREWELL
    _post(kind, "erased", erasure, address, key=_key("erased", erasure.id), signed=paper.signed)


def ask_operator(erasure: Erasure, site: Site, *, handle: str, records: list[Provision]) -> None:
    """Ask whoever received the data to erase its copies, or to answer for them itself (c-5); once, and only who did."""
    if not records:
        return
    context = {
        "provider": _provider(),
        "site": site.name,
        "operator": site.operator.legal_name,
        "handle": handle,
        "since": min(one.first_at for one in records),
        "until": max(one.last_at for one in records),
        "label": erasure.label,
    }
    address = site.operator.contact_email
    mail.post("erasure_operator", to=address, language="ja", context=context, key=_key("operator", erasure.id, site.id))
    facts = {"site": str(site.id)}
    publish(
        OPERATOR_ASKED,
        actor=SYSTEM,
        subject=Party("erasure", erasure.id, erasure.id.hex),
        payload=facts,
        chain=PROVIDER,
        key=_key("operator", erasure.id, site.id),
    )


def page_of(erasure: Erasure) -> str:
    """The page that can be read without signing in, by whoever has the link: the account will be gone."""
    return f"{sites.provider_origin()}{links.path_to('erasure_proof', erasure.id)}"


def _post(kind: str, what: str, erasure: Erasure, address: str, *, key: UUID, signed: str = "") -> None:
    if not address:
        return
    subject, words = LETTERS[what]
    with translation.override(erasure.language):
        day = _day(erasure)
        context = {
            "headline": str(subject) % {"day": day} if "%(" in str(subject) else str(subject),
            "sentence": str(words) % {"day": day} if "%(" in str(words) else str(words),
            "address": page_of(erasure),
            "place": erasure.community.name if erasure.community else "",
            "label": erasure.label,
            "provider": _provider(),
            "signed": signed,
        }
    mail.post(kind, to=address, language=erasure.language, context=context, key=key)


def _day(erasure: Erasure) -> str:
    return date_format(timezone.localtime((erasure.rested_at or erasure.asked_at) + rules.GRACE), "DATE_FORMAT")


def _provider() -> str:
    provider = sites.provider()
    return provider.legal_name if provider else ""


def _key(what: str, *ids: UUID) -> UUID:
    return uuid5(NAMESPACE_URL, f"coorum:privacy:erasure:{what}:{':'.join(str(one) for one in ids)}")
