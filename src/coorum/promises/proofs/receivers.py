"""Whether operators have their records of receipt, and erase what was withdrawn (X8)."""

from random import sample
from typing import Any

from django.utils.translation import gettext_noop as _

from coorum.base.scope import site_scope
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import follows, looks
from coorum.promises.stretches import Stretch
from coorum.provision import queries
from coorum.provision.receipts import ASKED_OF_EACH, BLOCK, told_of
from coorum.sites import queries as sites

#: How many communities are looked at each time, and how many of their newest records.
PLACES, RECORDS = 10, 20
#: Rule 22: who provided, how it had been obtained (on the person's consent), of whom, which items, from when until when.
INCOMPLETE = """
SELECT (SELECT count(*) FROM provision_provision p
          LEFT JOIN consent_receipt c ON c.site_id = p.site_id AND c.id = p.receipt_id
            AND c.event = 'given' AND c.person_id = p.person_id AND c.made_at <= p.first_at
          LEFT JOIN accounts_member m ON m.site_id = p.site_id AND m.id = p.member_id AND m.person_id = p.person_id
        WHERE (p.id >= :first_id OR p.closed_at >= :since) AND (
          c.id IS NULL OR m.id IS NULL OR cardinality(p.items) = 0 OR p.route = ''
          OR p.last_at < p.first_at OR p.closed_at < p.first_at
          OR coalesce(p.recipient ->> 'legal_name', '') = '' OR coalesce(p.recipient ->> 'address', '') = ''
          OR coalesce(p.recipient ->> 'representative', '') = ''))
     + (SELECT count(*) FROM sites_provider WHERE legal_name = '' OR address = '' OR representative = '')
"""
#: Each withdrawal after the member was in a file that the staff took along.
UNASKED = """
SELECT count(*) FROM consent_receipt w
JOIN provision_provision p ON p.site_id = w.site_id AND p.person_id = w.person_id AND p.first_at < w.made_at
  AND (p.closed_at IS NULL OR p.closed_at BETWEEN w.made_at - interval '1 minute' AND w.made_at + interval '1 minute')
WHERE w.kind = 'provision' AND w.event = 'withdrawn' AND p.purpose = 'provide'
  AND w.made_at > (SELECT min(applied) FROM django_migrations WHERE app = 'provision' AND name LIKE '%operator_tasks')
  AND EXISTS (SELECT 1 FROM provision_lookedup s JOIN provision_lookup l ON l.site_id = s.site_id AND l.id = s.look_up_id
              WHERE s.site_id = p.site_id AND s.member_id = p.member_id AND l.act = 'export' AND l.purpose = p.purpose
                AND l.of_answers = (p.topic <> '00000000-0000-0000-0000-000000000000')
                AND l.made_at BETWEEN p.first_at AND w.made_at)
  AND NOT EXISTS (SELECT 1 FROM provision_operatortask o WHERE o.site_id = p.site_id AND o.provision_id = p.id
                  AND o.kind = 'erase' AND o.items @> p.items)
"""
LATE = "SELECT count(*) FROM provision_operatortask WHERE done_at IS NULL AND due_on < current_date"


@follows("X8")
def every_provision_can_be_taken_home_as_a_record(stretch: Stretch) -> Finding:
    """Each provision has all that the operator's own record of receipt must say."""
    return none_of(
        INCOMPLETE,
        kept=_("The operators can take home a record of each of %(all)s provisions."),
        broken=_("%(count)s provisions lack what the operator's record must say."),
        all=number("SELECT count(*) FROM provision_provision"),
        stretch=stretch,
    )


@looks("X8")
def what_is_taken_home_says_it_all() -> Finding:
    """The newest records of communities drawn by lot, as an operator takes them home: no field the law asks for is empty."""
    count, empty = 0, set[str]()
    for place in sample(places := list(sites.all_sites()), min(len(places), PLACES)):
        with site_scope(place.id):
            received = list(queries.received()[:RECORDS])
            count += len(received)
            empty |= _empty(told_of(received)) if received else set()
    facts = {"all": count, "count": len(empty), "empty": ", ".join(sorted(empty))}
    if empty:
        return Finding(Verdict.BROKEN, _("The operators' records do not say: %(empty)s."), facts)
    if not count:
        return Finding(Verdict.NOT_MEASURED, _("Nothing was provided to an operator yet."), facts)
    return Finding(
        Verdict.KEPT, _("%(all)s records were opened as operators take them home, and say all they must."), facts
    )


def _empty(told: dict[str, Any]) -> set[str]:
    """Names of what the law asks for and these records leave empty."""
    parties = {f"{who}.{name}" for who in ("provider", "recipient") for name in BLOCK if not told[who].get(name)}
    rows = {name for row in told["records"] for name in ASKED_OF_EACH if not row[name]}
    return parties | rows | (set() if told["obtained"] else {"obtained"})


@looks("X8")
def operators_are_asked_to_erase_what_was_withdrawn() -> Finding:
    """Who took data along in a file was told to erase it when consent was withdrawn; who is late is named as a risk."""
    found = none_of(
        UNASKED,
        kept=_("Every operator that took data along was asked to erase it, and none is late."),
        broken=_("%(count)s times an operator was not asked to erase what it took along."),
    )
    late = number(LATE)
    if found.verdict == Verdict.KEPT and late:
        return Finding(Verdict.AT_RISK, _("Tasks of operators that are overdue: %(count)s."), {"count": late}, LATE)
    return found
