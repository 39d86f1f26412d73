-- A tenant is part of every key and unique index. Rows of other tables refer to `seq`, which no
-- client ever sees and which is only ever found through a tenant and an id.

CREATE TABLE users (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    external_id TEXT,
    user_name TEXT NOT NULL,
    -- the key that user names compare by (RFC 7644 section 5)
    user_name_key TEXT NOT NULL,
    name_formatted TEXT,
    name_family_name TEXT,
    name_given_name TEXT,
    name_middle_name TEXT,
    name_honorific_prefix TEXT,
    name_honorific_suffix TEXT,
    display_name TEXT,
    nick_name TEXT,
    profile_url TEXT,
    title TEXT,
    user_type TEXT,
    preferred_language TEXT,
    locale TEXT,
    timezone TEXT,
    -- null when no client has said; see the view below
    active INTEGER,
    -- a PHC string, never the password
    password_hash TEXT,
    employee_number TEXT,
    cost_center TEXT,
    organization TEXT,
    division TEXT,
    department TEXT,
    manager_value TEXT,
    manager_ref TEXT,
    created TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    revision INTEGER NOT NULL,
    UNIQUE (tenant, id),
    UNIQUE (tenant, user_name_key)
) STRICT;

CREATE INDEX users_page ON users (tenant, seq);

-- Who may sign in: nobody is locked out because a client left `active` out.
CREATE VIEW sign_in AS
SELECT tenant, id, user_name_key, password_hash FROM users WHERE active IS NOT FALSE;

CREATE TABLE user_emails (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    value TEXT,
    display TEXT,
    type TEXT,
    "primary" INTEGER
) STRICT;

CREATE INDEX user_emails_owner ON user_emails (owner);

CREATE TABLE user_phone_numbers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    value TEXT,
    display TEXT,
    type TEXT,
    "primary" INTEGER
) STRICT;

CREATE INDEX user_phone_numbers_owner ON user_phone_numbers (owner);

CREATE TABLE user_ims (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    value TEXT,
    display TEXT,
    type TEXT,
    "primary" INTEGER
) STRICT;

CREATE INDEX user_ims_owner ON user_ims (owner);

CREATE TABLE user_photos (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    value TEXT,
    display TEXT,
    type TEXT,
    "primary" INTEGER
) STRICT;

CREATE INDEX user_photos_owner ON user_photos (owner);

CREATE TABLE user_entitlements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    value TEXT,
    display TEXT,
    type TEXT,
    "primary" INTEGER
) STRICT;

CREATE INDEX user_entitlements_owner ON user_entitlements (owner);

CREATE TABLE user_roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    value TEXT,
    display TEXT,
    type TEXT,
    "primary" INTEGER
) STRICT;

CREATE INDEX user_roles_owner ON user_roles (owner);

CREATE TABLE user_x509_certificates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    value TEXT,
    display TEXT,
    type TEXT,
    "primary" INTEGER
) STRICT;

CREATE INDEX user_x509_certificates_owner ON user_x509_certificates (owner);

CREATE TABLE user_addresses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    formatted TEXT,
    street_address TEXT,
    locality TEXT,
    region TEXT,
    postal_code TEXT,
    country TEXT,
    type TEXT,
    "primary" INTEGER
) STRICT;

CREATE INDEX user_addresses_owner ON user_addresses (owner);
