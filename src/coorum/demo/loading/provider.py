"""The provider introduces itself, publishes its documents and appoints its officers."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from coorum.accounts import actions as accounts
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.next_version import NextVersion
from coorum.consent.texts import TEXTS
from coorum.demo.kinds import Company, Plan
from coorum.privacy.actions import set_issuing
from coorum.promises.actions import publish_policy
from coorum.promises.drafts import draft_of
from coorum.promises.templates import own_texts
from coorum.sites import actions as sites
from coorum.sites.models import Site

#: A registration number whose check digit is right and that no company can have.
NUMBER = "T9000000000000"
DUTIES = {"privacy_officer": Duty.PRIVACY_OFFICER, "operator_admin": Duty.ADMINISTRATOR}


def introduce(plan: Plan, at: datetime, passwords: Mapping[str, str]) -> None:
    """The provider's legal block, its policy and terms, and its staff with the passwords given for their addresses."""
    with clock.held_at(at), provider_scope():
        sites.introduce_provider(SYSTEM, **legal_block(plan.provider))
        set_issuing(SYSTEM, registration=NUMBER, first_month=4)
        for kind in (PolicyKind.PROVIDER_POLICY, PolicyKind.PROVIDER_TERMS):
            publish(kind)
        for entry in plan.staff:
            if not entry.site:
                accounts.appoint_officer(
                    SYSTEM, email=entry.person, duty=DUTIES[entry.role], password=passwords.get(entry.person)
                )


def publish(kind: PolicyKind, site: Site | None = None) -> None:
    """Our own text of this kind, as a first version."""
    community: UUID | None = site.id if site else None
    summary = next(text.summary for text in TEXTS if text.kind == kind and text.change == ChangeClass.FIRST)
    draft = draft_of(kind, own_texts(kind, site), community)
    new = NextVersion(
        kind=kind,
        number=draft.number,
        texts=draft.documents,
        change_class=ChangeClass.FIRST,
        summary=summary,
        community_id=community,
    )
    publish_policy(SYSTEM, new)


def legal_block(company: Company) -> dict[str, str]:
    """A company as the sites room takes it."""
    return {
        "legal_name": company.legal_name,
        "legal_name_en": company.legal_name_en,
        "address": f"〒{company.postal_code} {company.address}",
        "representative": company.representative,
        "contact_email": company.mail,
        "industry": company.industry,
    }
