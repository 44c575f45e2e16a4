"""The member who is signed in in a frame: by a cookie that only a frame of ours in their own browser can get, for taking part."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from coorum.accounts import actions as accounts
from coorum.accounts import devices
from coorum.accounts.models import HandOff, Member, Person, Session
from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.ids import new_id
from coorum.base.scope import provider_scope, site_scope
from coorum.community.models import Board, Comment, PageTalk, Post, PostLike
from coorum.sites import actions as sites
from tests.cast import Cast
from tests.doors.embed.conftest import SHOP
from tests.notices.conftest import say

OTHER = "https://other.example"
HOME = "http://kissa.test"
BACK = "/items/12?size=2#taste"


@dataclass
class Frame:
    """A frame of a community's on a page of its shop, and what its script does. Its cookies are its own."""

    browser: Client
    origin: str = SHOP
    asked: str = "show=comments&board=beans&page=/items/12&title=朝靄ブレンド"

    @property
    def home(self) -> str:
        return f"http://{self.browser.defaults['HTTP_HOST']}"

    def address(self, path: str) -> str:
        return f"/embed/{path}?{self.asked}&origin={self.origin}"

    def see(self) -> Any:
        return self.browser.get(self.address("frame/"))

    @property
    def is_in(self) -> bool:
        return b"Hana" in self.see().content

    def do(self, path: str, **sent: str) -> Any:
        return self.browser.post(self.address(path), sent, headers={"Origin": self.home})

    def write(self, body: str, **more: str) -> Any:
        return self.do("comments/", submission=str(new_id()), body=body, **more)

    def begin(self, **more: str) -> dict[str, str]:
        """What the frame sends to the top window."""
        return {**self.do("session/begin/").json(), "back": BACK, **more}


def enter(browser: Client, frame: Frame, sent: dict[str, str] | None = None, *, origin: str = HOME) -> Any:
    """The form of a frame, as the browser sends it to the top window."""
    return browser.post(frame.address("enter/"), sent or frame.begin(), headers={"Origin": origin} if origin else {})


def ticket_in(page: Any) -> str:
    return str(page.content.decode().split('name="ticket" value="')[1].split('"')[0])


def confirm(browser: Client, page: Any, **more: str) -> Any:
    return browser.post("/embed/enter/confirmation/", {"ticket": ticket_in(page), **more})


def brought(back: str) -> dict[str, str]:
    """What the browser comes back with."""
    code, state, _block = back.rpartition("coorum=")[2].split(".")
    return {"code": code, "state": state}


def code_for(browser: Client, frame: Frame) -> dict[str, str]:
    return brought(confirm(browser, enter(browser, frame)).url)


@pytest.fixture
def sign_in(cast: Cast, visit: Any, guest: Client, board: Board) -> Callable[..., Frame]:
    """`sign_in(person)`: a frame in which they are signed in."""

    def signed_in(person: Person) -> Frame:
        frame = Frame(visit(cast.kissa))
        assert frame.do("session/", **code_for(visit(cast.kissa, as_=person), frame)).status_code == 204
        return frame

    return signed_in


def test_a_member_is_led_there_and_back_to_the_very_page(cast: Cast, guest: Client, board: Board, visit: Any) -> None:
    hana, frame = visit(cast.kissa, as_=cast.hana), Frame(visit(cast.kissa))
    sent = frame.begin()
    assert frame.do("session/", state=sent["state"]).status_code == 204  # the browser kept the cookie
    page = enter(hana, frame, sent)
    assert "Hana" in page.content.decode()
    assert "shop.example" in page.content.decode()
    back = confirm(hana, page).url
    assert back.startswith(f"{SHOP}/items/12?size=2#taste&coorum=")
    assert back.endswith(f".{sent['state']}.comments")
    assert not frame.is_in
    answer = frame.do("session/", **brought(back))
    cookie = answer.cookies["frame"].OutputString()
    assert all(
        part in cookie for part in ("Partitioned", "Secure", "HttpOnly", "SameSite=None", "Max-Age=43200", "Path=/")
    )
    assert frame.is_in
    assert frame.see()["Cache-Control"] == "private, no-store"
    assert not frame.see().cookies
    assert not Session.objects.filter(session_key__contains=answer.cookies["frame"].value).exists()


