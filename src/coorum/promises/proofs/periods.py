"""Whether everything is kept for its time, and no longer (X6; P3.5 for records of dealing with breaches of the terms)."""

from django.utils.translation import gettext_noop as _

from coorum.base.errors import Refused
from coorum.base.events import SYSTEM
from coorum.base.personal_data import Tag, datasets
from coorum.base.retention import Period, Rule, Unit, lasting_datasets, rules
from coorum.privacy.actions import retention
from coorum.privacy.retention import engine, queries
from coorum.promises.findings import Finding, Verdict
from coorum.promises.proofs import looks, tries

GRACE = Period(1)


def _kept(found: list[Rule]) -> Finding:
    """Of these rules none has a row that is due for more than a day; holds and changed periods count."""
    due = {one.id: count for one in found if (count := engine.due(one, grace=GRACE).count())}
    facts = {"rules": len(found), "count": sum(due.values()), "which": ", ".join(sorted(due))}
    if not found:
        return Finding(Verdict.BROKEN, _("No rule says how long this is kept."), facts)
    if due and queries.last_run() is None and not queries.late_chains():
        return Finding(
            Verdict.NOT_MEASURED,
            _("This house is new: what is due goes with the first run, within ten minutes."),
            facts,
        )
    if due:
        return Finding(Verdict.BROKEN, _("%(count)s records are kept longer than they should be: %(which)s."), facts)
    return Finding(Verdict.KEPT, _("By %(rules)s rules, nothing that should have been erased is still there."), facts)


@looks("X6")
def nothing_is_kept_past_its_time() -> Finding:
    """Of every class of data, whatever has outlived its period is gone a day later, on every site."""
    return _kept(rules())


@looks("P3.5")
def dealing_with_breaches_is_forgotten_in_time() -> Finding:
    """Who reported or removed something, and why, is gone three years later."""
    return _kept([one for one in rules() if one.id.startswith(("community.judged_", "moderation."))])


@looks("X6")
def time_is_kept_every_day() -> Finding:
    """A full run ended within 26 hours for the provider and for each site, and no rule failed in it."""
    late, failed = queries.late_chains(), queries.failed_rules()
    facts = {"late": len(late), "failed": ", ".join(failed)}
    if late:
        return Finding(
            Verdict.BROKEN, _("For %(late)s chains, nobody looked for a day whether something is due."), facts
        )
    if failed:
        return Finding(Verdict.BROKEN, _("Letting go failed for %(failed)s."), facts)
    if queries.last_run() is None:
        return Finding(Verdict.NOT_MEASURED, _("This house is new: the first run comes within ten minutes."), facts)
    return Finding(Verdict.KEPT, _("Within the last day, every site was looked over for what is due."), facts)


@looks("X6")
def everything_about_people_has_its_time() -> Finding:
    """Each dataset with columns about people has a rule, or says in words with what it lasts."""
    told = {one.dataset for one in rules()} | {one.dataset for one in lasting_datasets()}
    about = {Tag.PERSONAL, Tag.RELATED}
    people = {one.name for one in datasets() if any(about & set(table.tags().values()) for table in one.tables)}
    timeless = sorted(people - told)
    facts = {"all": len(people), "timeless": ", ".join(timeless)}
    if timeless:
        return Finding(Verdict.BROKEN, _("Nobody says how long these data are kept: %(timeless)s."), facts)
    return Finding(
        Verdict.KEPT, _("For all %(all)s kinds of data about people it is laid down how long they are kept."), facts
    )


@tries("X6")
def what_the_law_asks_for_cannot_be_undercut() -> Finding:
    """An officer tries to keep records for a day less than the law asks, and everything for longer than the policy says."""
    lawful = [one for one in rules() if one.law]
    short = [one for one in lawful if _takes(one, Period(30))]
    long = [one for one in rules() if _takes(one, Period(11, Unit.YEARS))]
    facts = {"all": len(rules()), "which": ", ".join(sorted(one.id for one in (*short, *long)))}
    if short or long or not lawful:
        return Finding(Verdict.BROKEN, _("These periods could be changed beyond their bounds: %(which)s."), facts)
    return Finding(
        Verdict.KEPT,
        _("The program tried to keep %(all)s classes of data for too short or too long, and was refused."),
        facts,
    )


def _takes(rule: Rule, period: Period) -> bool:
    try:
        retention.change_period(SYSTEM, rule=rule, period=period, why="a proof")
    except Refused:
        return False
    return True
