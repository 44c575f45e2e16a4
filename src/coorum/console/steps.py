"""The way to an open community: six small steps, in any order, each saved as one goes."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coorum.community import queries as community
from coorum.promises import queries as promises

STEPS = (
    ("words", _("Name and welcome")),
    ("legal", _("Who you are")),
    ("look", _("Colours and logo")),
    ("boards", _("First boards")),
    ("documents", _("Terms and privacy")),
    ("opening", _("Open the doors")),
)


@dataclass(frozen=True)
class Step:
    """One step: its page, whether it is done, whether it is the one being looked at."""

    name: str
    label: Any
    address: str
    is_done: bool


def steps_for(site: Any) -> list[Step]:
    """All steps with what is done."""
    done = {
        "words": bool(site.tagline),
        "legal": bool(site.operator.address and site.operator.representative),
        "documents": not promises.operator_documents_missing(site),
        "look": bool(site.logo_key) or site.brand_colour != type(site)._meta.get_field("brand_colour").default,
        "boards": community.boards_for_staff().exists(),
        "opening": site.opened_at is not None,
    }
    return [Step(name, label, reverse(f"console:{name}"), done[name]) for name, label in STEPS]


def next_after(name: str) -> str:
    """The address of the step after `name`; of the overview after the last."""
    names = [step for step, _label in STEPS]
    following = names[names.index(name) + 1 :]
    return reverse(f"console:{following[0]}" if following else "console:overview")
