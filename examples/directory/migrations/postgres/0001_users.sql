-- A tenant is part of every key and unique index. Rows of other tables refer to `seq`, which no
-- client ever sees and which is only ever found through a tenant and an id. Keys are made by the
-- program: a sequence would be one place that all writers meet at.
--
-- Texts are in the order of code points, whatever the language of the server.
--
-- Unique constraints are named after the table and the column, which the program relies on.

CREATE TABLE users (
    seq BIGINT PRIMARY KEY,
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C",
    user_name TEXT COLLATE "C" NOT NULL,
    -- the key that user names compare by (RFC 7644 section 5)
    user_name_key TEXT COLLATE "C" NOT NULL,
    name_formatted TEXT COLLATE "C",
    name_family_name TEXT COLLATE "C",
    name_given_name TEXT COLLATE "C",
    name_middle_name TEXT COLLATE "C",
    name_honorific_prefix TEXT COLLATE "C",
    name_honorific_suffix TEXT COLLATE "C",
    display_name TEXT COLLATE "C",
    nick_name TEXT COLLATE "C",
    profile_url TEXT COLLATE "C",
    title TEXT COLLATE "C",
    user_type TEXT COLLATE "C",
    preferred_language TEXT COLLATE "C",
    locale TEXT COLLATE "C",
    timezone TEXT COLLATE "C",
    -- null when no client has said; see the view below
    active BOOLEAN,
    -- a PHC string, never the password
    password_hash TEXT COLLATE "C",
    employee_number TEXT COLLATE "C",
    cost_center TEXT COLLATE "C",
    organization TEXT COLLATE "C",
    division TEXT COLLATE "C",
    department TEXT COLLATE "C",
    manager_value TEXT COLLATE "C",
    manager_ref TEXT COLLATE "C",
    -- milliseconds since 1970
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    UNIQUE (tenant, id),
    CONSTRAINT users_user_name_key UNIQUE (tenant, user_name_key)
);

CREATE INDEX users_page ON users (tenant, seq);

-- Who may sign in: nobody is locked out because a client left `active` out.
CREATE VIEW sign_in AS
SELECT tenant, id, user_name_key, password_hash FROM users WHERE active IS NOT FALSE;

CREATE TABLE user_emails (
    id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    value TEXT COLLATE "C",
    display TEXT COLLATE "C",
    type TEXT COLLATE "C",
    "primary" BOOLEAN
);

CREATE INDEX user_emails_owner ON user_emails (owner);

CREATE TABLE user_phone_numbers (
    id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    value TEXT COLLATE "C",
    display TEXT COLLATE "C",
    type TEXT COLLATE "C",
    "primary" BOOLEAN
);

CREATE INDEX user_phone_numbers_owner ON user_phone_numbers (owner);

CREATE TABLE user_ims (
    id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    value TEXT COLLATE "C",
    display TEXT COLLATE "C",
    type TEXT COLLATE "C",
    "primary" BOOLEAN
);

CREATE INDEX user_ims_owner ON user_ims (owner);

CREATE TABLE user_photos (
    id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    value TEXT COLLATE "C",
    display TEXT COLLATE "C",
    type TEXT COLLATE "C",
    "primary" BOOLEAN
);

CREATE INDEX user_photos_owner ON user_photos (owner);

CREATE TABLE user_entitlements (
    id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    value TEXT COLLATE "C",
    display TEXT COLLATE "C",
    type TEXT COLLATE "C",
    "primary" BOOLEAN
);

CREATE INDEX user_entitlements_owner ON user_entitlements (owner);

CREATE TABLE user_roles (
    id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    value TEXT COLLATE "C",
    display TEXT COLLATE "C",
    type TEXT COLLATE "C",
    "primary" BOOLEAN
);

CREATE INDEX user_roles_owner ON user_roles (owner);

CREATE TABLE user_x509_certificates (
    id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    value TEXT COLLATE "C",
    display TEXT COLLATE "C",
    type TEXT COLLATE "C",
    "primary" BOOLEAN
);

CREATE INDEX user_x509_certificates_owner ON user_x509_certificates (owner);

CREATE TABLE user_addresses (
    id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    formatted TEXT COLLATE "C",
    street_address TEXT COLLATE "C",
    locality TEXT COLLATE "C",
    region TEXT COLLATE "C",
    postal_code TEXT COLLATE "C",
    country TEXT COLLATE "C",
    type TEXT COLLATE "C",
    "primary" BOOLEAN
);

CREATE INDEX user_addresses_owner ON user_addresses (owner);
