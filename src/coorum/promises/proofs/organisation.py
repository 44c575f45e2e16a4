"""Whether somebody is responsible, taught and equipped, and for how long (P12.1, P6.2)."""

from datetime import timedelta

from django.utils.translation import gettext_noop as _

from coorum.accounts import queries as accounts
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.organisation.people import queries
from coorum.organisation.people.rules import Lateness
from coorum.organisation.premises import queries as premises
from coorum.promises.findings import Finding, Verdict, none_of, number, rows
from coorum.promises.proofs import looks, tries

OFFICERS = f"""
SELECT count(*) FROM accounts_deskrole r JOIN accounts_person p ON p.id = r.person_id
WHERE r.duty = '{Duty.PRIVACY_OFFICER}' AND p.is_active AND r.expires_at > now()
"""  # noqa: S608  a word of ours
ADMINISTRATORS = OFFICERS.replace(Duty.PRIVACY_OFFICER, Duty.ADMINISTRATOR)
#: A picture of the duties whose month is neither this nor the last, or that the evidence does not know.
SNAPSHOTS = """
SELECT count(*), max(month) < date_trunc('month', now() AT TIME ZONE 'Asia/Tokyo') - interval '1 month',
  count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.key = s.id
    AND e.kind = 'organisation.roles.snapshot'))
FROM organisation_rolesnapshot s
"""
GUARDS = """
SELECT 9 - count(*) FROM pg_trigger WHERE tgname = 'stays' AND tgenabled IN ('O', 'A') AND tgrelid IN (
  'organisation_course'::regclass, 'organisation_attendance'::regclass, 'organisation_device'::regclass,
  'organisation_devicecheck'::regclass, 'organisation_devicereturn'::regclass, 'organisation_rolesnapshot'::regclass,
  'organisation_safeguard'::regclass, 'organisation_safeguardcheck'::regclass, 'organisation_safeguardend'::regclass)
"""
#: Looks that were attested by who looked; one more where the constraint that forbids it is gone.
ALONE = """
SELECT (SELECT 1 - count(*) FROM pg_constraint WHERE conname = 'safeguard_attested_by_another' AND convalidated)
     + (SELECT count(*) FROM organisation_safeguardcheck WHERE recorded_by = looked_by)
"""
TERMS = """
SELECT (SELECT 2 - count(*) FROM pg_constraint WHERE conname IN ('desk_role_ends', 'desk_role_by_another') AND convalidated)
     + (SELECT count(*) FROM accounts_deskrole WHERE confirmed_by = person_id
          OR expires_at > confirmed_at + interval '366 days')
"""
#: How long a grant that has ended may lie about before somebody dismisses or renews its holder.
STALE_AFTER = timedelta(days=30)


@looks("P12.1")
def somebody_is_responsible() -> Finding:
    """A privacy officer is appointed; with one alone, nobody can look over what they decide."""
    count, administrators = number(OFFICERS), number(ADMINISTRATORS)
    verdict, sentence = Verdict.KEPT, _("%(count)s people are responsible, so that one can look over another.")
    if count == 0:
        verdict, sentence = Verdict.BROKEN, _("Nobody is appointed to be responsible for personal data.")
    elif administrators == 0:
        verdict, sentence = Verdict.BROKEN, _("Nobody is appointed to look after the desk.")
    elif count == 1:
        verdict, sentence = Verdict.AT_RISK, _("One person is responsible, and nobody can look over what they decide.")
    return Finding(verdict, sentence, {"count": count, "administrators": administrators}, " ".join(OFFICERS.split()))


@looks("P12.1")
def duties_are_written_down_every_month() -> Finding:
    """Who had which duty stands in the signed evidence, month by month."""
    ((count, is_old, untold),) = rows(SNAPSHOTS)
    facts = {"count": count, "untold": untold}
    if not count:
        words = _(
            "Who has which duty was not written down yet; that happens in the coming night, and then every month."
        )
        return Finding(Verdict.NOT_MEASURED, words, facts, SNAPSHOTS)
    if is_old or untold:
        words = _("Who had which duty was not written down for a whole month, or the evidence does not know of it.")
        return Finding(Verdict.BROKEN, words, facts, SNAPSHOTS)
    return Finding(Verdict.KEPT, _("Who had which duty stands in the evidence for %(count)s months."), facts, SNAPSHOTS)


@tries("P6.2")
def a_grant_that_ended_opens_nothing() -> Finding:
    """Each grant is looked at in the moment at which it ends: the desk must be closed to its holder."""
    roles = list(accounts.granted_desk_roles())
    open_still = 0
    for role in roles:
        with clock.held_at(role.expires_at):
            open_still += accounts.desk_role_of(role.person) is not None or (
                accounts.desk_staff().filter(id=role.person_id).exists()
            )
    facts = {"count": open_still, "all": len(roles)}
    if open_still:
        return Finding(Verdict.BROKEN, _("%(count)s grants open the desk although they have ended."), facts)
    if not roles:
        return Finding(Verdict.NOT_MEASURED, _("Nobody works at the desk yet."), facts)
    return Finding(Verdict.KEPT, _("Each of %(all)s grants closes the desk in the moment in which it ends."), facts)


