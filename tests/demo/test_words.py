"""What the demo's texts must never contain, and how little they repeat themselves."""

import re
from collections import Counter, defaultdict

from coorum.demo.kinds import Plan
from coorum.demo.library import CONTENT

# Names of real makers, shops and services: the demo advertises nobody and mocks nobody.
REAL = re.compile(
    "アマゾン|Amazon|楽天|グーグル|Google|Excel|エクセル|Windows|Microsoft|iPhone|Android|Instagram|インスタ(?!ント)|YouTube|"
    "ユーチューブ|Slack|Zoom|LINE|Twitter|Facebook|ハリオ|カリタ|メリタ|コーノ|ボダム|ビアレッティ|タイムモア|スターバックス|"
    "スタバ|ブルーボトル|ドトール|カルディ|ニトリ|無印|ダイソー|イケア|IKEA|カインズ|コーナン|コメリ|ビバホーム|マキタ|リョービ|"
    "ボッシュ|ワトコ|ブライワックス|ラブリコ|ディアウォール|サーモス|タッパー|ジップロック|セロテープ|マジックテープ|宅急便|"
    "ヤマト運輸|佐川|クロネコ|QRコード|キーエンス|デンソー|パワーポイント|V60|エアロプレス|ケメックス|キユーピー|Asobica|アソビカ"
)


def _texts(told: Plan) -> list[str]:
    posts = [text for post in told.posts for text in (post.title, post.body)]
    people = [member.display_name for member in told.members]
    companies = [text for company in (told.provider, *told.operators) for text in (company.legal_name, company.address)]
    boards = [text for board in told.boards for text in (board.name, board.description)]
    return [*posts, *(comment.body for comment in told.comments), *people, *companies, *boards]


def test_no_real_name_appears(told: Plan) -> None:
    assert [text for text in _texts(told) if REAL.search(text)] == []


def test_no_real_name_appears_in_the_content_files() -> None:
    files = [path for path in CONTENT.rglob("*") if path.suffix in (".toml", ".md", ".txt")]
    assert [path.name for path in files if REAL.search(path.read_text(encoding="utf-8"))] == []


def test_every_address_ends_in_example(told: Plan) -> None:
    mails = [person.email for person in told.persons] + [company.mail for company in (told.provider, *told.operators)]
    hosts = [host for text in _texts(told) for host in re.findall(r"https?://([^/)\s]+)", text)]
    hosts += [site.shop_origin.removeprefix("https://") for site in told.sites]
    assert all(address.endswith(".example") for address in mails + hosts)
    assert not [text for text in _texts(told) if re.search(r"\w@\w+\.(?!example)", text)]


def test_no_two_people_share_an_address_or_a_user_id(told: Plan) -> None:
    emails = Counter(person.email for person in told.persons)
    user_ids = Counter((member.site, member.user_id) for member in told.members)
    assert max(emails.values()) == max(user_ids.values()) == 1


def test_no_pattern_shows_through(told: Plan) -> None:
    marks = re.compile(r"[{}$]|=>|(^|\n)[@+?][a-z]+ |\.(ask|tip|name)\b|staff: ")
    assert [text for text in _texts(told) if marks.search(text)] == []


def test_titles_and_names_fit(told: Plan) -> None:
    assert all(1 <= len(post.title) <= 80 for post in told.posts)
    assert all(1 <= len(member.display_name) <= 30 for member in told.members)
    assert all(re.fullmatch(r"[a-z0-9_]{3,20}", member.user_id) for member in told.members)


def test_no_two_posts_share_a_body(told: Plan) -> None:
    assert max(Counter(post.body for post in told.posts).values()) == 1


def test_bodies_have_lengths_as_people_write_them(told: Plan) -> None:
    lines = [post.body.count("\n") + 1 for post in told.posts]
    assert min(lines) == 1
    assert max(lines) >= 25
    assert sum(count >= 10 for count in lines) >= 300


def test_few_titles_and_comments_repeat(told: Plan) -> None:
    titles = Counter((post.site, post.title) for post in told.posts)
    long = Counter(comment.body for comment in told.comments if len(comment.body) > 24)
    assert sum(count - 1 for count in titles.values()) <= 60
    assert sum(count - 1 for count in long.values()) <= 150


def test_nobody_says_the_same_twice_under_one_post(told: Plan) -> None:
    under = Counter((comment.post, comment.body) for comment in told.comments)
    assert max(under.values()) == 1


def test_few_long_sentences_meet_on_one_page_of_a_board(told: Plan) -> None:
    boards = defaultdict(list)
    for post in reversed(told.posts):
        boards[post.site, post.board].append(post)
    pages = [posts[start : start + 20] for posts in boards.values() for start in range(0, len(posts), 20)]
    repeats = 0
    for page in pages:
        sentences = (set(re.findall(r"[^。\n]{24,}。", post.body)) for post in page)
        repeats += sum(count - 1 for count in Counter(said for post in sentences for said in post).values())
    assert repeats / len(pages) < 2.5


def test_some_posts_are_in_english(told: Plan) -> None:
    assert sum(post.language == "en" for post in told.posts) >= 12
