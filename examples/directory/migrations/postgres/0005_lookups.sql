-- What identity providers look resources up by, beside the unique keys.
CREATE INDEX users_external_id ON users (tenant, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX groups_external_id ON "groups" (tenant, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX groups_display_name ON "groups" (tenant, lower(display_name COLLATE "C"));
CREATE INDEX badges_external_id ON badges (tenant, external_id) WHERE external_id IS NOT NULL;
