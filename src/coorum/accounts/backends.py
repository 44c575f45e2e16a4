"""Who a session belongs to."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from coorum.accounts.models import Person
from coorum.base.compiled import compiled


class Backend(AuthenticationBackend):
    """allauth's backend; the person of a session is looked up on every page, so by a statement that is kept."""

    def get_user(self, user_id: UUID | str) -> Person | None:
        person = next(iter(_person(UUID(str(user_id)))), None)
        return person if person and self.user_can_authenticate(person) else None


@compiled
def _person(person_id: UUID) -> QuerySet[Person]:
    return Person.objects.filter(id=person_id)
