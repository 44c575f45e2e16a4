"""What people report on the default site, and how far it came, each step on its day."""

import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID

from coorum.accounts.models import Member, StaffRole
from coorum.accounts.queries import Viewer, viewer_on_site
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.community.models import Post
from coorum.moderation import actions, subjects
from coorum.moderation.actions.deciding import Verdict
from coorum.moderation.kinds import Kind, Outcome, Standard
from coorum.moderation.models import Case
from coorum.moderation.subjects import Matter

#: Posts this old are reported, so that each stood before its report; so many of them must be there.
QUIET = timedelta(days=20)
ENOUGH = 20


def file(site_id: UUID, now: datetime) -> None:
    """Every report of the demo, once, as soon as the posts it is about are told."""
    told = tomllib.loads((files("coorum.demo") / "content" / "reports.toml").read_text(encoding="utf-8"))
    with site_scope(site_id):
        if Case.objects.exists():
            return
        staff = viewer_on_site(StaffRole.objects.filter(role=Role.OWNER).select_related("person")[0].person)
        posts = Post.objects.exclude(author=None).filter(removals=None, author__has_left=False).order_by("-created_at")
        newest = list(posts.filter(created_at__lt=now - QUIET)[:ENOUGH].values_list("id", flat=True))
        if len(newest) == ENOUGH:
            for one in told["report"]:
                matter = subjects.find("post", newest[one["post"]])
                if matter and matter.author:
                    _file(one, matter, matter.author, staff, now)


def _file(told: dict[str, Any], matter: Matter, writer: Member, staff: Viewer, now: datetime) -> None:
    """One report from its filing to where it stands; its steps on their days, none after now."""
    at = now - timedelta(days=told["ago"], minutes=35)
    others = Member.objects.filter(has_left=False, pauses=None, joined_at__lt=at).exclude(id=writer.id)
    reporter, author = viewer_on_site(others.order_by("joined_at")[told["post"]].person), viewer_on_site(writer.person)
    with clock.held_at(at):
        case = actions.report(reporter, matter=matter, kind=Kind(told["kind"]), words=told["words"], openly=True).case
    for days, deed, words in told["then"]:
        with clock.held_at(min(at + timedelta(days=days), now)):
            _DEEDS[deed](staff, author, case, words)


_DEEDS: dict[str, Callable[[Viewer, Viewer, Case, str], object]] = {
    "ask": lambda staff, _author, case, words: actions.ask_sender(staff, case=case, words=words),
    "object": lambda _staff, author, case, words: actions.object_to(author, case=case, words=words),
    "keep": lambda staff, _author, case, words: actions.decide(staff, case=case, verdict=Verdict(Outcome.KEPT, words)),
    "remove": lambda staff, _author, case, words: actions.decide(
        staff, case=case, verdict=Verdict(Outcome.REMOVED, words, Standard.PROMOTION)
    ),
    "appeal": lambda _staff, author, case, words: actions.appeal(author, case=case, words=words),
}
