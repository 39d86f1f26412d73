-- Every write, recorded by the same unit of work. Rows that every reader has dealt with may be
-- deleted.
--
-- Units of work end in another order than they begin, so a number taken while writing may be seen
-- after a greater one, and a reader who remembers the last number would miss it. `sequence` is
-- given by whoever reads the feed, to all that is there: in the order of this clock, in which a
-- write that has seen another one comes after it.
CREATE TABLE changes (
    key UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    recorded TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    sequence BIGINT CONSTRAINT changes_sequence UNIQUE,
    tenant TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    version_before TEXT,
    version_after TEXT,
    -- a JSON array of attribute paths; there is never a value
    paths TEXT NOT NULL,
    subject TEXT,
    request_id TEXT NOT NULL,
    at TEXT NOT NULL
);

CREATE INDEX changes_of_tenant ON changes (tenant, sequence);
CREATE INDEX changes_new ON changes (recorded) WHERE sequence IS NULL;

-- The last sequence that was given, and the one row that readers wait for each other at.
CREATE TABLE feed (
    last BIGINT NOT NULL
);

INSERT INTO feed VALUES (0);

-- What `--deletes tombstone` leaves, apart from the tables that requests read, so that nothing
-- there has to know of it. The document is what a client could have read: no password.
CREATE TABLE tombstones (
    tenant TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (tenant, resource_type, resource_id)
);

-- What the processes on one database share.
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value BYTEA NOT NULL
);
