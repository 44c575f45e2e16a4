"""Shells for the worker."""

from uuid import UUID

from coorum.base.tasks import task


@task(retries=8)
def tell_signed_out(visit_id: str) -> None:
    """Tell a website that a session there has ended."""
    from coorum.openid.actions.telling import tell_signed_out

    tell_signed_out(UUID(visit_id))


@task()
def end_visits_of(person_id: str, browser: str) -> None:
    """Somebody signed out, in one browser or everywhere: the websites of the open site are told."""
    from coorum.accounts.queries import person_by_id
    from coorum.openid.actions.visits import end_visits_of

    end_visits_of(person_by_id(UUID(person_id)), browser=browser)


@task()
def renew_keys() -> None:
    """Make the next signing key in time."""
    from coorum.openid.signing import renew_keys

    renew_keys()
