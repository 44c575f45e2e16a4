"""Letting a website sign members in, changing what it may do, and taking it away."""

from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.accounts.references import code_hash
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Event, publish
from coorum.openid import events, names, rules
from coorum.openid.actions.visits import end_visits
from coorum.openid.models import ClientSecret, RelyingParty, Visit, as_party

COLUMNS = ("name", "website", "redirect_uris", "after_logout_uris", "backchannel_uri", "items", "is_public")


@action
def register_party(
    staff: Viewer, *, name: str, website: str, redirect_uris: Iterable[str], **wishes: object
) -> RelyingParty:
    """A website of the operator's may sign members in. `wishes`: the other columns of COLUMNS.

    Raises `Refused`: `not_owner`, `address`, `items`, `name_taken`.
    """
    rules.ensure_may_manage(staff)
    given = _cleaned({"name": name, "website": website, "redirect_uris": redirect_uris, **wishes})
    party = RelyingParty.new(**given, registered_by=staff.person.id, registered_at=clock.now())
    _save(party)
    _publish(events.PARTY_REGISTERED, staff, party, given)
    return party


@action
def change_party(staff: Viewer, party: RelyingParty, **wishes: object) -> None:
    """Change what a relying party is called, where it lives, and what it may ask for. Raises as `register_party` does.

    What members agreed to stays; what it may no longer ask for, it is not told any more.
    """
    rules.ensure_may_manage(staff)
    given = _cleaned({name: getattr(party, name) for name in COLUMNS} | wishes)
    for column, value in given.items():
        setattr(party, column, value)
    _save(party)
    _publish(events.PARTY_CHANGED, staff, party, given)


@action
def remove_party(staff: Viewer, party: RelyingParty) -> None:
    """Take a relying party away: its links end, its tokens with them."""
    rules.ensure_may_manage(staff)
    end_visits(Visit.objects.filter(link__party=party), reason="removed")
    _publish(events.PARTY_REMOVED, staff, party, {"links": party.links.filter(ended_at=None).count()})
    party.delete()


@action
def make_secret(staff: Viewer, party: RelyingParty) -> str:
    """A new secret, told this once. Raises `Refused`: `not_owner`, `public`, `too_many` (two are good at once)."""
    rules.ensure_may_manage(staff)
    if party.is_public:
        raise Refused("public", _("An app on people's own devices cannot keep a secret: it needs none."))
    RelyingParty.objects.select_for_update().get(id=party.id)
    if party.secrets.count() >= rules.MOST_SECRETS:
        raise Refused("too_many", _("Two secrets are good already. Withdraw one first."))
    secret = names.new_secret(party.site_id)
    ClientSecret.new(party=party, secret_hash=code_hash(secret), ends_in=secret[-4:], made_at=clock.now()).save()
    _publish(events.SECRET_MADE, staff, party, {"ends_in": secret[-4:]})
    return secret


@action
def withdraw_secret(staff: Viewer, secret: ClientSecret) -> None:
    """From now on this secret is worth nothing."""
    rules.ensure_may_manage(staff)
    _publish(events.SECRET_WITHDRAWN, staff, secret.party, {"ends_in": secret.ends_in})
    secret.delete()


def _cleaned(given: Mapping[str, object]) -> dict[str, object]:
    """The columns as they will be kept. Raises `Refused`."""
    values = {name: given.get(name) for name in COLUMNS}
    name, website = str(values["name"] or "").strip(), str(values["website"] or "").strip()
    if not name:
        raise Refused("name", _("Give the website a name that members will recognise."), field="name")
    rules.ensure_address(website, field="website")
    backchannel = str(values["backchannel_uri"] or "").strip()
    if backchannel:
        rules.ensure_address(backchannel, field="backchannel_uri")
    return {
        "name": name[:60],
        "website": website,
        "redirect_uris": rules.clean_addresses(_lines(values["redirect_uris"]), field="redirect_uris", needed=True),
        "after_logout_uris": rules.clean_addresses(_lines(values["after_logout_uris"]), field="after_logout_uris"),
        "backchannel_uri": backchannel,
        "items": rules.clean_items(_lines(values["items"])),
        "is_public": bool(values["is_public"]),
    }


def _lines(given: object) -> list[str]:
    return [str(one) for one in given] if isinstance(given, Iterable) else []


def _save(party: RelyingParty) -> None:
    try:
        with transaction.atomic():
            party.save()
    except IntegrityError as taken:
        raise Refused("name_taken", _("Another website has this name already."), field="name") from taken


def _publish(event: Event, staff: Viewer, party: RelyingParty, payload: Mapping[str, object]) -> None:
    publish(event, actor=staff.party, toward=as_party(party.id), payload=dict(payload))
