"""What the staff of a site did, newest first: read by a page, among hundreds of thousands of acts of members.

Partial, so that noting a member's act costs nothing more.
"""

from django.db import migrations

_MAKE = "CREATE INDEX {table}_staff ON {table} (site_id, {last}) WHERE actor = 'staff'"
_DROP = "DROP INDEX {table}_staff"


def index(table: str, last: str) -> migrations.RunSQL:
    return migrations.RunSQL(_MAKE.format(table=table, last=last), _DROP.format(table=table))


class Migration(migrations.Migration):

    dependencies = [("ledger", "0001_initial")]

    operations = [index("ledger_entry", "n"), index("ledger_leaf", "id")]
