"""Entries by their kind, for proofs: how many there are of a rare kind is asked of millions.

Without `n`, so that PostgreSQL keeps each kind once and a few bytes an entry; seals, which are frequent and asked for by
nobody, are left out. What it costs to write was not measured by itself yet; benchmarks/promises measures writing with it.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("ledger", "0002_acts_of_staff")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX ledger_entry_kind ON ledger_entry (site_id, kind) WHERE kind <> 'ledger.access.sealed'",
            "DROP INDEX ledger_entry_kind",
        )
    ]
