"""What the guardian answers: yes to the very notice they were shown, or no, after which nothing is left."""

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import publish
from coorum.base.scope import site_scope
from coorum.privacy.actions.guardians.asking import party_of, tell_child
from coorum.privacy.actions.guardians.joining import complete
from coorum.privacy.guardians import letters, rules
from coorum.privacy.guardians.events import GUARDIAN_AGREED, GUARDIAN_REFUSED
from coorum.privacy.models import GuardianAsk
from coorum.provision.actions import ensure_current


@action
def agree(ask: GuardianAsk, *, fingerprint: str, language: str, advertising: bool) -> None:
    """The guardian agrees. Whoever had an account already is a member at once, anybody else gets a link to go on with.

    Raises `Refused`: `stale`, `answered` (somebody was quicker), and what `provision.join_by_guardian` raises.
    """
    ask = _locked(ask)
    with site_scope(ask.community_id):
        ensure_current(ask.community, fingerprint, language)
    ask.fingerprint, ask.language, ask.advertising = fingerprint, language, advertising
    ask.agreed_at = clock.now()
    ask.expires_at = ask.agreed_at + rules.TO_GO_ON
    ask.save()
    facts = {"fingerprint": fingerprint}
    publish(GUARDIAN_AGREED, actor=party_of(ask), subject=party_of(ask), chain=ask.community_id, payload=facts)
    if ask.person is None:
        tell_child(ask)
        return
    child, person = ask.child_address, ask.person
    complete(ask, person)
    letters.write("joined", to=child, language=person.language, site=ask.community)


@action
def refuse(ask: GuardianAsk) -> None:
    """The guardian does not agree: all of it is gone at once, and the child is told by a letter that is kept nowhere."""
    ask = _locked(ask)
    letters.write("refused", to=ask.child_address, language=ask.language, site=ask.community)
    publish(GUARDIAN_REFUSED, actor=party_of(ask), subject=party_of(ask), chain=ask.community_id)
    ask.delete()


def _locked(ask: GuardianAsk) -> GuardianAsk:
    rows = GuardianAsk.objects.select_for_update(of=("self",)).select_related("community__operator", "person")
    found = rows.filter(id=ask.id, code_hash=ask.code_hash, agreed_at=None, expires_at__gt=clock.now()).first()
    if found is None:
        raise Refused("answered", _("This question was answered already, or has run out."))
    return found
