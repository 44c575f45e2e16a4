"""Whether documents are published as promised: in both languages, announced, never edited, never for the past (P4.2, P13)."""

import json
from typing import Any

from django.utils.translation import gettext_noop as _

from coorum.base import probes
from coorum.consent.documents import from_json, hash_of
from coorum.consent.documents.form import parts_of, words_of
from coorum.consent.kinds import PolicyKind
from coorum.consent.models import PolicyText, PolicyVersion
from coorum.consent.purposes import PURPOSES
from coorum.promises import keeping, policy, revisions
from coorum.promises.findings import Finding, Verdict, none_of, number, rows
from coorum.promises.models import Revision
from coorum.promises.proofs import looks
from coorum.sites.models import Provider

# A change is dated by its evidence; a first version binds nobody before they agree to it, so its date is not compared.
UNANNOUNCED = """
SELECT count(*) FROM consent_policyversion v
WHERE v.effective_at < v.announced_at OR coalesce(v.summary->>'ja', '') = '' OR coalesce(v.summary->>'en', '') = ''
OR NOT EXISTS (
    SELECT 1 FROM ledger_entry e WHERE e.key = v.id AND e.kind = 'consent.policy.published'
    AND e.site_id = coalesce(v.community_id, '00000000-0000-0000-0000-000000000000')
    AND e.at > v.announced_at - interval '1 minute'
    AND (v.change_class = 'first' OR e.at < v.announced_at + interval '1 minute')
)
"""
HALF = """
SELECT count(*) FROM consent_policyversion v
WHERE (SELECT count(DISTINCT t.language) FROM consent_policytext t WHERE t.version_id = v.id) <> 2
"""
EVIDENCE = """
SELECT e.key, o.payload->'sha256'
FROM ledger_entry e JOIN ledger_opening o ON o.site_id = e.site_id AND o.commitment = e.commitment
WHERE e.kind = 'consent.policy.published'
"""


@looks("P4.2", "P13.3", "P13.4")
def every_version_was_announced_with_what_changed() -> Finding:
    """Each version has a summary of its changes in both languages, an entry in the evidence, and no effect for the past."""
    return none_of(
        UNANNOUNCED,
        kept=_("All %(all)s published versions were announced with what changed, and took effect no earlier."),
        broken=_("%(count)s versions were not announced as promised."),
        all=PolicyVersion.objects.count(),
    )


@looks("P4.2", "P13.3")
def every_version_speaks_both_languages() -> Finding:
    """Japanese and English of each version are there."""
    return none_of(
        HALF,
        kept=_("Every version can be read in Japanese and in English."),
        broken=_("%(count)s versions lack a language."),
    )


@looks("P13.1")
def no_text_was_edited_after_it_was_published() -> Finding:
    """The hash of each text, made anew from its words, is the one that the evidence has kept since its publication."""
    kept = {key: json.loads(hashes) for key, hashes in rows(EVIDENCE)}
    texts = list(PolicyText.objects.all())
    made = {text.id: hash_of(from_json(text.document), text.language) for text in texts}
    edited = [
        text
        for text in texts
        if not made[text.id] == text.sha256 == kept.get(text.version_id, {}).get(text.language, "")
    ]
    facts = {"count": len(edited), "all": len(texts)}
    if edited:
        return Finding(
            Verdict.BROKEN, _("%(count)s published versions are not as the evidence has them."), facts, EVIDENCE
        )
    return Finding(
        Verdict.KEPT, _("Each of %(all)s published texts is, word for word, what was published."), facts, EVIDENCE
    )


# A version called N0 or N1 whose draft was found graver; one that is N2 or more without a second look; a changed purpose
# called related without a test that says so.
UNTESTED = """
SELECT count(*) FROM consent_policyversion v JOIN promises_revision r ON r.id = v.id
LEFT JOIN promises_relationtest t ON t.revision_id = r.id LEFT JOIN promises_review w ON w.revision_id = r.id
WHERE v.change_class <> 'first' AND (
    (v.change_class IN ('N2', 'N3', 'C') AND (w.id IS NULL OR (w.waived = '' AND w.by IN (r.drafted_by, t.by))))
    OR (r.lowest = 'C' AND v.change_class <> 'C' AND t.is_related IS NOT TRUE)
    OR (r.lowest IN ('N2', 'N3') AND v.change_class IN ('N0', 'N1'))
    OR (t.is_related AND jsonb_path_exists(t.answers, '$.* ? (@ != "no")'))
)
"""
UNDRAFTED = """
SELECT count(*) FROM consent_policyversion v
WHERE v.change_class <> 'first' AND NOT EXISTS (SELECT FROM promises_revision r WHERE r.id = v.id)
"""
WAIVED = (
    "SELECT count(*) FROM promises_review w JOIN consent_policyversion v ON v.id = w.revision_id WHERE w.waived <> ''"
)


