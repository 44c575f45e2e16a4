"""Whether handling is entrusted only under contract, supervised, and where the policy says (P6.4, P6.5, P6.6)."""

import hashlib
import json
from datetime import timedelta

from django.utils.translation import gettext_noop as _

from coorum.base import clock, mail, outside
from coorum.base.errors import Refused
from coorum.base.gates import EGRESS
from coorum.base.relay import Relay
from coorum.organisation import queries
from coorum.organisation.countries import HOME, name_of
from coorum.organisation.kinds import Fault, Route, Step
from coorum.organisation.models import ProcessorPaper
from coorum.organisation.rules import IN_USE
from coorum.promises.findings import Finding, Verdict, none_of, rows
from coorum.promises.policy import words_in_force
from coorum.promises.proofs import looks, tries

#: So far ahead every contract has expired.
LATER = timedelta(days=36_500)
GUARDS = """
SELECT 3 - count(*) FROM pg_trigger WHERE tgname = 'stays' AND tgenabled IN ('O', 'A') AND tgrelid IN (
  'organisation_processorstep'::regclass, 'organisation_processorversion'::regclass, 'organisation_countryversion'::regclass)
"""
#: Entries that say of themselves more than their last step does.
UNTOLD = """
SELECT count(*) FROM organisation_processor p WHERE p.state IS DISTINCT FROM (
  SELECT s.after FROM organisation_processorstep s WHERE s.processor_id = p.id ORDER BY s.made_at DESC, s.id DESC LIMIT 1)
"""
#: Approved by whoever filed the contract or wrote what the register says; `is_alone` is a waiver.
ALONE = """
SELECT count(*) FILTER (WHERE NOT s.is_alone), count(*) FILTER (WHERE s.is_alone)
FROM organisation_processorstep s WHERE s.step = 'activate' AND (s.is_alone OR s.actor_id = (
  SELECT v.written_by FROM organisation_processorversion v WHERE v.processor_id = s.processor_id AND v.made_at <= s.made_at
  ORDER BY v.number DESC LIMIT 1) OR s.actor_id = (
  SELECT c.actor_id FROM organisation_processorstep c WHERE c.processor_id = s.processor_id AND c.step = 'contract'
  AND c.made_at <= s.made_at ORDER BY c.made_at DESC LIMIT 1))
"""
DIGESTS = """
SELECT e.key, o.payload->>'sha256' FROM ledger_entry e
JOIN ledger_opening o ON o.site_id = e.site_id AND o.commitment = e.commitment
WHERE e.kind = 'organisation.processor.moved' AND o.payload ? 'sha256'
"""


@tries("P6.4")
def nothing_leaves_when_contracts_have_expired() -> Finding:
    """A hundred years on, every outside service is asked for, and a letter is tried: each must be refused."""
    through = []
    with clock.held_at(clock.now() + LATER):
        for service in outside.services():
            try:
                EGRESS.ensure(service.id)
                through.append(service.id)
            except Refused:
                continue
        try:
            Relay(alias="default", at="smtp://relay.invalid:25").open()
            through.append("relay")
        except Refused:
            pass
        except OSError:  # it tried to connect
            through.append("relay")
    facts = {"services": len(outside.services()), "through": ", ".join(through)}
    if through:
        return Finding(Verdict.BROKEN, _("Without a contract that holds, something gets out: %(through)s."), facts)
    return Finding(
        Verdict.KEPT, _("Without a contract that holds, nothing leaves by any of %(services)s ways out."), facts
    )


@looks("P6.4")
def every_service_in_use_has_its_processor() -> Finding:
    """Each machine of somebody else's that the deployment names is run by a processor whose contract stands."""
    used = [one for one in outside.services() if one.is_used]
    closed = [service for service, _entries in queries.unanswered()]
    facts = {"used": len(used), "closed": ", ".join(one.id for one in closed), "waiting": mail.letters_held()}
    if any(not one.can_wait for one in closed):
        words = _("The database is on another machine, and no processor in the register answers for it.")
        return Finding(Verdict.AT_RISK, words, facts)
    if closed:
        words = _("Nothing leaves for %(closed)s, since no contract stands; %(waiting)s letters wait.")
        return Finding(Verdict.AT_RISK, words, facts)
    if not used:
        return Finding(Verdict.KEPT, _("Nothing leaves for a machine of anybody else."), facts)
    return Finding(Verdict.KEPT, _("All %(used)s outside services are run by processors whose contract stands."), facts)


