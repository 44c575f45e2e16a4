"""Lists of people to invite, from a system of the operator's: declared, looked at, started; nobody is written to before."""

from typing import Any

from coorum.accounts import actions as accounts
from coorum.accounts.references import address_mark
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from coorum.integrations.kinds import Scope
from coorum.inviting import actions
from tests.doors.api.house import Furnished

DECLARED = {"source": "customers", "ground": "agreed", "told": "当店のメールマガジンに登録された方です。"}
ADDRESSES = ["Ann@post.example", "nobody", "ann@post.example", "stop@post.example", "a,b@post.example", "email"]


def letters(house: Furnished) -> list[str]:
    with site_scope(house.site.id):
        rows = Letter.objects.filter(kind="invitation", recipient__endswith="@post.example")
        return sorted(rows.values_list("recipient", flat=True))


def carry_on(house: Furnished, list_id: str) -> None:
    """As the worker does."""
    with site_scope(house.site.id):
        while actions.invite_next(list_id):  # type: ignore[arg-type]
            pass


def lines(house: Furnished, path: str, query: str = "") -> list[tuple[Any, ...]]:
    items = house.system().get(f"{path}/lines?limit=100{query}").json()["items"]
    return [(one["number"], one["email"], one["state"], one["problem"]) for one in items]


def test_a_list_is_looked_at_before_anybody_is_written_to_and_then_everybody_once(kissa: Furnished) -> None:
    with site_scope(kissa.site.id):
        accounts.stop_invitations(address_mark(kissa.site.id, "stop@post.example"))
    system, body = kissa.system(), {**DECLARED, "addresses": ADDRESSES}
    made = system.ask("POST", "/invitation-lists", body, Idempotency_Key="l1")
    again = system.ask("POST", "/invitation-lists", body, Idempotency_Key="l1")
    assert (made.status_code, again.json()) == (201, made.json()), made.content
    told, path = made.json(), made.headers["Location"]
    assert (told["lines"], told["ready"], told["bad"], told["begun_at"]) == (6, 2, 4, None)
    assert lines(kissa, path) == [
        (1, "ann@post.example", "ready", None),
        (2, "nobody", "bad", "no_address"),
        (3, "ann@post.example", "bad", "twice"),
        (4, "stop@post.example", "ready", None),
        (5, "a,b@post.example", "bad", "no_address"),
        (6, "email", "bad", "no_address"),
    ]
    assert letters(kissa) == []

    for _time in range(2):
        assert system.ask("POST", f"{path}/start").json()["begun_at"]
        carry_on(kissa, told["id"])
    assert letters(kissa) == ["ann@post.example"]
    done = system.get(path).json()
    assert (done["invited"], done["ready"], done["bad"], bool(done["done_at"])) == (1, 0, 5, True)
    assert [one[:1] + one[3:] for one in lines(kissa, path, "&state=bad")][2] == (4, "stopped")
    assert system.ask("DELETE", path).status_code == 409 or system.get(path).status_code == 200
    assert done in system.get("/invitation-lists").json()["items"]


def test_what_is_no_declared_list_is_refused_and_a_list_not_begun_can_go(kissa: Furnished) -> None:
    system = kissa.system()
    for other in ({"source": "bought"}, {"ground": ""}, {"told": "x"}, {"addresses": []}, {"role": "moderator"}):
        answer = system.ask("POST", "/invitation-lists", {**DECLARED, "addresses": ADDRESSES, **other})
        assert answer.status_code == 422, other
    path = system.ask("POST", "/invitation-lists", {**DECLARED, "addresses": ADDRESSES}).headers["Location"]
    narrow = kissa.system(kissa.key(Scope.INVITATIONS_READ)[1])
    assert narrow.ask("POST", f"{path}/start").status_code == 403
    assert system.ask("DELETE", path).status_code == 204
    assert system.get(path).status_code == 404
    assert letters(kissa) == []


def test_a_sign_that_no_text_holds_is_no_accident(kissa: Furnished) -> None:
    body = {**DECLARED, "told": "当店の\0お客さまです。", "addresses": ["a\0b@post.example", "ann@post.example"]}
    made = kissa.system().ask("POST", "/invitation-lists", body)
    assert (made.status_code, made.json()["ready"], made.json()["bad"]) == (201, 1, 1), made.content
