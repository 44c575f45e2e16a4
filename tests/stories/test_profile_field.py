"""An operator asks for a favourite roast: a member reads what for, answers, sees who looked, and takes the answer back."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.stories.conftest import House, sign_in

Look = Callable[[Page, str], None]
FIELD = {
    "label_ja": "好きな焙煎",
    "label_en": "Favourite roast",
    "why_ja": "お好みに合う豆の話題と、試飲会のご案内のため",
    "why_en": "To bring up beans you may like, and invite you to tastings",
    "options": "浅煎り | Light\n深煎り | Dark",
}


def test_a_member_answers_what_is_asked_and_takes_it_back(house: House, visitor: Any, look: Look) -> None:
    asked = {"ja": "好きな焙煎", "en": "Favourite roast"}[visitor.language]
    dark = {"ja": "深煎り", "en": "Dark"}[visitor.language]
    owner, member = visitor(), visitor()
    sign_in(owner, f"{house.web}/console/fields/", "owen@people.example")
    look(owner, "fields-none")
    owner.goto(f"{house.web}/console/fields/new/")
    for name, words in FIELD.items():
        owner.fill(f"[name={name}]", words)
    owner.check("input[name=kind][value=choice]")
    owner.fill("input[name=name]", "Favourite roast")
    owner.click("main form button.primary")
    look(owner, "fields-refused")
    owner.fill("input[name=name]", "favourite_roast")
    owner.click("main form button.primary")
    expect(owner.locator("main")).to_contain_text(asked)
    look(owner, "fields")

    writer = {"ja": "yuzu", "en": "mado"}[visitor.language]
    sign_in(member, f"{house.web}/my/profile/fields/", f"{writer}@people.example")
    look(member, "fields-asked")
    member.get_by_label(dark).check()
    member.click("main form button.primary")
    expect(member.locator("main form .tag")).to_be_visible()
    look(member, "fields-answered")

    owner.goto(f"{house.web}/console/members/")
    owner.get_by_role("link", name=writer.capitalize(), exact=True).click()
    expect(owner.locator("main dl")).to_contain_text(dark)
    look(owner, "fields-member")
    member.goto(f"{house.web}/my/data/")
    expect(member.locator("main")).to_contain_text(asked)
    look(member, "fields-who-has-my-data")
    member.goto(f"{house.web}/about/#fields")
    look(member, "fields-public")

    member.goto(f"{house.web}/my/profile/fields/")
    member.click("main form button.danger")
    member.click("[data-confirm-yes]")
    expect(member.locator("main form .tag")).to_have_count(0)
    owner.reload()
    expect(owner.locator("main dl")).not_to_contain_text(dark)
    owner.goto(f"{house.web}/console/fields/")
    owner.click("main .row-title")
    owner.click("main a.button.danger")
    look(owner, "fields-remove")
    owner.click("main form button.danger")
    owner.wait_for_url(re.compile("/console/fields/$"))
    expect(owner.locator("main")).not_to_contain_text(asked)
