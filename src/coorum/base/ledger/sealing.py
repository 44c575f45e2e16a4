"""Sealing the access stream: leaves noted since the last time become one entry of their chain, with their Merkle root."""

from django.db import connection, transaction

CHAINS = 25
LEAVES = 5_000


def seal_once() -> int:
    """Seal what is committed by now, on all chains; answers how many seals were made. One statement when there is nothing.

    The worker calls it about twice a second, outside a transaction: each round of up to 25 chains is one of its own, so
    that no chain stays locked for long. Leaves of a transaction that is still open are not seen, and go into a later seal.
    """
    made = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*), coalesce(max(count), 0) FROM ledger_seal(%s, %s)", [CHAINS, LEAVES])
            chains, most = cursor.fetchone()
        made += chains
        if chains < CHAINS and most < LEAVES:
            return made
