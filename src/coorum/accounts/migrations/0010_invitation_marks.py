"""What an invitation's address is known by, so that whoever wants no more is found without reading them all."""

from django.db import migrations, models

MARKED = """
ALTER TABLE accounts_invitation NO FORCE ROW LEVEL SECURITY;
UPDATE accounts_invitation
SET mark = left(encode(sha256(convert_to(site_id::text || ':' || lower(btrim(email)), 'UTF8')), 'hex'), 32)::uuid;
ALTER TABLE accounts_invitation FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_cooling")]

    operations = [
        migrations.AddField(model_name="invitation", name="mark", field=models.UUIDField(null=True)),
        migrations.RunSQL(MARKED, migrations.RunSQL.noop),
        migrations.AlterField(model_name="invitation", name="mark", field=models.UUIDField()),
        migrations.AddIndex(
            model_name="invitation", index=models.Index(fields=["site", "mark"], name="invitation_mark")
        ),
    ]
