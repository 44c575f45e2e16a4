"""Receipts and answers can go, once they are three years old; they are still never changed.

The application has no right to delete them: one function may, and the trigger lets it have old rows only.
"""

from django.db import migrations

OLD = """
CREATE FUNCTION refuse_change_while_young() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.made_at < now() - interval '3 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""
TRIGGER = """
DROP TRIGGER final ON {table};
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change_while_young();
CREATE FUNCTION {table}_let_go(ids uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (DELETE FROM public.{table} WHERE id = ANY (ids) RETURNING 1) SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION {table}_let_go FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {table}_let_go TO coorum_app;
"""
TABLES = ("consent_receipt", "consent_versionanswer")


class Migration(migrations.Migration):
    dependencies = [("consent", "0003_answers")]
    operations = [
        migrations.RunSQL(OLD, migrations.RunSQL.noop),
        *(migrations.RunSQL(TRIGGER.format(table=table), migrations.RunSQL.noop) for table in TABLES),
    ]
