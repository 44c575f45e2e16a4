"""Doing what is asked once, however often it is asked: the answer is kept beside the work, in its transaction.

Whoever asks a second time while the first is still at work waits for it at the unique key, and is given its answer.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coorum.accounts.references import code_hash
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.once import insert_once
from coorum.integrations.caller import Caller
from coorum.integrations.models import Answer


def answer_to(caller: Caller, *, name: str, request_hash: str) -> Answer:
    """The answer that was given to this name already (`status` > 0), or a row that waits for it.

    Raises `Refused("other_request")` where the name was used for another request.
    """
    row = Answer.new(
        key_id=caller.key_id, name_hash=code_hash(name), request_hash=request_hash, answered_at=clock.now()
    )
    if insert_once(row):
        return row
    found = Answer.objects.get(key_id=caller.key_id, name_hash=row.name_hash)
    if found.request_hash != request_hash:
        raise Refused("other_request", _("This Idempotency-Key was used for another request."))
    return found


def keep_answer(row: Answer, *, status: int, headers: dict[str, str], body: str) -> None:
    """What is said from now on to whoever asks the same again."""
    with transaction.atomic():
        row.status, row.headers, row.body = status, headers, body
        row.save(update_fields=["status", "headers", "body"])


def forget_answer(row: Answer) -> None:
    """It was refused: the same name may be tried again."""
    Answer.objects.filter(id=row.id).delete()
