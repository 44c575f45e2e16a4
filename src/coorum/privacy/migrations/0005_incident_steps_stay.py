"""What was done about an incident, and what was assessed, is not edited, nor deleted within five years."""

from django.db import migrations

STAYS = """
CREATE FUNCTION refuse_change_for_five_years() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.made_at < now() - interval '5 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON privacy_incidentstep
    FOR EACH ROW EXECUTE FUNCTION refuse_change_for_five_years();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON privacy_incidentassessment
    FOR EACH ROW EXECUTE FUNCTION refuse_change_for_five_years();
REVOKE UPDATE ON privacy_incidentstep, privacy_incidentassessment FROM coorum_app;
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0004_incidents")]
    operations = [migrations.RunSQL(STAYS, migrations.RunSQL.noop)]
