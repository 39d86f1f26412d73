-- The groups of users are found from the groups of the tenant that asks, which no view can say: this
-- one was made of those of all tenants.
DROP VIEW user_groups;
