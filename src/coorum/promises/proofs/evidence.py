"""Whether the evidence is whole, signed, and out of the reach of those it is about (P12.2, P6.1, P13.1)."""

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_noop as _

from coorum.base.ledger import verify
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import follows, looks, tries
from coorum.promises.stretches import Stretch

#: Heads are signed every minute; this long without one over the newest entry means that nobody signs.
UNSIGNED_MINUTES = 5
UNSIGNED = f"""
SELECT count(*) FROM ledger_chain c JOIN ledger_entry e ON e.site_id = c.site_id AND e.n = c.n
WHERE e.at < now() - interval '{UNSIGNED_MINUTES} minutes'
AND NOT EXISTS (SELECT 1 FROM ledger_head h WHERE h.site_id = c.site_id AND h.n >= c.n)
"""  # noqa: S608  a number of ours
#: What must not be possible: changing, cutting and emptying what was written down, and editing what was published.
GUARDS = {
    "ledger_entry": {"append_only", "no_truncate"},
    "ledger_head": {"append_only", "no_truncate"},
    "ledger_leaf": {"append_only", "no_truncate", "never_deleted"},
    "ledger_opening": {"never_changed", "no_truncate"},
    "ledger_key": {"append_only", "no_truncate"},
    "consent_policyversion": {"final", "final_truncate"},
    "consent_policytext": {"final", "final_truncate"},
    "consent_receipt": {"final", "final_truncate"},
    "promises_proof": {"final", "final_truncate"},
    "promises_stamp": {"final", "final_truncate"},
    "promises_anchor": {"final", "final_truncate"},
    "promises_sight": {"final", "final_truncate"},
}


@follows("P12.2", "P6.1")
def every_chain_holds(stretch: Stretch) -> Finding:
    """Each chain from its columns: whole, or from the newest signed head before the stretch on."""
    reports = [verify.verify(chain, since=stretch.since) for chain in verify.chains()]
    faults = [report.fault for report in reports if report.fault]
    facts = {"chains": len(reports), "entries": sum(report.entries for report in reports)}
    if faults:
        return Finding(Verdict.BROKEN, _("The evidence does not hold: %(fault)s."), facts | {"fault": faults[0]})
    return Finding(
        Verdict.KEPT, _("%(entries)s entries of %(chains)s chains of evidence are as they were written."), facts
    )


@looks("P12.2")
def every_chain_is_signed() -> Finding:
    """No entry waits for a signed head longer than some minutes."""
    waiting = number(UNSIGNED)
    if waiting:
        return Finding(
            Verdict.AT_RISK, _("%(count)s chains have waited for a signature too long."), {"count": waiting}, UNSIGNED
        )
    return Finding(Verdict.KEPT, _("Every chain is signed up to its end, as of some minutes ago."), {}, UNSIGNED)


@looks("P12.2", "P13.1")
def nobody_can_edit_what_was_written_down() -> Finding:
    """The triggers and grants that make evidence, receipts and published texts final are in place, and switched on."""
    wanted = ", ".join(f"('{table}', '{trigger}')" for table, names in GUARDS.items() for trigger in sorted(names))
    return none_of(
        f"""
        SELECT count(*) FROM (VALUES {wanted}) guard (relation, name)
        WHERE NOT EXISTS (
            SELECT 1 FROM pg_trigger t
            WHERE t.tgrelid = to_regclass(guard.relation) AND t.tgname = guard.name AND t.tgenabled = 'O'
        ) OR has_table_privilege('coorum_app', guard.relation, 'UPDATE, DELETE, TRUNCATE')
        """,  # noqa: S608  names of ours
        kept=_("The database refuses to change or delete evidence, receipts and published texts."),
        broken=_("%(count)s guards against changing what was written down are missing."),
    )


@tries("P12.2", "P13.1")
def changing_what_was_written_down_is_refused() -> Finding:
    """The application tries to delete an entry, a head, a receipt and a published text."""
    yielding = [table for table in GUARDS if _lets_delete(table)]
    if yielding:
        return Finding(Verdict.BROKEN, _("Rows could be deleted from %(tables)s."), {"tables": ", ".join(yielding)})
    return Finding(
        Verdict.KEPT,
        _("The program tried to delete from %(tables)s tables of evidence, and was refused each time."),
        {"tables": len(GUARDS)},
    )


def _lets_delete(table: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  a name of ours
    except DatabaseError:
        return False
    return True
