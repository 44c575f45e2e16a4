"""The steps of a case are not edited, nor deleted within three years; a fee is of the kind of its case."""

from django.db import migrations

YOUNG = """
CREATE FUNCTION refuse_change_for_three_years() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.made_at < now() - interval '3 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON privacy_transition
    FOR EACH ROW EXECUTE FUNCTION refuse_change_for_three_years();
REVOKE UPDATE ON privacy_transition FROM coorum_app;
"""
LAWFUL = """
ALTER TABLE privacy_fee ADD CONSTRAINT fee_of_its_kind
    FOREIGN KEY (request_id, kind) REFERENCES privacy_rightsrequest (id, kind);
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]
    operations = [
        migrations.RunSQL(YOUNG, migrations.RunSQL.noop),
        migrations.RunSQL(LAWFUL, migrations.RunSQL.noop),
    ]
