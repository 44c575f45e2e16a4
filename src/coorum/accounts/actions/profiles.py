"""What others see of a member, and the language a person reads."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from coorum.accounts import profile, queries, rules
from coorum.accounts.events import LANGUAGE_CHOSEN, PROFILE_CHANGED, PROFILE_MEANT
from coorum.accounts.models import Member, Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import publish
from coorum.base.screening import ensure_no_numbers, noticed_in
from coorum.base.text import clean_line
from coorum.sites import queries as sites


@action
def change_profile(member: Member, *, display_name: str, bio: str = "", openly: bool = False) -> None:
    """What stands beside a member's posts. `openly`: they know that they publish what calls for special care (APPI 20(2)(vii)).

    Raises `Refused` for `display_name` and `bio` (accounts/profile.py), and `needs_care` (field `openly`).
    """
    _rename(member, display_name)
    member.bio = clean_line(bio, profile.BIO_LENGTH)
    ensure_no_numbers(member.bio, field="bio")
    _ensure_meant(member, openly=openly)
    member.save(update_fields=["display_name", "bio"])
    _publish(member)


@action
def choose_display_name(member: Member, *, display_name: str) -> None:
    """The name others see. Raises `Refused`: `display_name_empty`, `display_name_reserved`, `text_…`."""
    _rename(member, display_name)
    member.save(update_fields=["display_name"])
    _publish(member)


@action
def choose_user_id(member: Member, *, user_id: str) -> None:
    """The name in addresses and mentions: it may be chosen once, since others link to it.

    Raises `Refused`: `user_id_chosen`, `user_id_form`, `user_id_reserved`, `user_id_taken`.
    """
    rules.ensure_may_choose_user_id(member)
    member.user_id = profile.proper_user_id(user_id)
    member.user_id_chosen_at = clock.now()
    try:
        with transaction.atomic():
            member.save(update_fields=["user_id", "user_id_chosen_at"])
    except IntegrityError as taken:
        raise Refused("user_id_taken", _("Somebody else has this user ID."), field="user_id") from taken
    _publish(member)


@action
def choose_avatar(member: Member, *, avatar_key: str) -> None:
    """The picture with this key of the picture store, or none (an empty key)."""
    member.avatar_key = avatar_key
    member.save(update_fields=["avatar_key"])
    _publish(member)


@action
def choose_language(person: Person, *, language: str) -> None:
    """The language of the person's letters. Raises `Refused("language_unknown")`."""
    if language not in dict(settings.LANGUAGES):
        raise Refused("language_unknown", _("We do not speak this language yet."), field="language")
    person.language = language
    person.save(update_fields=["language"])
    publish(LANGUAGE_CHOSEN, actor=queries.person_party(person))


def _rename(member: Member, display_name: str) -> None:
    site = sites.current_site()
    name = profile.proper_display_name(display_name)
    if not queries.role_of_member(member):
        rules.ensure_not_an_office(name, [site.name, site.operator.legal_name, site.operator.legal_name_en])
    member.display_name = name


def _ensure_meant(member: Member, *, openly: bool) -> None:
    noticed = noticed_in(member.bio)
    if not noticed:
        return
    if not openly:
        message = _(
            "“%(word)s” tells of %(kind)s, and anybody here can read it. If you want that, tick the box and save again."
        )
        first = noticed[0]
        raise Refused("needs_care", message, field="openly", word=first.word, kind=first.kind.label)
    party = queries.member_party(member)
    publish(PROFILE_MEANT, actor=party, subject=party, payload={"kinds": [one.kind for one in noticed]})


def _publish(member: Member) -> None:
    party = queries.member_party(member)
    publish(PROFILE_CHANGED, actor=party, subject=party)