@looks("P6.4")
def contracts_are_as_they_were_filed() -> Finding:
    """The digest of each paper, made anew from its content, is the one in the evidence."""
    kept = {key: json.loads(digest) if digest.startswith('"') else digest for key, digest in rows(DIGESTS)}
    papers = list(ProcessorPaper.objects.all())
    astray = [one for one in papers if kept.get(one.step_id) != hashlib.sha256(queries.content_of(one)).hexdigest()]
    bare = [one for one in queries.register() if one.state in IN_USE and one.contract is None]
    facts = {"count": len(astray) + len(bare), "all": len(papers)}
    if astray or bare:
        return Finding(
            Verdict.BROKEN, _("%(count)s papers are missing or not as the evidence has them."), facts, DIGESTS
        )
    return Finding(Verdict.KEPT, _("All %(all)s contracts and certificates are as they were filed."), facts, DIGESTS)


@looks("P6.4")
def a_second_officer_approved_each() -> Finding:
    """Nobody approved what they entered; what was waived, since there was nobody else, is a risk."""
    ((count, waived),) = rows(ALONE)
    facts = {"count": count, "waived": waived}
    if count:
        return Finding(Verdict.BROKEN, _("%(count)s processors were approved by whoever entered them."), facts, ALONE)
    if waived:
        words = _("%(waived)s processors were approved without a second officer, since there was none.")
        return Finding(Verdict.AT_RISK, words, facts, ALONE)
    return Finding(Verdict.KEPT, _("Each processor in use was approved by a second officer."), facts, ALONE)


@looks("P6.4", "P6.5")
def steps_about_processors_stay() -> Finding:
    """What was checked, agreed and found cannot be changed afterwards; nothing stands without its step."""
    return none_of(
        f"SELECT ({GUARDS}) + ({UNTOLD})",
        kept=_("Each step about a processor is on record, and nobody can change it afterwards."),
        broken=_("%(count)s traces of steps about processors are missing, or can be changed."),
    )


@looks("P6.5")
def nothing_about_a_processor_is_overdue() -> Finding:
    """Reviews, contracts and certificates of deletion are in time, and no sub-processor works unapproved."""
    found = queries.register()
    late = [deadline for one in found for deadline in one.passed]
    unapproved = [one for one in found if one.state in IN_USE and Fault.SUB_UNAPPROVED in one.faults]
    in_use = [one for one in found if one.state in IN_USE]
    facts = {"count": len(late) + len(unapproved), "in_use": len(in_use)}
    if facts["count"]:
        return Finding(Verdict.BROKEN, _("%(count)s things about processors are overdue or not approved."), facts)
    if not found:
        return Finding(
            Verdict.NOT_MEASURED, _("No processor is in the register: there is nobody to watch over."), facts
        )
    return Finding(Verdict.KEPT, _("Nothing about the %(in_use)s processors in use is overdue."), facts)


@looks("P6.6")
def every_country_is_allowed() -> Finding:
    """Whoever handles data does so in Japan, or by a way of article 28 whose conditions are met today."""
    used = [one for one in queries.register() if one.state in IN_USE]
    ways = {Fault.NOT_EQUAL, Fault.NO_INFO, Fault.NO_MEASURES, Fault.ABROAD_UNCHECKED, Fault.CONSENT_MISSING}
    astray = [one for one in used if ways & set(one.faults)]
    abroad = [one for one in used if one.standing.is_abroad and one.now.route != Route.NO_HANDLING]
    looks_made = sum(step.step == Step.LOOK_ABROAD for one in abroad for step in one.steps)
    facts = {"count": len(astray), "in_use": len(used), "abroad": len(abroad), "looks": looks_made}
    if astray:
        return Finding(
            Verdict.BROKEN, _("%(count)s processors handle data abroad by no way that the law allows."), facts
        )
    if not any(one.processor.serves == "hosting" for one in used):
        words = _("Nobody entered where the servers stand: add whoever runs them to the register of processors.")
        return Finding(Verdict.NOT_MEASURED, words, facts)
    return Finding(Verdict.KEPT, _("All %(in_use)s processors are in Japan or in a country the law allows."), facts)


@looks("P6.6")
def the_policy_in_force_names_every_country() -> Finding:
    """Each country abroad in which data is handled stands in the provider's policy in force, in both languages."""
    said = words_in_force()
    if not said:
        return Finding(Verdict.NOT_MEASURED, _("No privacy policy is published yet."))
    abroad = [code for code in queries.countries_in_use() if code != HOME]
    missing = [code for code in abroad if any(name_of(code, language) not in words for language, words in said.items())]
    facts = {"count": len(missing), "missing": ", ".join(missing), "abroad": len(abroad)}
    if missing:
        return Finding(Verdict.BROKEN, _("The policy in force does not name the countries %(missing)s."), facts)
    return Finding(Verdict.KEPT, _("The policy in force names every country in which data is handled."), facts)
