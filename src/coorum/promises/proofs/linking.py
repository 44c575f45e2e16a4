"""Whether no more is taken from linked services than was said, and no service is believed that lies (P2.2)."""

import base64
import json
import time

from django.utils.translation import gettext_noop as _

from coorum.linking import queries
from coorum.linking.presets import ALLOWED_CLAIMS, SCOPES
from coorum.linking.tokens import Expected, Untrue, read
from coorum.promises.findings import Finding, Verdict, none_of, number, quoted
from coorum.promises.policy import words_in_force
from coorum.promises.proofs import looks, tries

#: Links, and registrations on their way to one, that keep more than is allowed, or rest on more than was asked for.
TOO_MUCH = """
SELECT count(*) FROM (SELECT claims_kept FROM linking_link UNION ALL SELECT claims_kept FROM linking_wish) taken
WHERE NOT claims_kept::text[] <@ ARRAY[{claims}]
"""
#: Links of which no evidence says when they were made, from where, and what was kept.
UNTOLD = """
SELECT count(*) FROM linking_link l JOIN accounts_person p ON p.id = l.person_id WHERE NOT EXISTS (
  SELECT FROM ledger_entry e WHERE e.kind = 'linking.acquisition' AND e.subject = p.ledger_ref
  AND e.at BETWEEN l.linked_at - interval '1 minute' AND l.linked_at + interval '1 minute')
"""
LINKS = "SELECT count(*) FROM linking_link"
MORE = "SELECT count(*) FROM linking_link WHERE NOT scopes::text[] <@ ARRAY[{scopes}]"


@looks("P2.2")
def linked_services_are_named() -> Finding:
    """The policy in force names every service through which people can register, in every language."""
    listed, said = list(queries.services_on()), words_in_force()
    if not listed:
        return Finding(Verdict.NOT_MEASURED, _("No service is linked here, so nobody registers through one."))
    silent = sorted({one.name for one in listed for words in said.values() if one.name not in words})
    facts = {"services": ", ".join(one.name for one in listed), "silent": ", ".join(silent)}
    if silent or not said:
        return Finding(Verdict.BROKEN, _("The policy in force does not name: %(silent)s."), facts)
    return Finding(Verdict.KEPT, _("The policy in force names every linked service: %(services)s."), facts)


@looks("P2.2")
def no_more_is_kept_than_was_said() -> Finding:
    """Of a service's answer only who somebody is there, and the address they registered with, are kept."""
    return none_of(
        TOO_MUCH.format(claims=quoted(ALLOWED_CLAIMS)),
        kept=_(
            "Of %(all)s linked accounts nothing is kept but %(allowed)s; %(more)s services granted more than asked."
        ),
        broken=_("%(count)s linked accounts keep more than was said."),
        all=number(LINKS),
        allowed=", ".join(ALLOWED_CLAIMS),
        more=number(MORE.format(scopes=quoted(SCOPES))),
    )


@looks("P2.2")
def every_link_has_its_evidence() -> Finding:
    """When somebody linked an account, its source, scopes and what was kept were written down."""
    return none_of(
        UNTOLD,
        kept=_("Source, scopes and what was kept are in the evidence of all %(all)s linked accounts."),
        broken=_("%(count)s linked accounts have no evidence of what was taken from where."),
        all=number(LINKS),
    )


@tries("P2.2")
def a_service_that_lies_is_not_believed() -> Finding:
    """A token without signature, and one signed with the text of a public key, are tried as anybody could."""
    expected = Expected("https://service.example", "coorum", "nonce", ("RS256",))
    believed = sorted(name for name in ("none", "HS256") if _is_believed(_forged(name, expected), expected))
    facts = {"believed": ", ".join(believed)}
    if believed:
        return Finding(Verdict.BROKEN, _("Forged answers of services were believed: %(believed)s."), facts)
    return Finding(Verdict.KEPT, _("Forged answers of services are not believed."), facts)


def _forged(algorithm: str, expected: Expected) -> str:
    now = int(time.time())
    said = {"iss": expected.issuer, "aud": expected.client_id, "sub": "1", "iat": now, "exp": now + 60}
    parts = [{"alg": algorithm, "typ": "JWT"}, {**said, "nonce": expected.nonce}]
    return ".".join(base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in parts) + "."


def _is_believed(token: str, expected: Expected) -> bool:
    try:
        read(token, [], expected)
    except Untrue:
        return False
    return True