def test_who_is_not_signed_in_signs_in_on_the_way(cast: Cast, guest: Client, board: Board, visit: Any) -> None:
    browser, frame = visit(cast.kissa), Frame(visit(cast.kissa))
    assert confirm(browser, enter(browser, frame)).url == "/signin/enter?next=/embed/enter/"
    assert browser.get("/embed/enter/").url == "/"  # not without signing in; and then the way is forgotten
    assert confirm(browser, enter(browser, frame), new="1").url == "/signin/enter?next=/embed/enter/&new=1"
    browser.force_login(cast.mika)  # registered, no member here
    session = browser.session
    session.update({"_host": "kissa.test", "_methods": ["password"]})
    session.save()
    assert browser.get("/embed/enter/").url == "/signin/join/?next=/embed/enter/"
    with site_scope(cast.kissa.id):
        Member.new(person=cast.mika, display_name="Mika", user_id="mika", joined_at=clock.now()).save()
    page = browser.get("/embed/enter/").content.decode()
    assert f'content="0;url={SHOP}/items/12?size=2#taste&amp;coorum=' in page


def test_a_challenge_comes_from_our_own_frame_only(cast: Cast, guest: Client, board: Board, visit: Any) -> None:
    """The operator's page knows no verifier of ours; one of its own it could not send, nor a form key, nor another's ticket."""
    hana, frame = visit(cast.kissa, as_=cast.hana), Frame(visit(cast.kissa))
    for strange in (SHOP, "https://evil.example", "null", "http://kiri.test", "http://kissa.test.evil.example", ""):
        assert enter(hana, frame, frame.begin(), origin=strange).status_code == 404
        sent = frame.browser.post(frame.address("session/begin/"), headers={"Origin": strange} if strange else {})
        assert sent.status_code == 403
    for wrong in ({"challenge": "x"}, {"state": "x;" * 20}, {"more": "x"}):
        assert enter(hana, frame, frame.begin(**wrong)).status_code == 404
    assert enter(hana, Frame(guest, origin=OTHER), frame.begin()).status_code == 404
    ticket = ticket_in(enter(visit(cast.kissa), frame))  # the attacker's
    strict = Client(headers={"host": "kissa.test"}, enforce_csrf_checks=True)
    strict.cookies = hana.cookies
    assert strict.post("/embed/enter/confirmation/", {"ticket": ticket}).status_code == 403
    assert hana.get("/embed/enter/confirmation/", {"ticket": ticket}).status_code == 405
    assert hana.get("/embed/enter/", {"ticket": ticket}).url == "/"
    assert hana.post("/embed/enter/confirmation/", {"ticket": f"{ticket}x"}).status_code == 404
    assert visit(cast.kiri, as_=cast.hana).post("/embed/enter/confirmation/", {"ticket": ticket}).status_code == 404
    assert not HandOff.objects.exists()


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "@evil.example", "/\\evil", ".evil.example/"]
)
def test_the_way_back_leads_to_the_listed_origin(cast: Cast, guest: Client, visit: Any, back: str) -> None:
    hana, frame = visit(cast.kissa, as_=cast.hana), Frame(visit(cast.kissa))
    to = confirm(hana, enter(hana, frame, frame.begin(back=back))).url
    assert urlsplit(to).netloc == "shop.example"
    assert to.startswith(f"{SHOP}/")


def test_a_code_serves_once_there_for_whoever_asked(cast: Cast, guest: Client, board: Board, visit: Any) -> None:
    hana = visit(cast.kissa, as_=cast.hana)
    with site_scope(cast.kissa.id):
        sites.list_embed_origins(SYSTEM, cast.kissa, origins=[SHOP, OTHER])
    with site_scope(cast.kiri.id):
        sites.list_embed_origins(SYSTEM, cast.kiri, origins=[SHOP])
    here, stranger, elsewhere = (Frame(visit(cast.kissa)) for _ in range(3))
    kiri = Frame(visit(cast.kiri), asked="show=member")
    came = code_for(hana, here)
    elsewhere.origin = OTHER
    for other in (stranger, elsewhere, kiri):  # with a state of their own, with the stolen one, and without any
        own = other.begin()["state"]
        for state in (own, came["state"]):
            assert other.do("session/", code=came["code"], state=state).status_code == 403
    assert hana.get("/signin/return", came).status_code == 400
    assert here.do("session/", code=came["code"], state="s" * 43).status_code == 403
    before = here.browser.cookies["frame"].value
    assert here.do("session/", **came).status_code == 204
    stranger.browser.cookies["frame"] = before  # even the cookie of the way serves once
    assert stranger.do("session/", **came).status_code == 403
    for other in (elsewhere, kiri):
        other.browser.cookies["frame"] = here.browser.cookies["frame"].value
    assert (here.is_in, elsewhere.is_in, kiri.is_in) == (True, False, False)
    old = code_for(hana, stranger)
    HandOff.objects.update(made_at=clock.now() - timedelta(minutes=2))
    assert stranger.do("session/", **old).status_code == 403


