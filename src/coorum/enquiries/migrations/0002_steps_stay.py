"""What was done about enquiries is not edited, nor deleted within three years; about inquiries of authorities, five.

What is proposed for an authority is part of what that very inquiry asked, and what it asked stays: triggers see to it.
"""

from django.db import migrations

STAYS = """
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON enquiries_enquirystep
    FOR EACH ROW EXECUTE FUNCTION refuse_change_for_three_years();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON enquiries_inquirystep
    FOR EACH ROW EXECUTE FUNCTION refuse_change_for_five_years();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON enquiries_inquiryverification
    FOR EACH ROW EXECUTE FUNCTION refuse_change_for_five_years();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON enquiries_inquiryproposal
    FOR EACH ROW EXECUTE FUNCTION refuse_change_for_five_years();
REVOKE UPDATE ON enquiries_enquirystep, enquiries_inquirystep, enquiries_inquiryverification, enquiries_inquiryproposal
    FROM coorum_app;
CREATE FUNCTION refuse_other_than_asked() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.asked IS DISTINCT FROM (SELECT i.asked FROM enquiries_inquiry i WHERE i.id = NEW.inquiry_id) THEN
        RAISE EXCEPTION 'this is not what the inquiry asked' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER as_asked BEFORE INSERT ON enquiries_inquiryproposal
    FOR EACH ROW EXECUTE FUNCTION refuse_other_than_asked();
CREATE FUNCTION refuse_asking_more() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NEW.asked IS DISTINCT FROM OLD.asked OR NEW.document IS DISTINCT FROM OLD.document THEN
        RAISE EXCEPTION 'what an inquiry asked stays as it was registered' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER asked_stays BEFORE UPDATE ON enquiries_inquiry
    FOR EACH ROW EXECUTE FUNCTION refuse_asking_more();
"""


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0001_initial"), ("privacy", "0005_incident_steps_stay")]
    operations = [migrations.RunSQL(STAYS, migrations.RunSQL.noop)]
