"""Let days pass for one erasure: its moments move back, and what is due is done by the worker.

Run in the environment of the house (see conftest.py): `python -m tests.stories.later LABEL DAYS`.
"""

import sys
from datetime import timedelta

import django

django.setup()

from django.db.models import F  # noqa: E402

from coorum.base.scope import provider_scope  # noqa: E402
from coorum.privacy.actions import erasing  # noqa: E402
from coorum.privacy.models import Erasure  # noqa: E402

MOMENTS = ("asked_at", "rested_at", "begun_at", "erased_at")


def main(label: str, days: int) -> None:
    with provider_scope():
        one = next(one for one in Erasure.objects.order_by("-asked_at") if one.label == label)
        span = timedelta(days=days)
        Erasure.objects.filter(id=one.id).update(**{moment: F(moment) - span for moment in MOMENTS})
        erasing.watch()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
