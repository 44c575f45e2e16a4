"""Look into the mailbox now: the worker does so once a minute, and a story need not wait for it.

Run in the environment of the house (see conftest.py): `python -m tests.stories.fetch`.
"""

import django

django.setup()

from coorum.base.scope import provider_scope  # noqa: E402
from coorum.enquiries.tasks import fetch_mail  # noqa: E402

if __name__ == "__main__":
    with provider_scope():
        fetch_mail.shell()
