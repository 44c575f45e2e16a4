-- The tables of the ledger. docs/evidence.md says what each column means and how the hashes are made.
--
-- All texts that go into a hash are kept to an alphabet without quotes, backslashes and control characters, so that
-- writing them as JSON needs no escaping. It has no space and no @ either: a name or an address does not get in.

-- The last entry of each chain: the row that appending locks.
CREATE TABLE ledger_chain (
    site_id uuid PRIMARY KEY,
    n bigint NOT NULL DEFAULT 0,
    hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    leaves bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE ledger_entry (
    site_id uuid NOT NULL,
    n bigint NOT NULL CHECK (n BETWEEN 1 AND 9007199254740991),
    kind text COLLATE "C" NOT NULL CHECK (length(kind) <= 80 AND kind ~ '^[a-z][a-z0-9_]*([.][a-z][a-z0-9_]*)+$'),
    version integer NOT NULL CHECK (version >= 1),
    at timestamptz NOT NULL,
    actor text COLLATE "C" NOT NULL CHECK (length(actor) <= 40 AND actor ~ '^[a-z][a-z0-9_.]*$'),
    subject text COLLATE "C" CHECK (length(subject) <= 80 AND subject ~ '^[A-Za-z0-9._:~-]+$'),
    refs text COLLATE "C" NOT NULL CHECK (
        length(refs) <= 8000
        AND refs ~ '^\{("[a-z][a-z0-9_]*":"[A-Za-z0-9._:/+=~,-]*"(,"[a-z][a-z0-9_]*":"[A-Za-z0-9._:/+=~,-]*")*)?\}$'
    ),
    commitment bytea CHECK (octet_length(commitment) = 32),
    key uuid,
    prev bytea NOT NULL CHECK (octet_length(prev) = 32),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (site_id, n)
);
CREATE UNIQUE INDEX ledger_entry_key ON ledger_entry (site_id, key) WHERE key IS NOT NULL;
CREATE INDEX ledger_entry_subject ON ledger_entry (site_id, subject, n) WHERE subject IS NOT NULL;

-- The access stream. `seal` is the entry of the chain that holds the Merkle root over the leaf, `number` its place in the
-- stream of the chain, gap-free from 1; both are empty until it is sealed, within a second or so.
CREATE TABLE ledger_leaf (
    site_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text COLLATE "C" NOT NULL CHECK (length(kind) <= 80 AND kind ~ '^[a-z][a-z0-9_]*([.][a-z][a-z0-9_]*)+$'),
    version integer NOT NULL CHECK (version >= 1),
    at timestamptz NOT NULL,
    actor text COLLATE "C" NOT NULL CHECK (length(actor) <= 40 AND actor ~ '^[a-z][a-z0-9_.]*$'),
    subject text COLLATE "C" CHECK (length(subject) <= 80 AND subject ~ '^[A-Za-z0-9._:~-]+$'),
    refs text COLLATE "C" NOT NULL CHECK (
        length(refs) <= 8000
        AND refs ~ '^\{("[a-z][a-z0-9_]*":"[A-Za-z0-9._:/+=~,-]*"(,"[a-z][a-z0-9_]*":"[A-Za-z0-9._:/+=~,-]*")*)?\}$'
    ),
    commitment bytea CHECK (octet_length(commitment) = 32),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    seal bigint,
    number bigint,
    PRIMARY KEY (site_id, id),
    CHECK ((seal IS NULL) = (number IS NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
CREATE UNIQUE INDEX ledger_leaf_number ON ledger_leaf (site_id, number) WHERE number IS NOT NULL;
CREATE INDEX ledger_leaf_unsealed ON ledger_leaf (site_id, at) WHERE seal IS NULL;
CREATE INDEX ledger_leaf_subject ON ledger_leaf (site_id, subject, at) WHERE subject IS NOT NULL;

-- What a commitment stands for. It may hold personal data, and may be erased: nothing else changes when it is.
CREATE TABLE ledger_opening (
    site_id uuid NOT NULL,
    commitment bytea NOT NULL CHECK (octet_length(commitment) = 32),
    salt bytea NOT NULL CHECK (octet_length(salt) = 32),
    payload jsonb NOT NULL CHECK (jsonb_typeof(payload) = 'object'),
    PRIMARY KEY (site_id, commitment)
);

-- The keys that ever signed a head; public.
CREATE TABLE ledger_key (
    id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[0-9a-f]{32}$'),
    public bytea NOT NULL CHECK (octet_length(public) = 32),
    since timestamptz NOT NULL
);

CREATE TABLE ledger_head (
    site_id uuid NOT NULL,
    n bigint NOT NULL CHECK (n >= 1),
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    at timestamptz NOT NULL,
    key_id text COLLATE "C" NOT NULL REFERENCES ledger_key,
    signature bytea NOT NULL CHECK (octet_length(signature) = 64),
    PRIMARY KEY (site_id, n)
);

-- Where signing stands: the roots of the complete subtrees under the newest head (merkle.Frontier), and the complete
-- nodes of level 8 and up, so that signing reads only what is new and a proof reads some five hundred rows at most.
CREATE TABLE ledger_frontier (
    site_id uuid PRIMARY KEY,
    n bigint NOT NULL,
    peaks bytea[] NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE ledger_node (
    site_id uuid NOT NULL,
    level smallint NOT NULL CHECK (level >= 8),
    index bigint NOT NULL,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (site_id, level, index)
);
