"""Let it be evening for one member: what waits for their digest is due, and the worker writes it.

Run in the environment of the house (see conftest.py): `python -m tests.stories.evening ADDRESS`.
"""

import sys

import django

django.setup()

from coorum.base import clock  # noqa: E402
from coorum.base.scope import provider_scope, site_scope  # noqa: E402
from coorum.notices.inbox import tasks  # noqa: E402
from coorum.notices.models import Notice  # noqa: E402
from coorum.sites.queries import all_sites  # noqa: E402


def main(address: str) -> None:
    with provider_scope():
        sites = all_sites()
    for site in sites:
        with site_scope(site.id):
            waiting = Notice.objects.filter(member__person__email=address, mail_at__isnull=False)
            if waiting.update(mail_at=clock.now()):
                tasks.send_due.later()


if __name__ == "__main__":
    main(sys.argv[1])
