"""Rounds of letters moved to the notices room, with those that were begun."""

from django.db import migrations

MOVE = """
INSERT INTO notices_mailing (id, kind, about, occasion, chain, root, count, sent, last, started_at, finished_at)
SELECT m.id, 'version_announced', m.version, m.occasion,
       coalesce(v.community_id, '00000000-0000-0000-0000-000000000000'),
       m.root, m.count, m.sent, m.last, m.started_at, m.finished_at
FROM promises_mailing m JOIN consent_policyversion v ON v.id = m.version
"""


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0004_mailing"),
        ("notices", "0001_initial"),
        ("consent", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel(name="Mailing"),
    ]
