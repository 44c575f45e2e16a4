"""Whether operators' systems read what each member agreed to, are seen doing so, and open nothing but their own (P6.1, P9.1,
P9.3).
"""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_noop as _

from coorum.accounts.models import Person, StaffRole
from coorum.accounts.references import code_hash
from coorum.accounts.roles import Role
from coorum.base import clock, probes
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.consent.models import Consent
from coorum.integrations import keys
from coorum.integrations.caller import Caller
from coorum.integrations.kinds import Scope
from coorum.integrations.models import ApiKey, KeySecret
from coorum.integrations.queries import credential_of
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import looks, tries
from coorum.provision import actions as provision
from coorum.provision.kinds import Act
from coorum.provision.models import LookedUp, ProvidedProfile, Provision
from coorum.sites import queries as sites

#: How many members an attempt reads.
READ = 20
READABLE = "SELECT count(*) FROM integrations_keysecret WHERE secret_hash !~ '^[0-9a-f]{64}$'"
KEYS = "SELECT count(*) FROM integrations_apikey"


@looks("P6.1")
def keys_of_systems_cannot_be_read() -> Finding:
    """Of a key only its hash is kept."""
    return none_of(
        READABLE,
        kept=_("Of the keys of %(all)s systems only hashes are kept."),
        broken=_("%(count)s keys of systems can be read."),
        all=number(KEYS),
    )


@tries("P6.1")
def every_address_of_the_api_asks_for_a_scope() -> Finding:
    """The door of systems names, for each thing it does, what a key must be allowed."""
    door = probes.ask("api.routes")
    facts = {"routes": door["routes"], "open": ", ".join(door["open"])}
    if door["open"] or not door["routes"]:
        return Finding(Verdict.BROKEN, _("The interface for systems asks for no key at: %(open)s."), facts)
    return Finding(
        Verdict.KEPT, _("All %(routes)s addresses of the interface for systems ask for a key that may do this."), facts
    )


@tries("P6.1")
def a_key_opens_its_own_site_while_it_is_good() -> Finding:
    """Keys are made, and tried at another site, after their end, after being replaced, and when nobody answers for them."""
    places = [one for one in sites.all_sites() if not one.is_gone][:2]
    if len(places) < 2:
        return Finding(Verdict.NOT_MEASURED, _("With fewer than two communities there is nothing to keep apart."))
    here, there = places
    with site_scope(here.id):
        secrets = {name: _key(**facts) for name, facts in _KEYS.items()}
        opening = sorted(name for name, secret in secrets.items() if credential_of(secret) is not None)
        good = credential_of(secrets["good"])
    with site_scope(there.id):
        astray = sorted(name for name, secret in secrets.items() if credential_of(secret) is not None)
    facts = {"opening": ", ".join(opening), "astray": ", ".join(astray)}
    if opening != ["good"] or astray or good is None or good.caller.scopes != {str(Scope.MEMBERS_READ)}:
        return Finding(Verdict.BROKEN, _("A key opened what it may not (%(opening)s; elsewhere: %(astray)s)."), facts)
    return Finding(Verdict.KEPT, _("A key opens its own community, while it is good and somebody answers for it."))


@tries("P9.1", "P9.3")
def a_system_reads_what_was_agreed_and_is_seen() -> Finding:
    """A system reads members; one of them withdraws; it reads again."""
    for place in sites.all_sites():
        with site_scope(place.id):
            if ProvidedProfile.objects.exists():
                return _read_and_withdraw()
    return Finding(Verdict.NOT_MEASURED, _("Nothing was provided to an operator yet."))


def _read_and_withdraw() -> Finding:
    system = _caller()
    told, _more = provision.tell_members(system, after=None, most=READ)
    agreed = dict(
        Provision.objects.filter(profiles__member__in=[one.member_id for one in told]).values_list("member", "items")
    )
    unagreed = [one for one in told if not set(one.items) <= set(agreed.get(one.member_id, ()))]
    seen = LookedUp.objects.filter(look_up__act=Act.SYSTEM, look_up__staff_name=system.name)
    unseen = {one.member_id for one in told} - set(seen.values_list("member", flat=True))
    facts: dict[str, Any] = {"all": len(told), "unagreed": len(unagreed), "unseen": len(unseen)}
    if told:
        Consent.objects.filter(person__in=Provision.objects.filter(member=told[0].member_id).values("person")).delete()
        facts["kept"] = len(provision.tell_some(system, ids=[told[0].member_id]))
    if unagreed or unseen or facts.get("kept"):
        sentence = _("A system read %(unagreed)s members beyond what they agreed to, and %(unseen)s without a record.")
        return Finding(Verdict.BROKEN, sentence, facts)
    return Finding(
        Verdict.KEPT,
        _("Of %(all)s members a system read what each agreed to, with a record of each, and no more."),
        facts,
    )


#: What is wrong with a key: its end and that of its secret in days from now, and whether somebody answers for it.
_KEYS: dict[str, dict[str, Any]] = {
    "good": {},
    "over": {"days": -1},
    "replaced": {"secret_days": -1},
    "nobody's": {"answered": False},
}


def _key(*, days: int = 1, secret_days: int = 1, answered: bool = True) -> str:
    """A key that may read members, and answers its secret. All of it goes with the attempt."""
    now, person = clock.now(), Person(email=f"{new_id().hex}@canary.invalid")
    person.save()
    if answered:
        StaffRole.new(person=person, role=Role.OWNER, granted_at=now).save()
    key = ApiKey.new(name=f"canary {new_id().hex[-12:]}", scopes=[Scope.MEMBERS_READ], made_by=person.id, made_at=now)
    key.expires_at = now + timedelta(days=days)
    key.save()
    secret, ends_at = keys.draw(keys.KEY), now + timedelta(days=secret_days)
    KeySecret.new(key=key, secret_hash=code_hash(secret), ends_in=secret[-4:], made_at=now, ends_at=ends_at).save()
    return secret


def _caller() -> Caller:
    """A system at work, by a key made for this."""
    found = credential_of(_key())
    if found is None:
        raise LookupError("a key that was just made opens nothing")
    return found.caller
