"""People without an account: the same rights. They show that the address is theirs by a code, each time it matters.

No more is asked of them than what we hold: an address (APPI 37, guidelines).
"""

from datetime import datetime
from uuid import UUID

from coorum.base import clock, mail_codes
from coorum.base.actions import action
from coorum.base.events import GUEST, SYSTEM
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.base.screening import meant
from coorum.privacy import letters, proofs
from coorum.privacy.actions.asking import ensure_complete, tell_meant
from coorum.privacy.actions.delivering import hand_out
from coorum.privacy.actions.identifying import identified
from coorum.privacy.actions.moving import move, tell
from coorum.privacy.events import REQUEST_ASKED
from coorum.privacy.kinds import Channel, Form, Kind, Step
from coorum.privacy.models import MailCode, RightsRequest

MAIL_CODE = "mail_code"


@action
def ask_as_guest(
    address: str,
    *,
    kind: Kind,
    words: str,
    language: str,
    key: UUID | None = None,
    channel: Channel = Channel.FORM,
    received_at: datetime | None = None,
    openly: bool = False,
) -> RightsRequest:
    """Open a case for an address, and send a code there. The clocks run from now; the same `key` again: the same case.

    What came by mail was `received_at` (D0) when it arrived there, whenever it was read.

    Raises `Refused`: `words_needed`, `too_many` (letters to this address within the hour), and what `screening.meant` raises.
    """
    ensure_complete(kind, words, Form.ELECTRONIC, "")
    care = meant(words=words, openly=openly)
    request = RightsRequest(
        id=key or new_id(),
        kind=kind,
        channel=channel,
        address=address.strip().lower(),
        language=language,
        words=words,
        postal_address="",
        received_at=received_at or clock.now(),
    )
    made = made_once(request, "address", "kind")
    if made is not None and made is not request:
        return made
    tell(REQUEST_ASKED, request, actor=GUEST, payload={"channel": request.channel, "form": request.form})
    tell_meant(request, care)
    request = move(request.id, Step.ACKNOWLEDGE, actor=SYSTEM)
    send_code(request)
    return request


@action
def send_code(request: RightsRequest) -> None:
    """Send a fresh code; earlier ones are void. Raises `Refused("too_many")`."""
    mail_codes.ensure_few(MailCode.objects.filter(request__address=request.address))
    letters.write_code(request, mail_codes.draw(MailCode(request=request)))


@action
def show_code(request: RightsRequest, *, code: str) -> bool:
    """Whether the code is the one that was sent last; then the case goes on. It works once, for half an hour, three guesses."""
    if not _use(request, code):
        return False
    if proofs.required(request):  # an agent's papers, or a document, come next
        letters.write("papers", request)
    else:
        identified(request, by=GUEST, method=MAIL_CODE, level="address")
    return True


@action
def fetch_with_code(request: RightsRequest, *, code: str) -> bytes | None:
    """The package as a ZIP file for whoever has the code sent last; None where it is another. Raises `Refused("expired")`."""
    return hand_out(request, to=GUEST) if _use(request, code) else None


def _use(request: RightsRequest, code: str) -> bool:
    return mail_codes.use(MailCode.objects.filter(request=request), code)
