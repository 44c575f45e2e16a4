"""`python -m tests.stories.website NAME CALLBACK AFTER FILE`: let a shop of Kissa's operator sign people in; FILE tells it how.

Run in the environment of the house (see conftest.py).
"""

import json
import sys
from pathlib import Path

import django

django.setup()

from coorum.accounts.contact import address_of  # noqa: E402
from coorum.accounts.queries import staff, viewer_on_site  # noqa: E402
from coorum.base.scope import provider_scope, site_scope  # noqa: E402
from coorum.openid import actions  # noqa: E402
from coorum.openid.issuer import issuer  # noqa: E402
from coorum.sites.queries import site_by_slug  # noqa: E402


def main() -> None:
    name, callback, after, file = sys.argv[1:]
    with provider_scope():
        kissa = site_by_slug("kissa")
        assert kissa is not None
    with site_scope(kissa.id):
        owen = viewer_on_site(
            next(one.person for one in staff() if address_of(one.person, "operate").startswith("owen@"))
        )
        party = actions.register_party(
            owen,
            name=name,
            website=callback.rpartition("/")[0] + "/",
            redirect_uris=[callback],
            after_logout_uris=[after],
            items=["display_name", "email"],
        )
        secret = actions.make_secret(owen, party)
    Path(file).write_text(json.dumps({"issuer": issuer(), "client_id": party.client_id, "client_secret": secret}))


if __name__ == "__main__":
    main()
