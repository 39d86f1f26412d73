-- Whether a resource is active after a change of that: events tell of it.
ALTER TABLE changes ADD COLUMN active BOOLEAN;

-- What users can be granted.
CREATE TABLE roles (
    seq BIGINT PRIMARY KEY,
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C",
    display_name TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C",
    -- milliseconds since 1970
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    UNIQUE (tenant, id)
);

CREATE INDEX roles_page ON roles (tenant, seq);
CREATE INDEX roles_modified ON roles (tenant, modified_at);

CREATE TABLE entitlements (
    seq BIGINT PRIMARY KEY,
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C",
    display_name TEXT COLLATE "C" NOT NULL,
    type TEXT COLLATE "C",
    description TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    UNIQUE (tenant, id)
);

CREATE INDEX entitlements_page ON entitlements (tenant, seq);
CREATE INDEX entitlements_modified ON entitlements (tenant, modified_at);
