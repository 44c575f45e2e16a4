"""Whether somebody is responsible (P12.1)."""

from django.utils.translation import gettext_noop as _

from coorum.accounts.roles import Duty
from coorum.promises.findings import Finding, Verdict, number
from coorum.promises.proofs import looks

OFFICERS = f"""
SELECT count(*) FROM accounts_deskrole r JOIN accounts_person p ON p.id = r.person_id
WHERE r.duty = '{Duty.PRIVACY_OFFICER}' AND p.is_active
"""  # noqa: S608  a word of ours


@looks("P12.1")
def somebody_is_responsible() -> Finding:
    """A privacy officer is appointed; with one alone, nobody can look over what they decide."""
    count = number(OFFICERS)
    verdict, sentence = Verdict.KEPT, _("%(count)s people are responsible, so that one can look over another.")
    if count == 0:
        verdict, sentence = Verdict.BROKEN, _("Nobody is appointed to be responsible for personal data.")
    if count == 1:
        verdict, sentence = Verdict.AT_RISK, _("One person is responsible, and nobody can look over what they decide.")
    return Finding(verdict, sentence, {"count": count}, " ".join(OFFICERS.split()))
