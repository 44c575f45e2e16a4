-- The four database roles of coorum. Safe to run again at any time.
-- On a real server: psql -f roles.sql as a superuser, then give the two that log in a password (\password coorum_owner, \password coorum_app).
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['coorum_owner', 'coorum_app', 'coorum_every_site', 'coorum_auditor'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I', wanted);
        END IF;
    END LOOP;
END $$;

-- Owns the tables and changes their shape. Used by `migrate` and by nothing else.
ALTER ROLE coorum_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION;
-- What the web and the worker are. Owns nothing, bypasses nothing, inherits nothing.
ALTER ROLE coorum_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION NOINHERIT;
-- Taken on for the rest of one transaction by base/every_site.py, with a reason written down.
ALTER ROLE coorum_every_site NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION;
-- Reads the evidence and nothing else; an auditor's own login is made a member of it.
ALTER ROLE coorum_auditor NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION;

-- The application may become coorum_every_site (SET ROLE) but has none of its rights otherwise. PostgreSQL 15 cannot say
-- so in the grant; there NOINHERIT above says it.
DO $$
BEGIN
    IF current_setting('server_version_num')::int >= 160000 THEN
        EXECUTE 'GRANT coorum_every_site TO coorum_app WITH INHERIT FALSE, SET TRUE';
    ELSE
        GRANT coorum_every_site TO coorum_app;
    END IF;
END $$;
