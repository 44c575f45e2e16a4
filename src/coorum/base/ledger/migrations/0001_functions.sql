-- The only ways to write into the ledger. Functions that the application may call are SECURITY DEFINER with a fixed
-- search_path; all others are for these, and for nobody.

-- RFC 8785 text of a flat object of texts, sorted. What is no text, or has a character that would need escaping, makes a
-- text that the bounds of the tables refuse: nothing is dropped.
CREATE FUNCTION ledger_refs_text(refs jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT '{' || coalesce(string_agg('"' || key || '":' || value::text, ',' ORDER BY key COLLATE "C"), '') || '}'
    FROM jsonb_each(refs)
);

CREATE FUNCTION ledger_time_text(at timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

CREATE FUNCTION ledger_entry_text(
    site_id uuid, n bigint, kind text, version integer, at timestamptz, actor text, subject text, refs text,
    commitment bytea, key uuid, prev bytea
) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN '{"actor":"' || actor
    || '","commit":' || coalesce('"' || encode(commitment, 'hex') || '"', 'null')
    || ',"key":' || coalesce('"' || key || '"', 'null')
    || ',"kind":"' || kind
    || '","n":' || n
    || ',"prev":"' || encode(prev, 'hex')
    || '","refs":' || refs
    || ',"site":"' || site_id
    || '","subject":' || coalesce('"' || subject || '"', 'null')
    || ',"time":"' || ledger_time_text(at)
    || '","version":' || version || '}';

CREATE FUNCTION ledger_leaf_text(
    site_id uuid, id uuid, kind text, version integer, at timestamptz, actor text, subject text, refs text,
    commitment bytea
) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN '{"actor":"' || actor
    || '","commit":' || coalesce('"' || encode(commitment, 'hex') || '"', 'null')
    || ',"id":"' || id
    || '","kind":"' || kind
    || '","refs":' || refs
    || ',"site":"' || site_id
    || '","subject":' || coalesce('"' || subject || '"', 'null')
    || ',"time":"' || ledger_time_text(at)
    || '","version":' || version || '}';

-- SHA-256 over the domain tag, a newline and the text.
CREATE FUNCTION ledger_hash(tag text, body text) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN sha256(convert_to(tag || E'\n' || body, 'UTF8'));

-- Lock the chain until the end of the transaction, making it if it is new. This and the next one run with the search_path
-- of the functions that call them: an entry took 118 microseconds where each set its own and locked again, 110 without.
CREATE FUNCTION ledger_lock(chain uuid) RETURNS public.ledger_chain
LANGUAGE plpgsql AS $$
DECLARE
    head public.ledger_chain;
BEGIN
    SELECT * INTO head FROM public.ledger_chain WHERE site_id = chain FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO public.ledger_chain (site_id) VALUES (chain) ON CONFLICT DO NOTHING;
        SELECT * INTO STRICT head FROM public.ledger_chain WHERE site_id = chain FOR UPDATE;
    END IF;
    RETURN head;
END $$;

-- One entry at the end of a chain, whose head the caller has locked; answers the new head. The time is taken under the
-- lock, so that it follows the order of the chain.
CREATE FUNCTION ledger_extend(
    head public.ledger_chain, kind text, version integer, actor text, subject text, refs text, commitment bytea, key uuid
) RETURNS public.ledger_chain LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    prev bytea := head.hash;
    moment timestamptz := clock_timestamp();
BEGIN
    head.n := head.n + 1;
    head.hash := public.ledger_hash('coorum ledger entry 1', public.ledger_entry_text(
        head.site_id, head.n, kind, version, moment, actor, subject, refs, commitment, key, prev));
    INSERT INTO public.ledger_entry
        (site_id, n, kind, version, at, actor, subject, refs, commitment, key, prev, hash)
    VALUES (head.site_id, head.n, kind, version, moment, actor, subject, refs, commitment, key, prev, head.hash);
    UPDATE public.ledger_chain c SET n = head.n, hash = head.hash WHERE c.site_id = head.site_id;
    RETURN head;
END $$;

-- The legal stream: `drafts` is an array of objects {site, kind, version, actor, subject, refs, commit, salt, payload, key}
-- (commit and salt in hex). Answers a receipt for each, by its place in the array from 1. Chains are locked in the order
-- of their ids, so that two calls never wait for each other in a ring. A draft whose `key` the chain has already is
-- answered with the entry that has it, provided it says the same.
CREATE FUNCTION ledger_append(drafts jsonb)
RETURNS TABLE (place bigint, site_id uuid, n bigint, hash bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
#variable_conflict use_column
DECLARE
    draft record;
    head public.ledger_chain;
    found_one public.ledger_entry;
BEGIN
    FOR draft IN
        SELECT d.*, public.ledger_refs_text(d.refs) AS refs_text, decode(d.commit, 'hex') AS commitment
        FROM ROWS FROM (jsonb_to_recordset(drafts) AS (
            site uuid, kind text, version integer, actor text, subject text, refs jsonb, commit text, salt text,
            payload jsonb, key uuid)) WITH ORDINALITY AS d (
            site, kind, version, actor, subject, refs, commit, salt, payload, key, place)
        ORDER BY d.site, d.place
    LOOP
        IF draft.kind IN ('ledger.access.sealed', 'ledger.key.introduced') THEN
            RAISE '% is written by the ledger itself', draft.kind USING ERRCODE = 'check_violation';
        END IF;
        head := public.ledger_lock(draft.site);
        place := draft.place;
        site_id := draft.site;
        SELECT * INTO found_one FROM public.ledger_entry e WHERE e.site_id = draft.site AND e.key = draft.key;
        IF FOUND THEN
            IF (found_one.kind, found_one.version, found_one.actor, found_one.subject, found_one.refs)
                IS DISTINCT FROM (draft.kind, draft.version, draft.actor, draft.subject, draft.refs_text) THEN
                RAISE 'ledger key % was used for another entry', draft.key USING ERRCODE = 'unique_violation';
            END IF;
            n := found_one.n;
            hash := found_one.hash;
        ELSE
            head := public.ledger_extend(
                head, draft.kind, draft.version, draft.actor, draft.subject, draft.refs_text, draft.commitment, draft.key);
            n := head.n;
            hash := head.hash;
            IF draft.commitment IS NOT NULL THEN
                INSERT INTO public.ledger_opening VALUES (
                    draft.site, draft.commitment, decode(draft.salt, 'hex'), draft.payload);
            END IF;
        END IF;
        RETURN NEXT;
    END LOOP;
END $$;

-- The access stream: the same objects, `key` being the id of the leaf. A leaf that is there already is left as it is.
CREATE FUNCTION ledger_note(drafts jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH made AS MATERIALIZED (
        SELECT d.site, d.key AS id, d.kind, d.version, clock_timestamp() AS at, d.actor, d.subject,
            public.ledger_refs_text(d.refs) AS refs, decode(d.commit, 'hex') AS commitment, decode(d.salt, 'hex') AS salt,
            d.payload
        FROM jsonb_to_recordset(drafts) AS d (
            site uuid, kind text, version integer, actor text, subject text, refs jsonb, commit text, salt text,
            payload jsonb, key uuid)
    ), noted AS (
        INSERT INTO public.ledger_leaf (site_id, id, kind, version, at, actor, subject, refs, commitment, hash)
        SELECT site, id, kind, version, at, actor, subject, refs, commitment, public.ledger_hash('coorum ledger leaf 1',
            public.ledger_leaf_text(site, id, kind, version, at, actor, subject, refs, commitment))
        FROM made
        ON CONFLICT (site_id, id) DO NOTHING
        RETURNING site_id, commitment
    )
    INSERT INTO public.ledger_opening (site_id, commitment, salt, payload)
    SELECT site, commitment, salt, payload FROM made JOIN noted USING (commitment) WHERE noted.site_id = made.site;
$$;

-- The RFC 6962 root over hashes, level by level.
CREATE FUNCTION ledger_root(hashes bytea[]) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    level bytea[] := ARRAY(SELECT sha256('\x00'::bytea || h) FROM unnest(hashes) WITH ORDINALITY AS u (h, i) ORDER BY i);
BEGIN
    WHILE cardinality(level) > 1 LOOP
        level := ARRAY(
            SELECT CASE count(*) WHEN 2 THEN sha256('\x01'::bytea || string_agg(h, ''::bytea ORDER BY i))
                ELSE string_agg(h, ''::bytea) END
            FROM unnest(level) WITH ORDINALITY AS u (h, i) GROUP BY (i - 1) / 2 ORDER BY (i - 1) / 2
        );
    END LOOP;
    RETURN level[1];
END $$;

-- Seal what has been noted, on up to `chains` chains and up to `leaves` leaves of each, and answer the seals. Each leaf
-- carries its seal, so a leaf of a transaction still open is simply not seen yet and goes into a later seal. A chain that
-- somebody else has locked is left for the next time.
CREATE FUNCTION ledger_seal(chains integer, leaves integer) RETURNS TABLE (site_id uuid, n bigint, count bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
#variable_conflict use_column
DECLARE
    head public.ledger_chain;
    ids uuid[];
    hashes bytea[];
BEGIN
    FOR site_id IN SELECT DISTINCT l.site_id FROM public.ledger_leaf l WHERE l.seal IS NULL ORDER BY 1 LIMIT chains LOOP
        INSERT INTO public.ledger_chain (site_id) SELECT ledger_seal.site_id
        WHERE NOT EXISTS (SELECT FROM public.ledger_chain c WHERE c.site_id = ledger_seal.site_id)
        ON CONFLICT DO NOTHING;
        SELECT * INTO head FROM public.ledger_chain c WHERE c.site_id = ledger_seal.site_id FOR UPDATE SKIP LOCKED;
        CONTINUE WHEN NOT FOUND;
        SELECT array_agg(f.id ORDER BY f.at, f.id), array_agg(f.hash ORDER BY f.at, f.id), count(*)
            INTO ids, hashes, ledger_seal.count
        FROM (
            SELECT l.id, l.hash, l.at FROM public.ledger_leaf l
            WHERE l.site_id = ledger_seal.site_id AND l.seal IS NULL ORDER BY l.at, l.id LIMIT leaves
        ) AS f;
        CONTINUE WHEN ledger_seal.count = 0;
        head := public.ledger_extend(
            head, 'ledger.access.sealed', 1, 'system', NULL, public.ledger_refs_text(jsonb_build_object(
                'first', (head.leaves + 1)::text, 'last', (head.leaves + ledger_seal.count)::text,
                'root', encode(public.ledger_root(hashes), 'hex'))), NULL, NULL);
        ledger_seal.n := head.n;
        UPDATE public.ledger_leaf l SET seal = ledger_seal.n, number = head.leaves + s.i
        FROM unnest(ids) WITH ORDINALITY AS s (id, i) WHERE l.site_id = ledger_seal.site_id AND l.id = s.id;
        UPDATE public.ledger_chain c SET leaves = head.leaves + ledger_seal.count WHERE c.site_id = ledger_seal.site_id;
        RETURN NEXT;
    END LOOP;
END $$;

-- Forget payloads and salts. Only in the scope of the site whose they are, so that a slip does not cross sites; the
-- provider's chain belongs to no site.
CREATE FUNCTION ledger_erase(chain uuid, commitments bytea[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    erased bigint;
BEGIN
    IF chain NOT IN ('00000000-0000-0000-0000-000000000000', coalesce(
        nullif(current_setting('app.site', true), '')::uuid, '00000000-0000-0000-0000-000000000000')) THEN
        RAISE 'openings of % are erased in the scope of that site only', chain USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM public.ledger_opening WHERE site_id = chain AND commitment = ANY (commitments);
    GET DIAGNOSTICS erased = ROW_COUNT;
    RETURN erased;
END $$;

-- The chains after `after` that have grown since their newest head, with what is needed to sign the next: the newest head,
-- the frontier under it, and the hashes of up to `most` entries that follow. A chain is answered once in `pause`.
CREATE FUNCTION ledger_unsigned(after uuid, pause interval, chains integer, most integer) RETURNS TABLE (
    site_id uuid, now timestamptz, peaks bytea[], prev bytea, hashes bytea[],
    n bigint, root bytea, hash bytea, at timestamptz, key_id text, signature bytea
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.site_id, clock_timestamp(), f.peaks, e.prev, e.hashes, h.n, h.root, h.hash, h.at, h.key_id, h.signature
    FROM public.ledger_chain c
    LEFT JOIN public.ledger_frontier f USING (site_id)
    LEFT JOIN public.ledger_head h ON h.site_id = f.site_id AND h.n = f.n
    CROSS JOIN LATERAL (
        SELECT (array_agg(x.prev ORDER BY x.n))[1] AS prev, array_agg(x.hash ORDER BY x.n) AS hashes
        FROM public.ledger_entry x
        WHERE x.site_id = c.site_id AND x.n > coalesce(f.n, 0) AND x.n <= coalesce(f.n, 0) + most
    ) AS e
    WHERE (after IS NULL OR c.site_id > after) AND c.n <> coalesce(f.n, 0)
        AND (h.at IS NULL OR h.at < clock_timestamp() - pause)
    ORDER BY c.site_id LIMIT chains;
$$;

-- Take in signed heads: an array of {site, n, root, hash, at, signature, peaks, nodes: [[level, index, hash]...]} made
-- with one key, all bytes in hex. A head that is there already is left as it is. A new key is written into the
-- provider's chain.
CREATE FUNCTION ledger_sign(key text, public_key bytea, heads jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    head record;
    taken bigint := 0;
BEGIN
    INSERT INTO public.ledger_key VALUES (key, public_key, clock_timestamp()) ON CONFLICT DO NOTHING;
    IF FOUND THEN
        PERFORM public.ledger_extend(
            public.ledger_lock('00000000-0000-0000-0000-000000000000'), 'ledger.key.introduced', 1, 'system', NULL,
            public.ledger_refs_text(jsonb_build_object('key', key, 'public', encode(public_key, 'hex'))), NULL, NULL);
    END IF;
    FOR head IN SELECT * FROM jsonb_to_recordset(heads) AS h (
        site uuid, n bigint, root text, hash text, at timestamptz, signature text, peaks jsonb, nodes jsonb)
    LOOP
        INSERT INTO public.ledger_head (site_id, n, root, hash, at, key_id, signature) VALUES (
            head.site, head.n, decode(head.root, 'hex'), decode(head.hash, 'hex'), head.at, key,
            decode(head.signature, 'hex')) ON CONFLICT DO NOTHING;
        CONTINUE WHEN NOT FOUND;
        INSERT INTO public.ledger_node (site_id, level, index, hash)
            SELECT head.site, (node ->> 0)::smallint, (node ->> 1)::bigint, decode(node ->> 2, 'hex')
            FROM jsonb_array_elements(head.nodes) AS node ON CONFLICT DO NOTHING;
        INSERT INTO public.ledger_frontier AS f (site_id, n, peaks) VALUES (
            head.site, head.n, ARRAY(SELECT decode(peak, 'hex')
                FROM jsonb_array_elements_text(head.peaks) WITH ORDINALITY AS p (peak, i) ORDER BY i))
            ON CONFLICT (site_id) DO UPDATE SET n = excluded.n, peaks = excluded.peaks WHERE f.n < excluded.n;
        taken := taken + 1;
    END LOOP;
    RETURN taken;
END $$;

-- The newest head of one chain, or of each: public by design.
CREATE FUNCTION ledger_newest_heads(chain uuid) RETURNS SETOF public.ledger_head
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT h.* FROM public.ledger_frontier f JOIN public.ledger_head h USING (site_id, n)
    WHERE chain IS NULL OR f.site_id = chain ORDER BY f.site_id;
$$;
