"""Which period somebody chose, when and why, is not edited: the newest counts, and the older ones stay."""

from django.db import migrations

STAYS = """
CREATE FUNCTION refuse_change_of_periods() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON privacy_periodchange
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_periods();
REVOKE UPDATE, DELETE ON privacy_periodchange FROM coorum_app;
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0017_corrections")]
    operations = [migrations.RunSQL(STAYS, migrations.RunSQL.noop)]
