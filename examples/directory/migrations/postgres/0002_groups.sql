CREATE TABLE "groups" (
    seq BIGINT PRIMARY KEY,
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C",
    -- not unique: identity providers create groups of the same name
    display_name TEXT COLLATE "C" NOT NULL,
    -- milliseconds since 1970
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    UNIQUE (tenant, id)
);

CREATE INDEX groups_page ON "groups" (tenant, seq);

-- A member is a user or a group, never both, and of the same tenant, which the insert sees to.
CREATE TABLE group_members (
    id BIGINT PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES "groups" (seq) ON DELETE CASCADE,
    user_seq BIGINT REFERENCES users (seq) ON DELETE CASCADE,
    group_seq BIGINT REFERENCES "groups" (seq) ON DELETE CASCADE,
    CHECK ((user_seq IS NULL) <> (group_seq IS NULL)),
    UNIQUE (owner, user_seq),
    UNIQUE (owner, group_seq)
);

CREATE INDEX group_members_user ON group_members (user_seq) WHERE user_seq IS NOT NULL;
CREATE INDEX group_members_group ON group_members (group_seq) WHERE group_seq IS NOT NULL;
