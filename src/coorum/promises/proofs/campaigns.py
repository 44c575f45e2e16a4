"""Whether a version that needs consent reaches only those who gave it (P13.2)."""

from django.utils.translation import gettext_noop as _

from coorum.accounts.models import Person
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope
from coorum.consent import campaign
from coorum.consent import queries as consent
from coorum.consent.documents import from_json
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.models import PolicyVersion, VersionAnswer
from coorum.consent.next_version import NextVersion
from coorum.consent.publication import publish_version
from coorum.promises.findings import Finding, Verdict, none_of
from coorum.promises.proofs import follows, looks, tries
from coorum.promises.stretches import Stretch

NUMBER = "999.999"
# Every answer is in the evidence, and its signed receipt says the same of the same version.
UNSAID = """
SELECT count(*) FROM consent_versionanswer a JOIN consent_policyversion v ON v.id = a.version_id
WHERE a.id >= :first_id AND (
    NOT EXISTS (SELECT FROM ledger_entry e WHERE e.key = a.ledger_key AND e.kind = 'consent.version.answered')
    OR a.document #>> '{event,state}' IS DISTINCT FROM CASE a.answer WHEN 'granted' THEN 'given' ELSE 'refused' END
    OR a.document #>> '{notice,number}' IS DISTINCT FROM v.number
)
"""


@tries("P13.2")
def silence_is_no_consent() -> Finding:
    """A version that needs consent is published in front of somebody who says nothing: the one before goes on holding."""
    with provider_scope():
        policy = consent.version_in_force(PolicyKind.PROVIDER_POLICY)
        if policy is None:
            return Finding(Verdict.NOT_MEASURED, _("No privacy policy is published yet."))
        person = Person(email="canary@canary.invalid", created_at=policy.announced_at)
        before = campaign.version_of(person, PolicyKind.PROVIDER_POLICY)
        check = NextVersion(
            kind=PolicyKind.PROVIDER_POLICY,
            number=NUMBER,
            texts={text.language: from_json(text.document) for text in policy.texts.all()},
            change_class=ChangeClass.C,
            summary={"ja": "点検", "en": "A check"},
        )
        new = publish_version(SYSTEM, check)
        held = campaign.version_of(person, PolicyKind.PROVIDER_POLICY)
    if held is None or held.id == new.id or held != before:
        return Finding(Verdict.BROKEN, _("Somebody who said nothing was taken to have agreed to a new version."))
    return Finding(
        Verdict.KEPT, _("A version that needs consent was tried out: for somebody who says nothing it did not hold.")
    )


@follows("P13.2")
def every_answer_is_what_its_receipt_says(stretch: Stretch) -> Finding:
    """Nobody is on a new version without having said so, with a receipt and an entry of evidence."""
    return none_of(
        UNSAID,
        kept=_(
            "All %(all)s answers to versions that need consent have a receipt that says the same, and stand in the evidence."
        ),
        broken=_("%(count)s answers to versions are not what their receipt or the evidence says."),
        all=VersionAnswer.objects.count(),
        stretch=stretch,
    )


# A version of class N2 and above is told to everybody by mail, under one root that the evidence has, within a day.
UNTOLD = """
SELECT count(*) FROM consent_policyversion v
LEFT JOIN notices_mailing m ON m.kind = 'version_announced' AND m.about = v.id AND m.occasion = 'announced'
WHERE v.change_class IN ('N2', 'N3', 'C') AND (
    m.id IS NULL OR m.sent > m.count
    OR NOT EXISTS (SELECT FROM ledger_entry e WHERE e.key = m.id AND e.kind = 'promises.version.told')
    OR (m.finished_at IS NULL AND m.started_at < now() - interval '1 day')
)
"""


@looks("P13.3")
def everybody_was_told_of_what_matters() -> Finding:
    """Each material version has a mailing in the evidence, and the letters went out."""
    return none_of(
        UNTOLD,
        kept=_("Of each of %(all)s versions that matter, everybody concerned was told by mail."),
        broken=_("Of %(count)s versions that matter, not everybody concerned was told by mail."),
        all=PolicyVersion.objects.filter(change_class__in=["N2", "N3", "C"]).count(),
    )