def test_somebody_elses_sign_in_cannot_be_planted(cast: Cast, guest: Client, board: Board, visit: Any) -> None:
    """The attacker's own code and state behind the # of an address, in the victim's browser, on its way or not."""
    came = code_for(visit(cast.kissa, as_=cast.taro), Frame(visit(cast.kissa)))
    victim = Frame(visit(cast.kissa))
    assert victim.do("session/", **came).status_code == 403
    victim.begin()
    assert victim.do("session/", **came).status_code == 403


def test_a_token_opens_the_frame_and_nothing_else(cast: Cast, sign_in: Callable[..., Frame], visit: Any) -> None:
    """The row's key, or what the browser shows, as a session of the community's pages, and the frame's cookie there."""
    frame = sign_in(cast.hana)
    key, token = Session.objects.get(host=SHOP).session_key, frame.browser.cookies["frame"].value
    for secret in (key, token):
        browser = visit(cast.kissa)
        browser.cookies["session"], browser.cookies["frame"] = secret, token
        for address in ("/my/", "/console/", "/my/data/"):
            assert "/signin/enter" in browser.get(address).url
    assert visit(cast.kissa).get("/api/v1/boards", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_words_and_likes_are_the_member_s(cast: Cast, sign_in: Callable[..., Frame], visit: Any) -> None:
    hana, taro = sign_in(cast.hana), sign_in(cast.taro)
    begun = hana.write("おいしいですか。", title="朝靄ブレンド")
    assert "コメントを投稿しました" in begun.content.decode()
    said = taro.write("はい <script>", title="")
    assert "はい &lt;script&gt;" in said.content.decode()
    with site_scope(cast.kissa.id):
        talk, comment = PageTalk.objects.select_related("post__author").get(), Comment.objects.get()
        assert (talk.address, talk.post.title) == (f"{SHOP}/items/12", "朝靄ブレンド")
        assert talk.post.author.person_id == cast.hana.id
        assert comment.author.person_id == cast.taro.id
    liked = hana.do("likes/", subject=str(comment.id), wanted="1").content.decode()
    assert f'id="like-{comment.id}" name="wanted" value="0" aria-pressed="true"' in liked
    taro.do("likes/", subject="post", wanted="1")
    taro.do("likes/", subject="post", wanted="0")
    with site_scope(cast.kissa.id):
        assert Comment.objects.get().like_count == 1
        assert not PostLike.objects.exists()
    assert "aria-pressed" not in visit(cast.kissa).get(hana.address("frame/")).content.decode()


def test_the_same_words_sent_twice_are_said_once(cast: Cast, sign_in: Callable[..., Frame]) -> None:
    hana, keys = sign_in(cast.hana), [str(new_id()), str(new_id())]
    for key in keys * 2:
        assert hana.do("comments/", submission=key, title="題", body="一度だけ").status_code == 200
    with site_scope(cast.kissa.id):
        assert (Post.objects.count(), Comment.objects.count()) == (1, 1)


def test_what_is_not_taken_is_shown_again_with_why(cast: Cast, sign_in: Callable[..., Frame], post: Post) -> None:
    hana = sign_in(cast.hana)
    hana.write("はじめ", title="題")
    long = "あ" * 10_001
    refused = hana.write(long)
    assert (refused.status_code, long in refused.content.decode()) == (403, True)
    assert "aria-invalid" in refused.content.decode()
    for subject in (str(new_id()), "x", str(post.id)):
        assert hana.do("likes/", subject=subject, wanted="1").status_code == 404
    assert hana.do("likes/", subject="post", wanted="2").status_code == 400
    assert hana.do("comments/", body="x", board="other").status_code == 400  # a field that nobody asked for


def test_nobody_writes_without_being_signed_in_there(cast: Cast, sign_in: Callable[..., Frame], visit: Any) -> None:
    """Whoever is signed in at the community, whose cookie a page of the same site would send along, is nobody in a frame; and
    no page but our own acts with the frame's cookie.
    """
    for browser in (visit(cast.kissa), visit(cast.kissa, as_=cast.hana)):
        for token in ("", "x", "x" * 500):
            frame = Frame(browser)
            browser.cookies["frame"] = token
            assert [frame.write("x").status_code, frame.do("likes/", subject="post", wanted="1").status_code] == [
                401,
                401,
            ]
            assert frame.do("session/end/").status_code == 401
        assert browser.get("/embed/comments/").status_code == 405
    hana = sign_in(cast.hana)
    for origin in (SHOP, "null", "http://kiri.test"):
        for path in ("comments/", "likes/", "session/end/"):
            sent = hana.browser.post(hana.address(path), {"body": "x"}, headers={"Origin": origin})
            assert sent.status_code == 403
    assert hana.is_in
    with site_scope(cast.kissa.id):
        assert not Post.objects.exists()


ENDS: dict[str, Callable[[Cast, Member], object]] = {
    "signing out everywhere": lambda cast, _member: accounts.revoke_sessions(cast.hana),
    "a new password": lambda cast, _member: accounts.change_password(cast.hana, password="another good long phrase"),
    "a new epoch": lambda cast, _member: accounts.move_on(cast.hana),
    "signing out in that browser": lambda cast, _member: accounts.sign_out(
        cast.hana, session_key="", browser="the-browser", hosts=["kissa.test"]
    ),
    "ending the device": lambda cast, _member: accounts.revoke_device(cast.hana, device_id="the-browser"),
    "a pause": lambda _cast, member: (accounts.pause(member), accounts.resume(member)),
    "stepping aside": lambda _cast, member: (accounts.step_aside(member), accounts.come_back(member)),
    "leaving": lambda _cast, member: accounts.mark_departed(member, kept_posts=True),
    "a suspended person": lambda cast, _member: Person.objects.filter(id=cast.hana.id).update(is_active=False),
    "the origin taken off the list": lambda cast, _member: sites.list_embed_origins(
        SYSTEM, cast.kissa, origins=[OTHER]
    ),
    "twelve hours": lambda _cast, _member: Session.objects.update(expire_date=clock.now()),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_frame_s_session_ends_with(cast: Cast, sign_in: Callable[..., Frame], end: str) -> None:
    frame = sign_in(cast.hana)
    Session.objects.filter(host=SHOP).update(browser="the-browser")
    assert frame.is_in
    with site_scope(cast.kissa.id):
        ENDS[end](cast, Member.objects.get(person=cast.hana))
    assert not frame.is_in
    assert frame.write("x", title="x").status_code in (401, 404)


def test_it_lasts_twelve_hours_and_signs_out_by_itself(cast: Cast, sign_in: Callable[..., Frame]) -> None:
    frame = sign_in(cast.hana)
    left = Session.objects.get(host=SHOP).expire_date - clock.now()
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)
    with provider_scope():
        assert (SHOP,) in [device.hosts for device in devices.devices_of(cast.hana)]
    assert frame.do("session/end/").status_code == 204
    assert not frame.is_in
    assert not Session.objects.filter(host=SHOP).exists()


def test_who_is_paused_is_told_and_gets_no_code(cast: Cast, guest: Client, board: Board, visit: Any) -> None:
    hana, frame = visit(cast.kissa, as_=cast.hana), Frame(visit(cast.kissa))
    came = code_for(hana, frame)
    with site_scope(cast.kissa.id):
        accounts.pause(Member.objects.get(person=cast.hana))
    assert frame.do("session/", **came).status_code == 403
    answer = confirm(hana, enter(hana, frame))
    assert answer.status_code == 403
    assert "休止" in answer.content.decode()


def test_staff_are_members_in_a_frame(cast: Cast, sign_in: Callable[..., Frame], visit: Any) -> None:
    """A session without a second factor moderates nothing and speaks for nobody; who is no member joins first."""
    owen = visit(cast.kissa, as_=cast.owen)
    asked = confirm(owen, enter(owen, Frame(visit(cast.kissa))))
    assert asked.url == "/signin/join/?next=/embed/enter/"
    with site_scope(cast.kissa.id):
        Member.new(person=cast.owen, display_name="Owen", user_id="owen", joined_at=clock.now()).save()
    sign_in(cast.owen).write("わたしも飲みます。", title="朝靄")
    with site_scope(cast.kissa.id):
        assert not Post.objects.get().is_official


def test_the_badge_shows_who_it_is_to_nobody_else(cast: Cast, sign_in: Callable[..., Frame], visit: Any) -> None:
    frame = sign_in(cast.hana)
    frame.asked = "show=member&language=en"
    shown, guests = frame.see().content.decode(), visit(cast.kissa).get(frame.address("frame/")).content.decode()
    assert ("Hana" in shown, "Hana" in guests) == (True, False)
    assert "data-enter" in guests
    assert visit(cast.kissa).get(frame.address("posts.json")).status_code == 404


def test_the_bell_counts_in_the_frame(cast: Cast, sign_in: Callable[..., Frame], visit: Any) -> None:
    hana, taro = sign_in(cast.hana), sign_in(cast.taro)
    hana.write("おいしいですか。", title="朝靄ブレンド")
    with site_scope(cast.kissa.id):
        say(viewer_on_site(cast.taro), Post.objects.get())
    for show in ("bell", "member"):
        hana.asked = f"show={show}"
        shown = hana.see().content.decode()
        assert "未読1件" in shown
        assert 'href="http://kissa.test/my/notices/"' in shown
        assert "data-live=" in shown
    taro.asked = "show=bell"
    assert "未読" not in taro.see().content.decode()
    assert "data-live" not in visit(cast.kissa).get(taro.address("frame/")).content.decode()
