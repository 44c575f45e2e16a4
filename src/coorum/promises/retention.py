"""How long proofs and checks are kept. What became a published version stays with it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Rule, Unit, Whose, dated, lasting, register, through
from coorum.promises.models import Proof, Verification

_CHECKS: dict[str, Any] = {
    "dataset": "promises.checks",
    "period": Period(3, Unit.YEARS),
    "reason": _("To show that a promise was kept all along; its digest stays in the evidence."),
    "whose": Whose(nobody=True),
}
register(
    Rule(
        id="promises.proofs",
        tables=["promises.Proof"],
        what=_("Proofs of our promises"),
        since=_("the proof"),
        overdue=dated(Proof, "measured_at"),
        let_go=through("promises_proof_let_go"),
        **_CHECKS,
    ),
    Rule(
        id="promises.verifications",
        tables=["promises.Verification"],
        what=_("Checks of the evidence"),
        since=_("the check"),
        overdue=dated(Verification, "asked_at"),
        **_CHECKS,
    ),
)
lasting("promises.revisions", _("as long as the version it became, which is published for good"))
lasting("promises.witnesses", _("as long as the version or the evidence they witness"))
