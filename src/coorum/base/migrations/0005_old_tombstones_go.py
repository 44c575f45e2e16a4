"""Tombstones can go, once no backup is left that was made before them; they are still never changed."""

from django.db import migrations

OLD = """
CREATE FUNCTION tombstone_refuse_while_young() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.buried_at < now() - interval '40 days' THEN
        RETURN OLD;
    END IF;
    RAISE '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER append_only ON tombstone;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON tombstone
    FOR EACH ROW EXECUTE FUNCTION tombstone_refuse_while_young();
GRANT DELETE ON tombstone TO coorum_app;
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0004_letter_held_at")]
    operations = [migrations.RunSQL(OLD, migrations.RunSQL.noop)]
