"""Having the evidence checked."""

from uuid import UUID

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.every_site import every_site
from coorum.base.ledger import verify as ledger
from coorum.base.scope import PROVIDER
from coorum.promises.events import LEDGER_VERIFIED
from coorum.promises.models import Verification


@action
def ask_verification(officer: Party) -> list[Verification]:
    """Have every chain of the evidence checked, each by a task of its own. Chains that wait already are not asked twice."""
    from coorum.promises.tasks import verify_chain as task

    with every_site(reason="which chains there are, to verify them", actor=officer):
        chains = ledger.chains()
    waiting = set(Verification.objects.filter(finished_at=None).values_list("chain", flat=True))
    asked = Verification.objects.bulk_create(
        Verification(chain=chain, asked_by=officer.id, asked_at=clock.now()) for chain in chains if chain not in waiting
    )
    for one in asked:
        task.later(str(one.id))
    return asked


@action
def verify_chain(verification_id: UUID | str) -> None:
    """Check one chain whole, and write down what was found. A second call changes nothing."""
    asked = Verification.objects.select_for_update().get(id=verification_id)
    if asked.finished_at is not None:
        return
    with every_site(reason="verifying the evidence, asked for at the desk", actor=SYSTEM):
        report = ledger.verify(asked.chain)
    asked.entries, asked.fault, asked.finished_at = report.entries, report.fault, clock.now()
    asked.save()
    publish(
        LEDGER_VERIFIED,
        actor=SYSTEM,
        chain=PROVIDER,
        toward=Party("chain", asked.chain, asked.chain.hex),
        payload={"entries": report.entries, "holds": not report.fault},
        key=asked.id,
    )
