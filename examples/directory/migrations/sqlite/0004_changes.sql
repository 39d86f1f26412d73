-- Every write in the order of its commit, written by the same unit of work. SQLite has one writer
-- at a time, so no lower sequence appears after a higher one. Rows that every reader has dealt
-- with may be deleted.
CREATE TABLE changes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
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
) STRICT;

CREATE INDEX changes_of_tenant ON changes (tenant, sequence);

-- What `--deletes tombstone` leaves, apart from the tables that requests read, so that nothing
-- there has to know of it. The document is what a client could have read: no password.
CREATE TABLE tombstones (
    tenant TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    -- of the change that tells of the deletion
    sequence INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (tenant, resource_type, resource_id)
) STRICT, WITHOUT ROWID;

-- What the processes on one database share.
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
