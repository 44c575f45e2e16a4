"""The gateway asks which version holds for the person."""

from coorum.base.scope import provider_scope, site_scope
from coorum.consent.kinds import ChangeClass
from coorum.consent.purposes import PURPOSES
from coorum.provision.actions.providing import hand_over
from tests.cast import Cast, refused
from tests.consent.test_campaign import AFTER, publish

PROVIDE = next(one.ja for one in PURPOSES if one.id == "provide")


def test_nothing_is_handed_over_under_a_version_that_was_not_agreed_to(cast: Cast) -> None:
    with provider_scope():
        publish("1.0", AFTER.replace(PROVIDE, "お知らせするため"), ChangeClass.FIRST)
        publish("1.1", AFTER, ChangeClass.C)
    with site_scope(cast.kissa.id), refused("not_in_version"):
        hand_over(cast.member(cast.hana, cast.kissa))
