"""The operator's shop in the demo: members sign in there with the community, and one did, a few days ago."""

from datetime import datetime, timedelta
from uuid import UUID

from coorum.accounts.models import Member, Person
from coorum.accounts.queries import member_of, staff, viewer_on_site
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.scope import provider_scope, site_scope
from coorum.demo import kinds
from coorum.openid import actions, queries
from coorum.provision.queries import entitled_profiles

ASKED = ["display_name", "user_id", "email"]


def let_in(told: kinds.Plan, site: kinds.Site, site_id: UUID, now: datetime) -> None:
    """Register the shop, and link the member with whom visitors sign in. Done twice, it is done once."""
    emails = [one.email for one in told.logins if one.who == "member" and one.site == site.slug]
    with provider_scope():
        person = Person.objects.filter(email__in=emails).first()
    with site_scope(site_id):
        owner, member = staff().filter(role=Role.OWNER).first(), member_of(person) if person else _anybody()
        if owner is None or member is None or queries.parties().exists():
            return
        with clock.held_at(now - timedelta(days=20)):
            shop = actions.register_party(
                viewer_on_site(owner.person),
                name=f"{site.name} オンラインショップ",
                website=f"{site.shop_origin}/",
                redirect_uris=[f"{site.shop_origin}/account/callback"],
                after_logout_uris=[f"{site.shop_origin}/"],
                items=ASKED,
            )
            actions.make_secret(viewer_on_site(owner.person), shop)
        with clock.held_at(now - timedelta(days=6)):
            link = actions.agree(member, party=shop, asked=ASKED, items=["display_name"])
            back = {"redirect_uri": shop.redirect_uris[0], "challenge": "c" * 43, "nonce": "", "code": "demo"}
            actions.begin_visit(link, scope="openid profile email", browser="", signed_in_at=clock.now(), **back)


def _anybody() -> Member | None:
    """Where only some moved in: whoever has been here the longest."""
    provided = entitled_profiles().select_related("member").order_by("joined_at", "id").first()
    return provided.member if provided else None
