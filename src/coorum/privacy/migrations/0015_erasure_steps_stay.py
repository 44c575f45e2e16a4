"""What was done towards an erasure, and the papers about it, are not edited, nor deleted for three years."""

from django.db import migrations

STAYS = """
CREATE FUNCTION refuse_change_of_erasures() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.made_at < now() - interval '3 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON privacy_erasurestep
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_erasures();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON privacy_erasuremanifest
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_erasures();
REVOKE UPDATE ON privacy_erasurestep, privacy_erasuremanifest FROM coorum_app;
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0014_erasures")]
    operations = [migrations.RunSQL(STAYS, migrations.RunSQL.noop)]
