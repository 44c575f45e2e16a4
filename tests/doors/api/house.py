"""Two communities with something of everything in them, and what their systems know. Furnished once for many questions.

At Kissa, Mika agreed that the operator is told who she is; Taro, a member of before, did not. Both wrote and liked. Kiri has the
same of its own.
"""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.test import Client

from coorum.accounts import actions as accounts
from coorum.accounts.models import Person, StaffRole
from coorum.accounts.queries import viewer_on_site
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.community import actions as community
from coorum.consent.notice import joining_notice
from coorum.integrations import actions as integrations
from coorum.integrations.kinds import Scope
from coorum.integrations.models import ApiKey
from coorum.inviting import actions as inviting
from coorum.provision import actions as provision
from coorum.sites.models import Site
from tests.cast import Cast
from tests.profiles.steps import answer, ask

V1 = "/api/v1"


@dataclass
class Furnished:
    """A site with the ids of what is in it, by kind, and the secret of a key that may do everything."""

    site: Site
    owner: Person
    ids: dict[str, UUID] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    secret: str = ""

    def key(self, *scopes: str, name: str = "") -> tuple[ApiKey, str]:
        """Another key of this site, for all scopes or for these."""
        with site_scope(self.site.id):
            given = {"name": name or f"系{new_id().hex[-8:]}", "scopes": scopes or Scope.values}
            return integrations.make_key(viewer_on_site(self.owner), **given)

    def system(self, secret: str | None = None) -> "System":
        """A system that asks on this site's host."""
        return System(f"{self.site.slug}.test", self.secret if secret is None else secret)


class System:
    """A system of an operator's: asks with a key, and reads JSON."""

    def __init__(self, host: str, secret: str) -> None:
        self.client = Client(headers={"host": host}, raise_request_exception=False)
        self.secret = secret

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """`path` after /api/v1, or whole."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.secret:
            named.setdefault("Authorization", f"Bearer {self.secret}")
        data = "" if body is None else json.dumps(body)
        address = path if path.startswith("/api") else V1 + path
        return self.client.generic(method, address, data, "application/json", headers=named)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)


def furnish(cast: Cast) -> tuple[Furnished, Furnished]:
    """Kissa and Kiri."""
    with site_scope(cast.kiri.id):
        StaffRole.new(person=cast.hana, role=Role.OWNER, granted_at=clock.now()).save()
    kissa = _furnished(Furnished(cast.kissa, cast.owen), silent=cast.taro, open_=cast.mika)
    return kissa, _furnished(Furnished(cast.kiri, cast.hana), silent=cast.mika, open_=cast.taro)


def _furnished(house: Furnished, *, silent: Person, open_: Person) -> Furnished:
    slug = house.site.slug
    with site_scope(house.site.id):
        notice = joining_notice(house.site, "ja")
        member = provision.join(open_, fingerprint=notice.fingerprint, language="ja", advertising=False)
        staff, teller, listener = (viewer_on_site(one) for one in (house.owner, open_, silent))
        board = community.open_board(staff, name=f"{slug}の話題", slug=f"{slug}-talk", kind="questions")
        post = community.write_post(teller, board=board, title=f"{slug}の朝", body=f"{slug}の本文です。", key=new_id())
        quiet = community.write_post(listener, board=board, title=f"{slug}の夜", body="静かな話です。", key=new_id())
        comment = community.post_comment(listener, post=post, body=f"{slug}への返事です。", key=new_id())
        community.like(teller, subject=quiet)
        community.like(listener, subject=post)
        community.like(teller, subject=comment)
        invitation = accounts.invite(staff, email=f"guest@{slug}.example")
        field = ask(house.owner, why_ja=f"{slug}の使いみち")
        answer(member, field, "2")
        declared = {"source": "customers", "ground": "agreed", "told": "当店のお客さまです。"}
        batch = inviting.declare_addresses(staff, addresses=[f"listed@{slug}.example", "nobody"], **declared)
        ids = {
            "list": batch.id,
            "batch": batch.id,
            "field": field.id,
            "board": board.id,
            "post": post.id,
            "comment": comment.id,
            "invitation": invitation.id,
        }
        house.ids = {**ids, "quiet": quiet.id, "member": member.id, "silent": listener.member.id}  # type: ignore[union-attr]
    house.words = {slug, open_.email, str(member.id), *(str(one) for one in house.ids.values())}
    _key, house.secret = house.key()
    return house
