"""Entries and leaves by their time, for letting go of what is old: asked of all of them every day, and mostly of none.

They are written in the order of their time, so a summary of each range of pages (BRIN) is enough: it is a few pages in
all, and costs next to nothing to keep. The site comes first as in every index, though in this kind order means nothing.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("ledger", "0003_entries_by_kind")]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {table}_time ON {table} USING brin (site_id, at) WITH (autosummarize = on)", f"DROP INDEX {table}_time"
        )
        for table in ("ledger_entry", "ledger_leaf")
    ]
