-- The change that tells of a deletion is found by the resource: nothing else happens to it then.
ALTER TABLE tombstones DROP COLUMN sequence;

-- When this server created and changed something, as milliseconds since 1970, which are compared as
-- instants.
ALTER TABLE users ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN modified_at INTEGER NOT NULL DEFAULT 0;
UPDATE users SET
    created_at = CAST(round((julianday(created) - 2440587.5) * 86400000) AS INTEGER),
    modified_at = CAST(round((julianday(last_modified) - 2440587.5) * 86400000) AS INTEGER);
ALTER TABLE users DROP COLUMN created;
ALTER TABLE users DROP COLUMN last_modified;
ALTER TABLE "groups" ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "groups" ADD COLUMN modified_at INTEGER NOT NULL DEFAULT 0;
UPDATE "groups" SET
    created_at = CAST(round((julianday(created) - 2440587.5) * 86400000) AS INTEGER),
    modified_at = CAST(round((julianday(last_modified) - 2440587.5) * 86400000) AS INTEGER);
ALTER TABLE "groups" DROP COLUMN created;
ALTER TABLE "groups" DROP COLUMN last_modified;
ALTER TABLE badges ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE badges ADD COLUMN modified_at INTEGER NOT NULL DEFAULT 0;
UPDATE badges SET
    created_at = CAST(round((julianday(created) - 2440587.5) * 86400000) AS INTEGER),
    modified_at = CAST(round((julianday(last_modified) - 2440587.5) * 86400000) AS INTEGER);
ALTER TABLE badges DROP COLUMN created;
ALTER TABLE badges DROP COLUMN last_modified;

-- What clients sent is given back as it was; the instant that it means is beside it.
ALTER TABLE badges ADD COLUMN issued_key TEXT;
UPDATE badges SET issued_key = strftime('%Y-%m-%dT%H:%M:%f000000Z', issued);
ALTER TABLE badge_doors ADD COLUMN since_key TEXT;
UPDATE badge_doors SET since_key = strftime('%Y-%m-%dT%H:%M:%f000000Z', since);
