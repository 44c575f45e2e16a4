"""Who a session belongs to."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from coorum.accounts.models import Person
from coorum.accounts.sessions import came_with_session


class Backend(AuthenticationBackend):
    """allauth's backend; the person of a session came with it, in one query for every page."""

    def get_user(self, user_id: UUID | str) -> Person | None:
        person = came_with_session.get()
        came_with_session.set(None)
        if person is None or str(person.id) != str(user_id):
            person = Person.objects.filter(id=user_id).first()
        return person if person and self.user_can_authenticate(person) else None
