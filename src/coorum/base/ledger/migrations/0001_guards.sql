-- Who may do what. First fence: grants and row-level security; second: triggers, against slips of the owner's.
-- Neither holds against a superuser; there, detection is the promise (docs/evidence.md).

REVOKE ALL ON ledger_chain, ledger_entry, ledger_leaf, ledger_opening, ledger_key, ledger_head, ledger_frontier, ledger_node
    FROM PUBLIC, coorum_app, coorum_every_site, coorum_auditor;
GRANT SELECT ON ledger_chain, ledger_entry, ledger_leaf, ledger_opening, ledger_key, ledger_head, ledger_frontier, ledger_node
    TO coorum_app, coorum_every_site;
GRANT SELECT ON ledger_chain, ledger_entry, ledger_leaf, ledger_key, ledger_head, ledger_frontier, ledger_node
    TO coorum_auditor;

REVOKE ALL ON FUNCTION
    ledger_refs_text, ledger_lock, ledger_extend, ledger_append, ledger_note, ledger_root, ledger_seal, ledger_erase,
    ledger_unsigned, ledger_sign, ledger_newest_heads
    FROM PUBLIC, coorum_every_site, coorum_auditor, coorum_app;
GRANT EXECUTE ON FUNCTION
    ledger_append, ledger_note, ledger_seal, ledger_erase, ledger_unsigned, ledger_sign, ledger_newest_heads
    TO coorum_app;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'ledger_chain', 'ledger_entry', 'ledger_leaf', 'ledger_opening', 'ledger_head', 'ledger_frontier', 'ledger_node'
    ] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            $policy$CREATE POLICY site ON %I FOR SELECT TO coorum_app
                USING (site_id = nullif(current_setting('app.site', true), '')::uuid)$policy$, name);
        EXECUTE format('CREATE POLICY every_site ON %I FOR SELECT TO coorum_every_site USING (true)', name);
        -- The functions above run as the owner, for all chains.
        EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
        IF name <> 'ledger_opening' THEN
            EXECUTE format('CREATE POLICY auditor ON %I FOR SELECT TO coorum_auditor USING (true)', name);
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['ledger_entry', 'ledger_head', 'ledger_key', 'ledger_node'] LOOP
        EXECUTE format(
            'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION ledger_refuse()', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY[
        'ledger_chain', 'ledger_entry', 'ledger_leaf', 'ledger_opening', 'ledger_key', 'ledger_head', 'ledger_frontier',
        'ledger_node'
    ] LOOP
        EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I EXECUTE FUNCTION ledger_refuse()', name);
    END LOOP;
END $$;

-- A leaf may be given its seal, once; an opening may be erased, not changed; a chain's head is never dropped.
CREATE TRIGGER append_only BEFORE UPDATE ON ledger_leaf FOR EACH ROW
    WHEN (
        OLD.seal IS NOT NULL OR NEW.seal IS NULL
        OR (OLD.site_id, OLD.id, OLD.kind, OLD.version, OLD.at, OLD.actor, OLD.subject, OLD.refs, OLD.commitment, OLD.hash)
        IS DISTINCT FROM
        (NEW.site_id, NEW.id, NEW.kind, NEW.version, NEW.at, NEW.actor, NEW.subject, NEW.refs, NEW.commitment, NEW.hash)
    )
    EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER never_deleted BEFORE DELETE ON ledger_leaf FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER never_changed BEFORE UPDATE ON ledger_opening FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER never_deleted BEFORE DELETE ON ledger_chain FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
