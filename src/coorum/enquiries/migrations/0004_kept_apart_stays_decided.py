"""What was decided about what is kept apart stays decided: no edit, no deletion within three years, and no word comes back."""

from django.db import migrations

STAYS = """
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON enquiries_helddecision
    FOR EACH ROW EXECUTE FUNCTION refuse_change_for_three_years();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON enquiries_heldlook
    FOR EACH ROW EXECUTE FUNCTION refuse_change_for_three_years();
REVOKE UPDATE ON enquiries_helddecision, enquiries_heldlook FROM coorum_app;
CREATE FUNCTION refuse_filling_again() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF OLD.content IS NULL AND NEW.content IS NOT NULL THEN
        RAISE EXCEPTION 'what was decided is not filled again' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER emptied_stays BEFORE UPDATE ON enquiries_held
    FOR EACH ROW EXECUTE FUNCTION refuse_filling_again();
"""


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0003_kept_apart"), ("privacy", "0005_incident_steps_stay")]
    operations = [migrations.RunSQL(STAYS, migrations.RunSQL.noop)]
