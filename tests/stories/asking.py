"""Kissa of the stories asks how old people are, or not any more: `python -m tests.stories.asking on`."""

import sys

import django

django.setup()

from coorum.base.events import SYSTEM  # noqa: E402
from coorum.base.scope import provider_scope  # noqa: E402
from coorum.sites import actions  # noqa: E402
from coorum.sites.models import Site  # noqa: E402


def main(switch: str) -> None:
    """As its owner would, but for the policy, which is another story."""
    act = actions.begin_asking_ages if switch == "on" else actions.stop_asking_ages
    with provider_scope():
        act(SYSTEM, Site.objects.get(slug="kissa"))


if __name__ == "__main__":
    main(*sys.argv[1:])
