-- The change that tells of a deletion is found by the resource: nothing else happens to it then.
ALTER TABLE tombstones DROP COLUMN sequence;
