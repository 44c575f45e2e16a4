"""Persons register once; on each site they agree, join, and say how they want to be called."""

from collections.abc import Mapping
from uuid import UUID

from coorum.accounts import actions as accounts
from coorum.accounts import models
from coorum.accounts import queries as people
from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope
from coorum.consent.notice import joining_notice
from coorum.demo.kinds import Member, Plan
from coorum.demo.loading.pictures import keep_avatar
from coorum.provision.actions import join
from coorum.sites import queries as sites

WANTS_ADVERTISING = 3  # one in so many
_LANGUAGES = ("ja", "en")


def register(plan: Plan, passwords: Mapping[str, str]) -> None:
    """Everybody but the desk's officers, who have their accounts. Who has no password sets one by recovery."""
    officers = {entry.person for entry in plan.staff if not entry.site}
    for person in plan.persons:
        if person.key in officers:
            continue
        with clock.held_at(person.registered_at), provider_scope():
            registered = accounts.register_person(
                email=person.email, password=passwords.get(person.email), language=person.language
            )
            accounts.verify_address(registered)


class Circle:
    """The members of the open scope's site as they join, by the plan's keys."""

    def __init__(self, plan: Plan, site_id: UUID) -> None:
        self.site_id = site_id
        self._site = sites.site_by_id(site_id)
        self._emails = {person.key: person.email for person in plan.persons}
        self._languages = {person.key: person.language for person in plan.persons}
        self._roles = {entry.person: Role(entry.role) for entry in plan.staff if entry.site == self._site.slug}
        self._notices = {language: joining_notice(self._site, language).fingerprint for language in _LANGUAGES}
        self._viewers: dict[str, Viewer] = {}

    def is_settled(self, member: Member) -> bool:
        """Whether they joined before. Who has left since, or goes by another address, has no voice here any more."""
        person = models.Person.objects.filter(email=self._emails[member.person]).first()
        if person is None:
            return True
        if not models.Member.objects.filter(person=person).exists():
            return False
        viewer = people.viewer_on_site(person)
        if viewer.member:
            self._viewers[member.key] = viewer
        return True

    def enter(self, member: Member) -> None:
        """Join, take the role, the name, the user ID and the picture that the plan gives."""
        person = models.Person.objects.get(email=self._emails[member.person])
        language, role = self._languages[member.person], self._roles.get(member.person)
        with clock.held_at(member.joined_at):
            joined = join(
                person,
                fingerprint=self._notices[language],
                language=language,
                advertising=sum(map(ord, member.key)) % WANTS_ADVERTISING == 0,
            )
            if role:
                accounts.grant_role(SYSTEM, person=person, role=role)
            accounts.choose_user_id(joined, user_id=member.user_id)
            accounts.change_profile(joined, display_name=member.display_name)
            if member.avatar:
                accounts.choose_avatar(joined, avatar_key=keep_avatar(self.site_id, member.avatar))
        self._viewers[member.key] = people.viewer_on_site(person)

    def __contains__(self, key: str) -> bool:
        return key in self._viewers

    def __getitem__(self, key: str) -> Viewer:
        return self._viewers[key]
