"""What becomes of an idea, through the console, and what its page says then."""

from typing import Any

from coorum.accounts.queries import viewer_on_site
from coorum.base.ids import new_id, short
from coorum.base.scope import site_scope
from coorum.community import actions
from tests.cast import Cast


def test_an_idea_is_decided_and_merged(cast: Cast, visit: Any) -> None:
    with site_scope(cast.kissa.id):
        owen, hana = viewer_on_site(cast.owen), viewer_on_site(cast.hana)
        board = actions.open_board(owen, name="ご要望", slug="wishes", kind="ideas")
        idea, other = (
            actions.write_post(hana, board=board, title=title, body="本文", key=new_id())
            for title in ("小さい袋", "少量の袋")
        )
    staff, guest = visit(cast.kissa, as_=cast.owen), visit(cast.kissa)
    at, page = f"/console/ideas/{idea.id}/", f"/b/wishes/{short(idea.id)}/"
    assert at in staff.get(page).content.decode()
    assert at not in guest.get(page).content.decode()
    assert staff.post(at, {"state": "planned", "words": "春に始めます。"}).status_code == 302
    shown = guest.get(page).content.decode()
    assert "春に始めます。" in shown
    assert "対応予定" in shown
    assert "小さい袋" in guest.get("/b/wishes/?show=planned").content.decode()
    assert staff.post(f"{at}merging/", {"into": "どこか"}).status_code == 400
    address = f"https://kissa.test/b/wishes/{short(other.id)}/#comments"
    assert staff.post(f"{at}merging/", {"into": address}).status_code == 302
    assert f"/b/wishes/{short(other.id)}/" in guest.get(page).content.decode()
    assert staff.post(f"{at}parting/").status_code == 302
    assert "対応予定" in guest.get(page).content.decode()
    assert visit(cast.kissa, as_=cast.hana).post(at, {"state": "done"}).status_code != 200
    assert visit(cast.kiri, as_=cast.hana).post(at, {"state": "done"}).status_code in (403, 404)
