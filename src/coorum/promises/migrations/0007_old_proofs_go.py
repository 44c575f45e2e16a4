"""Proofs can go, once they are three years old; they are still never changed."""

from django.db import migrations

OLD = """
CREATE FUNCTION refuse_change_of_young_proofs() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.measured_at < now() - interval '3 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER final ON promises_proof;
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON promises_proof
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_young_proofs();
CREATE FUNCTION promises_proof_let_go(ids uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (DELETE FROM public.promises_proof WHERE id = ANY (ids) RETURNING 1) SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION promises_proof_let_go FROM PUBLIC;
GRANT EXECUTE ON FUNCTION promises_proof_let_go TO coorum_app;
"""


class Migration(migrations.Migration):
    dependencies = [("promises", "0006_witnesses")]
    operations = [migrations.RunSQL(OLD, migrations.RunSQL.noop)]
