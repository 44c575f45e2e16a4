"""What is left of an erased account, a row that says nothing, goes once no row of any table refers to it any more.

Records refer to it from every site, and behind their walls nobody sees them all. One function does: it looks site by site
through every foreign key that the catalogue knows, and answers with ids of masks only.
"""

from django.db import migrations

UNREFERRED = """
CREATE FUNCTION accounts_person_unreferred(before timestamptz) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here text := current_setting('app.site', true);
    free uuid[] := ARRAY(SELECT c.person_id FROM public.accounts_closure c WHERE c.erased_at < before);
    named uuid[];
    place uuid;
    pointing record;
BEGIN
    FOR place IN SELECT NULL UNION ALL SELECT s.id FROM public.sites_site s LOOP
        EXIT WHEN cardinality(free) = 0;
        PERFORM set_config('app.site', coalesce(place::text, ''), true);
        FOR pointing IN
            SELECT f.conrelid::regclass AS from_table, a.attname AS from_column
            FROM pg_constraint f
            JOIN pg_class t ON t.oid = f.conrelid
            JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
            WHERE f.contype = 'f' AND f.confrelid = 'public.accounts_person'::regclass
                AND f.conrelid <> 'public.accounts_closure'::regclass
                AND t.relforcerowsecurity = (place IS NOT NULL)
        LOOP
            EXECUTE format('SELECT array_agg(%1$I) FROM %2$s WHERE %1$I = ANY ($1)', pointing.from_column, pointing.from_table)
                INTO named USING free;
            free := ARRAY(SELECT unnest(free) EXCEPT SELECT unnest(named));
        END LOOP;
    END LOOP;
    PERFORM set_config('app.site', coalesce(here, ''), true);
    RETURN free;
END $$;
REVOKE ALL ON FUNCTION accounts_person_unreferred FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accounts_person_unreferred TO coorum_app, coorum_every_site;

CREATE FUNCTION accounts_person_let_go(ids uuid[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    going uuid[] := ARRAY(
        SELECT unnest(ids) INTERSECT SELECT unnest(public.accounts_person_unreferred(now() - interval '35 days')));
    gone bigint;
BEGIN
    DELETE FROM public.accounts_closure WHERE person_id = ANY (going);
    -- The trigger of legal holds has the last word.
    DELETE FROM public.accounts_person WHERE id = ANY (going);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
REVOKE ALL ON FUNCTION accounts_person_let_go FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accounts_person_let_go TO coorum_app;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_grants_end")]
    operations = [migrations.RunSQL(UNREFERRED, migrations.RunSQL.noop)]
