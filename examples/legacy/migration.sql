-- What SCIM needs beside what is there. Nothing that the application reads or writes changes: it
-- goes on as before, on the same rows.
ALTER TABLE accounts ADD COLUMN external_id TEXT;
-- the id that clients know: the key, unless that may have been another's
ALTER TABLE accounts ADD COLUMN scim_id INTEGER;
-- what logins are compared and sorted by: null until the server has looked at the row
ALTER TABLE accounts ADD COLUMN login_key TEXT;
-- the same key, of the one account that has the name; null for another that the application gave it
ALTER TABLE accounts ADD COLUMN login_claim TEXT;
ALTER TABLE accounts ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
-- milliseconds since 1970. When an old row was made nobody knows, so it is the day of the migration
ALTER TABLE accounts ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN modified_at INTEGER NOT NULL DEFAULT 0;
UPDATE accounts SET
    scim_id = id,
    created_at = CAST(unixepoch('subsec') * 1000 AS INTEGER),
    modified_at = CAST(unixepoch('subsec') * 1000 AS INTEGER);

-- The highest id that was ever given: SQLite gives the key of the last row once more when that was
-- deleted, and an id is never another's (RFC 7643 section 3.1).
CREATE TABLE scim_ids (highest INTEGER NOT NULL);
INSERT INTO scim_ids SELECT coalesce(max(id), 0) FROM accounts;

-- several rows may have none; two of the same cannot come to be
CREATE UNIQUE INDEX accounts_scim_id ON accounts (scim_id);
CREATE UNIQUE INDEX accounts_login_claim ON accounts (login_claim);
CREATE INDEX accounts_login_key ON accounts (login_key, scim_id);
CREATE INDEX accounts_external_id ON accounts (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX accounts_modified ON accounts (modified_at, scim_id);

-- The application knows nothing of these columns, so what it writes is counted for it. The server
-- counts by itself, which is how the two are told apart.
CREATE TRIGGER accounts_inserted AFTER INSERT ON accounts
BEGIN
    UPDATE scim_ids SET highest = max(highest + 1, new.id);
    UPDATE accounts SET
        scim_id = (SELECT highest FROM scim_ids),
        created_at = CAST(unixepoch('subsec') * 1000 AS INTEGER),
        modified_at = CAST(unixepoch('subsec') * 1000 AS INTEGER)
    WHERE id = new.id AND scim_id IS NULL;
END;

CREATE TRIGGER accounts_changed AFTER UPDATE OF login, first_name, last_name, mail, disabled
ON accounts WHEN new.revision = old.revision
BEGIN
    UPDATE accounts SET
        revision = old.revision + 1,
        modified_at = CAST(unixepoch('subsec') * 1000 AS INTEGER),
        login_key = CASE WHEN new.login = old.login THEN new.login_key END,
        login_claim = CASE WHEN new.login = old.login THEN new.login_claim END
    WHERE id = new.id;
END;
