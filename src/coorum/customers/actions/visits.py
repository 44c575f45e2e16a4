"""Sessions that began at the operator's website: noted when they begin, ended when it says so."""

from django.conf import settings

from coorum.accounts import actions as accounts
from coorum.accounts.models import Person
from coorum.accounts.queries import member_party
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import GUEST, publish
from coorum.base.scope import current_site_id
from coorum.customers import queries
from coorum.customers.events import ANSWER_REFUSED, VISIT_ENDED
from coorum.customers.models import Link, Visit
from coorum.sites.queries import hosts_of


@action
def begin_visit(person: Person, *, subject: str, sid: str, browser: str) -> None:
    """The person came in from the operator's website as this customer, in this browser. For anybody else's nothing is noted."""
    link = queries.link_of_person(person)
    if link is not None and link.subject == subject:
        Visit.new(link=link, sid=sid, browser=browser, began_at=clock.now()).save()


@action
def end_visits(link: Link, *, sid: str) -> list[str]:
    """End the sessions of this customer here: that of one session there (`sid`), or all. The browsers they were in.

    Each ends on this site and on the sign-in host: else whoever has the device next would be let in unasked.
    """
    visits = list(link.visits.filter(sid=sid) if sid else link.visits.all())
    hosts = [*hosts_of(current_site_id()), settings.COORUM_PROVIDER_HOST]
    for browser in dict.fromkeys(visit.browser for visit in visits):
        accounts.sign_out(link.person, session_key="", browser=browser, hosts=hosts)
    for visit in visits:
        publish(VISIT_ENDED, actor=member_party(link.member), subject=member_party(link.member), key=visit.id)
        visit.delete()
    return list(dict.fromkeys(visit.browser for visit in visits))


@action
def refuse_answer(*, why: str) -> None:
    """Write down that an answer did not hold: a short word, nothing of what it said."""
    publish(ANSWER_REFUSED, actor=GUEST, payload={"why": why[:30]})
