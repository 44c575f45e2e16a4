"""The guards of the gates of purposes and letters: what a person was told, and agreed to, decides what their data are used
for (APPI 18).
"""

from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Person
from coorum.base import scope
from coorum.base.errors import Refused
from coorum.base.personal_data import Subject, dataset
from coorum.consent import campaign, items, purposes
from coorum.consent import queries as consents
from coorum.consent.kinds import ConsentKind

#: What is exported belongs to a dataset: it goes to the person themselves, who asks, or is shown their records.
TO_THEMSELVES = ("guide", "prove")
CONSENTS = {"provide": ConsentKind.PROVISION, "advertise": ConsentKind.ADVERTISING}


def ensure_may_use(purpose: str, item: str, subject: Subject) -> None:
    """Raise `Refused` unless the register lets `item` serve `purpose`, the version that holds for the person knows it, and,
    where it needs a consent of its own, that consent is in force on the open scope's site.
    """
    if not purpose:
        raise Refused("no_purpose", _("It is not said what this is for, so it is not handed out."))
    if purpose not in allowed(item):
        raise Refused("not_for_this", _("This information is not used for that purpose."))
    if not _knows(subject, purpose):
        raise Refused("not_in_version", _("This person has not agreed to the version that provides for this."))
    if purposes.purpose(purpose).needs_consent and not _agrees(subject, CONSENTS[purpose]):
        raise Refused("no_consent", _("This person has not agreed to this use of their information."))


def ensure_may_write(purpose: str, address: str) -> None:
    """Raise `Refused` where a letter needs a consent of its own, and whoever has this address did not give it here: nobody
    gets advertising unasked, at whatever address it was aimed (特定電子メール法 3).
    """
    if purpose not in CONSENTS:
        return
    person = Person.objects.filter(email=address.lower()).first()
    if person is None:
        raise Refused("no_consent", _("This person has not agreed to this use of their information."))
    ensure_may_use(purpose, "email", Subject(person.id))


def allowed(item: str) -> set[str]:
    """The purposes that an item of article 2, or a dataset (`dataset:<name>`), may serve; none for what is not listed."""
    kind, _colon, name = item.partition(":")
    if kind == "dataset" and name:
        return {*TO_THEMSELVES, *dataset(name).purposes}
    found = items.find(item)
    return {*found.purposes, *found.provided_for} if found else set()


def _knows(subject: Subject, purpose: str) -> bool:
    """Whether the version that holds for this person names the purpose. Without a version that asked, all hold the same."""
    if not campaign.is_divided():
        return True
    person = Person.objects.filter(id=subject.person_id).first()
    return person is None or campaign.may_use(person, purpose)


def _agrees(subject: Subject, kind: ConsentKind) -> bool:
    if scope.current().site_id == scope.PROVIDER:
        return False
    return consents.standing_consent(subject.person_id, kind) is not None