@looks("P4.1", "P13.2")
def every_change_was_classified_and_looked_at_twice() -> Finding:
    """No version is called less than its differences say, and none that is grave went without test and second look."""
    facts: dict[str, Any] = {"all": Revision.objects.count(), "waived": number(WAIVED)}
    finding = none_of(
        UNTESTED,
        kept=_(
            "All %(all)s revisions were classified by their differences; the graver ones were approved by a second officer."
        ),
        broken=_("%(count)s versions were published without the test or the second look that they needed."),
        **facts,
    )
    if finding.verdict is Verdict.KEPT and facts["waived"]:
        words = _("%(waived)s versions were published without a second officer, since there was none.")
        return Finding(Verdict.AT_RISK, words, finding.facts, finding.query)
    return finding


@looks("P4.1", "P13.1")
def no_version_came_about_without_a_revision() -> Finding:
    """Every version but a first one was drafted, compared and classified."""
    return none_of(
        UNDRAFTED,
        kept=_("Every later version was drafted, compared and classified before it was published."),
        broken=_("%(count)s versions were published without being drafted and classified."),
    )


@looks("P3.6", "P3.1")
def the_policy_in_force_names_every_purpose() -> Finding:
    """Each purpose that code can carry stands, word for word, in the provider's policy in force, in both languages."""
    version = PolicyVersion.objects.filter(kind=PolicyKind.PROVIDER_POLICY).order_by("-effective_at").first()
    if version is None:
        return Finding(Verdict.NOT_MEASURED, _("No privacy policy is published yet."))
    said = {
        text.language: "\n".join(word for part in parts_of(from_json(text.document)) for word in words_of(part))
        for text in version.texts.all()
    }
    missing = sorted(
        {one.id for one in PURPOSES for language, words in said.items() if one.words(language) not in words}
    )
    facts = {"all": len(PURPOSES), "missing": ", ".join(missing), "number": version.number}
    if missing:
        return Finding(
            Verdict.BROKEN, _("The policy in force (%(number)s) does not name the purposes %(missing)s."), facts
        )
    return Finding(
        Verdict.KEPT, _("The policy in force (%(number)s) names all %(all)s purposes for which data is used."), facts
    )


@looks("P14.2")
def who_answers_is_told() -> Finding:
    """Name, address, representative and a way to ask are there for the provider and for each operator of an open site."""
    provider = Provider.objects.first()
    complete = provider is not None and all(
        (provider.legal_name, provider.address, provider.representative, provider.contact_email)
    )
    if not complete:
        return Finding(Verdict.BROKEN, _("The provider has not said who it is, where, and how it can be asked."))
    return none_of(
        """
        SELECT count(*) FROM sites_site s JOIN sites_operator o ON o.id = s.operator_id
        WHERE s.opened_at IS NOT NULL AND '' IN (o.legal_name, o.address, o.representative, o.contact_email)
            AND NOT EXISTS (SELECT FROM sites_ending e WHERE e.community_id = s.id AND e.deleted_at IS NOT NULL)
        """,
        kept=_("The provider and the operator of every open community say who they are and how they can be asked."),
        broken=_("%(count)s open communities do not say who answers for them."),
    )


@looks("P14.2")
def the_public_block_is_as_the_registers_are() -> Finding:
    """The page that the law has us publish names every entry of every register, in both languages (register = page)."""
    missing = probes.ask("portal.provider_block")["missing"]
    facts = {"count": len(missing), "missing": ", ".join(missing[:5])}
    if missing:
        return Finding(Verdict.BROKEN, _("The public page does not say what the registers do: %(missing)s."), facts)
    return Finding(Verdict.KEPT, _("The public page names every entry of the registers, in both languages."), facts)


@looks("P14.2", "P1.2", "P6.6")
def the_policy_is_not_behind_the_registers() -> Finding:
    """What changed in the registers since the policy was drafted has a revision under way, or there is nothing."""
    behind = revisions.behind_registers()
    facts = {"count": len(behind), "what": ", ".join(f"{why.lower()}:{entry}" for why, entry in behind[:5])}
    if not behind:
        return Finding(Verdict.KEPT, _("The registers say what they said when the policy was published."), facts)
    if revisions.open_revision(PolicyKind.PROVIDER_POLICY):
        words = _("The registers changed in %(count)s places; the revision that tells of it is under way.")
        return Finding(Verdict.AT_RISK, words, facts)
    return Finding(Verdict.BROKEN, _("The policy in force is behind the registers: %(what)s."), facts)


@looks("P14.2", "P1.2")
def the_policy_says_what_the_service_does() -> Finding:
    """Every purpose, item, recipient, country, module and fee of the registers stands in the policy in force."""
    version = policy.in_force()
    if version is None:
        return Finding(Verdict.NOT_MEASURED, _("No privacy policy is published yet."))
    missing = keeping.omitted({text.language: from_json(text.document) for text in version.texts.all()})
    names = ", ".join(dict.fromkeys(one.entry for one in missing))
    facts = {"count": len(missing), "missing": names[:200], "number": version.number}
    if not missing:
        return Finding(Verdict.KEPT, _("The policy in force (%(number)s) names all that the service does."), facts)
    if revisions.open_revision(PolicyKind.PROVIDER_POLICY):
        return Finding(Verdict.AT_RISK, _("A revision is under way that names what is missing: %(missing)s."), facts)
    return Finding(Verdict.BROKEN, _("The policy in force (%(number)s) does not name: %(missing)s."), facts)
