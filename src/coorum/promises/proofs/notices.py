"""Whether important matters reach everybody concerned (P3.4)."""

from django.utils.translation import gettext_noop as _

from coorum.accounts.models import Member
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope, site_scope
from coorum.notices import actions, queries
from coorum.notices.kinds import About
from coorum.notices.models import ServiceNotice
from coorum.promises.findings import Finding, Verdict, none_of
from coorum.promises.proofs import looks, tries
from coorum.sites import actions as sites
from coorum.sites.models import Site
from coorum.sites.queries import all_sites

# Every notice has its round, the round stands in the evidence, and its letters were written within a day; whatever the
# evidence says of a suspension since notices are kept has a notice.
UNTOLD = """
SELECT (SELECT count(*) FROM notices_servicenotice s
        LEFT JOIN notices_mailing m ON m.kind = 'service_notice' AND m.about = s.id
        WHERE m.id IS NULL OR m.sent > m.count
           OR NOT EXISTS (SELECT FROM ledger_entry e WHERE e.key = m.id AND e.kind = 'notices.notice.told')
           OR (m.finished_at IS NULL AND m.started_at < now() - interval '1 day'))
     + (SELECT count(*) FROM ledger_entry e
        WHERE e.kind IN ('sites.site.suspended', 'sites.suspension.lifted')
          AND e.at > (SELECT applied FROM django_migrations WHERE app = 'notices' AND name = '0001_initial')
          AND NOT EXISTS (SELECT FROM notices_servicenotice s WHERE s.community_id = e.site_id
                          AND s.announced_at BETWEEN e.at - interval '1 minute' AND e.at + interval '1 minute'))
"""


@looks("P3.4")
def everybody_was_told_of_interruptions() -> Finding:
    """Each interruption, suspension and end has a round of letters in the evidence, and they were written."""
    return none_of(
        UNTOLD,
        kept=_("Of each of %(all)s important matters so far, everybody concerned was told by mail."),
        broken=_("Of %(count)s important matters, not everybody concerned was told."),
        all=ServiceNotice.objects.count(),
    )


@tries("P3.4")
def a_suspension_is_told_by_itself() -> Finding:
    """A community is suspended, to see that its members would get a letter; and a notice that advertises is refused."""
    with provider_scope():
        site = next((one for one in all_sites() if one.opened_at and not one.is_suspended and _members(one)), None)
        if site is None:
            return Finding(Verdict.NOT_MEASURED, _("There is no open community with members yet."))
        sites.suspend_site(SYSTEM, site, reason="点検 / A check")
        notice = queries.notices().filter(community=site, about=About.SUSPENDED).first()
        told = queries.mailing_of(notice) if notice else None
        if told is None or told.count < _members(site):
            return Finding(Verdict.BROKEN, _("A community was suspended to try it out, and its members were not told."))
        if _advertises():
            return Finding(Verdict.BROKEN, _("An important notice with advertising in it was accepted."))
    sentence = _("A community was suspended to try it out: each of its %(members)s members would have had a letter.")
    return Finding(Verdict.KEPT, sentence, {"members": told.count})


def _members(site: Site) -> int:
    with site_scope(site.id):
        return Member.objects.filter(has_left=False, person__emailaddress__verified=True).count()


def _advertises() -> bool:
    words = {"ja": "いまならクーポンで割引", "en": "Get a coupon"}
    try:
        actions.announce(SYSTEM, about=About.INTERRUPTION, community=None, words=words)
    except Refused:
        return False
    return True
