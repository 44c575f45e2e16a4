"""A legal hold is not edited, nor deleted before it was lifted for three years; who is held is not deleted."""

from django.db import migrations

STAYS = """
ALTER TABLE privacy_holdlifting ADD CONSTRAINT lifting_of_hold
    FOREIGN KEY (hold_id) REFERENCES privacy_legalhold (id) ON DELETE CASCADE;
CREATE FUNCTION refuse_change_of_holds() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    -- Keys are rotated: then the words are sealed anew.
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'why' = to_jsonb(OLD) - 'why' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'privacy_legalhold' AND EXISTS (
        SELECT FROM public.privacy_holdlifting l WHERE l.hold_id = (to_jsonb(OLD) ->> 'id')::uuid
            AND l.lifted_at < now() - interval '3 years'
    ) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'DELETE' AND (to_jsonb(OLD) ->> 'lifted_at')::timestamptz < now() - interval '3 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON privacy_legalhold
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_holds();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON privacy_holdlifting
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_holds();

CREATE FUNCTION refuse_while_held() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.privacy_legalhold h WHERE h.person = OLD.id
            AND NOT EXISTS (SELECT FROM public.privacy_holdlifting l WHERE l.hold_id = h.id)
    ) THEN
        RAISE EXCEPTION 'a legal hold keeps this person' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER held BEFORE DELETE ON accounts_person FOR EACH ROW EXECUTE FUNCTION refuse_while_held();
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0006_legal_holds"), ("accounts", "0001_initial")]
    operations = [migrations.RunSQL(STAYS, migrations.RunSQL.noop)]
