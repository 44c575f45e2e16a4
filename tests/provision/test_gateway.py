"""What the gateway refuses."""

import pytest
from django.db import IntegrityError, transaction

from coorum.base.scope import site_scope
from coorum.consent.models import Consent
from coorum.consent.notice import joining_notice
from coorum.provision import actions
from coorum.provision.models import Provision
from tests.cast import Cast, refused


def join(cast: Cast) -> None:
    notice = joining_notice(cast.kissa, "ja")
    actions.join(cast.mika, fingerprint=notice.fingerprint, language="ja", advertising=False)


def test_a_consent_without_the_purpose_provides_nothing(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        join(cast)
        member = Provision.objects.get().member
        actions.close_provision(member, reason="test")
        Consent.objects.update(purposes=["advertise"])
        with refused("no_consent"):
            actions.hand_over(member)


def test_a_second_open_provision_is_refused(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        join(cast)
        member = Provision.objects.get().member
        with pytest.raises(IntegrityError, match="provision_one_open"), transaction.atomic():
            actions.hand_over(member)
