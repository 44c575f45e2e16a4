"""Whether advertising reaches only those who agreed to it, and ends once they do not any more (X1)."""

from collections.abc import Callable

from django.utils.translation import gettext_noop as _

from coorum.accounts.models import Member
from coorum.base import clock, mail
from coorum.base.errors import Refused
from coorum.base.gates import LETTER, PURPOSE
from coorum.base.ids import new_id
from coorum.base.personal_data import Subject
from coorum.base.scope import site_scope
from coorum.community.notice_kinds import ANNOUNCED
from coorum.consent import actions as consent
from coorum.consent.kinds import ConsentKind
from coorum.consent.notice import ADVERTISING_PURPOSE, joining_notice
from coorum.notices.inbox import actions as inbox
from coorum.notices.inbox import letters
from coorum.notices.inbox.actions.notifying import Happening
from coorum.notices.inbox.kinds import kind_named
from coorum.notices.inbox.queries import Bundle
from coorum.notices.models import Notice
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import follows, looks, tries
from coorum.promises.proofs.canaries import invented_member
from coorum.promises.stretches import Stretch
from coorum.provision.actions.advertising import hand_over_wish
from coorum.provision.actions.providing import hand_over
from coorum.sites import queries as sites

#: Lines on an operator's list without an open record, without the person's own consent to advertising, or of somebody
#: who withdrew the provision itself.
UNASKED = """
SELECT count(*) FROM provision_providedwish w
LEFT JOIN provision_provision p ON p.site_id = w.site_id AND p.id = w.provision_id AND p.member_id = w.member_id
  AND p.purpose = 'advertise' AND p.closed_at IS NULL
LEFT JOIN consent_consent a ON a.site_id = p.site_id AND a.person_id = p.person_id AND a.kind = 'advertising'
  AND a.receipt_id = p.receipt_id AND 'advertise' = ANY(a.purposes)
LEFT JOIN consent_consent c ON c.site_id = p.site_id AND c.person_id = p.person_id AND c.kind = 'provision'
WHERE p.id IS NULL OR a.id IS NULL OR c.id IS NULL
"""
STILL_LISTED = """
SELECT count(*) FROM consent_receipt r JOIN provision_provision p ON p.site_id = r.site_id AND p.person_id = r.person_id
WHERE r.id >= :first_id AND r.event = 'withdrawn' AND p.purpose = 'advertise' AND p.first_at < r.made_at
AND (r.kind <> 'field' OR p.topic = r.topic)
AND (p.closed_at IS NULL OR p.closed_at > r.made_at + interval '1 second')
"""
#: Wishes that staff saw, which were taken back, and which nobody told the operator to heed within two days.
UNTOLD = """
SELECT count(*) FROM consent_receipt r JOIN provision_provision p ON p.site_id = r.site_id AND p.person_id = r.person_id
WHERE r.id >= :first_id AND r.event = 'withdrawn' AND p.purpose = 'advertise' AND p.first_at < r.made_at
AND p.topic = '00000000-0000-0000-0000-000000000000' AND r.kind <> 'field'
AND p.closed_at BETWEEN r.made_at - interval '1 minute' AND r.made_at + interval '1 minute'
AND EXISTS (SELECT 1 FROM provision_lookedup s JOIN provision_lookup l ON l.site_id = s.site_id AND l.id = s.look_up_id
            WHERE s.site_id = p.site_id AND s.member_id = p.member_id AND l.purpose = 'advertise' AND NOT l.of_answers
              AND l.made_at BETWEEN p.first_at AND p.closed_at)
AND NOT EXISTS (SELECT 1 FROM provision_operatortask o WHERE o.site_id = p.site_id AND o.provision_id = p.id
                AND o.kind = 'stop' AND o.due_on <= (o.asked_at AT TIME ZONE 'Asia/Tokyo')::date + 1)
"""
LATE = """
SELECT count(*) FROM provision_operatortask
WHERE kind = 'stop' AND done_at IS NULL AND due_on < (now() AT TIME ZONE 'Asia/Tokyo')::date
"""
OURS = "SELECT count(*) FROM letter WHERE purpose = 'advertise'"


@looks("X1")
def who_is_advertised_to_agreed_to_it() -> Finding:
    """Every line on the operators' lists rests on the person's own consent to advertising, and on an open record."""
    return none_of(
        UNASKED,
        kept=_("Each of %(all)s members whom operators may write advertising to agreed to that separately."),
        broken=_("%(count)s members stand on a list for advertising without having agreed to it."),
        all=number("SELECT count(*) FROM provision_providedwish"),
    )


