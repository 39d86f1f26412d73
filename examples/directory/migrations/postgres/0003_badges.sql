CREATE TABLE badges (
    seq BIGINT PRIMARY KEY,
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C",
    serial_number TEXT COLLATE "C" NOT NULL,
    holder TEXT COLLATE "C",
    state TEXT COLLATE "C",
    lost BOOLEAN,
    access_level BIGINT,
    deposit DOUBLE PRECISION,
    issued TEXT COLLATE "C",
    -- the instant that it means
    issued_key TEXT COLLATE "C",
    picture TEXT COLLATE "C",
    print_font TEXT COLLATE "C",
    print_line TEXT COLLATE "C",
    note TEXT COLLATE "C",
    -- a PHC string, never the PIN
    pin_hash TEXT COLLATE "C",
    parking_lot TEXT COLLATE "C",
    parking_space BIGINT,
    -- milliseconds since 1970
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    UNIQUE (tenant, id),
    CONSTRAINT badges_serial_number UNIQUE (tenant, serial_number)
);

CREATE INDEX badges_page ON badges (tenant, seq);

CREATE TABLE badge_zones (
    id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES badges (seq) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    value TEXT COLLATE "C" NOT NULL
);

CREATE INDEX badge_zones_owner ON badge_zones (owner);

CREATE TABLE badge_doors (
    id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES badges (seq) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    value TEXT COLLATE "C",
    floor BIGINT,
    since TEXT COLLATE "C",
    since_key TEXT COLLATE "C"
);

CREATE INDEX badge_doors_owner ON badge_doors (owner);
