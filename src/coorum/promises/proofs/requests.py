"""Whether requests are answered in time, by the right people, for a reason (P10, P1.1)."""

from django.utils.translation import gettext_noop as _

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.base.scope import provider_scope
from coorum.privacy.actions import ask_as_guest, ask_for_copy, fetch_copy
from coorum.privacy.kinds import Kind, State
from coorum.privacy.models import OwnCopy, RightsRequest
from coorum.promises.findings import Finding, Verdict, none_of, number, quoted
from coorum.promises.proofs import follows, looks, tries
from coorum.promises.stretches import Stretch

DAYS = 14
FINISHED = (State.CLOSED, State.WITHDRAWN, State.LINKED, State.FORWARDED, State.DELIVERED, State.IDENTITY_FAILED)
UNPROVED = (*FINISHED, State.RECEIVED, State.IDENTITY_PENDING)
LATE = f"""
SELECT count(*) FROM privacy_rightsrequest r
WHERE r.state NOT IN ({quoted(FINISHED)}) AND r.received_at < now() - interval '{DAYS + 1} days'
AND NOT EXISTS (SELECT 1 FROM privacy_decision d WHERE d.request_id = r.id)
"""  # noqa: S608  words of ours
STRANGERS = f"""
SELECT count(*) FROM privacy_rightsrequest r
WHERE r.state NOT IN ({quoted(UNPROVED)}) AND NOT EXISTS (SELECT 1 FROM privacy_identification i WHERE i.request_id = r.id)
"""  # noqa: S608  words of ours
ALONE = """
SELECT count(*) FROM privacy_decision d JOIN privacy_rightsrequest r ON r.id = d.request_id
LEFT JOIN privacy_review v ON v.decision_id = d.id AND v.agreed
WHERE d.outcome IN ('refused', 'partial') AND r.state IN ('decided', 'delivered', 'closed') AND d.id = (
  SELECT l.id FROM privacy_decision l WHERE l.request_id = r.id ORDER BY l.decided_at DESC LIMIT 1)
AND (d.ground = '' AND NOT EXISTS (
    SELECT 1 FROM privacy_redaction x JOIN privacy_finding f ON f.id = x.finding_id WHERE f.request_id = r.id)
  OR v.decision_id IS NULL OR v.reviewed_by = d.decided_by AND NOT v.waived)
"""
UNSHOWN = """
SELECT count(*) FROM (SELECT DISTINCT site_id, person_id FROM provision_provision WHERE id >= :first_id) p
WHERE NOT EXISTS (SELECT 1 FROM provision_reach r WHERE r.person_id = p.person_id AND r.community_id = p.site_id)
"""
EDITABLE = """
SELECT 1 - count(*) FROM pg_trigger t
WHERE t.tgrelid = to_regclass('privacy_transition') AND t.tgname = 'stays' AND t.tgenabled = 'O'
"""


@looks("P10.1")
def nobody_waits_longer_than_promised() -> Finding:
    """Every request that is ours to answer was decided within fourteen days of its arrival."""
    return none_of(
        LATE,
        kept=_("None of %(all)s requests waits for an answer longer than 14 days."),
        broken=_("%(count)s requests have waited longer than 14 days."),
        all=number("SELECT count(*) FROM privacy_rightsrequest"),
    )


@looks("P10.5")
def nobody_is_answered_without_being_known() -> Finding:
    """No request went on before we had made sure who asks."""
    return none_of(
        STRANGERS,
        kept=_("No request was taken up before it was clear who asked."),
        broken=_("%(count)s requests were taken up without knowing who asked."),
    )


@looks("P10.6")
def refusals_name_their_ground_and_were_looked_over() -> Finding:
    """What was answered with less than was asked has a ground, and a second person's word or a recorded waiver."""
    return none_of(
        ALONE,
        kept=_("Every refusal names its ground and was looked over by a second person, or says why not."),
        broken=_("%(count)s refusals lack their ground or a second person's word."),
    )


@looks("P10.6", "P10.1")
def the_steps_of_a_case_cannot_be_edited() -> Finding:
    """The trigger that keeps the steps of cases as they were is in place."""
    return none_of(
        EDITABLE,
        kept=_("The steps of a case cannot be edited, and not be deleted for three years."),
        broken=_("The steps of cases could be edited."),
    )


@follows("P10.4")
def records_of_provision_can_be_seen_by_their_person(stretch: Stretch) -> Finding:
    """Whoever's data was provided finds the record on their own page."""
    return none_of(
        UNSHOWN,
        kept=_("Everybody whose data was provided finds the records on their own page."),
        broken=_("%(count)s people do not find a record about them."),
        stretch=stretch,
    )


@tries("P10.5")
def nothing_is_handed_out_right_after_a_change() -> Finding:
    """Somebody whose address changed just now asks for their data, and tries to fetch some that was made before."""
    with provider_scope():
        person = Person(email=f"{new_id().hex}@canary.invalid", ways_changed_at=clock.now())
        person.save()
        copy = OwnCopy.objects.create(person=person, language="ja", asked_at=clock.now(), file="canary")
        is_made = ask_for_copy(person, language="ja") is not None
        try:
            fetch_copy(person, copy=copy)
        except Refused as refusal:
            is_fetched = refusal.code != "cooling"
    if is_made or is_fetched:
        return Finding(Verdict.BROKEN, _("Right after a change of address, data of the account was handed out."))
    return Finding(
        Verdict.KEPT, _("For 72 hours after a change of address or factors, nobody is handed the data of an account.")
    )


@tries("P1.1")
def people_without_an_account_can_ask() -> Finding:
    """Somebody who never registered asks to see their data: a case is opened for their address, with both clocks."""
    with provider_scope():
        before = clock.now()
        case = ask_as_guest("canary@canary.invalid", kind=Kind.DISCLOSURE, words="点検 / A check", language="ja")
        opened = RightsRequest.objects.filter(id=case.id, person=None, received_at__gte=before).exists()
    if not opened:
        return Finding(Verdict.BROKEN, _("Somebody without an account asked for their data, and no case was opened."))
    return Finding(
        Verdict.KEPT, _("Somebody without an account asked for their data, to try it out: a case was opened for them.")
    )
