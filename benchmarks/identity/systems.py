"""What systems of an operator ask, each with a key of its own. Run as a module, it makes the keys and prints them."""

import http.client
import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.pages.__main__ import PORT, ROOT, environment_of

#: Of one key in one turn: with the turns it stays within what a key may ask in a minute.
TIMES = 140
#: What the keys of a measurement are called, so that the next one finds them.
MARK = "measured: "
FORM = "application/x-www-form-urlencoded"


def asked_by_systems(data: Path) -> dict[str, Callable[[], int]]:
    """By name, work that asks so many times and says how many."""
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.identity.systems"],
        env=environment_of(data),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    keys = json.loads(made.stdout.splitlines()[-1])
    paths = {"posts": "/posts?limit=20", "members": "/members?limit=20", "changes": "/changes?limit=20"}
    names = {"posts": "list of 20 posts", "members": "list of 20 members, each on the record", "changes": "changes"}
    reads = {
        names[kind]: asking("GET", path, {"Authorization": f"Bearer {keys[kind][1]}"}) for kind, path in paths.items()
    }
    basic = b64encode(":".join(keys["token"]).encode()).decode()
    headers = {"Authorization": f"Basic {basic}", "Content-Type": FORM}
    return {**reads, "token": asking("POST", "/token", headers, "grant_type=client_credentials")}


def asking(method: str, path: str, headers: dict[str, str], body: str = "") -> Callable[[], int]:
    def work() -> int:
        connection = http.client.HTTPConnection("localhost", PORT, timeout=30)
        for _time in range(TIMES):
            connection.request(method, f"/api/v1{path}", body or None, {"Host": f"localhost:{PORT}", **headers})
            answer = connection.getresponse()
            said = answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path} was answered {answer.status}: {said[:200]!r}")
        connection.close()
        return TIMES

    return work


def make_keys() -> dict[str, Any]:
    """A key for each kind of question, of the site that answers at this port."""
    from coorum.accounts.queries import staff, viewer_on_site
    from coorum.accounts.roles import Role
    from coorum.base.scope import provider_scope, site_scope
    from coorum.integrations import actions, queries
    from coorum.integrations.kinds import Scope
    from coorum.sites.queries import place_at

    with provider_scope():
        place = place_at(f"localhost:{PORT}")
    if place is None or place.site is None:
        raise RuntimeError("no community answers here")
    wanted = {
        "posts": [Scope.POSTS_READ],
        "members": [Scope.MEMBERS_READ],
        "changes": [Scope.CHANGES_READ, Scope.POSTS_READ],
        "token": [Scope.POSTS_READ],
    }
    with site_scope(place.site.id):
        owner = viewer_on_site(staff().filter(role=Role.OWNER)[0].person)
        for old in queries.all_keys().filter(name__startswith=MARK):
            actions.revoke_key(owner, old)
        made = {kind: actions.make_key(owner, name=MARK + kind, scopes=scopes) for kind, scopes in wanted.items()}
    return {kind: (str(key.id), secret) for kind, (key, secret) in made.items()}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(make_keys()))
