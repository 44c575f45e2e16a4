"""Papers about fees, payments, waivers and refunds are not edited, nor deleted before the law lets them go."""

from django.db import migrations

STAYS = """
CREATE FUNCTION privacy_keep_fees() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF (to_jsonb(OLD) ->> TG_ARGV[0])::timestamptz < now() - TG_ARGV[1]::interval THEN
            RETURN OLD;
        END IF;
    ELSIF TG_TABLE_NAME = 'privacy_refund' AND to_jsonb(OLD) ->> 'returned_at' IS NULL
          AND to_jsonb(NEW) - 'returned_at' - 'reference' = to_jsonb(OLD) - 'returned_at' - 'reference' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""
#: Table, the moment from which it counts, how long.
KEPT = (
    ("privacy_feepaper", "kept_until", "1 day"),
    ("privacy_payment", "paid_at", "7 years"),
    ("privacy_refund", "owed_at", "7 years"),
    ("privacy_waiver", "waived_at", "3 years"),
)
TRIGGER = """
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON {} FOR EACH ROW EXECUTE FUNCTION privacy_keep_fees('{}', '{}');
"""
REVOKED = "REVOKE UPDATE ON privacy_feepaper, privacy_payment, privacy_waiver FROM coorum_app;"


class Migration(migrations.Migration):
    dependencies = [("privacy", "0009_papers")]
    operations = [
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
        *(migrations.RunSQL(TRIGGER.format(*one), migrations.RunSQL.noop) for one in KEPT),
        migrations.RunSQL(REVOKED, migrations.RunSQL.noop),
    ]
