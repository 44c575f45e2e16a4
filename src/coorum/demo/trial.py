"""A test community beside an operator's own: for its engineers, with members made up by us, and no way in for anybody real."""

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.base.actions import action
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.community import actions as community
from coorum.community.models import Board
from coorum.consent.kinds import PolicyKind
from coorum.consent.notice import joining_notice
from coorum.demo.loading.provider import publish
from coorum.integrations.rules import ensure_may_manage
from coorum.provision import actions as provision
from coorum.sites import actions as sites
from coorum.sites import queries
from coorum.sites.kinds import Opening
from coorum.sites.models import Site
from coorum.sites.rules import ensure_goes_on, has_test

SLUG = "-test"
#: A slug has 40 letters.
ROOM = 40 - len(SLUG)
#: Who is there, and what each begins; the first answers the others.
PEOPLE = (
    ("試験 一郎", "はじめまして", "テスト用の会員です。投稿もコメントも、自由に変えて、消してかまいません。"),
    (
        "試験 二葉",
        "Markdownの見本",
        "**太字**、`コード`、箇条書きが使えます。\n\n- 一つめ\n- 二つめ",
    ),
    ("Tester Three", "A post in English", "Made up, like everybody here."),
)


@action
def open_test_site(staff: Viewer, *, site: Site) -> Site:
    """A test community of the same operator, with its owners, three members who agreed to be provided, and a board.

    It opens whole or not at all. Raises `Refused`: `not_owner`, `has_test`, `test_site`, `ending`, `slug_taken`.
    """
    ensure_may_manage(staff)
    ensure_goes_on(site)
    if queries.test_site_of(site) is not None:
        raise has_test()
    owners = [role.person for role in people.staff().filter(role=Role.OWNER)]
    slug, name = (
        site.slug[:ROOM].rstrip("-") + SLUG,
        site.name[:50] + (" (test)" if site.language == "en" else "（テスト）"),
    )
    test = sites.create_site(staff.party, slug=slug, name=name, operator=site.operator, language=site.language)
    with site_scope(test.id):
        for kind in (PolicyKind.OPERATOR_POLICY, PolicyKind.OPERATOR_TERMS):
            publish(kind, test)
        sites.change_brand(staff.party, test, colour=site.brand_colour)
        for person in owners:
            accounts.grant_role(staff.party, person=person, role=Role.OWNER)
        sites.open_site(staff.party, test, opening=Opening.OPEN)
        _furnish(test, people.viewer_on_site(owners[0]))
        sites.open_site(staff.party, test, opening=Opening.INVITATION)
    with site_scope(site.id):
        sites.mark_test(staff.party, test, of=site)
    return test


def _furnish(test: Site, owner: Viewer) -> None:
    board = community.open_board(owner, name="テスト", slug="test")
    speakers = [_member(test, number, name) for number, (name, *_words) in enumerate(PEOPLE, 1)]
    for speaker, (_name, title, body) in zip(speakers, PEOPLE, strict=True):
        _talk(speaker, speakers[0], board, title, body)


def _member(test: Site, number: int, name: str) -> Viewer:
    person = accounts.register_person(email=f"{number}@{test.slug}.invalid", password=None, language=test.language)
    accounts.verify_address(person)
    notice = joining_notice(test, test.language)
    member = provision.join(person, fingerprint=notice.fingerprint, language=test.language, advertising=number == 1)
    accounts.choose_display_name(member, display_name=name)
    return people.viewer_on_site(person)


def _talk(speaker: Viewer, other: Viewer, board: Board, title: str, body: str) -> None:
    post = community.write_post(speaker, board=board, title=title, body=body, key=new_id())
    if speaker.person.id != other.person.id:
        community.post_comment(other, post=post, body="読みました。", key=new_id())
        community.like(other, subject=post)
