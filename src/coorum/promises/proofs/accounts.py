"""Whether registration asks for no more than was said, and whether passwords are kept as promised (P0.1, P2.1, X4)."""

from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.utils.translation import gettext_noop as _

from coorum.accounts import queries as accounts
from coorum.accounts import strength
from coorum.base import probes
from coorum.consent.items import ITEMS, Source
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import looks

#: From the common list, the keyboard, the alphabet, and somebody's own address.
TRIED_FIRST = ("password1234", "1qaz2wsx3edc", "あいうえおかきくけこ", "aaaaaaaaaaaa", "mihon.taro2026")
TRIED_ADDRESS = "mihon.taro@people.example"
A_SENTENCE = "窓辺で読む三冊目の辞書"

#: OWASP's recommendation for Argon2id, as it stands in the stored hash: 19 MiB, two passes, one lane.
WEAK = """
SELECT count(*) FROM accounts_person WHERE password <> '' AND password NOT LIKE '!%'
AND password NOT LIKE 'argon2$argon2id$v=19$m=19456,t=2,p=1$%'
"""


@looks("P0.1", "P2.1")
def registration_asks_for_what_the_policy_lists() -> Finding:
    """The form that a stranger fills in, as the door shows it now, has the policy's items and refuses any other."""
    form = probes.ask("signin.sign_up")
    promised = sorted(one.id for one in ITEMS if one.source is Source.REGISTRATION)
    facts = {"asked": ", ".join(form["asked"]), "promised": ", ".join(promised)}
    if form["asked"] != promised:
        return Finding(Verdict.BROKEN, _("The form asks for %(asked)s, the policy says %(promised)s."), facts)
    if not form["refuses_others"]:
        return Finding(Verdict.BROKEN, _("The form takes fields that nobody was told of."), facts)
    return Finding(Verdict.KEPT, _("The form asks for %(asked)s, and refuses any other field."), facts)


@looks("P0.1", "P0.2", "X1")
def consents_start_unticked() -> Finding:
    """No consent is chosen for anybody before they choose it."""
    ticked = probes.ask("signin.sign_up")["ticked"]
    if ticked:
        return Finding(
            Verdict.BROKEN, _("These consents are ticked beforehand: %(ticked)s."), {"ticked": ", ".join(ticked)}
        )
    return Finding(Verdict.KEPT, _("No consent is ticked before somebody ticks it."))


@looks("P2.1", "X4")
def passwords_cannot_be_read_back() -> Finding:
    """Every stored password is a hash of the recommended cost, and new ones are made so."""
    hasher = get_hasher("default")
    if hasher.algorithm != "argon2":
        return Finding(Verdict.BROKEN, _("New passwords are kept by %(way)s."), {"way": hasher.algorithm})
    return none_of(
        WEAK,
        kept=_("All %(all)s passwords are kept as Argon2id hashes of the recommended cost."),
        broken=_("%(count)s passwords are kept in a weaker form."),
        all=number("SELECT count(*) FROM accounts_person WHERE password <> '' AND password NOT LIKE '!%'"),
    )


@looks("X4")
def tries_are_counted_in_the_database() -> Finding:
    """Guessing is bounded for all processes together: passwords are counted before they are looked at, codes and letters too."""
    door, limits = probes.ask("signin.guessing"), getattr(settings, "ACCOUNT_RATE_LIMITS", {})
    shared = settings.CACHES["default"]["BACKEND"].endswith("SharedCache")
    bounded = limits is not False and all(
        limits.get(name, "kept") for name in ("login_failed", "confirm_email", "reset_password")
    )
    facts = {"limits": len(limits or {}), "uncounted": ", ".join(door["uncounted"])}
    if not (shared and bounded and door["counts_first"]) or door["uncounted"]:
        return Finding(Verdict.BROKEN, _("Guessing passwords or codes is not limited everywhere."), facts)
    return Finding(Verdict.KEPT, _("Tries to sign in are counted by all processes together, and limited."), facts)


@looks("X4")
def guessable_passwords_are_refused() -> Finding:
    """Passwords that everybody tries first are tried on the rule itself: each is refused; a sentence is not."""
    nobody, names = accounts.somebody_at(TRIED_ADDRESS), strength.names_around(None)
    taken = [one for one in (*TRIED_FIRST, *names[:2]) if not strength.weaknesses(one, nobody, names)]
    facts = {"tried": len(TRIED_FIRST) + len(names[:2]), "taken": len(taken)}
    if taken or strength.weaknesses(A_SENTENCE, nobody, names):
        return Finding(
            Verdict.BROKEN, _("Of %(tried)s passwords that everybody tries first, %(taken)s would be taken."), facts
        )
    return Finding(Verdict.KEPT, _("Each of %(tried)s passwords that everybody tries first is refused."), facts)
