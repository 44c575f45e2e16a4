"""The demo's staff have authenticator apps, as everybody has who works at a console or the desk."""

from collections.abc import Mapping

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.scope import provider_scope
from coorum.factors import actions, queries, totp


def give_apps(secrets: Mapping[str, str]) -> None:
    """Set up the app with this secret for the person at each address; whoever has one keeps it."""
    with provider_scope():
        for person in Person.objects.filter(email__in=secrets):
            if not queries.has_app(person):
                secret = secrets[person.email]
                actions.add_app(person, secret=secret, code=totp.code_at(secret, totp.step_at(clock.now()) - 1))
