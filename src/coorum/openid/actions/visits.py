"""Ending sessions at relying parties: by signing out, by ending the link, by switching the website off."""

from django.db.models import QuerySet

from coorum.accounts.models import Person
from coorum.accounts.queries import member_party
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM, Party, publish
from coorum.openid.events import LINK_ENDED, VISIT_ENDED
from coorum.openid.models import Link, Token, Visit, as_party
from coorum.openid.queries import open_visits


@action
def end_visits(visits: QuerySet[Visit], *, reason: str) -> None:
    """End those that stand: their codes and tokens open nothing any more, and each website is told (back channel)."""
    from coorum.openid import tasks  # the task calls an action of this package

    for visit in visits.select_related("link__party").filter(ended_at=None):
        visit.ended_at = clock.now()
        visit.save(update_fields=["ended_at"])
        Token.objects.filter(visit=visit).delete()
        visit.codes.filter(used_at=None).update(used_at=clock.now())
        publish(
            VISIT_ENDED, actor=SYSTEM, toward=as_party(visit.link.party_id), payload={"reason": reason}, key=visit.id
        )
        if visit.link.party.backchannel_uri:
            tasks.tell_signed_out.later(str(visit.id))


@action
def end_visits_of(person: Person, *, browser: str = "") -> None:
    """The person signed out, everywhere or in one browser: so do the websites of this site."""
    end_visits(open_visits(person, browser=browser), reason="signed out")


@action
def end_link(link: Link, *, actor: Party, reason: str) -> None:
    """The website is told nothing any more, and whoever is signed in there is signed out. Doing so again changes nothing."""
    if link.ended_at is not None:
        return
    end_visits(link.visits.all(), reason=reason)
    link.ended_at, link.items = clock.now(), []
    link.save(update_fields=["ended_at", "items"])
    publish(LINK_ENDED, actor=actor, subject=member_party(link.member), toward=as_party(link.party_id), reason=reason)
