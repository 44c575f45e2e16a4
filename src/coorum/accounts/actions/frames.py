"""Signing in inside a frame on an operator's website (decision 20).

The frame's session is one like the others, in the same table, and ends with them. Its key is the hash of what the browser
shows, and its data name nobody to the pages of a host: it opens the frame and nothing else.
"""

from collections.abc import Iterable
from datetime import timedelta
from secrets import token_urlsafe

from coorum.accounts import queries
from coorum.accounts.actions.hand_offs import hand_off, redeem_hand_off
from coorum.accounts.actions.sessions import record_sign_in
from coorum.accounts.events import PERSON_SIGNED_OUT
from coorum.accounts.frames import Place, host_of, key_of, names_of, session_of
from coorum.accounts.models import Member, Person, Session
from coorum.accounts.rules import ensure_may_post
from coorum.accounts.sessions import SessionStore
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import publish
from coorum.base.scope import PROVIDER
from coorum.sites import queries as sites

LIFE = timedelta(hours=12)


@action
def hand_to_frame(person: Person, *, place: Place, challenge: str, browser: str, methods: Iterable[str]) -> str:
    """The code with which a frame at this place may sign `person` in, once, within a minute.

    Raises `Refused` where they may not write there: `guest`, `leaving`, `paused`.
    """
    ensure_may_post(queries.viewer_on_site(person))
    return hand_off(person, host=place.mark, challenge=challenge, next_path="/", browser=browser, methods=methods)


@action
def sign_in_to_frame(code: str, *, place: Place, verifier: str, network: str, agent: str) -> str:
    """Use the code up; answers the token of the new session.

    Raises `Refused`: `hand_off_invalid` as `redeem_hand_off` does; `guest`, `leaving`, `paused` for who may not write there.
    """
    handed = redeem_hand_off(code, host=place.mark, verifier=verifier)
    viewer = queries.viewer_on_site(handed.person)
    ensure_may_post(viewer)
    token, now = token_urlsafe(32), clock.now()
    Session.objects.create(
        session_key=key_of(token),
        session_data=SessionStore().encode({"_frame": names_of(viewer, place), "_methods": handed.methods}),
        expire_date=now + LIFE,
        person=handed.person,
        host=place.host,
        network=network,
        agent=agent[:200],
        browser=handed.browser,
        signed_in_at=now,
        seen_at=now,
    )
    record_sign_in(handed.person, host=place.host)
    return token


@action
def sign_out_of_frame(token: str, *, place: Place) -> None:
    """End the frame's session; one that is over already is left at that."""
    found = session_of(token, place)
    if found is not None and found.person is not None:
        found.delete()
        party = queries.person_party(found.person)
        publish(PERSON_SIGNED_OUT, actor=party, subject=party, chain=PROVIDER)


def end_frames(member: Member) -> None:
    """Whoever may not write any more is signed in in no frame of this community. In the transaction of what is the reason."""
    hosts = [host_of(origin) for origin in sites.embed_origins(member.site_id)]
    Session.objects.filter(person=member.person_id, host__in=hosts).delete()
