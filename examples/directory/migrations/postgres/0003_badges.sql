CREATE TABLE badges (
    seq BIGINT PRIMARY KEY,
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    external_id TEXT,
    serial_number TEXT NOT NULL,
    holder TEXT,
    state TEXT,
    lost BOOLEAN,
    access_level BIGINT,
    deposit DOUBLE PRECISION,
    issued TEXT,
    picture TEXT,
    print_font TEXT,
    print_line TEXT,
    note TEXT,
    -- a PHC string, never the PIN
    pin_hash TEXT,
    parking_lot TEXT,
    parking_space BIGINT,
    created TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    revision BIGINT NOT NULL,
    UNIQUE (tenant, id),
    CONSTRAINT badges_serial_number UNIQUE (tenant, serial_number)
);

CREATE INDEX badges_page ON badges (tenant, seq);

CREATE TABLE badge_zones (
    id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES badges (seq) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    value TEXT NOT NULL
);

CREATE INDEX badge_zones_owner ON badge_zones (owner);

CREATE TABLE badge_doors (
    id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES badges (seq) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    value TEXT,
    floor BIGINT,
    since TEXT
);

CREATE INDEX badge_doors_owner ON badge_doors (owner);
