-- The table as the application has had it for years. Nothing here knows of SCIM.
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    mail TEXT,
    disabled INTEGER NOT NULL DEFAULT 0,
    -- nobody else's business
    billing_notes TEXT NOT NULL DEFAULT ''
);
