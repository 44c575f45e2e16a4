"""Who a session belongs to, and whom a password is right for."""

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from coorum.accounts.models import Person
from coorum.accounts.sessions import came_with_session
from coorum.base.compiled import compiled


class Backend(AuthenticationBackend):
    """allauth's backend; the person of a session came with it, in one query for every page."""

    def get_user(self, user_id: UUID | str) -> Person | None:
        person = came_with_session.get()
        came_with_session.set(None)
        if person is None or str(person.id) != str(user_id):
            person = Person.objects.filter(id=user_id).first()
        return person if person and self.user_can_authenticate(person) else None

    def _authenticate_by_email(self, email: str, password: str) -> Any:
        """One question for an address, known or not; what allauth asks about it later is answered from here."""
        address = next(iter(_address(email.lower())), None)
        if address is None:
            return None
        EmailAddress.objects.fill_cache_for_user(address.user, [address])
        return self._check_password(address.user, password)


@compiled
def _address(email: str) -> "QuerySet[EmailAddress]":
    return EmailAddress.objects.select_related("user").filter(email=email)
