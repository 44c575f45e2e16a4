"""Everything at once: appending, noting and sealing side by side leave a chain that holds."""

import json
from threading import Thread
from uuid import uuid4

from coorum.base.ledger import heads, verifier
from coorum.base.ledger.export import export
from coorum.base.ledger.models import Leaf
from coorum.base.ledger.sealing import seal_once
from coorum.base.ledger.verify import verify
from coorum.base.scope import site_scope

ROUNDS = 40


def test_writers_and_the_sealer_side_by_side(connect, site, key_folder, tmp_path):
    def draft() -> dict[str, object]:
        return {"site": str(site), "kind": "a.b", "version": 1, "actor": "member", "refs": {}, "key": str(uuid4())}

    def work(own, sql, values):
        for _ in range(ROUNDS):
            own.execute(sql, values())
            own.commit()

    def append():
        return [json.dumps([draft()])]

    def note():
        return [json.dumps([draft(), draft(), draft()])]

    jobs = [
        *[("SELECT ledger_append(%s::jsonb)", append)] * 3,
        *[("SELECT ledger_note(%s::jsonb)", note)] * 3,
        *[("SELECT * FROM ledger_seal(25, 50)", list)] * 2,
    ]
    threads = [Thread(target=work, args=[connect(), sql, values]) for sql, values in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal_once()
    heads.sign_heads()
    with site_scope(site):
        assert not Leaf.objects.filter(seal=None).exists()
        report = verify(site)
        with (tmp_path / "export").open("w") as file:
            export(site, file)
    assert (report.fault, report.leaves) == ("", 9 * ROUNDS)
    assert report.entries > 3 * ROUNDS
    assert verifier.main([str(tmp_path / "export")]) == 0
