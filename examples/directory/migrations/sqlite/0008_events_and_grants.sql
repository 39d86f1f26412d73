-- Whether a resource is active after a change of that: events tell of it.
ALTER TABLE changes ADD COLUMN active INTEGER;

-- What users can be granted.
CREATE TABLE roles (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    external_id TEXT,
    display_name TEXT NOT NULL,
    description TEXT,
    -- milliseconds since 1970
    created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    UNIQUE (tenant, id)
) STRICT;

CREATE INDEX roles_page ON roles (tenant, seq);
CREATE INDEX roles_modified ON roles (tenant, modified_at);

CREATE TABLE entitlements (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    external_id TEXT,
    display_name TEXT NOT NULL,
    type TEXT,
    description TEXT,
    created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    UNIQUE (tenant, id)
) STRICT;

CREATE INDEX entitlements_page ON entitlements (tenant, seq);
CREATE INDEX entitlements_modified ON entitlements (tenant, modified_at);
