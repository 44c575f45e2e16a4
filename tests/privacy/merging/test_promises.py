"""Receipts and records never change person: what is proved from them stays proved when two accounts become one, and two again.

The house of tests/promises has somebody like that too: every proof there is made with them in it.
"""

from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope
from coorum.promises import actions
from tests.privacy.merging.conftest import Pair

#: Whatever is computed anew from receipts, provisions and memberships.
IDS = ["P0.2", "P9.1", "P9.3", "P10.3"]


def test_what_is_promised_holds_for_somebody_with_two_accounts(pair: Pair) -> None:
    pair.merge()
    pair.undo()
    pair.merge()
    with provider_scope():
        proofs = actions.run_proofs(SYSTEM, ids=IDS)
    found = {(one["check"], one["verdict"]) for proof in proofs for one in proof.findings}
    assert {check for check, verdict in found if verdict == "broken"} == set()
    assert ("consents.every_provision_followed_a_receipt", "kept") in found
    assert ("consents.what_operators_hold_rests_on_consent", "kept") in found