@looks("P6.2")
def grants_last_a_year_and_are_renewed_by_others() -> Finding:
    """No grant is longer than a year or renewed by its holder; one that ended is not left lying about."""
    finding = none_of(
        TERMS,
        kept=_("Every grant at the desk ends within a year, and nobody renews their own."),
        broken=_("%(count)s grants are longer than a year or renewed by their holder, or nothing forbids that."),
    )
    stale = accounts.granted_desk_roles().filter(expires_at__lt=clock.now() - STALE_AFTER).count()
    if finding.verdict is Verdict.KEPT and stale:
        words = _("%(stale)s grants ended more than a month ago, and nobody was dismissed or renewed.")
        return Finding(Verdict.AT_RISK, words, {**finding.facts, "stale": stale}, finding.query)
    return finding


@looks("P6.2")
def staff_are_taught() -> Finding:
    """Everybody at the desk had each course of their duty in time."""
    lessons = [lesson for one in queries.staff() if one.is_in_force for lesson in one.lessons]
    late = [one for one in lessons if one.day.has_passed]
    facts = {"count": len(late), "all": len(lessons), "taught": sum(one.last is not None for one in lessons)}
    if any(one.day.lateness is Lateness.LONG_PASSED for one in late):
        return Finding(Verdict.BROKEN, _("%(count)s courses are overdue, some of them by more than a month."), facts)
    if late:
        return Finding(Verdict.AT_RISK, _("%(count)s courses are overdue."), facts)
    if not facts["taught"]:
        words = _("No course is on record: set up what those at the desk must know, and write down who had it.")
        return Finding(Verdict.NOT_MEASURED, words, facts)
    return Finding(Verdict.KEPT, _("Of %(all)s courses that somebody must have, none is overdue."), facts)


@looks("P6.2")
def devices_are_looked_after() -> Finding:
    """Every device was checked within a year, is encrypted and locks itself, and its holder works here."""
    gear = queries.devices()
    late = [one for one in gear if one.day.lateness is Lateness.LONG_PASSED]
    wanting = [one for one in gear if one.day.has_passed or one.is_astray or not one.check.is_sound]
    facts = {"count": len(wanting), "late": len(late), "all": len(gear)}
    if late:
        return Finding(Verdict.BROKEN, _("%(late)s devices were not checked for more than thirteen months."), facts)
    if wanting:
        words = _("%(count)s devices are not checked, not encrypted, not locked, or not given back.")
        return Finding(Verdict.AT_RISK, words, facts)
    if not gear:
        words = _("No device is on the list: enter those on which personal data is handled.")
        return Finding(Verdict.NOT_MEASURED, words, facts)
    return Finding(
        Verdict.KEPT, _("Each of %(all)s devices was checked within a year, is encrypted and locks itself."), facts
    )


@looks("P6.2")
def premises_are_looked_after() -> Finding:
    """Each measure on premises, equipment and rules was looked at in its time, found as it should be, and attested by another."""
    found = premises.safeguards()
    late = [one for one in found if one.day.lateness is Lateness.LONG_PASSED]
    wanting = [one for one in found if one.day.has_passed or (one.check is not None and not one.is_met)]
    new = [one for one in found if one.check is None]
    facts = {"count": len(wanting), "late": len(late), "new": len(new), "all": len(found), "alone": number(ALONE)}
    if facts["alone"]:
        words = _("%(alone)s looks at premises or rules were written down by whoever looked, or nothing forbids that.")
        return Finding(Verdict.BROKEN, words, facts, ALONE)
    if late:
        words = _("%(late)s measures on premises or rules are overdue by more than a month.")
        return Finding(Verdict.BROKEN, words, facts)
    if wanting:
        words = _("%(count)s measures on premises or rules are overdue, or not as they should be.")
        return Finding(Verdict.AT_RISK, words, facts)
    if len(new) == len(found):
        words = _("Nobody looked at a measure on premises yet: enter what is done where, and let somebody look.")
        return Finding(Verdict.NOT_MEASURED, words, facts)
    words = _(
        "Of %(all)s measures on premises, equipment and rules none is overdue; another person attested each look."
    )
    return Finding(Verdict.KEPT, words, facts)


@looks("P6.2", "P12.1")
def records_about_people_stay() -> Finding:
    """What was taught, checked and written down cannot be changed afterwards."""
    return none_of(
        GUARDS,
        kept=_("Records of training, devices, premises and duties cannot be changed afterwards."),
        broken=_("%(count)s records about training, devices, premises or duties can be changed."),
    )
