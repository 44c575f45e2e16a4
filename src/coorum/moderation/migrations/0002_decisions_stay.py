"""What was done and decided is not edited, nor deleted within three years; and whoever decided does not decide again.

Until when an author may answer cannot be moved, and an answer that was given stays: triggers see to it.
"""

from django.db import migrations

STAYS = """
CREATE FUNCTION moderation_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.made_at < now() - interval '3 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON moderation_casestep
    FOR EACH ROW EXECUTE FUNCTION moderation_stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON moderation_decision
    FOR EACH ROW EXECUTE FUNCTION moderation_stays();
REVOKE UPDATE ON moderation_casestep, moderation_decision FROM coorum_app;
"""
OTHER_EYES = """
CREATE FUNCTION moderation_other_eyes() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.on_appeal AND EXISTS (
        SELECT 1 FROM moderation_decision d
        WHERE d.site_id = NEW.site_id AND d.case_id = NEW.case_id AND d.decided_by = NEW.decided_by
    ) THEN
        RAISE EXCEPTION 'somebody else looks at it again' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER other_eyes BEFORE INSERT ON moderation_decision
    FOR EACH ROW EXECUTE FUNCTION moderation_other_eyes();
"""
HEARD = """
CREATE FUNCTION moderation_hearing_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF (NEW.asked_at, NEW.ends_at, NEW.asked_by, NEW.in_election)
        IS DISTINCT FROM (OLD.asked_at, OLD.ends_at, OLD.asked_by, OLD.in_election)
        OR OLD.answered_at IS NOT NULL
        AND (NEW.answered_at, NEW.is_objection) IS DISTINCT FROM (OLD.answered_at, OLD.is_objection) THEN
        RAISE EXCEPTION 'until when somebody may answer, and what they said, stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER heard_stays BEFORE UPDATE ON moderation_hearing
    FOR EACH ROW EXECUTE FUNCTION moderation_hearing_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in (STAYS, OTHER_EYES, HEARD)]
