CREATE TABLE badges (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    external_id TEXT,
    serial_number TEXT NOT NULL,
    holder TEXT,
    state TEXT,
    lost INTEGER,
    access_level INTEGER,
    deposit REAL,
    issued TEXT,
    picture TEXT,
    print_font TEXT,
    print_line TEXT,
    note TEXT,
    -- a PHC string, never the PIN
    pin_hash TEXT,
    parking_lot TEXT,
    parking_space INTEGER,
    created TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    revision INTEGER NOT NULL,
    UNIQUE (tenant, id),
    UNIQUE (tenant, serial_number)
) STRICT;

CREATE INDEX badges_page ON badges (tenant, seq);

CREATE TABLE badge_zones (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL REFERENCES badges (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    value TEXT NOT NULL
) STRICT;

CREATE INDEX badge_zones_owner ON badge_zones (owner);

CREATE TABLE badge_doors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL REFERENCES badges (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    value TEXT,
    floor INTEGER,
    since TEXT
) STRICT;

CREATE INDEX badge_doors_owner ON badge_doors (owner);