@follows("X1")
def who_changes_their_mind_is_off_the_list(stretch: Stretch) -> Finding:
    """Each withdrawal took the wish off the operator's list in the same second."""
    return none_of(
        STILL_LISTED,
        kept=_("Whoever took the wish for advertising back was off the operator's list in the same second."),
        broken=_("%(count)s members stayed on a list for advertising after they withdrew."),
        stretch=stretch,
    )


@follows("X1")
def operators_are_told_to_stop(stretch: Stretch) -> Finding:
    """Each operator that saw a wish was told to stop within 48 hours once it was taken back; who is late is a risk."""
    found = none_of(
        UNTOLD,
        kept=_("Every operator was told to stop within 48 hours, and none is late."),
        broken=_("%(count)s times an operator that knew of a wish was not told to stop."),
        stretch=stretch,
    )
    late = number(LATE)
    if found.verdict == Verdict.KEPT and late:
        sentence = _("%(count)s times an operator has not said that it stopped.")
        return Finding(Verdict.AT_RISK, sentence, {**found.facts, "count": late}, LATE)
    return found


@looks("X1")
def we_send_no_advertising() -> Finding:
    """No kind of our letters is written for advertising, and none was."""
    kinds = [kind for kind, purpose in mail.declared().items() if purpose == ADVERTISING_PURPOSE]
    facts = {"count": len(kinds) + number(OURS), "all": len(mail.declared())}
    if facts["count"]:
        return Finding(Verdict.BROKEN, _("We have written advertising mail ourselves."), facts, OURS)
    return Finding(Verdict.KEPT, _("None of %(all)s kinds of our letters is advertising."), facts, OURS)


@tries("X1")
def whoever_refused_advertising_is_told_to_nobody() -> Finding:
    """Somebody is invented who agrees to be provided and not to advertising: no wish is told, no letter written to them."""
    place = next((one for one in sites.all_sites() if not one.is_gone), None)
    if place is None:
        return Finding(Verdict.NOT_MEASURED, _("There is no community yet."))
    with site_scope(place.id):
        member = invented_member()
        try:
            notice = joining_notice(place, "ja")
        except Refused:
            return Finding(
                Verdict.NOT_MEASURED, _("Nobody can join yet: who asks for consent is not stated completely.")
            )
        consent.give_consent(member.person, kind=ConsentKind.PROVISION, notice=notice, by="proof")
        # Listening, the provision room handed the profile over with the consent.
        attempts: list[Callable[[], object]] = [
            lambda: hand_over(member, purpose=ADVERTISING_PURPOSE),
            lambda: PURPOSE.ensure(ADVERTISING_PURPOSE, "email", Subject(member.person_id)),
            lambda: LETTER.ensure(ADVERTISING_PURPOSE, member.person.email),
        ]
        got_out = hand_over_wish(member) is not None or not all(_is_refused(attempt) for attempt in attempts)
    if got_out:
        return Finding(Verdict.BROKEN, _("Somebody who refused advertising could be advertised to."))
    return Finding(
        Verdict.KEPT,
        _("Somebody who agreed to everything but advertising was invented, and could not be advertised to."),
    )


@tries("X1")
def letters_about_notices_stop_and_sell_nothing() -> Finding:
    """Somebody is invented who stops the letters of a community, and is told of an announcement that advertises."""
    place = next((one for one in sites.all_sites() if not one.is_gone), None)
    if place is None:
        return Finding(Verdict.NOT_MEASURED, _("There is no community yet."))
    with site_scope(place.id):
        member, event = invented_member(), new_id()
        inbox.stop_mail(member)
        told = Happening(ANNOUNCED, event, event, event, clock.now())
        inbox.notify(told, to=Member.objects.filter(id=member.id))
        goes_on = Notice.objects.filter(member=member).exclude(mail_at=None).exists()
    if goes_on:
        return Finding(Verdict.BROKEN, _("Somebody who stopped the letters about notices would get one."))
    kind = kind_named(ANNOUNCED)
    line = Bundle(event, kind, "", "週末セール 30%オフ", "/", None, clock.now(), 1, is_unread=True)
    if letters.without_advertising([line]):
        return Finding(Verdict.BROKEN, _("A letter about notices may carry what the operator advertises."))
    return Finding(
        Verdict.KEPT,
        _("Somebody stopped the letters about notices by one press, and what advertises is in none of them."),
    )


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except Refused as refusal:
        return refusal.code == "no_consent"
    return False
