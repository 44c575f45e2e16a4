"""Makes a fake of this machine a service of the house, shown by Kissa: `python -m tests.stories.linked KIND ORIGIN`.

`off` as KIND switches every service off again: while one is on, no policy can be published that does not name it.
"""

import sys

import django

django.setup()

from coorum.base.events import SYSTEM  # noqa: E402
from coorum.base.scope import provider_scope, site_scope  # noqa: E402
from coorum.linking import actions, queries  # noqa: E402
from coorum.linking.models import Service  # noqa: E402
from coorum.sites.models import Site  # noqa: E402
from tests.linking.fake import Fake  # noqa: E402
from tests.linking.steps import service_of  # noqa: E402


def main(kind: str, origin: str = "") -> None:
    """The newest fake of a kind takes the place of an older one, whose links stay with it."""
    if kind == "off":
        with provider_scope():
            for one in Service.objects.all():
                actions.switch_service(SYSTEM, service=one, is_on=False)
        return
    fake = Fake(kind, origin=origin)
    with provider_scope():
        service = Service.objects.filter(slug=kind).first()
        if service is None:
            service = service_of(fake, trusts_email=True)
        service.issuer = fake.issuer
        service.save()
    site = Site.objects.get(slug="kissa")
    with site_scope(site.id):
        shown = [one for one in queries.offered_on(site) if one.slug != kind]
        actions.change_offerings(SYSTEM, site, services=[*shown, service])


if __name__ == "__main__":
    main(*sys.argv[1:])
