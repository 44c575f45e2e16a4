import coorum.base.ids
from django.db import migrations, models

APPEND_ONLY = """
REVOKE ALL ON tombstone FROM coorum_app;
GRANT SELECT, INSERT ON tombstone TO coorum_app;
CREATE FUNCTION tombstone_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON tombstone FOR EACH ROW EXECUTE FUNCTION tombstone_refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON tombstone EXECUTE FUNCTION tombstone_refuse();
"""


class Migration(migrations.Migration):

    dependencies = [
        ("base", "0002_shared"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                ("id", models.UUIDField(default=coorum.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("site_id", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("facts", models.JSONField(default=dict)),
                ("buried_at", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "tombstone"},
        ),
        migrations.RunSQL(APPEND_ONLY, "DROP TABLE tombstone; DROP FUNCTION tombstone_refuse()"),
    ]
