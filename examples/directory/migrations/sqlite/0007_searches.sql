-- The members of groups, and the groups of users: directly, or through groups that are members.
CREATE VIEW members AS
SELECT m.id, m.owner, u.id AS value, 'User' AS type, coalesce(u.display_name, u.user_name) AS display
FROM group_members AS m JOIN users AS u ON u.seq = m.user_seq
UNION ALL
SELECT m.id, m.owner, g.id AS value, 'Group' AS type, g.display_name AS display
FROM group_members AS m JOIN "groups" AS g ON g.seq = m.group_seq;

CREATE VIEW user_groups AS
WITH RECURSIVE above (member, "group") AS (
    SELECT group_seq, owner FROM group_members WHERE group_seq IS NOT NULL
    UNION
    SELECT above.member, m.owner
    FROM above JOIN group_members AS m ON m.group_seq = above."group"
)
SELECT m.user_seq, g.id AS value, g.display_name AS display, 'direct' AS type
FROM group_members AS m JOIN "groups" AS g ON g.seq = m.owner
WHERE m.user_seq IS NOT NULL
UNION ALL
SELECT m.user_seq, g.id AS value, g.display_name AS display, 'indirect' AS type
FROM group_members AS m
JOIN above ON above.member = m.owner
JOIN "groups" AS g ON g.seq = above."group"
WHERE m.user_seq IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM group_members AS d WHERE d.owner = above."group" AND d.user_seq = m.user_seq
);

-- What Okta and Entra ID filter by, beside the unique keys, as the statements say it.
CREATE INDEX users_modified ON users (tenant, modified_at);
CREATE INDEX groups_modified ON "groups" (tenant, modified_at);
CREATE INDEX badges_modified ON badges (tenant, modified_at);
CREATE INDEX users_display_name ON users (tenant, lower(display_name));
CREATE INDEX user_emails_value ON user_emails (lower(value), owner);
-- of members, whose tenant is their group's
CREATE INDEX users_id ON users (id);
CREATE INDEX groups_id ON "groups" (id);
CREATE INDEX group_members_page ON group_members (owner, id);
