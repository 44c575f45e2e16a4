"""Profile fields in the console, on My page, on the page after joining, in the public register, and over files."""

import csv
from io import StringIO
from typing import Any

import pytest

from coorum.accounts.models import StaffRole
from coorum.accounts.queries import viewer_on_site
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.profiles import queries
from coorum.profiles.models import Answer, Field
from coorum.provision.models import LookUp
from tests.cast import Cast
from tests.profiles.steps import ROAST, ROAST_JA, answer, ask, join, told

#: What stands above a form that was refused as a whole.
ABOVE = 'class="banner danger"'
FORM = {**ROAST, "options": "浅煎り | Light\n深煎り｜Dark", "hint_ja": "", "hint_en": ""}


def form(**other: Any) -> dict[str, Any]:
    return {**FORM, **other}


@pytest.fixture
def mika(cast: Cast) -> Any:
    with site_scope(cast.kissa.id):
        return join(cast.mika, cast.kissa)


def fields_on(cast: Cast) -> list[Field]:
    with site_scope(cast.kissa.id):
        return list(queries.fields())


def test_an_owner_asks_a_member_answers_and_everybody_sees_what_was_agreed(cast: Cast, mika: Any, visit: Any) -> None:
    owen, browser = visit(cast.kissa, as_=cast.owen), visit(cast.kissa, as_=cast.mika)
    with told():
        assert owen.post("/console/fields/new/", form(at_joining="on")).status_code == 302
    [roast] = fields_on(cast)
    for page in ("/console/fields/", f"/console/fields/{roast.id}/"):
        assert ROAST_JA in owen.get(page).content.decode()
    assert FORM["why_ja"] in visit(cast.kissa).get("/about/").content.decode()

    page = browser.get("/my/profile/fields/").content.decode()
    assert FORM["why_ja"] in page
    assert cast.kissa.operator.legal_name in page
    assert "checked" not in page
    assert ROAST_JA in browser.get("/my/profile/fields/?new=1").content.decode()
    fingerprint = page.partition('name="fingerprint" value="')[2][:64]
    sent = {"answer": "2", "fingerprint": fingerprint}
    after = browser.post(f"/my/profile/fields/{roast.id}/?new=1&next=/b/", sent)
    assert after["Location"] == "/my/profile/fields/?new=1&next=%2Fb%2F"
    assert browser.get(after["Location"])["Location"] == "/b/", "nothing is left to offer"

    assert "深煎り" in owen.get(f"/console/members/{mika.id}/").content.decode()
    rows = list(csv.reader(StringIO(owen.post("/console/members/file/", {}).content.decode("utf-8-sig"))))
    assert (rows[0][-1], rows[1][-1]) == ("roast", "深煎り")
    with site_scope(cast.kissa.id):
        assert sorted(LookUp.objects.filter(of_answers=True).values_list("act", flat=True)) == ["export", "show"]
    for page in ("/my/data/", "/my/consents/"):
        assert ROAST_JA in browser.get(page).content.decode() or page == "/my/consents/"
    assert "1" in owen.get(f"/console/fields/{roast.id}/removal/").content.decode()

    assert browser.post(f"/my/profile/fields/{roast.id}/removal/").status_code == 302
    assert "深煎り" not in owen.get(f"/console/members/{mika.id}/").content.decode()
    assert owen.post(f"/console/fields/{roast.id}/removal/").status_code == 302
    assert fields_on(cast) == []


#: What is sent, and the field beside which it is refused; above the form where there is none.
REFUSED: list[tuple[dict[str, str], str]] = [
    ({"label_ja": "持病はありますか"}, "label_ja"),
    ({"label_en": "Your religion"}, "label_en"),
    ({"hint_ja": "マイナンバーの下4桁"}, "hint_ja"),
    ({"options": "糖尿病 | Diabetes\nなし | None"}, "options"),
    ({"options": "浅煎り"}, "options"),
    ({"why_en": ""}, "why_en"),
    ({"purpose": "operate"}, "purpose"),
    ({"purpose": "profiling"}, "purpose"),
    ({"name": "Roast!"}, "name"),
    ({"kind": "password"}, "kind"),
    ({"required": "on"}, ""),
]


def test_what_may_not_be_asked_is_refused(cast: Cast, visit: Any) -> None:
    owen, let_through = visit(cast.kissa, as_=cast.owen), []
    with told():
        for other, field in REFUSED:
            page = owen.post("/console/fields/new/", form(**other)).content.decode()
            if (f'id="id_{field}_error"' if field else ABOVE) not in page:
                let_through.append(other)
    assert let_through == []
    assert fields_on(cast) == []


def test_what_was_agreed_to_stays_and_the_rest_may_change(cast: Cast, mika: Any, visit: Any) -> None:
    with site_scope(cast.kissa.id):
        roast = ask(cast.owen)
        Answer.new(field=roast, member=mika, value="1", answered_at=clock.now()).save()
    owen, address = visit(cast.kissa, as_=cast.owen), f"/console/fields/{roast.id}/"
    with told():
        for other in ({"audience": "members"}, {"purpose": "advertise"}, {"why_ja": "別の使いみち"}, {"kind": "line"}):
            assert ABOVE in owen.post(address, form(**other)).content.decode(), other
        kept = {"hint_ja": "迷ったら両方", "options": f"{FORM['options']}\nカフェインレス | Decaf"}
        assert owen.post(address, form(**kept)).status_code == 302
    [field] = fields_on(cast)
    assert (field.audience, field.hint_ja, len(field.options)) == ("staff", "迷ったら両方", 3)


def test_who_may_set_fields_up(cast: Cast, visit: Any) -> None:
    """Owners only; and while the policy in force says nothing of answers, nobody."""
    with site_scope(cast.kissa.id):
        StaffRole.new(person=cast.taro, role=Role.MANAGER, granted_at=clock.now()).save()
    for page in ("/console/fields/", "/console/fields/new/"):
        assert visit(cast.kissa, as_=cast.taro).get(page).status_code == 404
        assert visit(cast.kissa, as_=cast.hana).get(page).status_code == 404
    assert ABOVE in visit(cast.kissa, as_=cast.owen).post("/console/fields/new/", form()).content.decode()
    assert fields_on(cast) == []


def test_members_read_of_each_other_what_is_meant_for_them(cast: Cast, mika: Any, visit: Any) -> None:
    with site_scope(cast.kissa.id):
        answer(mika, ask(cast.owen, audience="members"), "2")
        answer(mika, ask(cast.owen, name="visits", label_ja="来店の回数", kind="number"), "7")
        name = viewer_on_site(cast.mika).user_id
    page = visit(cast.kissa, as_=cast.hana).get(f"/m/{name}/").content.decode()
    assert "深煎り" in page
    assert "来店の回数" not in page
    assert visit(cast.kissa).get(f"/m/{name}/").status_code == 302
    assert visit(cast.kiri, as_=cast.hana).get(f"/m/{name}/").status_code == 404
    visit(cast.kissa, as_=cast.owen).get(f"/m/{name}/")
    with site_scope(cast.kissa.id):
        assert LookUp.objects.get().of_answers
