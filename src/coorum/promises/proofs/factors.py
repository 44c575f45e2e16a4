"""Whether second factors are asked for wherever somebody has one, and of all staff; and whether they are kept safe (P6.1, X4)."""

from django.utils.translation import gettext_noop as _

from coorum.base import probes
from coorum.factors import queries as factors
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import looks

#: A sealed value begins with its version; a code's hash is 64 hexadecimal digits.
READABLE = """
SELECT (SELECT count(*) FROM factors_app WHERE get_byte(secret, 0) <> 1 OR length(secret) < 60)
     + (SELECT count(*) FROM factors_recoverycode WHERE code_hash !~ '^[0-9a-f]{64}$')
"""


@looks("P6.1", "X4")
def staff_need_a_second_factor() -> Finding:
    """Every page of console and desk asks for a session that began with a second factor; whoever has none sets one up first."""
    pages = probes.ask("web.staff_pages")
    all_, having = factors.staff_with_it()
    facts = {"pages": pages["pages"], "open": ", ".join(pages["open"]), "staff": all_, "having": having}
    if pages["open"] or not pages["pages"]:
        return Finding(Verdict.BROKEN, _("These pages let staff in by a password alone: %(open)s."), facts)
    return Finding(
        Verdict.KEPT,
        _(
            "All %(pages)s pages for staff ask for a second factor; %(having)s of %(staff)s people at the desk have one."
        ),
        facts,
    )


@looks("P6.1", "X4")
def no_session_goes_past_a_second_factor() -> Finding:
    """Every open session of somebody who has a second factor began with it."""
    all_, without = factors.sessions_without_it()
    facts = {"all": all_, "count": without}
    if without:
        return Finding(Verdict.BROKEN, _("%(count)s sessions began without the second factor of their person."), facts)
    if not all_:
        return Finding(Verdict.NOT_MEASURED, _("Nobody who has a second factor is signed in."), facts)
    return Finding(Verdict.KEPT, _("All %(all)s sessions of people with a second factor began with it."), facts)


@looks("X4")
def no_factor_can_be_read() -> Finding:
    """What authenticator apps know lies sealed, and recovery codes are kept as hashes."""
    return none_of(
        READABLE,
        kept=_("The keys of %(apps)s authenticator apps are sealed, and %(codes)s recovery codes are kept as hashes."),
        broken=_("%(count)s keys or codes of second factors can be read."),
        apps=number("SELECT count(*) FROM factors_app"),
        codes=number("SELECT count(*) FROM factors_recoverycode"),
    )
