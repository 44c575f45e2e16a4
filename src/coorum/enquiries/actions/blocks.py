"""Text blocks: what officers would otherwise write again and again."""

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.ids import new_id
from coorum.base.scope import PROVIDER
from coorum.enquiries.events import BLOCK_EDITED
from coorum.enquiries.models import TextBlock


@action
def write_block(officer: Party, *, block: TextBlock | None = None, title: str, language: str, words: str) -> TextBlock:
    """Write a block, or edit one. Raises `Refused("words_needed")`."""
    if not words.strip() or not title.strip():
        raise Refused("words_needed", _("Please write the text."), field="words")
    block = block or TextBlock(id=new_id())
    block.title, block.language, block.words = title.strip(), language, words.strip()
    block.edited_by, block.edited_at = officer.id, clock.now()
    block.save()
    _tell(officer, block)
    return block


@action
def retire_block(officer: Party, *, block: TextBlock) -> None:
    """Use a block no more. Answers that were written with it stay."""
    block.retired_at = clock.now()
    block.save(update_fields=["retired_at"])
    _tell(officer, block)


def _tell(officer: Party, block: TextBlock) -> None:
    publish(BLOCK_EDITED, actor=officer, payload={"block": block.id.hex}, chain=PROVIDER)
