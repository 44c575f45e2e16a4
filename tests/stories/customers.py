"""Says to the house that Kissa's operator keeps its customers at a shop: `python -m tests.stories.customers ADDRESS SECRET`.

`off` as ADDRESS switches the way in off again: other stories show the pages of sign-in without it.
"""

import sys

import django

django.setup()

from coorum.accounts.models import Person  # noqa: E402
from coorum.accounts.queries import Viewer  # noqa: E402
from coorum.accounts.roles import Role  # noqa: E402
from coorum.base import clock  # noqa: E402
from coorum.base.scope import site_scope  # noqa: E402
from coorum.customers import actions, queries  # noqa: E402
from coorum.customers.kinds import Kind  # noqa: E402
from coorum.customers.models import SharedSecret  # noqa: E402
from coorum.sites.models import Site  # noqa: E402


def main(address: str, secret: str = "") -> None:
    """Set it up anew, tried and on, with this secret and no other."""
    owner = Viewer(Person.objects.get(email="owen@people.example"), role=Role.OWNER)
    with site_scope(Site.objects.get(slug="kissa").id):
        directory = queries.directory()
        if address == "off":
            if directory is not None:
                actions.switch_directory(owner, directory, is_on=False)
            return
        directory = actions.set_up_directory(owner, kind=Kind.PAYLOAD, name="こもれび商店", address=address)
        SharedSecret.objects.all().delete()
        SharedSecret.new(directory=directory, secret=secret, ends_in=secret[-4:], made_at=clock.now()).save()
        actions.note_trial(owner, directory)
        actions.switch_directory(owner, directory, is_on=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
