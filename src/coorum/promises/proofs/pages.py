"""Whether pages send anything to anybody else (P7, P8, P14.1)."""

from django.utils.translation import gettext_noop as _

from coorum.base import probes
from coorum.promises.findings import Finding, Verdict
from coorum.promises.proofs import looks

#: What a page may name as a source without leaving our own hosts.
OWN = {"'self'", "'none'", "data:", "blob:"}


@looks("P8.1", "P8.2", "P7.3")
def pages_load_from_nowhere_else() -> Finding:
    """The rule each browser is given names no source but our own: no module of anybody else can load or be sent anything."""
    policy = probes.ask("web.content_policy")
    own = OWN | set(policy["own_origins"])
    strange = sorted({source for sources in policy["directives"].values() for source in sources} - own)
    facts = {"strange": ", ".join(strange), "rules": len(policy["directives"])}
    if strange or not {"default-src", "script-src", "form-action", "base-uri"} <= set(policy["directives"]):
        return Finding(Verdict.BROKEN, _("Browsers are allowed to reach %(strange)s."), facts)
    return Finding(Verdict.KEPT, _("Browsers are told to load from us alone, by %(rules)s rules on every page."), facts)


@looks("P14.1")
def links_out_carry_nothing() -> Finding:
    """Following a link to elsewhere tells the other side nothing of where one came from."""
    said = probes.ask("web.referrer_policy")["value"]
    facts = {"value": said}
    if said not in {"same-origin", "no-referrer"}:
        return Finding(Verdict.BROKEN, _("Links out tell where one came from (%(value)s)."), facts)
    return Finding(Verdict.KEPT, _("Links out do not tell where one came from (%(value)s)."), facts)


@looks("P2.4", "P7.1", "P7.2", "P7.3")
def cookies_are_those_of_the_register() -> Finding:
    """A cookie that the register does not have is taken off every response; those it has are needed, or a choice kept."""
    found = probes.ask("web.cookies")
    facts = {"names": ", ".join(sorted(found["register"])), "through": ", ".join(found["through"])}
    if found["through"]:
        return Finding(Verdict.BROKEN, _("A cookie that is not in the register got through."), facts)
    if not set(found["register"].values()) <= {"necessary", "preference"}:
        return Finding(Verdict.BROKEN, _("Among the cookies are some for other ends: %(names)s."), facts)
    return Finding(
        Verdict.KEPT, _("Only these cookies can be set, and none of them follows anybody: %(names)s."), facts
    )


@looks("P7.4")
def guests_read_without_a_cookie() -> Finding:
    """The public pages of a community are asked for without a cookie: they are shown, and set none."""
    found = probes.ask("portal.guest_reads")
    facts = {"asked": found["asked"], "wrong": ", ".join((*found["refused"], *found["cookies"]))}
    if not found["asked"]:
        return Finding(Verdict.NOT_MEASURED, _("No community is open to guests yet."), facts)
    if facts["wrong"]:
        return Finding(Verdict.BROKEN, _("Guests without a cookie are not served as they should be: %(wrong)s."), facts)
    return Finding(Verdict.KEPT, _("%(asked)s public pages were read without a cookie, and set none."), facts)
