"""Measures on premises and each look at them are not edited, nor deleted within five years."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON organisation_{table}
    FOR EACH ROW EXECUTE FUNCTION organisation_refuse();
REVOKE UPDATE ON organisation_{table} FROM coorum_app;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0005_premises")]
    operations = [
        migrations.RunSQL(TRIGGER.format(table=table), migrations.RunSQL.noop)
        for table in ("safeguard", "safeguardcheck", "safeguardend")
    ]
