"""The round that tells of a service notice."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from coorum.accounts.models import Person
from coorum.base.scope import PROVIDER
from coorum.notices.events import NOTICE_TOLD
from coorum.notices.models import Mailing, ServiceNotice
from coorum.notices.rounds import Round, everybody, members_here, register
from coorum.sites import queries as sites


def recipients(mailing: Mailing) -> QuerySet[Person]:
    """The members of the community, or everybody."""
    return everybody() if mailing.chain == PROVIDER else members_here()


def context(mailing: Mailing, people: Sequence[Person]) -> dict[UUID, dict[str, Any]]:
    """The same for all, each in their language: preferences are not asked for."""
    notice = ServiceNotice.objects.select_related("community").get(id=mailing.about)
    provider = sites.provider()
    company = provider.legal_name if provider else ""
    site = notice.community
    facts = {
        "notice": notice,
        "place": site.name if site else company,
        "address": sites.origin_of(site) if site else sites.provider_origin(),
        "provider": company,
    }
    return {person.id: {**facts, "words": notice.words_in(person.language or "ja")} for person in people}


register(Round("service_notice", NOTICE_TOLD, "notice", recipients, context))
