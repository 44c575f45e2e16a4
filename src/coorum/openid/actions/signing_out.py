"""Single sign-out: whoever signs out with us is signed out at the websites they went to from there."""

from coorum.accounts.models import Person
from coorum.base.actions import action
from coorum.base.scope import site_scope
from coorum.openid.actions.visits import end_visits_of
from coorum.provision.queries import sites_that_reach


@action
def sign_out_there(person: Person, *, browser: str = "") -> None:
    """End the person's sessions at relying parties, on every site; or those begun from one browser."""
    for site_id in sites_that_reach(person):
        with site_scope(site_id):
            end_visits_of(person, browser=browser)
