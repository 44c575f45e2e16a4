"""What was done about a processor, and what the register said of it, is not edited, nor deleted within five years."""

from django.db import migrations

TABLES = ("organisation_processorstep", "organisation_processorversion", "organisation_countryversion")
STAYS = """
CREATE FUNCTION organisation_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.made_at < now() - interval '5 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""
TRIGGER = """
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION organisation_refuse();
REVOKE UPDATE ON {table} FROM coorum_app;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]
    operations = [
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
        *(migrations.RunSQL(TRIGGER.format(table=table), migrations.RunSQL.noop) for table in TABLES),
    ]
